"""What may be done in a simulation now: an act to store, or words why not; pure.

What comes here was sent by anybody, so every value is looked at before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.workshop.simulation import (
    form_of,
    game,
    is_here,
    open_choices,
    push_pick,
    state_of,
    team_at,
)
from training.workshop.teams import MOST_TEAMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.workshop.room import Room
    from training.workshop.simulation import Simulation

__all__ = ["decide"]

_Json = dict[str, Any]


def decide(room: Room, activity: _Json, seat: str, act: _Json) -> _Json:
    """Return the act to store, or raise LookupError with words for who sent it."""
    if not is_here(room, activity):
        raise LookupError("the room is not in this simulation now")
    now = state_of(room, activity)
    if seat:
        return _propose(now, room, activity, seat, act)
    for name, check in _CHECKS.items():
        if name in act:
            return check(now, room, activity, act)
    raise LookupError(f"a console can do one of {', '.join(_CHECKS)}")


def _propose(
    now: Simulation, room: Room, activity: _Json, seat: str, act: _Json
) -> _Json:
    if not is_here(room, activity, "play"):
        raise LookupError("the teams do not play now")
    if room.state == "paused":
        raise LookupError("the room has paused, so nothing was sent")
    at = team_at(now, seat)
    if at is None:
        raise LookupError("you are in no team yet")
    team, step, choice = now.teams[at], act.get("step"), act.get("propose")
    if not _is_whole(step) or step != len(team.picks):
        raise LookupError("your team has moved on")
    state = game(form_of(room, activity), team.picks)
    hats = team.hats_of(seat)
    if choice not in [one["id"] for one in open_choices(state, hats)]:
        raise LookupError("this is not for you to choose now")
    return {"propose": choice, "step": step}


def _is_whole(value: Any) -> bool:
    return type(value) is int  # True is no number here


def _deal(now: Simulation, _room: Room, _activity: _Json, act: _Json) -> _Json:
    wanted = act["deal"]
    if not _is_whole(wanted) or not 0 <= wanted <= MOST_TEAMS:
        raise LookupError(f"send 0 to {MOST_TEAMS} teams")
    if any(team.picks for team in now.teams):
        raise LookupError("a team has decided something; move or swap seats instead")
    return {"deal": wanted}


def _send(now: Simulation, _room: Room, activity: _Json, act: _Json) -> _Json:
    at = act["send"]
    if not _is_whole(at) or not 0 <= at < len(activity["injects"]):
        raise LookupError("the plan has no such message")
    if not now.teams:
        raise LookupError("deal the roles first")
    if at in now.sent:
        raise LookupError("this message was sent")
    return {"send": at}


def _team(now: Simulation, number: Any) -> int:
    if not _is_whole(number) or not 1 <= number <= len(now.teams):
        raise LookupError("there is no such team")
    return int(number)


def _push(now: Simulation, room: Room, activity: _Json, act: _Json) -> _Json:
    if not is_here(room, activity, "play"):
        raise LookupError("the teams do not play now")
    number, step = _team(now, act["push"]), act.get("step")
    team = now.teams[number - 1]
    if not _is_whole(step) or step != len(team.picks):
        raise LookupError("this team has moved on by itself")
    pick = push_pick(team, form_of(room, activity))
    if pick is None:
        raise LookupError("this team has come to its end")
    return {"push": number, "step": step, "pick": pick}


def _seat(now: Simulation, room: Room, number: Any) -> int:
    found = next((one for one in room.seats.values() if one.number == number), None)
    if not _is_whole(number) or not found or team_at(now, found.id) is None:
        raise LookupError("this seat is in no team")
    return int(number)


def _move(now: Simulation, room: Room, _activity: _Json, act: _Json) -> _Json:
    seat = _seat(now, room, act["move"])
    return {"move": seat, "team": _team(now, act.get("team"))}


def _swap(now: Simulation, room: Room, _activity: _Json, act: _Json) -> _Json:
    pair = act["swap"]
    if not isinstance(pair, list) or len(pair) != 2:
        raise LookupError("name two seats to swap")
    one, other = (_seat(now, room, number) for number in pair)
    if one == other:
        raise LookupError("name two different seats")
    return {"swap": [one, other]}


def _look(_now: Simulation, room: Room, activity: _Json, act: _Json) -> _Json:
    scenes = [one["id"] for one in form_of(room, activity)["key"]["scenes"]]
    if not is_here(room, activity, "debrief"):
        raise LookupError("the room looks back when the play is over")
    if act["look"] not in ["", *scenes]:
        raise LookupError("the story has no such scene")
    return {"look": act["look"]}


_CHECKS: dict[str, Callable[[Simulation, Room, _Json, _Json], _Json]] = {
    "deal": _deal,
    "send": _send,
    "push": _push,
    "move": _move,
    "swap": _swap,
    "look": _look,
}
