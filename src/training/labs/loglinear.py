"""Estimates from overlapping lists how many people are on none of them.

A table says how many cases are on exactly which lists. A Poisson regression is fitted
to it by iteratively reweighted least squares; the number on no list is what it says of
the one cell that nobody could count. Standard library only; the tests hold it against
an independent program.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from math import exp, lgamma, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Fit", "chapman", "cross_table", "fit", "select", "shared"]

_Pair = tuple[str, str]
_STEPS, _NEAR = 60, 1e-9


@dataclass(frozen=True)
class Fit:
    """A fitted model: people seen, people estimated unseen, and how well it fits."""

    pairs: tuple[_Pair, ...]
    seen: int
    unseen: float
    aic: float
    deviance: float
    coefficients: tuple[float, ...]

    @property
    def total(self) -> float:
        """Seen and unseen together."""
        return self.seen + self.unseen


def shared(table: Mapping[str, int], lists: Sequence[str], one: str, other: str) -> int:
    """Return how many cases are on both lists.

    >>> shared({"10": 4, "11": 3}, ["A", "B"], "A", "B")
    3
    """
    a, b = lists.index(one), lists.index(other)
    return sum(n for key, n in table.items() if key[a] == key[b] == "1")


def cross_table(
    table: Mapping[str, int], lists: Sequence[str]
) -> dict[tuple[str, str], int]:
    """Return for each two lists how many cases they share, for each list its size."""
    return {
        (one, other): shared(table, lists, one, other)
        for one in lists
        for other in lists
    }


def chapman(first: int, second: int, both: int) -> float:
    """Return Chapman's estimate of all from two lists and their overlap.

    >>> round(chapman(94, 567, 18))
    2839
    """
    return (first + 1) * (second + 1) / (both + 1) - 1


def fit(
    table: Mapping[str, int], lists: Sequence[str], pairs: Iterable[_Pair] = ()
) -> Fit:
    """Return the model with one effect for each list and one for each pair named."""
    return _fit(tuple(sorted(table.items())), tuple(lists), tuple(pairs))


@lru_cache(maxsize=2000)  # a picture, a check and a search ask for the same models
def _fit(
    counts: tuple[tuple[str, int], ...],
    lists: tuple[str, ...],
    chosen: tuple[_Pair, ...],
) -> Fit:
    design = _Design(dict(counts), lists, chosen)
    beta = design.solve()
    means = design.means(beta)
    pairs = list(zip(design.counts, means, strict=True))
    likelihood = sum(y * log(m) - m - lgamma(y + 1) for y, m in pairs)
    deviance = 2 * sum((y * log(y / m) if y else 0.0) - (y - m) for y, m in pairs)
    aic = 2 * len(beta) - 2 * likelihood
    seen = sum(design.counts)
    return Fit(chosen, seen, exp(beta[0]), aic, deviance, tuple(beta))


def select(table: Mapping[str, int], lists: Sequence[str]) -> Fit:
    """Return the model reached by adding, pair by pair, what lowers the AIC most.

    Only pairs of lists that share a case are tried: with an empty pair the estimate
    would run away. That is the naive treatment; sparse tables deserve a better one.
    """
    open_ = [pair for pair in combinations(lists, 2) if shared(table, lists, *pair) > 0]
    best = fit(table, lists)
    while open_:
        tried = [fit(table, lists, (*best.pairs, pair)) for pair in open_]
        better = min(tried, key=lambda one: one.aic)
        if better.aic >= best.aic:
            break
        best = better
        open_.remove(better.pairs[-1])
    return best


class _Design:
    """The cells of a table and which effects each belongs to."""

    def __init__(
        self, table: Mapping[str, int], lists: Sequence[str], pairs: Sequence[_Pair]
    ) -> None:
        keys = ["".join(bits) for bits in product("01", repeat=len(lists))][1:]
        strange = set(table) - set(keys)
        if strange:
            raise ValueError(f"{min(strange)!r} does not fit {len(lists)} lists")
        self.counts = [table.get(key, 0) for key in keys]
        at = {name: number for number, name in enumerate(lists)}
        self.effects = []  # of each cell: the numbers of the effects that are on
        for key in keys:
            on = [0, *(1 + n for n, bit in enumerate(key) if bit == "1")]
            on += [
                1 + len(lists) + n
                for n, (one, other) in enumerate(pairs)
                if key[at[one]] == key[at[other]] == "1"
            ]
            self.effects.append(on)
        self.size = 1 + len(lists) + len(pairs)

    def means(self, beta: Sequence[float]) -> list[float]:
        return [exp(sum(beta[n] for n in on)) for on in self.effects]

    def solve(self) -> list[float]:
        """Return the coefficients of greatest likelihood."""
        means = [count + 0.5 for count in self.counts]
        beta = [0.0] * self.size
        for _ in range(_STEPS):
            before = beta
            beta = self._step(means)
            if max(abs(a - b) for a, b in zip(beta, before, strict=True)) < _NEAR:
                return beta
            means = self.means(beta)
        return beta

    def _step(self, means: Sequence[float]) -> list[float]:
        """Return the weighted least squares solution at these means."""
        size = self.size
        rows = [[0.0] * (size + 1) for _ in range(size)]
        for on, y, mean in zip(self.effects, self.counts, means, strict=True):
            right = mean * log(mean) + y - mean
            for a in on:
                row = rows[a]
                for b in on:
                    row[b] += mean
                row[size] += right
        return _gauss(rows)


def _gauss(rows: list[list[float]]) -> list[float]:
    """Return the solution of a symmetric system, its right side in the last column."""
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda n: abs(rows[n][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        head = rows[at]
        for below in rows[at + 1 :]:
            share = below[at] / head[at]
            if share:
                for n in range(at, size + 1):
                    below[n] -= share * head[n]
    solution = [0.0] * size
    for at in range(size - 1, -1, -1):
        row = rows[at]
        known = sum(row[n] * solution[n] for n in range(at + 1, size))
        solution[at] = (row[size] - known) / row[at]
    return solution
