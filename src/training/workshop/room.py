"""What a room is: a pure fold over the events of its session.

No clock, file, network or random number. `apply` returns a new room and leaves the old
one as it was, so that a batch of events can be tried, written, and only then shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["Answer", "Event", "Question", "Room", "Seat", "Timer", "apply", "fold"]

_Json = Any


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `at` is for people, only `seq` orders."""

    seq: int
    at: int
    kind: str
    seat: str
    data: dict[str, _Json]


@dataclass(frozen=True, slots=True)
class Seat:
    """A participant: no account, and a name only if they wish."""

    id: str
    number: int
    name: str
    track: str
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a seat that counts in a round: the last one in time."""

    answer: _Json
    sure: str
    seq: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the parking lot, known by the seq of its event."""

    seq: int
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer as it was set; how much is left is for a clock outside to say."""

    seconds: int
    seq: int
    at: int


@dataclass(frozen=True)
class Room:
    """The state of one session after its first `seq` events."""

    code: str
    plan: dict[str, _Json]
    seq: int = 0
    scene: int = 0  # the seq of the last event that changes what the room sees
    state: str = "waiting"  # then running, paused, over
    activity: int = 0
    phase: int = 0
    furthest: tuple[int, int] = (0, 0)
    shown: frozenset[str] = frozenset()  # "activity#item#bars", now
    revealed: frozenset[str] = frozenset()  # "activity#item" or "…#round", ever
    is_blank: bool = False
    seats: Mapping[str, Seat] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Mapping[str, Answer]]] = field(
        default_factory=dict
    )
    parking: tuple[Question, ...] = ()
    timer: Timer | None = None
    handed: frozenset[str] = frozenset()
    desks: frozenset[str] = frozenset()
    inner: Mapping[str, _Json] = field(default_factory=dict)

    def activity_now(self) -> dict[str, _Json]:
        """Return the activity the room is in."""
        found: dict[str, _Json] = self.plan["activities"][self.activity]
        return found

    def phase_now(self) -> dict[str, _Json]:
        """Return the step of the activity the room is in."""
        found: dict[str, _Json] = self.activity_now()["phases"][self.phase]
        return found

    def find(self, activity: str) -> tuple[int, dict[str, _Json]] | None:
        """Return an activity of that id with its place, or None."""
        for index, one in enumerate(self.plan["activities"]):
            if one["id"] == activity:
                return index, one
        return None

    def is_revealed(self, activity: str, item: str, round_: int) -> bool:
        """Return whether the room ever saw how a round was answered, or the key."""
        mark = f"{activity}#{item}"
        return mark in self.revealed or f"{mark}#{round_}" in self.revealed

    def slot(self, activity: str, item: str, round_: int = 1) -> Mapping[str, Answer]:
        """Return the counted answers to a question in a round, by seat."""
        return self.answers.get(activity, {}).get(f"{item}#{round_}", {})


_QUIET = {"answered", "joined", "renamed", "left", "returned", "parked", "unparked"}
_QUIET.add("acted")  # what it changes is seen where `inner` says so
# What the kinds of activity hear of, beside their own acts.
_HEARD = {"acted", "joined", "left", "returned", "started", "moved", "paused"}
_HEARD |= {"resumed", "ended"}
_Reducers: TypeAlias = "Mapping[str, Callable[[_Json, Event, Room, _Json], _Json]]"


def fold(
    room: Room,
    events: Iterable[Event],
    reducers: _Reducers | None = None,
) -> Room:
    """Return the room after more events."""
    for event in events:
        room = apply(room, event, reducers)
    return room


def apply(
    room: Room,
    event: Event,
    reducers: _Reducers | None = None,
) -> Room:
    """Return the room after one event; an unknown kind changes nothing but `seq`.

    `reducers` holds, by kind of activity, what an event does to its inner state; they
    see the room as the event leaves it.
    """
    change = _CHANGES.get(event.kind)
    changes = change(room, event) if change else {}
    scene = room.scene if event.kind in _QUIET else event.seq
    after = _with(room, {**changes, "seq": event.seq, "scene": scene})
    if not reducers or event.kind not in _HEARD:
        return after
    inner = _inner(after, event, reducers)
    return _with(after, {"inner": inner}) if inner is not room.inner else after


def _with(room: Room, changes: dict[str, _Json]) -> Room:
    """Return a copy with changes; `replace` sets every field anew, ten times slower."""
    fresh = object.__new__(Room)
    fresh.__dict__.update(room.__dict__, **changes)
    return fresh


def _inner(room: Room, event: Event, reducers: _Reducers) -> Mapping[str, _Json]:
    """Return the inner states; the same object if none of them changed."""
    inner = room.inner
    for activity in room.plan["activities"]:
        if hears := reducers.get(activity.get("kind", "")):
            before = inner.get(activity["id"])
            now = hears(before, event, room, activity)
            if now is not before:
                inner = {**inner, activity["id"]: now}
    return inner


def _seated(room: Room, event: Event, **changes: Any) -> dict[str, _Json]:
    seat = room.seats.get(event.seat)
    if seat is None:
        return {}
    return {"seats": {**room.seats, seat.id: replace(seat, **changes)}}


def _joined(room: Room, event: Event) -> dict[str, _Json]:
    number = len(room.seats) + 1
    seat = Seat(event.seat, number, event.data["name"], event.data.get("track", ""))
    return {"seats": {**room.seats, event.seat: seat}}


def _moved(room: Room, event: Event) -> dict[str, _Json]:
    place = (event.data["activity"], event.data["phase"])
    return {
        "activity": place[0],
        "phase": place[1],
        "furthest": max(room.furthest, place),
        "timer": None,
    }


def _mark(room: Room, event: Event) -> str:
    return f"{room.activity_now()['id']}#{event.data['item']}"


def _shown(room: Room, event: Event) -> dict[str, _Json]:
    """Show the bars, which close the rounds they picture, or the key, which closes all.

    So a room that saw its first vote can still vote again.
    """
    mark, what = _mark(room, event), event.data["what"]
    reached = room.phase
    if room.furthest[0] == room.activity:
        reached = max(reached, room.furthest[1])
    phases = room.activity_now()["phases"][: reached + 1]
    seen = {f"{mark}#{one['round']}" for one in phases if one["round"]}
    return {
        "shown": room.shown | {f"{mark}#{what}"},
        "revealed": room.revealed | ({mark} if what == "key" else seen),
    }


def _hidden(room: Room, event: Event) -> dict[str, _Json]:
    return {"shown": room.shown - {f"{_mark(room, event)}#{event.data['what']}"}}


def _answered(room: Room, event: Event) -> dict[str, _Json]:
    """Count an answer; a late one stays an event, so that no shown picture changes."""
    data = event.data
    activity, item = data["activity"], data["item"]
    if room.is_revealed(activity, item, data["round"]):
        return {}
    slot = f"{item}#{data['round']}"
    before = room.answers.get(activity, {})
    seats = before.get(slot, {})
    answer = Answer(data["answer"], data.get("sure", ""), event.seq)
    inside = {**before, slot: {**seats, event.seat: answer}}
    return {"answers": {**room.answers, activity: inside}}


def _unparked(room: Room, event: Event) -> dict[str, _Json]:
    lot = tuple(
        replace(one, state=event.data["state"])
        if one.seq == event.data["question"]
        else one
        for one in room.parking
    )
    return {"parking": lot}


def _timed(_room: Room, event: Event) -> dict[str, _Json]:
    seconds = event.data["seconds"]
    return {"timer": Timer(seconds, event.seq, event.at) if seconds else None}


_CHANGES: dict[str, Callable[[Room, Event], dict[str, _Json]]] = {
    "joined": _joined,
    "renamed": lambda room, e: _seated(room, e, name=e.data["name"]),
    "left": lambda room, e: _seated(room, e, is_away=True),
    "returned": lambda room, e: _seated(room, e, is_away=False),
    "started": lambda _room, _event: {"state": "running"},
    "paused": lambda _room, _event: {"state": "paused"},
    "resumed": lambda _room, _event: {"state": "running"},
    "ended": lambda _room, _event: {"state": "over", "timer": None},
    "moved": _moved,
    "shown": _shown,
    "hidden": _hidden,
    "blanked": lambda _room, _event: {"is_blank": True},
    "unblanked": lambda _room, _event: {"is_blank": False},
    "timed": _timed,
    "answered": _answered,
    "parked": lambda room, e: {
        "parking": (*room.parking, Question(e.seq, e.data["text"], "open"))
    },
    "unparked": _unparked,
    "handed": lambda room, e: {"handed": room.handed | {e.data["hash"]}},
    "desk": lambda room, e: {
        "handed": room.handed - {e.data["used"]},
        "desks": room.desks | {e.data["hash"]},
    },
}
