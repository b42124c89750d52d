"""What may happen next in a room: a command becomes events, or is refused in words.

Pure, like the room itself. Who sent a command was settled before it came here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from training.play.grading import grade
from training.workshop.kinds import KINDS
from training.workshop.names import clean_name, clean_text, free_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.workshop.room import Room

__all__ = ["MOST_SEATS", "Command", "Draft", "Refusal", "decide", "positions"]

MOST_SEATS = 1000
MOST_QUESTIONS = 500
_LONGEST_QUESTION = 300
_LONGEST_ANSWER = 4000
_TRACKS = ("", "law-enforcement", "social-work")
_SURE = ("", "guess", "fair", "certain")
_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """Something a phone or a console asks for; `once` makes it safe to repeat."""

    kind: str
    seat: str = ""
    once: str | None = None
    data: _Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that has no place in the order yet."""

    kind: str
    seat: str
    data: _Json


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """A command that cannot be done now; `status` is how HTTP says it."""

    def __init__(self, code: str, message: str, fix: str, status: int = 409) -> None:
        """Keep the four parts of an answer."""
        super().__init__(message)
        self.code, self.message, self.fix, self.status = code, message, fix, status


def _bad(message: str, fix: str) -> Refusal:
    return Refusal("unreadable", message, fix, 400)


def decide(room: Room, command: Command) -> list[Draft]:
    """Return the events a command leads to, or raise Refusal."""
    if room.state == "over" and command.kind not in ("leave", "return", "do"):
        raise Refusal("over", "this workshop has ended", "thank you for taking part")
    if command.kind not in ("join", "do", "handed", "desk") and (
        command.seat not in room.seats
    ):
        raise Refusal("no-seat", "this seat is not known", "join again", 401)
    return _DECIDERS[command.kind](room, command)


