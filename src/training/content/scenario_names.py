"""The names of a scenario, and whether its conditions speak of them rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from training.content.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Fault", "Names", "outside", "tests_in"]

_Where = tuple[str | int, ...]


class Fault(NamedTuple):
    """Something that keeps a scenario from being played, at a field of the file."""

    where: _Where
    message: str
    fix: str
    rule: str = "unplayable"


class Names:
    """Every id of a scenario by kind, faulty scenes included."""

    def __init__(self, head: Any, data: Any) -> None:
        """Collect the ids, so that one faulty scene raises no second alarm."""
        raw = [one for one in data["scenes"] if isinstance(one, dict)]
        self.scenes = [str(one.get("id")) for one in raw]
        self.endings = {one.id: one.grade for one in head.endings}
        self.roles = [one.id for one in head.roles]
        self.flags = [one.id for one in head.flags]
        self.counters = {one.id: one for one in head.counters}
        self.clocks = {one.id: one for one in head.clocks}
        self.timers = {one.id: one for one in head.timers}
        self.targets = [*self.scenes, *self.endings]
        self.choices = {
            f"{one.get('id')}/{choice.get('id')}"
            for one in raw
            for choice in one.get("choices") or []
            if isinstance(choice, dict)
        }

    def unknown(
        self, kind: str, name: str, known: Iterable[str], where: _Where
    ) -> Iterator[Fault]:
        """Yield a fault if a name is none of the known ones of its kind."""
        known = list(known)
        if name in known:
            return
        some = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
        message = f'{kind} "{name}" does not exist (there is: {some or "none"})'
        near = did_you_mean(name, known)
        yield Fault(where, message, f"add that {kind}, or correct the name.{near}")


def outside(what: str, value: int, counter: Any, where: _Where) -> Fault:
    """Return the fault of a number outside its counter."""
    bounds = f"{counter.low} to {counter.high}"
    message = f'{what} {value} is outside counter "{counter.id}" ({bounds})'
    return Fault(where, message, f"use a number from {bounds}, or widen the counter")


_SUBJECTS = ("flag", "counter", "clock", "critical", "not_", "all_", "any_")


def tests_in(tests: list[Any], names: Names, where: _Where) -> Iterator[Fault]:
    """Yield what is wrong with conditions, nested ones included."""
    for index, test in enumerate(tests):
        place = (*where, index)
        given = [name for name in _SUBJECTS if getattr(test, name) is not None]
        if len(given) != 1:
            said = ", ".join(name.rstrip("_") for name in given) or "nothing"
            fix = "name one of flag, counter, clock, critical, not, all, any"
            yield Fault(place, f"a condition is about one thing, not {said}", fix)
            continue
        yield from _amounts(test, given[0], names, place)
        inner = test.all_ or test.any_ or ([test.not_] if test.not_ else [])
        yield from tests_in(inner, names, (*place, given[0].rstrip("_")))
        if test.flag is not None:
            yield from names.unknown("flag", test.flag, names.flags, (*place, "flag"))


def _amounts(test: Any, subject: str, names: Names, where: _Where) -> Iterator[Fault]:
    amounts = [n for n in (test.at_least, test.at_most, test.is_) if n is not None]
    due = subject in ("counter", "clock") and test.running is None
    if len(amounts) != due or (test.running is not None and subject != "clock"):
        allowed = "`at-least`, `at-most` or `is`"
        message = f"compares {len(amounts)} numbers where {int(due)} is due"
        fix = f"write one of {allowed} with counter or clock, `running` with clock"
        yield Fault(where, message, fix)
    if subject == "counter":
        place = (*where, "counter")
        yield from names.unknown("counter", test.counter, names.counters, place)
        counter = names.counters.get(test.counter)
        if counter and amounts and not counter.low <= amounts[0] <= counter.high:
            yield outside("compared with", amounts[0], counter, where)
    if subject == "clock":
        place = (*where, "clock")
        yield from names.unknown("clock", test.clock, names.clocks, place)
        clock = names.clocks.get(test.clock)
        if clock and amounts and not 0 <= amounts[0] <= clock.start:
            message = f'{amounts[0]} is outside clock "{clock.id}" (0 to {clock.start})'
            yield Fault(where, message, f"use a number from 0 to {clock.start}")
