"""Before and after: what those who answered both gained, and who did not; pure."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from training.workshop.responses import Person, Question, question_of
from training.workshop.statistics import (
    ENOUGH,
    SMALL,
    about,
    alpha,
    hidden,
    mean,
    rough,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.workshop.responses import Response
    from training.workshop.session_file import SessionFile
    from training.workshop.statistics import Estimate

__all__ = ["Gain", "Reliability", "gains", "reliability"]

_Test: TypeAlias = tuple[Question, ...]
_Scores: TypeAlias = dict[Person, dict[Question, float]]


@dataclass(frozen=True)
class Gain:
    """Shares of all points before and after, of those who answered both.

    `steps` counts who answered nothing, a part of the test before, all of it but not
    all of the test after, and both; None stands where a count is hidden. `normalised`
    is the share of what was still to learn. `tests` is how many different sets of
    questions the rooms were asked. All of it is rounded.
    """

    steps: tuple[int | None, ...]
    tests: int
    before: Estimate | None = None
    after: Estimate | None = None
    gain: Estimate | None = None
    normalised: float | None = None


@dataclass(frozen=True)
class Reliability:
    """How far the questions of one test pull together; `alpha` is None if too few."""

    part: str
    questions: int
    people: int
    alpha: Estimate | None


def gains(
    sessions: Sequence[SessionFile], every: Sequence[Response]
) -> tuple[Gain | None, tuple[tuple[str, Gain], ...]]:
    """Return the gain of all, and by track where no track is too small to be shown."""
    tests = {one.id: test for one in sessions if (test := _test_of(one))}
    if not tests:
        return None, ()
    before, after = (_scores(every, part) for part in ("before", "after"))
    track = {
        Person(session.id, seat.seat): seat.track
        for session in sessions
        if session.id in tests
        for seat in session.seats
    }
    groups = [
        (name, _gain([w for w in track if track[w] == name], tests, before, after))
        for name in sorted(set(track.values()))
    ]
    # A group that is too small would be told by the whole less the others.
    shown = len(groups) > 1 and all(one.gain for _, one in groups)
    # The same is true of its drop-outs, so groups do without.
    by_track = [(name, replace(one, steps=())) for name, one in groups if shown]
    return _gain(list(track), tests, before, after), tuple(by_track)


def _test_of(session: SessionFile) -> _Test:
    """Return the questions that a session asked both before and after."""
    asked: dict[str, set[str]] = defaultdict(set)
    for one in session.activities:
        asked[one.part] |= set(one.items) & set(session.items)
    return tuple(
        question_of(session, k) for k in sorted(asked["before"] & asked["after"])
    )


def _scores(every: Iterable[Response], part: str) -> _Scores:
    """Return each person's score by question; of several in a part the last counts."""
    found: _Scores = defaultdict(dict)
    for one in sorted(every, key=lambda one: one.place):
        if one.part == part:
            found[one.who][one.question] = one.score
    return found


def _gain(
    people: list[Person], tests: dict[str, _Test], before: _Scores, after: _Scores
) -> Gain:
    steps, pairs = [0, 0, 0, 0], []
    for who in people:
        test = tests[who.session]
        first, last = before.get(who, {}), after.get(who, {})
        if not any(one in first for one in test):
            steps[0] += 1
        elif not all(one in first for one in test):
            steps[1] += 1
        elif not all(one in last for one in test):
            steps[2] += 1
        else:
            steps[3] += 1
            pairs.append((_mean_of(first, test), _mean_of(last, test)))
    away = hidden(steps)
    told = tuple(
        None if gone else about(n) for n, gone in zip(steps, away, strict=True)
    )
    kinds = len({tests[who.session] for who in people})
    if len(pairs) < SMALL:
        return Gain(told, kinds)
    start, end = _told([a for a, _ in pairs]), _told([b for _, b in pairs])
    left = 1 - start.value
    return Gain(
        told,
        kinds,
        start,
        end,
        _told([last - first for first, last in pairs]),
        (end.value - start.value) / left if left > 1e-9 else None,
    )


def _told(values: list[float]) -> Estimate:
    exact = mean(values)
    return rough(exact, len(values)) or exact


def _mean_of(scores: dict[Question, float], test: _Test) -> float:
    return math.fsum(scores[one] for one in test) / len(test)


def reliability(every: Sequence[Response]) -> tuple[Reliability, ...]:
    """Return alpha for each set of questions that was asked before or after."""
    return tuple(
        one for part in ("before", "after") for one in _part(_scores(every, part), part)
    )


def _part(scores: _Scores, part: str) -> Iterable[Reliability]:
    asked: dict[str, set[Question]] = defaultdict(set)
    for who, answers in scores.items():
        asked[who.session] |= set(answers)
    rows: dict[_Test, list[list[float]]] = defaultdict(list)
    for who, answers in sorted(scores.items()):
        test = tuple(sorted(asked[who.session]))
        if all(one in answers for one in test):
            rows[test].append([answers[one] for one in test])
    for test, full in sorted(rows.items()):
        if len(test) > 1 and len(full) >= SMALL:
            value = alpha(full) if len(full) >= ENOUGH else None
            told = rough(value, len(full))
            yield Reliability(part, len(test), about(len(full)), told)
