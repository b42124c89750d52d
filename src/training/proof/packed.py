"""A scenario's key compiled to arithmetic on packed whole numbers.

One state is one number: every counter, clock, flag and once-only choice has its bits;
the scene is kept apart. The same operations work on one Python integer and on a numpy
array of them, so the fast search and the plain one cannot disagree about a step. Knows
nothing of searching, nor of what authors write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from training.proof.packed_parts import (
    Field,
    Step,
    comparison,
    either,
    joined,
    putter,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["WIDEST", "Machine", "Monitor", "numpy"]

try:
    import numpy  # noqa: ICN001 - no abbreviation a trainer would not say
except ImportError:  # the plain search needs no numpy
    numpy = None  # type: ignore[assignment]

WIDEST = 62  # bits of a numpy whole number that stay clear of its sign
_States = Any  # one int, or a numpy array of them


@dataclass(frozen=True)
class Monitor:
    """A few bits of memory beside the state, for promises about the past."""

    bits: int
    update: Callable[[Machine, _States, Field], _States]


class Machine:
    """The compiled scenario: its bits, its steps and its first state."""

    def __init__(
        self, key: Any, monitor: Monitor | None = None, *, plain: bool = False
    ) -> None:
        """Lay out the bits and compile every choice; `plain` does without numpy."""
        self.key = key
        self.scenes = [one["id"] for one in (*key["scenes"], *key["endings"])]
        self.number = {name: index for index, name in enumerate(self.scenes)}
        self.playable = len(key["scenes"])
        self.fields: dict[tuple[str, str], Field] = {}
        self.bits = 0
        self._lay_out()
        self.monitor = monitor
        self.memory = self._add(
            "monitor", "", 0, (1 << monitor.bits) - 1 if monitor else 0
        )
        self.vector = numpy is not None and self.bits <= WIDEST and not plain
        self.least: Callable[[Any, Any], Any] = numpy.minimum if self.vector else min
        self.clocks = [
            (self.fields["clock", one["id"]], self.fields["running", one["id"]], one)
            for one in key["clocks"]
        ]
        self.thens = [self._ways(one["then"]) for one in key["clocks"]]
        self.steps = [
            [self._step(index, choice) for choice in scene["choices"]]
            for index, scene in enumerate(key["scenes"])
        ]
        self.steps += [[] for _ in key["endings"]]

    def _lay_out(self) -> None:
        for one in self.key["counters"]:
            self._add("counter", one["id"], one["low"], one["high"])
        for name in self.key["flags"]:
            self._add("flag", name, 0, 1)
        for one in self.key["clocks"]:
            self._add("clock", one["id"], 0, one["start"])
            self._add("running", one["id"], 0, 1)
        for scene in self.key["scenes"]:
            for choice in scene["choices"]:
                if choice["once"]:
                    self._add("once", f"{scene['id']}/{choice['id']}", 0, 1)
        if any(one["critical"] for s in self.key["scenes"] for one in s["choices"]):
            self._add("critical", "", 0, 1)

    def _add(self, kind: str, name: str, low: int, high: int) -> Field:
        width = (high - low).bit_length()
        field = Field(self.bits, (1 << width) - 1, low, high)
        self.fields[kind, name] = field
        self.bits += width
        return field

    def first(self) -> int:
        """Return the packed state in which the scenario starts, memory still empty."""
        state = 0
        for one in self.key["counters"]:
            state = self.fields["counter", one["id"]].put(state, one["start"])
        for clock, running, one in self.clocks:
            state = running.put(clock.put(state, one["start"]), int(one["running"]))
        return state

    def values(self, state: int) -> dict[str, int]:
        """Return a packed state as values by `kind name`, for people and tests."""
        return {
            f"{kind} {name}".strip(): int(field.read(state)) + field.low
            for (kind, name), field in self.fields.items()
        }

    def test(self, test: Any) -> Any:
        """Return a closed condition as a function of states, or None if always so."""
        if not test:
            return None
        kind = test[0]
        if kind in ("all", "any"):
            return joined(kind == "all", [self.test(one) for one in test[1:]])
        if kind == "not":
            inner = self.test(test[1])
            return (
                (lambda s: (s & 0) != 0) if inner is None else lambda s: inner(s) ^ True
            )
        if kind in ("flag", "running", "critical"):
            name = "" if kind == "critical" else test[1]
            field = self.fields.get((kind, name))
            bit = field.mask << field.shift if field else 0
            return lambda s: (s & bit) != 0
        field = self.fields[kind, test[1]]
        return comparison(field, test[2], test[3] - field.low)

    def _step(self, scene: int, choice: Any) -> Step:
        path = f"{self.scenes[scene]}/{choice['id']}"
        operations = [self._operation(one) for one in choice["ops"]]
        if choice["critical"]:
            operations.insert(0, putter(self.fields["critical", ""], 1))
        once = self.fields["once", path] if choice["once"] else None
        if once:
            operations.insert(0, putter(once, 1))
        clips = [
            (one[1], self._overflow(choice["ops"][:index], one))
            for index, one in enumerate(choice["ops"])
            if one[0] == "add"
        ]
        return Step(
            scene=scene,
            id=choice["id"],
            roles=tuple(choice["roles"]),
            scripted=choice["scripted"],
            once=once,
            when=self.test(choice["when"]),
            operations=tuple(operations),
            clips=tuple(clips),
            clocks=self._moved(choice["ops"]),
            ways=self._ways(choice["ways"]),
        )

    def _moved(self, operations: Any) -> tuple[int, ...]:
        """Return the clocks that can run out in a step with these operations."""
        named = {one[1] for one in operations if one[0] in ("advance", "run", "fill")}
        return tuple(
            index
            for index, clock in enumerate(self.key["clocks"])
            if clock["tick"] or clock["id"] in named
        )

    def _ways(self, ways: Any) -> tuple[tuple[Any, int], ...]:
        return tuple((self.test(test), self.number[to]) for test, to in ways)

    def _operation(self, operation: Any) -> Callable[[_States], _States]:
        kind, name = operation[0], operation[1]
        if kind == "add":
            return self._adder(self.fields["counter", name], operation[2])
        if kind == "advance":
            return self._advancer(name, operation[2])
        if kind == "fill":
            field = self.fields["clock", name]
            return putter(field, field.high)
        where = {"set": "counter", "flag": "flag", "unflag": "flag"}.get(
            kind, "running"
        )
        value = operation[2] if kind == "set" else int(kind in ("flag", "run"))
        return putter(self.fields[where, name], value)

    def _adder(self, field: Field, amount: int) -> Callable[[_States], _States]:
        span, least = field.high - field.low, self.least
        if amount > 0:
            return lambda s: s + (least(span - field.read(s), amount) << field.shift)
        return lambda s: s - (least(field.read(s), -amount) << field.shift)

    def _advancer(self, name: str, amount: int) -> Callable[[_States], _States]:
        clock, running = self.fields["clock", name], self.fields["running", name]
        least = self.least
        return lambda s: (
            s - ((least(clock.read(s), amount) * running.read(s)) << clock.shift)
        )

    def _overflow(self, before: Any, operation: Any) -> Callable[[_States], Any]:
        earlier = [self._operation(one) for one in before if one[0] in ("add", "set")]
        field, amount = self.fields["counter", operation[1]], operation[2]
        span = field.high - field.low

        def over(state: _States) -> Any:
            for change in earlier:
                state = change(state)
            value = field.read(state)
            return value > span - amount if amount > 0 else value < -amount

        return over

    def is_open(self, step: Step, states: _States) -> Any:
        """Return where a step may be taken; None stands for everywhere."""
        unused = None
        if step.once:
            bit = 1 << step.once.shift
            unused = (states & bit) == 0
        if step.when is None:
            return unused
        found = step.when(states)
        return found if unused is None else found & unused

    def take(
        self, step: Step, states: _States
    ) -> tuple[_States, list[tuple[Any, int]]]:
        """Return the states after a step, and which of them go where.

        Of the (where, scene) pairs the first that fits decides; None fits all.
        """
        before = states
        for clock, running, one in self.clocks:
            if one["tick"]:
                left = self.least(clock.read(states), one["tick"])
                states = states - ((left * running.read(states)) << clock.shift)
        for change in step.operations:
            states = change(states)
        jumps: list[tuple[Any, Any]] = []
        for index in step.clocks:
            clock, running, _ = self.clocks[index]
            stopped = running.read(states) & (clock.read(states) == 0)
            fired = (stopped != 0) & (clock.read(before) > 0)
            states = states - (stopped << running.shift)
            jumps.append((fired, self.thens[index]))
        routes = [
            (fired if test is None else fired & test(states), scene)
            for fired, then in jumps
            for test, scene in then
        ]
        routes += [
            (None if test is None else test(states), scene) for test, scene in step.ways
        ]
        return self.remember(states), routes

    def remember(self, states: _States) -> _States:
        """Return the states with what the monitor notes about them."""
        if self.monitor is None:
            return states
        return self.monitor.update(self, states, self.memory)

    def bit(self, mask: Any, like: _States) -> Any:
        """Return 1 where a condition holds and 0 elsewhere, as wide as the states."""
        return mask.astype(like.dtype) if self.vector else int(mask)

    def allowed(self, steps: list[Step], role: str, opens: list[Any]) -> list[Any]:
        """Return what is open when one role plays alone and the others by script."""
        mine = [not step.roles or role in step.roles for step in steps]
        taken = either([one for one, own in zip(opens, mine, strict=True) if own])
        order = sorted(range(len(steps)), key=lambda at: not steps[at].scripted)
        result = list(opens)
        for at in order:
            if not mine[at]:
                result[at] = opens[at] & (taken ^ True)
                taken = taken | opens[at]
        return result
