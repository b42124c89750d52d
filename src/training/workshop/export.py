"""A session as a file: what statistics and reports read, without who was who."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from training.workshop.kinds import reducers
from training.workshop.room import Event, Room, fold
from training.workshop.simulation_export import scenarios, simulations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.workshop.store import Session

__all__ = ["FORMAT", "export_session"]

FORMAT = 1
_Json = dict[str, Any]


def export_session(session: Session, events: Iterable[Event]) -> _Json:
    """Return the export of a session: format 1, the same events give the same bytes.

    Seats are numbers in the order of joining. Names, seats' ids and times are left out.
    """
    plan = json.loads(session.plan)
    listed = list(events)
    room = fold(Room(session.code, plan), listed, reducers())
    number = {seat.id: seat.number for seat in room.seats.values()}
    made = datetime.fromtimestamp(session.made / 1000, UTC).date().isoformat()
    return {
        "format": FORMAT,
        "kind": "training-workshop",
        "id": session.id,
        "made": made,
        "plan": plan["id"],
        "title": plan["title"],
        "minutes": plan["minutes"],
        "activities": [
            {name: one[name] for name in ("id", "kind", "title", "part", "items")}
            for one in plan["activities"]
        ],
        "items": plan["items"],
        "seats": [
            {"seat": one.number, "track": one.track, "left": one.is_away}
            for one in room.seats.values()
        ],
        "answers": _answers(room, listed, number),
        "questions": [
            {"text": one.text, "state": one.state, "seq": one.seq}
            for one in room.parking
        ],
        "acts": [
            {**one.data, "seat": number.get(one.seat, 0), "seq": one.seq}
            for one in listed
            if one.kind == "acted"
        ],
        "moves": [
            {**one.data, "seq": one.seq} for one in listed if one.kind == "moved"
        ],
        "scenarios": scenarios(room),
        "simulations": simulations(room),
    }


def _answers(room: Room, events: list[Event], number: dict[str, int]) -> list[_Json]:
    """Return every stored answer; late ones came after the room saw the picture."""
    part = {one["id"]: one["part"] for one in room.plan["activities"]}
    found, now, seen = [], Room(room.code, room.plan), reducers()
    for event in events:
        if event.kind == "answered":
            data = event.data
            late = now.is_revealed(data["activity"], data["item"], data["round"])
            found.append(
                {
                    "seat": number[event.seat],
                    "part": part[data["activity"]],
                    **data,
                    "late": late,
                    "seq": event.seq,
                }
            )
        now = fold(now, [event], seen)
    return found
