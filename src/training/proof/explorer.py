"""Proves a scenario over every path, and says what it covered.

Reading problems come first; a scenario that cannot be played is not searched. Nothing
is claimed about paths that were not searched: a search that stops early says so.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from training.content.scenario import Scenario, read_scenario
from training.play.scenario_form import compile_scenario
from training.proof.promises import asked_by, broken_promises
from training.proof.scenario_findings import (
    dead_ends,
    idle_parts,
    idle_texts,
    limits_met,
    too_wide,
    unreached,
    unused_names,
)
from training.proof.scenario_reading import reading_problems
from training.proof.search import LIMIT, Walk
from training.proof.slices import Space
from training.proof.strategies import (
    alone_roles,
    expert_path,
    praised_harm,
    thoughtless,
)

if TYPE_CHECKING:
    from pathlib import Path

    from training.content.problems import Problem

__all__ = ["Report", "prove", "prove_file"]


@dataclass(frozen=True)
class Report:
    """What was found in one scenario, and how much of it was searched."""

    scenario: Scenario
    form: Any
    walk: Walk
    problems: tuple[Problem, ...]
    seconds: float

    def coverage(self) -> str:
        """Return one sentence on what was searched; it never leaves out a limit."""
        walk, found = self.walk, self.walk.states
        rate = f"{found:,} states, {walk.decisions:,} decisions, {self.seconds:.2f} s"
        if walk.complete:
            return f"{self.scenario.path}: every path ({rate})"
        deep = len(walk.levels) - 1
        return (
            f"{self.scenario.path}: not every path. Covered: all ways of up to {deep} "
            f"decisions ({rate}); longer ways were not looked at"
        )

    def endings(self) -> dict[str, int]:
        """Return each ending that can be reached, with its fewest decisions."""
        machine = self.walk.machine
        found = {
            one.id: self.walk.find([machine.number[one.id]])
            for one in self.scenario.head.endings
        }
        return {name: place[0] for name, place in found.items() if place}


def prove_file(
    path: Path, limit: int = LIMIT, *, plain: bool = False
) -> tuple[Report | None, list[Problem]]:
    """Return the report on a file and all its problems; no report if unreadable."""
    scenario, problems = read_scenario(path)
    if scenario is None:
        return None, problems
    report = prove(scenario, limit, plain=plain)
    return report, list(report.problems)


def prove(scenario: Scenario, limit: int = LIMIT, *, plain: bool = False) -> Report:
    """Return what holds and what does not in at most about `limit` states.

    `plain` searches without numpy; the findings are the same.
    """
    began = time.perf_counter()
    form = compile_scenario(scenario)
    space = Space(form["key"], asked_by(scenario), limit, plain=plain)
    walk = space.base
    problems = [
        *dead_ends(scenario, walk),
        *unused_names(scenario, form["key"]),
        *praised_harm(scenario, walk),
        *broken_promises(scenario, space),
        *expert_path(scenario, form, space),
        *thoughtless(scenario, form),
        *alone_roles(scenario, space),
        *reading_problems(scenario),
        *too_wide(scenario, walk),
    ]
    if walk.complete:
        problems += [*unreached(scenario, walk), *idle_parts(scenario, walk)]
        problems += [*limits_met(scenario, space), *idle_texts(scenario, space)]
    else:
        problems.append(_unfinished(scenario, walk, limit))
    problems += [_partly(scenario, what, limit) for what in space.unfinished]
    seconds = time.perf_counter() - began
    return Report(scenario, form, walk, tuple(sorted(set(problems))), seconds)


def _unfinished(scenario: Scenario, walk: Walk, limit: int) -> Problem:
    deep = len(walk.levels) - 1
    missing = [
        one.id
        for one in scenario.scenes
        if walk.machine.number[one.id] not in walk.seen
    ]
    message = (
        f"is too large to prove: {walk.states:,} states, all ways of up to {deep} "
        f"decisions, were searched (limit {limit:,}); "
        f"scenes not met: {', '.join(missing) or 'none'}"
    )
    fix = "use fewer or narrower counters, flags and clocks, or raise the limit"
    return scenario.problem((), message, fix, "unfinished")


def _partly(scenario: Scenario, what: str, limit: int) -> Problem:
    message = (
        f"is proven in part: the further search {what} stopped at its limit "
        f"({limit:,}), so what it did not find is not shown to be absent"
    )
    fix = "use fewer or narrower counters, flags and clocks, or raise the limit"
    return scenario.problem((), message, fix, "unfinished")


def peak_memory() -> int:
    """Return the most memory this process has held so far, in megabytes."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)
