"""The kinds of activity: what each adds to a plan, and how it answers an act.

A kind that keeps more than answers (a simulation) fills in `decide` and `reduce`; what
`reduce` returns is kept in `room.inner[activity id]`. All of it is pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from training.content.markdown import render_inline, render_markdown
from training.workshop import simulation_acts, simulation_events, simulation_views
from training.workshop.simulation import clock_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.workshop.room import Event, Room
    from training.workshop.simulation import Clock

__all__ = ["KINDS", "Kind", "reducers"]

_Json = dict[str, Any]


def _phase(
    name: str, title: str, minutes: int, round_: int = 0, item: str = ""
) -> _Json:
    return {
        "id": name,
        "title": title,
        "minutes": minutes,
        "round": round_,  # answers are open in a phase that has a round
        "item": item,
    }


def _whole(activity: Any) -> _Json:
    return {"phases": [_phase("whole", activity.title, activity.minutes)]}


def _quiz(activity: Any) -> _Json:
    phases = [_phase("answer", "Answer alone", activity.minutes, 1)]
    if activity.feedback == "review":
        of = len(activity.items)
        phases += [
            _phase(f"review-{n}", f"Look at question {n} of {of}", 0, 0, item)
            for n, item in enumerate(activity.items, start=1)
        ]
    return {"items": list(activity.items), "part": activity.part, "phases": phases}


def _peer(activity: Any) -> _Json:
    minutes, item = activity.phases, activity.item
    return {
        "items": [item],
        "part": "practice",
        "phases": [
            _phase("vote", "Vote alone", minutes.vote, 1, item),
            _phase("discuss", "Talk with a neighbour", minutes.discuss, 0, item),
            _phase("revote", "Vote again", minutes.revote, 2, item),
            _phase("compare", "Look at both pictures", minutes.compare, 0, item),
        ],
    }


def _welcome(activity: Any) -> _Json:
    lines = [render_inline(text) for text in activity.agreements]
    return {**_whole(activity), "list": lines}


def _debrief(activity: Any) -> _Json:
    lines = [render_inline(text) for text in activity.questions]
    return {**_whole(activity), "list": lines}


def _simulation(activity: Any) -> _Json:
    minutes = activity.phases
    return {
        "scenario": activity.scenario,
        "teams": 0 if activity.teams == "auto" else int(activity.teams),
        "injects": [
            {
                "at": one.at if one.minute is None else one.minute,
                "to": one.to,
                "title": one.title,
                "html": render_markdown(one.text),
            }
            for one in activity.injects
        ],
        "phases": [
            _phase("brief", "Your roles", minutes.brief),
            _phase("play", "Play", minutes.play),
            _phase("debrief", "Look back together", minutes.debrief),
        ],
    }


def _no_act(_room: Room, _activity: _Json, _seat: str, _act: _Json) -> _Json:
    raise LookupError("this activity takes answers only")


def _no_view(_room: Room, _activity: _Json, _seat: str = "") -> _Json:
    return {}


def _all_alike(_room: Room, _activity: _Json, _seat: str) -> str:
    return ""


def _always(_room: Room, _activity: _Json, _seat: str) -> int:
    return 0


def _no_clock(_room: Room, _activity: _Json) -> Clock | None:
    return None


@dataclass(frozen=True)
class Kind:
    """How one kind of activity takes part in a room.

    `compile` adds to the frozen activity. `audience` names who sees the same (a team,
    a role), `since` the event that last changed what they see; `phone`, `mine`,
    `projector` and `desk` add to those views. `decide` returns the act to store, or
    raises LookupError with words for the participant.
    """

    compile: Callable[[Any], _Json]
    audience: Callable[[Room, _Json, str], str] = _all_alike
    since: Callable[[Room, _Json, str], int] = _always
    phone: Callable[[Room, _Json, str], _Json] = _no_view
    mine: Callable[[Room, _Json, str], _Json] = _no_view
    projector: Callable[[Room, _Json], _Json] = _no_view
    desk: Callable[[Room, _Json], _Json] = _no_view
    decide: Callable[[Room, _Json, str, _Json], _Json] = _no_act
    reduce: Callable[[Any, Event, Room, _Json], Any] | None = None
    clock: Callable[[Room, _Json], Clock | None] = _no_clock


KINDS: dict[str, Kind] = {
    "welcome": Kind(_welcome),
    "quiz": Kind(_quiz),
    "peer": Kind(_peer),
    "break": Kind(_whole),
    "work": Kind(_whole),
    "debrief": Kind(_debrief),
    "parking": Kind(_whole),
    "simulation": Kind(
        _simulation,
        audience=simulation_views.audience,
        since=simulation_views.since,
        phone=simulation_views.for_phone,
        mine=simulation_views.mine,
        projector=simulation_views.for_projector,
        desk=simulation_views.for_desk,
        decide=simulation_acts.decide,
        reduce=simulation_events.reduce,
        clock=clock_of,
    ),
}


@cache
def reducers() -> dict[str, Callable[[Any, Event, Room, _Json], Any]]:
    """Return what `room.apply` needs to know of the kinds."""
    return {name: kind.reduce for name, kind in KINDS.items() if kind.reduce}
