"""What the answers of one or many rooms say; pure.

Nothing here names a person, and no count of people from 1 to 4 leaves this module;
every other count of people is rounded to fives.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.workshop.gain import gains, reliability
from training.workshop.item_analysis import item_lines, misreads
from training.workshop.responses import question_of, responses
from training.workshop.statistics import SMALL, about, hidden
from training.workshop.ways import ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.workshop.gain import Gain, Reliability
    from training.workshop.item_analysis import ItemLine, Misread
    from training.workshop.session_file import SessionFile
    from training.workshop.ways import Ways

__all__ = ["Analysis", "analyse"]


@dataclass(frozen=True)
class Analysis:
    """Everything a report says; None stands where a count of people is hidden."""

    rooms: int
    days: tuple[str, str]
    people: int | None
    tracks: tuple[tuple[str, int | None], ...]
    gain: Gain | None
    by_track: tuple[tuple[str, Gain], ...]
    reliability: tuple[Reliability, ...]
    items: tuple[ItemLine, ...]
    misreads: tuple[Misread, ...]
    ways: tuple[Ways, ...]


def analyse(sessions: Sequence[SessionFile]) -> Analysis:
    """Return what merged sessions say; at least one is needed."""
    every = [one for session in sessions for one in responses(session)]
    people = sum(len(session.seats) for session in sessions)
    gain, by_track = gains(sessions, every)
    forms = {question_of(s, key): s.items[key] for s in sessions for key in s.items}
    days = sorted(session.made for session in sessions)
    return Analysis(
        rooms=len(sessions),
        days=(days[0], days[-1]),
        people=None if 0 < people < SMALL else about(people),
        tracks=_tracks(sessions),
        gain=gain,
        by_track=by_track,
        reliability=reliability(every),
        items=item_lines(every, forms),
        misreads=misreads(every, forms),
        ways=ways(sessions),
    )


def _tracks(sessions: Sequence[SessionFile]) -> tuple[tuple[str, int | None], ...]:
    counts = Counter(seat.track for session in sessions for seat in session.seats)
    names = sorted(counts)
    away = hidden([counts[name] for name in names])
    return tuple(
        (name, None if gone else about(counts[name]))
        for name, gone in zip(names, away, strict=True)
    )
