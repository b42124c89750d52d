"""Numbers a report may say, each with how sure it can be; pure.

Shares and differences come with 95 % intervals: Wilson's for a share, Student's for a
mean, Fisher's for a correlation, Feldt's for alpha. Sums are exact to the last bit in
any order, so that rooms can be merged in any order. Small counts are hidden, and so is
whatever would give them back by subtraction.

Hiding is not enough: several tables speak of the same people, and a mean at its full
length says how many it was made of. So what leaves is rounded, too (`about`, `rough`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ENOUGH", "SMALL", "Estimate", "about", "alpha", "correlation", "hidden"]
__all__ += ["mean", "rough", "share"]

SMALL = 5  # a count of people from 1 to 4 is not shown
ENOUGH = 30  # with fewer answers nothing is said about a question
_Z = NormalDist().inv_cdf(0.975)
# From how many people a mean is told how exactly; below, in tenths, with no interval.
_GRAINS = ((100, 100), (15, 20))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and its 95 % interval; without an interval `low` and `high` are None."""

    value: float
    low: float | None = None
    high: float | None = None


def share(count: int, of: int) -> Estimate:
    """Return a share with Wilson's interval (1927); `of` is at least 1.

    >>> one = share(81, 263)
    >>> round(one.low, 4), round(one.high, 4)
    (0.2553, 0.3662)
    """
    value, z2 = count / of, _Z * _Z
    middle = (value + z2 / (2 * of)) / (1 + z2 / of)
    half = value * (1 - value) / of + z2 / (4 * of * of)
    half = _Z / (1 + z2 / of) * math.sqrt(half)
    low = 0.0 if count == 0 else middle - half
    return Estimate(value, low, 1.0 if count == of else middle + half)


def mean(values: Sequence[float]) -> Estimate:
    """Return a mean with Student's interval; one value has none.

    >>> mean([1.0, 2.0, 3.0]).value
    2.0
    """
    count = len(values)
    middle = math.fsum(values) / count
    if count < 2:
        return Estimate(middle)
    from scipy.stats import t

    half = float(t.ppf(0.975, count - 1)) * math.sqrt(_variance(values) / count)
    return Estimate(middle, middle - half, middle + half)


def correlation(pairs: Sequence[tuple[float, float]]) -> Estimate | None:
    """Return Pearson's r with Fisher's interval; None if a side never changes."""
    count = len(pairs)
    if count < 4:
        return None
    first = math.fsum(one for one, _ in pairs) / count
    second = math.fsum(other for _, other in pairs) / count
    apart = [(one - first, other - second) for one, other in pairs]
    across = math.fsum(one * one for one, _ in apart)
    up = math.fsum(other * other for _, other in apart)
    if min(across, up) < 1e-12 * count:  # what is left of nothing after rounding
        return None
    r = math.fsum(one * other for one, other in apart) / math.sqrt(across * up)
    if abs(r) >= 1 - 1e-12:
        return Estimate(math.copysign(1.0, r))
    half = _Z / math.sqrt(count - 3)
    middle = math.atanh(r)
    return Estimate(r, math.tanh(middle - half), math.tanh(middle + half))


def alpha(rows: Sequence[Sequence[float]]) -> Estimate | None:
    """Return Cronbach's alpha with Feldt's interval (1965).

    `rows` holds a person's scores, one for each question, all of the same questions.
    None if there is nothing to compare: one question, two people, or all alike.
    """
    people, width = len(rows), len(rows[0]) if rows else 0
    if people < 3 or width < 2:
        return None
    total = _variance([math.fsum(row) for row in rows])
    if total < 1e-12:
        return None
    single = math.fsum(_variance(column) for column in zip(*rows, strict=True))
    value = width / (width - 1) * (1 - single / total)
    from scipy.stats import f

    free = people - 1, (people - 1) * (width - 1)
    return Estimate(
        value,
        1 - (1 - value) * float(f.ppf(0.975, *free)),
        1 - (1 - value) * float(f.ppf(0.025, *free)),
    )


def _variance(values: Sequence[float]) -> float:
    """Return the variance of a sample."""
    middle = math.fsum(values) / len(values)
    squares = math.fsum((one - middle) ** 2 for one in values)
    return squares / (len(values) - 1)


def hidden(counts: Sequence[int]) -> list[bool]:
    """Return which of the cells that add up to a known total have to be hidden.

    First every count from 1 to 4. Then the smallest others, nothing included, until at
    least two are hidden and what they hold together is no small count either: one
    subtraction gives nobody back.

    >>> hidden([12, 3, 7, 0])
    [False, True, True, True]
    """
    away = {at for at, count in enumerate(counts) if 0 < count < SMALL}
    rest = sorted(set(range(len(counts))) - away, key=lambda at: (counts[at], at))
    while away and rest and (len(away) < 2 or sum(counts[at] for at in away) < SMALL):
        away.add(rest.pop(0))
    return [at in away for at in range(len(counts))]


def about(count: int) -> int:
    """Return a count of people rounded to fives, so that no difference is a person.

    Too few stay too few: 28 and 29 are no 30.

    >>> [about(count) for count in (0, 5, 7, 8, 29, 30, 33)]
    [0, 5, 5, 10, 25, 30, 35]
    """
    near = 5 * ((count + 2) // 5)
    return min(near, ENOUGH - 5) if count < ENOUGH else near


def rough(one: Estimate | None, of: int) -> Estimate | None:
    """Return an estimate made of `of` people, no finer than so few may be told.

    An interval is rounded outwards: it never looks surer than it is. Mean and interval
    of fewer than 15 together would tell each score, so there the interval goes.

    >>> rough(Estimate(0.62, 0.41, 0.83), 24)
    Estimate(value=0.6, low=0.4, high=0.85)
    >>> rough(Estimate(0.62, 0.41, 0.83), 9)
    Estimate(value=0.6, low=None, high=None)
    """
    if one is None:
        return None
    parts = next((parts for least, parts in _GRAINS if of >= least), None)
    if parts is None or one.low is None or one.high is None:
        return Estimate(round(one.value * (parts or 10)) / (parts or 10))
    low = math.floor(one.low * parts + 1e-9) / parts
    high = math.ceil(one.high * parts - 1e-9) / parts
    return Estimate(round(one.value * parts) / parts, low, high)
