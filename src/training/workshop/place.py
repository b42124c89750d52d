"""A room in memory, those who look on, and the clocks they see."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.workshop.kinds import KINDS

if TYPE_CHECKING:
    import asyncio

    from training.workshop.room import Room
    from training.workshop.store import Session

__all__ = ["Place"]


@dataclass
class Place:
    """A session in memory: its room now, and those who look on."""

    session: Session
    room: Room
    phones: set[asyncio.Event]
    desks: set[asyncio.Event]
    timer: tuple[int, float] = (0, 0.0)  # the timer's seq, and when it ends (monotonic)
    clock: tuple[int, float] = (0, 0.0)  # a play's clock: seq, and when it began

    def wake(self) -> None:
        """Let everyone who looks on look again."""
        for event in (*self.phones, *self.desks):
            event.set()

    def left(self) -> int | None:
        """Return the seconds left on the timer; it never does anything by itself."""
        timer = self.room.timer
        if timer is None:
            return None
        if self.timer[0] != timer.seq:
            passed = max(0.0, time.time() - timer.at / 1000)
            passed = 0.0 if passed < 2 else min(passed, timer.seconds)
            self.timer = (timer.seq, time.monotonic() + timer.seconds - passed)
        return max(0, round(self.timer[1] - time.monotonic()))

    def played(self) -> int | None:
        """Return for how many seconds a simulation has been played, or None."""
        if self.room.state not in ("running", "paused"):
            return None
        activity = self.room.activity_now()
        clock = KINDS[activity["kind"]].clock(self.room, activity)
        if clock is None:
            return None
        if clock.since is None:
            return clock.ran // 1000
        if self.clock[0] != clock.seq:
            passed = max(0.0, time.time() - clock.since / 1000)
            self.clock = (clock.seq, time.monotonic() - passed)
        return round(clock.ran / 1000 + time.monotonic() - self.clock[1])
