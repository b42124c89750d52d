"""The ways that rooms took through a scenario, for a picture; pure.

Teams are small, and a team's way can tell who was in it. So a step is shown when at
least five people took it, and how many took it is said in quarters: no subtraction
leads back to a team.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.workshop.statistics import SMALL, about

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.workshop.session_file import SessionFile, Story, Way

__all__ = ["QUARTERS", "Step", "Ways", "ways"]

QUARTERS = ("a few", "about a quarter", "about half", "most", "nearly all")


@dataclass(frozen=True, order=True)
class Step:
    """A step from one scene to another; `quarter` says how many took it, 0 to 4.

    -1: fewer than five people, or nobody, and the expert did.
    """

    start: str
    end: str
    quarter: int
    is_expert: bool


@dataclass(frozen=True)
class Ways:
    """One scenario in one version, as all teams of all rooms went through it."""

    title: str
    people: int | None
    teams: int
    names: tuple[tuple[str, str], ...]  # scenes and endings that are shown: id, title
    depth: tuple[tuple[str, int], ...]  # how many steps from the start, at the least
    steps: tuple[Step, ...]
    is_partial: bool  # whether steps of fewer than five people are left out
    endings: tuple[tuple[str, int], ...]  # id and quarter, of those that are shown


def ways(sessions: Sequence[SessionFile]) -> tuple[Ways, ...]:
    """Return one record for each scenario that was played, by title."""
    played: dict[tuple[str, str], list[Way]] = defaultdict(list)
    story: dict[tuple[str, str], tuple[Story, Way]] = {}
    for session in sessions:
        for play in session.simulations:
            told = session.scenarios.get(play.scenario)
            if told is None:
                continue
            key = (play.scenario, told.fingerprint)
            played[key] += [team for team in play.teams if team.seats and team.steps]
            story[key] = (told, play.expert)
    return tuple(_ways(*story[key], teams) for key, teams in sorted(played.items()))


def _taken(way: Way) -> set[tuple[str, str]]:
    return {(one.scene, one.to) for one in way.steps}


def _ways(story: Story, expert: Way, teams: list[Way]) -> Ways:
    people = sum(len(team.seats) for team in teams)
    taken = Counter[tuple[str, str]]()
    for team in teams:
        for step in _taken(team):
            taken[step] += len(team.seats)
    ends = Counter[str]()
    for team in teams:
        if team.ending:
            ends[team.ending] += len(team.seats)
    best = _taken(expert)
    shown = {step for step, count in taken.items() if count >= SMALL} | best
    depth = _depths(teams[0].steps[0].scene if teams else "", shown)
    known = {**story.scenes, **{k: v.title for k, v in story.endings.items()}}
    return Ways(
        title=story.title,
        people=None if people < SMALL else about(people),
        teams=len(teams),
        names=tuple((one, known.get(one, one)) for one in sorted(depth)),
        depth=tuple(sorted(depth.items())),
        steps=tuple(
            Step(a, b, _quarter(taken[a, b], people), (a, b) in best)
            for a, b in sorted(shown)
            if a in depth
        ),
        is_partial=any(count < SMALL for count in taken.values()),
        endings=tuple(
            (one, _quarter(count, people))
            for one, count in sorted(ends.items())
            if count >= SMALL
        ),
    )


def _quarter(count: int, of: int) -> int:
    if count < SMALL:
        return -1
    if of < 2 * SMALL:  # exact quarters of so few would tell who is missing
        return 3
    return (4 * count + of // 2) // of


def _depths(start: str, steps: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return how many steps each place is from the start; without what is cut off."""
    onward: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(steps):
        onward[one].append(other)
    found, edge = {start: 0}, [start]
    while edge:
        reached = {b for a in edge for b in onward[a]} - set(found)
        found |= dict.fromkeys(reached, found[edge[0]] + 1)
        edge = sorted(reached)
    return found
