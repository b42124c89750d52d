"""The report's numbers against numpy, scipy and tables that others published."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from training.workshop.statistics import SMALL, alpha, correlation, hidden, mean, share

# Newcombe 1998 (Statistics in Medicine 17:857-872), table I, method 3: Wilson's
# interval without continuity correction, to four places.
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
SCORES = st.floats(0, 1).map(lambda value: round(value, 3))


@pytest.mark.parametrize(("count", "of", "low", "high"), NEWCOMBE)
def test_a_share_has_the_interval_that_newcombe_printed(count, of, low, high):
    found = share(count, of)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 500), st.data())
def test_a_share_equals_scipys_wilson_interval(of, data):
    count = data.draw(st.integers(0, of))
    told = stats.binomtest(count, of).proportion_ci(0.95, "wilson")

    found = share(count, of)

    assert math.isclose(found.low, told.low, abs_tol=1e-9)
    assert math.isclose(found.high, told.high, abs_tol=1e-9)


@given(st.lists(SCORES, min_size=2, max_size=60))
def test_a_mean_equals_scipys_t_interval(values):
    found = mean(values)

    assert math.isclose(found.value, np.mean(values), abs_tol=1e-9)
    error = stats.sem(values)
    half = stats.t.interval(0.95, len(values) - 1)[1] * error
    assert math.isclose(found.high - found.value, half, abs_tol=1e-9)


@given(st.lists(st.tuples(SCORES, SCORES), min_size=5, max_size=60))
def test_a_correlation_equals_scipys_with_fishers_interval(pairs):
    one, other = map(np.array, zip(*pairs, strict=True))
    found = correlation(pairs)
    if one.std() < 1e-6 or other.std() < 1e-6:
        assert found is None or abs(found.value) <= 1 + 1e-9
        return
    told = stats.pearsonr(one, other)
    assert math.isclose(found.value, told.statistic, abs_tol=1e-9)
    if abs(found.value) < 1 - 1e-9:
        low, high = told.confidence_interval(0.95)
        assert math.isclose(found.low, low, abs_tol=1e-9)
        assert math.isclose(found.high, high, abs_tol=1e-9)


@given(
    st.integers(2, 8).flatmap(
        lambda width: st.lists(
            st.lists(SCORES, min_size=width, max_size=width), min_size=3, max_size=40
        )
    )
)
def test_alpha_equals_the_covariance_form_of_numpy(rows):
    table = np.array(rows)
    found = alpha(rows)
    total = table.sum(axis=1).var(ddof=1)
    if total < 1e-9:
        assert found is None or total >= 1e-13
        return
    width = table.shape[1]
    spread = np.cov(table.T)
    told = width / (width - 1) * (1 - np.trace(spread) / spread.sum())
    assert math.isclose(found.value, told, rel_tol=1e-9, abs_tol=1e-9)


def test_alphas_interval_is_feldts():
    dice = np.random.default_rng(7)
    skill = dice.normal(size=(50, 1))
    rows = skill + dice.normal(size=(50, 8))

    found = alpha(rows.tolist())

    low, high = stats.f.interval(0.95, 49, 49 * 7)
    assert math.isclose(found.low, 1 - (1 - found.value) * high, abs_tol=1e-9)
    assert math.isclose(found.high, 1 - (1 - found.value) * low, abs_tol=1e-9)
    assert found.low < found.value < found.high


def test_what_cannot_be_said_is_none():
    assert correlation([(1, 1), (1, 0), (1, 1), (1, 0)]) is None
    assert alpha([[1], [0], [1]]) is None
    assert alpha([[1, 0], [0, 1], [1, 0]]) is None
    assert mean([0.5]).low is None


@given(st.permutations([0.1, 0.2, 0.3, 0.7, 1e-9, 1 / 3, 2 / 3]))
def test_sums_do_not_know_the_order(values):
    assert mean(values) == mean(sorted(values))


@given(st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_no_hidden_cell_can_be_told_from_the_others_and_the_total(counts):
    away = hidden(counts)

    assert all(
        gone for gone, count in zip(away, counts, strict=True) if 0 < count < SMALL
    )
    inside = [count for gone, count in zip(away, counts, strict=True) if gone]
    if not inside or len(counts) == 1:
        return
    total = sum(inside)
    if total < SMALL:  # then every cell is hidden, and the total is hidden with them
        assert all(away)
        return
    # An attacker knows the total and the rule. Each cell has more than one value left.
    ways = [
        way
        for way in product(range(total + 1), repeat=len(inside))
        if sum(way) == total
    ]
    for at in range(len(inside)):
        assert len({way[at] for way in ways}) > 1


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden([12, 0, 5]) == [False, False, False]
