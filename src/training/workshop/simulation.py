"""A scenario played by a room: what happens, and what may happen next; pure.

A team's story is a list of picks, and `play()` says all the rest. Each phone proposes
one of the choices its hats open. A choice that belongs to a role is decided by those
who wear that hat, a choice for everyone by the whole team, and each by more than half
of them. So most decisions take one touch, a pair has to agree, and in a team of eight
three sleeping phones hold nobody up. On a tie the team talks until somebody proposes
something else, or the facilitator pushes it on: then the choice proposed most is taken,
and among equals the one proposed first.

News from outside comes when the facilitator sends it, to every team, or by itself to a
team that reaches the scene it is planned for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from training.play.trail import play

if TYPE_CHECKING:
    from collections.abc import Mapping

    from training.workshop.room import Room
    from training.workshop.teams import Team

__all__ = [
    "Clock",
    "Simulation",
    "clock_of",
    "decided",
    "deciders",
    "form_of",
    "game",
    "is_here",
]
__all__ += ["open_choices", "picked", "proposals", "push_pick", "state_of", "team_at"]
__all__ += ["voters", "with_news"]

_Json = Any


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a room has played: what has passed, and since when it runs."""

    ran: int = 0  # milliseconds
    since: int | None = None  # as the event said it, for people only
    seq: int = 0


@dataclass(frozen=True)
class Simulation:
    """What is kept of one simulation."""

    teams: tuple[Team, ...] = ()
    homes: Mapping[str, int] = field(default_factory=dict)  # where a seat last was
    sent: tuple[int, ...] = ()  # injects that the facilitator sent
    look: str = ""  # the scene the room looks back at
    clock: Clock = field(default_factory=Clock)


@dataclass(frozen=True)
class _Game:
    """Picks in a version of a scenario: the same always lead to the same."""

    fingerprint: str
    picks: tuple[str, ...]
    form: _Json = field(compare=False)


@lru_cache(maxsize=4096)
def _played(one: _Game) -> _Json:
    return play(one.form, one.picks)


def game(form: _Json, picks: tuple[str, ...]) -> _Json:
    """Return the state after the picks; it is shared, so nobody may change it."""
    return _played(_Game(form["key"]["fingerprint"], picks, form))


def form_of(room: Room, activity: _Json) -> _Json:
    """Return the scenario that an activity plays."""
    return room.plan["scenarios"][activity["scenario"]]


def state_of(room: Room, activity: _Json) -> Simulation:
    """Return the simulation's state, which may not have begun."""
    found: Simulation = room.inner.get(activity["id"]) or Simulation()
    return found


def is_here(room: Room, activity: _Json, phase: str = "") -> bool:
    """Return whether the room is in this activity now, and in a phase of it."""
    if room.state not in ("running", "paused"):
        return False
    if room.activity_now()["id"] != activity["id"]:
        return False
    return not phase or room.phase_now()["id"] == phase


def clock_of(room: Room, activity: _Json) -> Clock | None:
    """Return the play's clock, or None before and after it."""
    return state_of(room, activity).clock if is_here(room, activity, "play") else None


def team_at(now: Simulation, seat: str) -> int | None:
    """Return the index of the team a seat is in."""
    at = now.homes.get(seat)
    return at if at is not None and seat in now.teams[at].seats else None


def open_choices(state: _Json, hats: tuple[str, ...]) -> list[_Json]:
    """Return what those who wear the hats can choose now."""
    return [
        one
        for one in state["choices"]
        if not one["closed"] and (not one["roles"] or set(one["roles"]) & set(hats))
    ]


def deciders(state: _Json, team: Team) -> list[str]:
    """Return the seats that have something to choose now."""
    return [seat for seat in team.seats if open_choices(state, team.hats_of(seat))]


def voters(state: _Json, team: Team, choice: str) -> list[str]:
    """Return the seats that decide on a choice together."""
    roles = next(one["roles"] for one in state["choices"] if one["id"] == choice)
    return [
        seat for seat in team.seats if not roles or set(roles) & set(team.hats_of(seat))
    ]


def decided(team: Team, form: _Json, activity: _Json) -> Team:
    """Return the team after its decision, if enough propose the same."""
    state = game(form, team.picks)
    for choice, votes in Counter(proposals(team, state).values()).most_common():
        if votes * 2 > len(voters(state, team, choice)):
            return picked(team, choice, form, activity)
    return team


def proposals(team: Team, state: _Json) -> dict[str, str]:
    """Return the proposals that those who made them may still make."""
    return {
        seat: choice
        for seat, choice in team.votes.items()
        if choice in {one["id"] for one in open_choices(state, team.hats_of(seat))}
    }


def picked(team: Team, choice: str, form: _Json, activity: _Json) -> Team:
    """Return the team after a pick, with the news that waits at the new scene."""
    picks = (*team.picks, choice)
    scene = game(form, picks)["scene"]
    return replace(
        team, picks=picks, votes={}, news=with_news(team.news, scene, activity)
    )


def with_news(news: tuple[int, ...], scene: str, activity: _Json) -> tuple[int, ...]:
    """Return a team's news with what is planned for a scene."""
    planned = [at for at, one in enumerate(activity["injects"]) if one["at"] == scene]
    return (*news, *(at for at in planned if at not in news))


def push_pick(team: Team, form: _Json) -> str | None:
    """Return the choice that moves a stuck team on, or None at an ending.

    What most propose; else what the expert did, if the team is on that way; else the
    scenario's own script; never a critical error if there is anything else.
    """
    state = game(form, team.picks)
    counts = Counter(proposals(team, state).values())
    if counts:
        return counts.most_common(1)[0][0]
    ready = [one for one in state["choices"] if not one["closed"]]
    expert = [one["pick"] for one in form["view"]["expert"]]
    step = len(team.picks)
    if expert[:step] == list(team.picks) and step < len(expert):
        return str(expert[step])
    scene = next((s for s in form["key"]["scenes"] if s["id"] == state["scene"]), None)
    harms = {one["id"] for one in scene["choices"] if one["critical"]} if scene else ()
    ready.sort(key=lambda one: (one["id"] in harms, not one["scripted"]))
    return str(ready[0]["id"]) if ready else None
