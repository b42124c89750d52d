"""The small parts of a packed scenario: bits, steps, and conditions on states.

Each works on one Python integer and on a numpy array of them alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Field", "Step", "comparison", "either", "joined", "putter", "routed"]

_States = Any  # one int, or a numpy array of them


class Field(NamedTuple):
    """The bits of one variable: its value is stored as the distance from `low`."""

    shift: int
    mask: int
    low: int
    high: int

    def read(self, state: _States) -> _States:
        """Return the stored distance from the lowest value."""
        return (state >> self.shift) & self.mask

    def put(self, state: _States, value: int) -> _States:
        """Return the state with this value stored."""
        return (state & ~(self.mask << self.shift)) | (value - self.low) << self.shift


@dataclass(frozen=True)
class Step:
    """One choice of one scene: when it is open, what it does, where it leads."""

    scene: int
    id: str
    roles: tuple[str, ...]
    scripted: bool
    once: Field | None
    when: Any
    operations: tuple[Any, ...]
    clips: tuple[tuple[str, Any], ...]
    clocks: tuple[int, ...]
    ways: tuple[tuple[Any, int], ...]


def either(masks: list[Any]) -> Any:
    """Return where any of some conditions holds."""
    found = False
    for mask in masks:
        found = mask | found
    return found


def joined(every: bool, tests: list[Any]) -> Any:  # noqa: FBT001
    """Return conditions as one: that all hold, or any; None if always so."""
    tests = [one for one in tests if one is not None] if every else tests
    if not tests or None in tests:
        return None

    def whole(state: _States) -> Any:
        found = tests[0](state)
        for test in tests[1:]:
            found = found & test(state) if every else found | test(state)
        return found

    return whole


def comparison(field: Field, sign: str, value: int) -> Callable[[_States], Any]:
    """Return a function of states that compares a field with a stored value."""
    if sign == ">=":
        return lambda s: field.read(s) >= value
    if sign == "<=":
        return lambda s: field.read(s) <= value
    return lambda s: field.read(s) == value


def putter(field: Field, value: int) -> Callable[[_States], _States]:
    """Return a function that stores a value in a field of states."""
    keep, bits = ~(field.mask << field.shift), (value - field.low) << field.shift
    return lambda s: (s & keep) | bits


def routed(routes: list[tuple[Any, int]]) -> Iterator[tuple[Any, int]]:
    """Yield (where, scene) so that each state goes to exactly one scene."""
    left: Any = None
    for where, scene in routes:
        here = where if left is None else (left if where is None else where & left)
        yield here, scene
        if where is None:
            return
        left = (here ^ True) if left is None else left & (where ^ True)
