"""Searches of a scenario that follow only what a question needs.

A counter that no condition reads cannot change where a choice leads. Leaving it out of
the states gives the same scenes, choices and endings with far fewer states, and is
exact. What is left out is followed by itself where a question is about it, and by a
thinned search of everything, which finds examples but proves no absence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.proof.packed import Machine, Monitor
from training.proof.search import Walk, explore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Name", "Space", "leading_names", "names_in", "sliced"]

Name = tuple[str, str]  # ("counter", id), ("flag", id) or ("clock", id)
_SMALL = 100_000  # states up to which everything is followed at once
_GLANCE = 300_000  # states of a further search once the first did not finish
_THIN = 3_000  # states kept of each level of the thinned search
_KINDS = {
    **dict.fromkeys(("set", "add", "counter"), "counter"),
    **dict.fromkeys(("flag", "unflag"), "flag"),
    **dict.fromkeys(("clock", "running", "run", "stop", "advance", "fill"), "clock"),
}


def names_in(value: Any) -> Iterator[Name]:
    """Yield what a closed condition, or a list of them, reads."""
    if isinstance(value, list):
        if value and isinstance(value[0], str) and value[0] in _KINDS:
            yield _KINDS[value[0]], value[1]
        else:
            for one in value:
                yield from names_in(one)


def leading_names(key: Any) -> Iterator[Name]:
    """Yield everything that decides where a choice leads or whether it is open."""
    for scene in key["scenes"]:
        for choice in scene["choices"]:
            yield from names_in(choice["when"])
            yield from names_in([way[0] for way in choice["ways"]])
    for clock in key["clocks"]:
        yield from names_in([way[0] for way in clock["then"]])
        if clock["then"]:
            yield "clock", clock["id"]


def sliced(key: Any, names: Iterable[Name]) -> Any:
    """Return the key without the variables, and changes to them, that are not named."""
    kept = set(names)
    scenes = [
        {
            **scene,
            "choices": [
                {
                    **choice,
                    "ops": [
                        one for one in choice["ops"] if (_KINDS[one[0]], one[1]) in kept
                    ],
                }
                for choice in scene["choices"]
            ],
        }
        for scene in key["scenes"]
    ]
    return {
        **key,
        "counters": [one for one in key["counters"] if ("counter", one["id"]) in kept],
        "flags": [name for name in key["flags"] if ("flag", name) in kept],
        "clocks": [one for one in key["clocks"] if ("clock", one["id"]) in kept],
        "scenes": scenes,
    }


class Space:
    """All searches of one scenario, each made once and only when asked for."""

    def __init__(
        self, key: Any, asked: Iterable[Name], limit: int, *, plain: bool
    ) -> None:
        """Search everything if it is small, otherwise what leads, and what is asked."""
        self.key, self.limit, self.plain = key, limit, plain
        self.all = {
            *(("counter", one["id"]) for one in key["counters"]),
            *(("flag", name) for name in key["flags"]),
            *(("clock", one["id"]) for one in key["clocks"]),
        }
        self._walks: dict[frozenset[Name], Walk] = {}
        self.unfinished: list[str] = []
        whole = explore(self.machine(self.all), limit=min(_SMALL, limit))
        self.whole = whole if whole.complete else None
        self.base_names = self.all if self.whole else {*leading_names(key), *asked}
        self.base = self.walk()
        if not self.base.complete:  # what else is asked cannot be proven either: look
            self.limit = min(limit, _GLANCE)
        self.examples = self.whole or explore(
            self.machine(self.all), limit=limit, thin=_THIN
        )

    def machine(self, names: Iterable[Name], monitor: Monitor | None = None) -> Machine:
        """Return the scenario compiled with these variables alone."""
        return Machine(sliced(self.key, names), monitor, plain=self.plain)

    def walk(self, extra: Iterable[Name] = ()) -> Walk:
        """Return the search of what leads and, exactly, of some variables more."""
        if self.whole:
            return self.whole
        names = frozenset({*self.base_names, *extra})
        if names not in self._walks:
            found = explore(self.machine(names), limit=self.limit)
            more = ", ".join(sorted(name for _, name in names - self.base_names))
            self._walks[names] = self._noted(found, f"with {more}" if more else "")
        return self._walks[names]

    def monitored(self, monitor: Monitor, until: Any = None) -> Walk:
        """Return the search of what leads with a monitor's memory beside it."""
        machine = self.machine(self.base_names, monitor)
        wanted = until(machine) if until else None
        found = explore(machine, limit=self.limit, until=wanted)
        return self._noted(found, "with the memory that a promise needs")

    def alone(self, role: str) -> Walk:
        """Return the search in which one role decides and the others are scripted."""
        found = explore(self.machine(self.base_names), role, self.limit)
        return self._noted(found, f"for {role} alone")

    def _noted(self, walk: Walk, what: str) -> Walk:
        """Keep in mind that a further search did not finish: it proves no absence."""
        if walk.limited and what:
            self.unfinished.append(f"{what} ({walk.states:,} states)")
        return walk