def _text(data: _Json, name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise _bad(f"{name} is not text", f"send {name} as text")
    return value


def _join(room: Room, command: Command) -> list[Draft]:
    if len(room.seats) >= MOST_SEATS:
        fix = "share a phone with a neighbour"
        raise Refusal("full", f"all {MOST_SEATS} seats are taken", fix)
    track = _text(command.data, "track")
    if track not in _TRACKS:
        raise _bad("track is unknown", "send law-enforcement, social-work or nothing")
    taken = {seat.name for seat in room.seats.values()}
    wanted = clean_name(_text(command.data, "name"))
    name = free_name(wanted, len(room.seats), taken)
    return [Draft("joined", command.seat, {"name": name, "track": track})]


def _rename(room: Room, command: Command) -> list[Draft]:
    wanted = clean_name(_text(command.data, "name"))
    if not wanted:
        raise _bad("the name is empty", "write a name of 1 to 24 characters")
    others = {one.name for one in room.seats.values() if one.id != command.seat}
    name = free_name(wanted, 0, others)
    return [Draft("renamed", command.seat, {"name": name})]


def _away(_room: Room, command: Command) -> list[Draft]:
    return [Draft("left" if command.kind == "leave" else "returned", command.seat, {})]


def _answer(room: Room, command: Command) -> list[Draft]:
    data = command.data
    activity, item = _text(data, "activity"), _text(data, "item")
    round_, sure = data.get("round"), _text(data, "sure")
    found = room.find(activity)
    if found is None or item not in found[1]["items"]:
        raise Refusal("unknown", "this question is not in the plan", "reload", 404)
    index, record = found
    phase = next(
        (
            n
            for n, one in enumerate(record["phases"])
            if one["round"] and type(round_) is int and one["round"] == round_
        ),
        None,
    )
    if phase is None or sure not in _SURE or "answer" not in data:
        raise _bad("the answer is not complete", "send round, item and answer")
    if room.state == "waiting" or (index, phase) > room.furthest:
        raise Refusal("not-open", "this question is not open yet", "wait for the room")
    answer = data["answer"]
    if len(json.dumps(answer)) > _LONGEST_ANSWER:
        raise Refusal("too-large", "the answer is too long", "shorten it", 413)
    if grade(room.plan["items"][item]["key"], answer)["notes"] == ["unreadable"]:
        raise _bad("the answer cannot be read", "choose or write it again")
    kept = {"activity": activity, "round": round_, "item": item}
    return [Draft("answered", command.seat, {**kept, "answer": answer, "sure": sure})]


def _question(room: Room, command: Command) -> list[Draft]:
    text = clean_text(_text(command.data, "text"), _LONGEST_QUESTION)
    if not text:
        raise _bad("the question is empty", "write a question")
    if len(room.parking) >= MOST_QUESTIONS:
        raise Refusal("full", "the parking lot is full", "say it to the facilitator")
    return [Draft("parked", command.seat, {"text": text})]


def _act(room: Room, command: Command) -> list[Draft]:
    name, act = _text(command.data, "activity"), command.data.get("act")
    found = room.find(name)
    if found is None or not isinstance(act, dict):
        raise Refusal("unknown", "this activity is not in the plan", "reload", 404)
    try:
        kept = KINDS[found[1]["kind"]].decide(room, found[1], command.seat, act)
    except LookupError as error:
        message = str(error.args[0] if error.args else "this cannot be done now")
        raise Refusal("not-open", message, "wait for the room") from None
    return [Draft("acted", command.seat, {"activity": name, "act": kept})]


def _handed(_room: Room, command: Command) -> list[Draft]:
    return [Draft("handed", "", {"hash": command.data["hash"]})]


def _desk(room: Room, command: Command) -> list[Draft]:
    if command.data["used"] not in room.handed:
        fix = "ask your co-facilitator for a new link"
        raise Refusal("used", "this link was used or never made", fix, 403)
    return [Draft("desk", "", command.data)]


def positions(room: Room) -> list[tuple[int, int]]:
    """Return every step of the plan as (activity, phase), in order."""
    return [
        (index, phase)
        for index, activity in enumerate(room.plan["activities"])
        for phase in range(len(activity["phases"]))
    ]


def _do(room: Room, command: Command) -> list[Draft]:
    what = _text(command.data, "do")
    if what in _STATES:
        kind, allowed = _STATES[what]
        if room.state not in allowed:
            raise Refusal("not-now", f"the workshop is {room.state}", "reload")
        drafts = [Draft(kind, "", {})]
        if kind == "started":
            drafts.append(Draft("moved", "", {"activity": 0, "phase": 0}))
        return drafts
    if what in _MOVES:
        return _MOVES[what](room, command.data)
    raise _bad("this is not something a console does", f"do one of {', '.join(_DOES)}")


def _step(by: int) -> Callable[[Room, _Json], list[Draft]]:
    def move(room: Room, _data: _Json) -> list[Draft]:
        if room.state not in ("running", "paused"):
            raise Refusal("not-now", f"the workshop is {room.state}", "start it first")
        places = positions(room)
        at = places.index((room.activity, room.phase)) + by
        if not 0 <= at < len(places):
            raise Refusal("no-more", "the plan has no step there", "end the workshop")
        place = places[at]
        return [Draft("moved", "", {"activity": place[0], "phase": place[1]})]

    return move


def _go(room: Room, data: _Json) -> list[Draft]:
    if room.state not in ("running", "paused"):
        raise Refusal("not-now", f"the workshop is {room.state}", "start it first")
    place = (data.get("activity"), data.get("phase", 0))
    if not all(type(one) is int for one in place) or place not in positions(room):
        raise _bad("the plan has no such step", "send activity and phase as numbers")
    return [Draft("moved", "", {"activity": place[0], "phase": place[1]})]


def _reveal(kind: str) -> Callable[[Room, _Json], list[Draft]]:
    def show(room: Room, data: _Json) -> list[Draft]:
        item, what = room.phase_now()["item"], data.get("what")
        if what not in ("bars", "key"):
            raise _bad("only bars or key can be shown", "send what: bars or key")
        if room.state == "waiting" or not item:
            fix = "go to the step where the room looks at a question"
            raise Refusal("not-now", "no question is on the projector", fix)
        return [Draft(kind, "", {"what": what, "item": item})]

    return show


def _time(_room: Room, data: _Json) -> list[Draft]:
    seconds = data.get("seconds")
    if type(seconds) is not int or not 0 <= seconds <= 4 * 3600:
        raise _bad("the time is not a number of seconds", "send 0 to 14400")
    return [Draft("timed", "", {"seconds": seconds})]


def _unpark(room: Room, data: _Json) -> list[Draft]:
    number, state = data.get("question"), data.get("state")
    if type(number) is not int or number not in {one.seq for one in room.parking}:
        raise Refusal("unknown", "this question is not in the lot", "reload", 404)
    if state not in ("open", "done", "gone"):
        raise _bad("state is unknown", "send open, done or gone")
    return [Draft("unparked", "", {"question": number, "state": state})]


def _plain(kind: str) -> Callable[[Room, _Json], list[Draft]]:
    return lambda _room, _data: [Draft(kind, "", {})]


_STATES: dict[Any, tuple[str, tuple[str, ...]]] = {
    "start": ("started", ("waiting",)),
    "pause": ("paused", ("running",)),
    "resume": ("resumed", ("paused",)),
    "end": ("ended", ("waiting", "running", "paused")),
}
_MOVES: dict[Any, Callable[[Room, _Json], list[Draft]]] = {
    "next": _step(1),
    "back": _step(-1),
    "go": _go,
    "show": _reveal("shown"),
    "hide": _reveal("hidden"),
    "blank": _plain("blanked"),
    "unblank": _plain("unblanked"),
    "time": _time,
    "park": lambda room, data: _question(room, Command("question", data=data)),
    "unpark": _unpark,
    "act": lambda room, data: _act(room, Command("act", data=data)),
}
_DOES = (*_STATES, *_MOVES)
_DECIDERS: dict[str, Callable[[Room, Command], list[Draft]]] = {
    "join": _join,
    "name": _rename,
    "leave": _away,
    "return": _away,
    "answer": _answer,
    "question": _question,
    "act": _act,
    "handed": _handed,
    "desk": _desk,
    "do": _do,
}
