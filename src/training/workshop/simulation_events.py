"""What an event does to a simulation; pure, and the same wherever it is replayed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from training.workshop.simulation import (
    Clock,
    Simulation,
    decided,
    form_of,
    is_here,
    picked,
    team_at,
    with_news,
)
from training.workshop.teams import Team, deal, enter, exchange, leave

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.workshop.room import Event, Room

__all__ = ["reduce"]

_Json = Any
_CLOCKED = ("started", "moved", "paused", "resumed", "ended")


def reduce(inner: Any, event: Event, room: Room, activity: _Json) -> Any:
    """Return the simulation's state after an event; `inner` itself if none changed."""
    before: Simulation = inner or Simulation()
    now = before
    if event.kind == "acted":
        if event.data["activity"] != activity["id"]:
            return inner
        name = next(name for name in _ACTS if name in event.data["act"])
        now = _ACTS[name](before, event, room, activity)
    elif event.kind in _CLOCKED:
        now = replace(now, clock=_wound(now.clock, event, room, activity))
    now = _gathered(now, room, activity)
    if is_here(room, activity, "play"):
        form = form_of(room, activity)
        now = _teams(now, lambda team: decided(team, form, activity))
    if now == before:
        return inner
    old = dict(enumerate(before.teams))
    teams = tuple(
        team if team == old.get(at) else replace(team, since=event.seq)
        for at, team in enumerate(now.teams)
    )
    return replace(now, teams=teams)


def _wound(clock: Clock, event: Event, room: Room, activity: _Json) -> Clock:
    """Return the clock, which runs while the room plays and is not paused."""
    runs = room.state == "running" and is_here(room, activity, "play")
    if runs == (clock.since is not None):
        return clock
    if runs:
        return Clock(clock.ran, event.at, event.seq)
    return Clock(clock.ran + max(0, event.at - (clock.since or 0)), None, event.seq)


def _teams(now: Simulation, change: Callable[[Team], Team]) -> Simulation:
    return replace(now, teams=tuple(change(team) for team in now.teams))


def _gathered(now: Simulation, room: Room, activity: _Json) -> Simulation:
    """Return the teams with everyone who is in the room, and nobody who left.

    A play that begins before the roles were dealt deals them. Who comes late goes to
    the smallest team that has people; who comes back, to the old one.
    """
    if not is_here(room, activity):
        return now
    if not now.teams:
        if not is_here(room, activity, "play"):
            return now
        now = _deal(now, room, activity, 0)
    teams, homes = list(now.teams), dict(now.homes)
    for seat in room.seats.values():
        at = team_at(now, seat.id)
        if seat.is_away and at is not None:
            teams[at] = leave(teams[at], seat.id)
        elif not seat.is_away and at is None:
            home = homes.get(seat.id, _smallest(teams))
            teams[home], homes[seat.id] = enter(teams[home], seat.id), home
    return replace(now, teams=tuple(teams), homes=homes)


def _smallest(teams: list[Team]) -> int:
    return min(
        range(len(teams)), key=lambda at: (not teams[at].seats, len(teams[at].seats))
    )


def _deal(now: Simulation, room: Room, activity: _Json, wanted: int) -> Simulation:
    seats = [seat for seat in room.seats.values() if not seat.is_away]
    form = form_of(room, activity)
    roles, start = [one["id"] for one in form["view"]["roles"]], form["key"]["start"]
    teams = tuple(
        replace(team, news=with_news((), start, activity))
        for team in deal(roles, seats, wanted)
    )
    homes = {seat: at for at, team in enumerate(teams) for seat in team.seats}
    return replace(now, teams=teams, homes=homes, sent=())


def _on_deal(now: Simulation, event: Event, room: Room, activity: _Json) -> Simulation:
    return _deal(now, room, activity, event.data["act"]["deal"])


def _on_propose(
    now: Simulation, event: Event, _room: Room, _activity: _Json
) -> Simulation:
    at = team_at(now, event.seat)
    act = event.data["act"]
    if at is None or act["step"] != len(now.teams[at].picks):
        return now
    teams, votes = list(now.teams), dict(now.teams[at].votes)
    votes.pop(event.seat, None)  # a changed mind goes to the end of the order
    votes[event.seat] = act["propose"]
    teams[at] = replace(teams[at], votes=votes)
    return replace(now, teams=tuple(teams))


def _on_push(now: Simulation, event: Event, room: Room, activity: _Json) -> Simulation:
    act, teams = event.data["act"], list(now.teams)
    at = act["push"] - 1
    teams[at] = picked(teams[at], act["pick"], form_of(room, activity), activity)
    return replace(now, teams=tuple(teams))


def _on_send(
    now: Simulation, event: Event, _room: Room, _activity: _Json
) -> Simulation:
    at = event.data["act"]["send"]

    def told(team: Team) -> Team:
        return team if at in team.news else replace(team, news=(*team.news, at))

    return _teams(replace(now, sent=(*now.sent, at)), told)


def _on_move(now: Simulation, event: Event, room: Room, _activity: _Json) -> Simulation:
    act = event.data["act"]
    seat, to = _numbered(room, act["move"]), act["team"] - 1
    teams, before = list(now.teams), team_at(now, seat)
    if before is None or before == to:
        return now
    teams[before] = leave(teams[before], seat)
    teams[to] = enter(teams[to], seat)
    return replace(now, teams=tuple(teams), homes={**now.homes, seat: to})


def _on_swap(now: Simulation, event: Event, room: Room, _activity: _Json) -> Simulation:
    one, other = (_numbered(room, number) for number in event.data["act"]["swap"])
    homes = {**now.homes, one: now.homes[other], other: now.homes[one]}
    return replace(now, teams=exchange(now.teams, one, other), homes=homes)


def _on_look(
    now: Simulation, event: Event, _room: Room, _activity: _Json
) -> Simulation:
    return replace(now, look=event.data["act"]["look"])


def _numbered(room: Room, number: int) -> str:
    return next(one.id for one in room.seats.values() if one.number == number)


_ACTS: dict[str, Callable[[Simulation, Event, Room, _Json], Simulation]] = {
    "deal": _on_deal,
    "propose": _on_propose,
    "push": _on_push,
    "send": _on_send,
    "move": _on_move,
    "swap": _on_swap,
    "look": _on_look,
}
