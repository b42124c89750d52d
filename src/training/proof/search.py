"""Every state of a scenario, level by level, and the shortest way to any of them.

A level holds the states first met after so many decisions. Parents are not stored: the
shortest path is found again from the levels, which costs no memory while searching.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from training.proof.packed import Machine, numpy
from training.proof.packed_parts import Step, routed
from training.proof.visited import Visited, visited_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LIMIT", "Walk", "chosen", "edges", "example_of", "explore"]

LIMIT = 10_000_000  # states; about 10 s and 1 GB
_Edge = tuple[Step, Any, int, Any]
_Found = tuple[int, int, int]


@dataclass
class Walk:
    """What a search met: levels of states by scene, and first examples of trouble.

    `limited` says that the limit ended it. An example is (level, state). `role` plays
    alone, the others by script; empty means that every choice counts.
    """

    machine: Machine
    role: str = ""
    levels: list[dict[int, Any]] = field(default_factory=list)
    complete: bool = True
    limited: bool = False
    states: int = 0
    decisions: int = 0
    seen: dict[int, int] = field(default_factory=dict)
    opened: dict[tuple[int, str], int] = field(default_factory=dict)
    clipped: dict[tuple[int, str, str], tuple[int, int]] = field(default_factory=dict)
    stuck: dict[int, tuple[int, int]] = field(default_factory=dict)
    led: set[tuple[int, str, int]] = field(default_factory=set)

    def path(self, scene: int, state: int, level: int) -> list[tuple[int, str]]:
        """Return a shortest way to a state as (scene, choice id) pairs."""
        way: list[tuple[int, str]] = []
        for at in range(level - 1, -1, -1):
            scene, state, choice = self._before(scene, state, at)
            way.append((scene, choice))
        return way[::-1]

    def _before(self, scene: int, state: int, level: int) -> tuple[int, int, str]:
        for origin, states in self.levels[level].items():
            for step, source, target, after in edges(
                self.machine, origin, states, self.role
            ):
                at = _index(after, state) if target == scene else -1
                if at >= 0:
                    return origin, int(source[at]), step.id
        raise AssertionError("a state without a way to it")

    def find(
        self, scenes: Iterable[int], test: Any = None, since: int = 0
    ) -> _Found | None:
        """Return the earliest (level, scene, state) of these scenes for a test."""
        wanted = set(scenes)
        for at in range(since, len(self.levels)):
            for scene in sorted(wanted & set(self.levels[at])):
                states = self.levels[at][scene]
                state = int(states[0]) if test is None else example_of(states, test)
                if state is not None:
                    return at, scene, state
        return None

    def endless(self) -> _Found | None:
        """Return the earliest (level, scene, state) that leads to no ending at all."""
        done = visited_for(self.machine)
        left: list[tuple[int, int, Any]] = []
        for at, level in enumerate(self.levels):
            for scene, states in level.items():
                if scene < self.machine.playable:
                    left.append((at, scene, states))
                else:
                    done.add(scene, states)
        before = -1
        while left and before != sum(len(states) for _, _, states in left):
            before = sum(len(states) for _, _, states in left)
            left = [
                (at, scene, still)
                for at, scene, states in reversed(left)
                if len(still := self._without_end(done, scene, states))
            ][::-1]
        return (left[0][0], left[0][1], int(left[0][2][0])) if left else None

    def _without_end(self, done: Visited, scene: int, states: Any) -> Any:
        for step in self.machine.steps[scene]:
            found = False
            for _, source, target, after in edges(
                self.machine, scene, states, self.role, step
            ):
                ends = chosen(source, done.has(target, after))
                found = found or len(ends) > 0
                done.add(scene, ends)
            if found:
                states = chosen(states, done.has(scene, states), keep=False)
            if not len(states):
                break
        return states


def explore(
    machine: Machine,
    role: str = "",
    limit: int = LIMIT,
    *,
    thin: int = 0,
    until: tuple[Iterable[int], Any] | None = None,
) -> Walk:
    """Return everything that can be reached, in at most about `limit` states.

    `thin` keeps only so many states of each level: examples, not proof. `until` names
    scenes and a test of states, and ends the search when one is found.
    """
    walk = Walk(machine, role)
    visited = visited_for(machine)
    start = machine.number[machine.key["start"]]
    level = {start: visited.add(start, _first(machine))}
    while level and walk.complete:
        level = _thinned(level, thin) if thin else level
        walk.levels.append(level)
        if until and walk.find(*until, since=len(walk.levels) - 1):
            walk.complete = False
            break
        arriving: dict[int, list[Any]] = {}
        for scene, states in level.items():
            walk.states += len(states)
            walk.seen[scene] = walk.seen.get(scene, 0) + len(states)
            _note_stuck(walk, scene, states)
            for step, source, target, after in edges(machine, scene, states, role):
                _note(walk, step, source)
                walk.led.add((scene, step.id, target))
                arriving.setdefault(target, []).append(after)
        level = {
            target: new
            for target, parts in sorted(arriving.items())
            if len(new := visited.add(target, _joined(parts)))
        }
        waiting = sum(len(states) for states in level.values())
        walk.limited = bool(level) and walk.states + waiting > limit
        walk.complete = not walk.limited
    return walk


def _thinned(level: dict[int, Any], most: int) -> dict[int, Any]:
    total = sum(len(states) for states in level.values())
    if total <= most:
        return level
    stride = -(-total // most)
    return {
        scene: states[:: min(stride, len(states))] for scene, states in level.items()
    }


def _first(machine: Machine) -> Any:
    if not machine.vector:
        return [machine.remember(machine.first())]
    narrow = machine.bits <= 31
    width = numpy.int32 if narrow else numpy.int64
    return machine.remember(numpy.array([machine.first()], width))


def _joined(parts: list[Any]) -> Any:
    if len(parts) == 1:
        return parts[0]
    if isinstance(parts[0], list):
        return [one for part in parts for one in part]
    return numpy.concatenate(parts)


def _note(walk: Walk, step: Step, source: Any) -> None:
    key = (step.scene, step.id)
    walk.opened[key] = walk.opened.get(key, 0) + len(source)
    walk.decisions += len(source)
    for counter, over in step.clips:
        if (*key, counter) not in walk.clipped:
            example = example_of(source, over)
            if example is not None:
                walk.clipped[*key, counter] = (len(walk.levels) - 1, example)


def _note_stuck(walk: Walk, scene: int, states: Any) -> None:
    if scene in walk.stuck or scene >= walk.machine.playable:
        return
    machine = walk.machine
    steps = machine.steps[scene]
    if any(step.when is None and step.once is None for step in steps):
        return

    def closed(state: Any) -> Any:
        found: Any = (state & 0) != 0
        for step in steps:
            found = found | machine.is_open(step, state)
        return found ^ True

    example = example_of(states, closed)
    if example is not None:
        walk.stuck[scene] = (len(walk.levels) - 1, example)


def example_of(states: Any, test: Any) -> int | None:
    """Return the first state for which a test holds, or None."""
    if isinstance(states, list):
        return next((one for one in states if test(one)), None)
    found = numpy.flatnonzero(test(states))
    return int(states[found[0]]) if found.size else None


def chosen(states: Any, mask: Any, *, keep: bool = True) -> Any:
    """Return the states where the mask is so, or where it is not."""
    if isinstance(states, list):
        return [one for one, so in zip(states, mask, strict=True) if bool(so) == keep]
    return states[mask] if keep else states[~mask]


def edges(
    machine: Machine, scene: int, states: Any, role: str = "", only: Step | None = None
) -> Iterator[_Edge]:
    """Yield every decision these states allow as (step, before, scene, after)."""
    if isinstance(states, list):
        for state in states:
            yield from _plain_edges(machine, scene, state, role, only)
        return
    steps = machine.steps[scene]
    opens: list[Any] = [None] * len(steps)
    for at, step in enumerate(steps):
        if role or only in (None, step):
            opens[at] = machine.is_open(step, states)
    if role:
        whole = numpy.ones(states.size, numpy.bool_)
        opens = [whole if one is None else one for one in opens]
        opens = machine.allowed(steps, role, opens)
    for step, mask in zip(steps, opens, strict=True):
        if only in (None, step):
            yield from _step_edges(machine, step, states, mask)


def _step_edges(
    machine: Machine, step: Step, states: Any, mask: Any
) -> Iterator[_Edge]:
    source = states if mask is None else states[mask]
    if not source.size:
        return
    after, routes = machine.take(step, source)
    for where, target in routed(routes):
        if where is None:
            yield step, source, target, after
        elif where.any():
            yield step, source[where], target, after[where]


def _plain_edges(
    machine: Machine, scene: int, state: int, role: str, only: Step | None
) -> Iterator[_Edge]:
    steps = machine.steps[scene]
    opens = [machine.is_open(step, state) for step in steps]
    opens = [one is None or bool(one) for one in opens]
    if role:
        opens = machine.allowed(steps, role, opens)
    for step, is_open in zip(steps, opens, strict=True):
        if is_open and only in (None, step):
            after, routes = machine.take(step, state)
            for where, target in routed(routes):
                if where is None or where:
                    yield step, [state], target, [after]
                    break


def _index(states: Any, state: int) -> int:
    if isinstance(states, list):
        return states.index(state) if state in states else -1
    found = numpy.flatnonzero(states == state)
    return int(found[0]) if found.size else -1
