"""What each audience may see of a room; pure.

A phone and the projector never get a key that was not shown. The console gets notes
and counts, and no names unless it asks.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from training.play.grading import grade
from training.play.page import render_item
from training.workshop.counts import bars
from training.workshop.kinds import KINDS

if TYPE_CHECKING:
    from training.workshop.room import Room

__all__ = ["audience", "for_desk", "for_phone", "for_projector", "mine", "since"]

_Json = dict[str, Any]


def audience(room: Room, seat: str) -> str:
    """Return the name of the group of seats that see the same as this one."""
    if room.state == "waiting":
        return ""
    activity = room.activity_now()
    return KINDS[activity["kind"]].audience(room, activity, seat)


def since(room: Room, seat: str) -> int:
    """Return the seq of the last event that changed what this seat's group sees."""
    if room.state == "waiting":
        return room.scene
    activity = room.activity_now()
    return max(room.scene, KINDS[activity["kind"]].since(room, activity, seat))


def for_phone(room: Room, seat: str) -> _Json:
    """Return what all seats of this seat's audience see."""
    view = _shared(room)
    if room.state in ("running", "paused"):
        activity, phase = room.activity_now(), room.phase_now()
        wanted = [phase["item"]] if phase["item"] else activity["items"]
        view["items"] = [
            {"id": key, "html": _item_html(room, key, number)}
            for number, key in enumerate(wanted, start=1)
        ]
        view |= KINDS[activity["kind"]].phone(room, activity, seat)
    return view


def for_projector(room: Room) -> _Json:
    """Return what the whole room sees on the wall."""
    view = {**_shared(room), "blank": room.is_blank, "joined": _here(room)}
    if room.state in ("running", "paused"):
        activity, phase = room.activity_now(), room.phase_now()
        if phase["item"]:
            view["prompt"] = room.plan["items"][phase["item"]]["view"]["prompt"]
        view["answered"] = _answered(room)
        view |= KINDS[activity["kind"]].projector(room, activity)
    return view


def for_desk(room: Room, *, with_names: bool = False) -> _Json:
    """Return what facilitators see: the plan, the notes and the numbers."""
    activity, phase = room.activity_now(), room.phase_now()
    view = {
        **_shared(room),
        "blank": room.is_blank,
        "joined": _here(room),
        "at": [room.activity, room.phase],
        "say": activity["say"],
        "plan": [
            {
                "id": one["id"],
                "title": one["title"],
                "kind": one["kind"],
                "minutes": one["minutes"],
                "phases": [
                    {k: step[k] for k in ("id", "title", "minutes")}
                    for step in one["phases"]
                ],
            }
            for one in room.plan["activities"]
        ],
        "answered": _answered(room),
        "picture": phase["item"] and _picture(room, phase["item"], with_key=True),
        "progress": [len(room.slot(activity["id"], key)) for key in activity["items"]],
        "prompt": room.plan["items"][phase["item"]]["view"]["prompt"]
        if phase["item"]
        else "",
        "parking": [
            {"seq": one.seq, "text": one.text, "state": one.state}
            for one in room.parking
            if one.state != "gone"
        ],
    }
    if with_names:
        view["names"] = [seat.name for seat in room.seats.values()]
    return view | KINDS[activity["kind"]].desk(room, activity)


def mine(room: Room, seat: str) -> _Json:
    """Return what only this seat sees: its answers, and its marks once shown."""
    found: _Json = {"name": room.seats[seat].name}
    found |= {"answers": {}, "sures": {}, "marks": {}}
    if room.state == "waiting":
        return found
    activity = room.activity_now()
    found |= KINDS[activity["kind"]].mine(room, activity, seat)
    for slot, answers in room.answers.get(activity["id"], {}).items():
        if seat not in answers:
            continue
        item = slot.rpartition("#")[0]
        found["answers"][slot] = answers[seat].answer
        found["sures"][slot] = answers[seat].sure
        if f"{activity['id']}#{item}#key" in room.shown:
            form = room.plan["items"][item]
            found["marks"][slot] = _mark(form["key"], answers[seat].answer)
    return found


def _mark(key: _Json, answer: Any) -> _Json:
    """Return a mark with the remarks it earned, and no other part of the key."""
    mark = grade(key, answer)
    remarks = {note: key["remarks"].get(note, "") for note in mark["notes"]}
    harms = [note for note in mark["notes"] if note in key.get("critical", [])]
    return {**mark, "remarks": remarks, "harms": harms}


def _here(room: Room) -> int:
    return sum(not seat.is_away for seat in room.seats.values())


def _shared(room: Room) -> _Json:
    """Return what is no secret to anyone in the room."""
    view: _Json = {
        "seq": room.scene,
        "title": room.plan["title"],
        "state": room.state,
        "timer": room.timer and {"seconds": room.timer.seconds, "seq": room.timer.seq},
    }
    if room.state in ("running", "paused"):
        activity, phase = room.activity_now(), room.phase_now()
        places = len(room.plan["activities"])
        mark = f"{activity['id']}#{phase['item']}"
        shown = [what for what in ("bars", "key") if f"{mark}#{what}" in room.shown]
        view |= {
            "activity": {k: activity[k] for k in ("id", "kind", "title", "minutes")},
            "html": activity["html"],
            "list": activity["list"],
            "step": [room.activity + 1, places],
            "phase": {k: phase[k] for k in ("id", "title", "minutes", "round", "item")},
            "shown": shown,
        }
        if "bars" in shown:
            view["picture"] = _picture(room, phase["item"], with_key="key" in shown)
    return view


def _rounds(activity: _Json) -> list[int]:
    return [one["round"] for one in activity["phases"] if one["round"]]


def _picture(room: Room, item: str, *, with_key: bool) -> _Json:
    activity = room.activity_now()
    rounds = [room.slot(activity["id"], item, n) for n in _rounds(activity)]
    return bars(room.plan["items"][item], rounds, with_key=with_key)


def _answered(room: Room) -> int:
    """Return how many seats have answered what is asked now."""
    activity, phase = room.activity_now(), room.phase_now()
    item = phase["item"] or (activity["items"] or [""])[-1]
    round_ = phase["round"] or max(_rounds(activity), default=1)
    if phase["item"] or len(activity["items"]) < 2:
        return len(room.slot(activity["id"], item, round_))
    every = room.answers.get(activity["id"], {}).values()
    return len(set().union(*every))


def _item_html(room: Room, key: str, number: int) -> str:
    return _render(_Form(room.plan["items"][key]), number)


class _Form(dict[str, Any]):
    """A form that can be looked up in a cache, by being the same object's content."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self["id"])


@lru_cache(maxsize=512)
def _render(form: _Form, number: int) -> str:
    return render_item(form, number, with_key=False)
