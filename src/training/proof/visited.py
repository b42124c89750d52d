"""Which packed states a search has met, scene by scene.

Three ways to remember the same thing: a bitmap where the space is small, a hash table
of numpy arrays where it is wide, Python sets where there is no numpy.
"""

from __future__ import annotations

from typing import Any

from training.proof.packed import Machine, numpy

__all__ = ["Visited", "visited_for"]

_BITMAP = 1 << 28  # bytes for all scenes together
_FACTOR = 0x9E3779B97F4A7C15 >> 2  # the golden ratio spreads neighbouring states


class Visited:
    """Python sets of states; the plain way."""

    def __init__(self) -> None:
        """Start with nothing met."""
        self.sets: dict[int, set[int]] = {}

    def add(self, scene: int, states: Any) -> Any:
        """Remember states and return those that are new, each once."""
        known = self.sets.setdefault(scene, set())
        new = [one for one in dict.fromkeys(states) if one not in known]
        known.update(new)
        return new

    def has(self, scene: int, states: Any) -> Any:
        """Return for each state whether it was met in this scene."""
        known = self.sets.get(scene, set())
        return [one in known for one in states]


class _Bitmap(Visited):
    """One byte for every state a scene could have."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size
        self.maps: dict[int, Any] = {}
        self.scratch = numpy.empty(size, numpy.int32)

    def _map(self, scene: int) -> Any:
        if scene not in self.maps:
            self.maps[scene] = numpy.zeros(self.size, numpy.bool_)
        return self.maps[scene]

    def add(self, scene: int, states: Any) -> Any:
        met = self._map(scene)
        new = states[~met[states]]
        if not new.size:
            return new
        met[new] = True
        order = numpy.arange(new.size, dtype=numpy.int32)
        self.scratch[new] = order  # of equal states the last one written wins
        return new[self.scratch[new] == order]

    def has(self, scene: int, states: Any) -> Any:
        return self._map(scene)[states]


class _Table:
    """An open-addressing hash set of non-negative whole numbers."""

    def __init__(self) -> None:
        self.count = 0
        self.slots = numpy.full(1 << 10, -1, numpy.int64)
        self.owners = numpy.empty(1 << 10, numpy.int32)

    def _places(self, keys: Any) -> Any:
        mixed = keys * numpy.int64(_FACTOR)
        return (mixed ^ (mixed >> 29)) & (self.slots.size - 1)

    def _grow(self, more: int) -> None:
        if (self.count + more) * 2 <= self.slots.size:
            return
        held = self.slots[self.slots >= 0]
        size = self.slots.size
        while (self.count + more) * 2 > size:
            size *= 4
        self.slots = numpy.full(size, -1, numpy.int64)
        self.owners = numpy.empty(size, numpy.int32)
        self.count = 0
        if held.size:
            self.insert(held)

    def insert(self, keys: Any) -> Any:
        """Put keys in; return for each whether it is new, and the first of its like."""
        self._grow(keys.size)
        new = numpy.zeros(keys.size, numpy.bool_)
        index = numpy.arange(keys.size, dtype=numpy.int32)
        places, left = self._places(keys), keys
        while index.size:
            free = self.slots[places] < 0
            spots = places[free]
            self.slots[spots] = left[free]
            self.owners[spots] = index[free]  # of many at one place the last one stays
            won = index[free][self.owners[spots] == index[free]]
            new[won] = True
            going = self.slots[places] != left
            index, left = index[going], left[going]
            places = (places[going] + 1) & (self.slots.size - 1)
        self.count += int(numpy.count_nonzero(new))
        return new

    def contains(self, keys: Any) -> Any:
        """Return for each key whether it is in."""
        found = numpy.zeros(keys.size, numpy.bool_)
        index = numpy.arange(keys.size)
        places = self._places(keys)
        while index.size:
            held = self.slots[places]
            found[index[held == keys[index]]] = True
            going = (held >= 0) & (held != keys[index])
            index, places = index[going], (places[going] + 1) & (self.slots.size - 1)
        return found


class _Hashed(Visited):
    """A hash table for every scene."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[int, _Table] = {}

    def _table(self, scene: int) -> _Table:
        if scene not in self.tables:
            self.tables[scene] = _Table()
        return self.tables[scene]

    def add(self, scene: int, states: Any) -> Any:
        return states[self._table(scene).insert(states)]

    def has(self, scene: int, states: Any) -> Any:
        return self._table(scene).contains(states)


def visited_for(machine: Machine) -> Visited:
    """Return the quickest memory that fits the machine's states."""
    if not machine.vector:
        return Visited()
    size = 1 << machine.bits
    return _Bitmap(size) if size * len(machine.scenes) <= _BITMAP else _Hashed()
