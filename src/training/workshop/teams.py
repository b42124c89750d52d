"""Teams and hats: who sits where, and who speaks for which role; pure.

In a team with people every role has somebody and everybody has a role. With fewer
people than roles a seat wears several hats; with more, two seats share a role and
either may propose. Nothing here is random: the same events always deal the same roles.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from training.workshop.room import Seat

__all__ = ["MOST_TEAMS", "Team", "deal", "enter", "exchange", "leave", "team_count"]

MOST_TEAMS = 12  # more than that no wall can show, and no debrief can compare


@dataclass(frozen=True)
class Team:
    """A team: its people, their hats, and its story as a list of picks."""

    seats: tuple[str, ...] = ()
    hats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    picks: tuple[str, ...] = ()
    votes: Mapping[str, str] = field(default_factory=dict)
    news: tuple[int, ...] = ()  # injects, in the order in which they came
    since: int = 0  # the seq of the last event that changed it

    def hats_of(self, seat: str) -> tuple[str, ...]:
        """Return the roles a seat speaks for, in the scenario's order."""
        return tuple(role for role, seats in self.hats.items() if seat in seats)


def team_count(people: int, roles: int, wanted: int = 0) -> int:
    """Return how many teams there are; `wanted` 0 lets the roles decide.

    A story of two roles is played by four people, so that each role is talked over.

    >>> team_count(8, 9), team_count(14, 9), team_count(40, 2), team_count(3, 9, 2)
    (1, 2, 10, 2)
    """
    size = roles if roles >= 4 else 2 * roles
    fitting = wanted or (2 * people + size) // (2 * size)
    return max(1, min(fitting, MOST_TEAMS, people or 1))


def deal(roles: Sequence[str], seats: Sequence[Seat], wanted: int = 0) -> list[Team]:
    """Return the teams, mixed by where people work, with every role dealt."""
    count = team_count(len(seats), len(roles), wanted)
    order = sorted(seats, key=lambda one: (not one.track, one.track, one.number))
    return [
        _dealt(roles, tuple(one.id for one in order[at::count])) for at in range(count)
    ]


def _dealt(roles: Sequence[str], seats: tuple[str, ...]) -> Team:
    hats: dict[str, tuple[str, ...]] = dict.fromkeys(roles, ())
    if seats:
        for at in range(max(len(roles), len(seats))):
            role = roles[at % len(roles)]
            hats[role] = (*hats[role], seats[at % len(seats)])
    return Team(seats, hats)


def enter(team: Team, seat: str) -> Team:
    """Return the team with one more: a hat from who has most, or a shared one."""
    if not team.seats:
        return replace(team, seats=(seat,), hats=dict.fromkeys(team.hats, (seat,)))
    busiest = max(team.seats, key=lambda one: len(team.hats_of(one)))
    worn = team.hats_of(busiest)
    if len(worn) > 1:
        role = worn[-1]
        seats = tuple(seat if one == busiest else one for one in team.hats[role])
    else:
        role = min(team.hats, key=lambda one: len(team.hats[one]))
        seats = (*team.hats[role], seat)
    return replace(team, seats=(*team.seats, seat), hats={**team.hats, role: seats})


def leave(team: Team, seat: str) -> Team:
    """Return the team without a seat; a role it alone had passes to the least busy."""
    seats = tuple(one for one in team.seats if one != seat)
    hats = {
        role: tuple(one for one in worn if one != seat)
        for role, worn in team.hats.items()
    }
    votes = {one: choice for one, choice in team.votes.items() if one != seat}
    left = replace(team, seats=seats, hats=hats, votes=votes)
    for role, worn in hats.items():
        if seats and not worn:
            heir = min(seats, key=lambda one: len(left.hats_of(one)))
            left = replace(left, hats={**left.hats, role: (heir,)})
    return left


def exchange(teams: Sequence[Team], one: str, other: str) -> tuple[Team, ...]:
    """Return the teams with two seats in each other's place; both propose anew."""
    turn = {one: other, other: one}

    def turned(seats: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(turn.get(seat, seat) for seat in seats)

    return tuple(
        replace(
            team,
            seats=turned(team.seats),
            hats={role: turned(seats) for role, seats in team.hats.items()},
            votes={s: choice for s, choice in team.votes.items() if s not in turn},
        )
        if {one, other} & set(team.seats)
        else team
        for team in teams
    )
