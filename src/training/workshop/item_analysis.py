"""What a room's answers say about the questions; pure.

A question is judged by how people first met it: before the course, or in the first
vote. Wrong ideas are counted where people answered last.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from training.workshop.counts import bars, chose
from training.workshop.responses import occasions
from training.workshop.room import Answer
from training.workshop.statistics import (
    ENOUGH,
    SMALL,
    about,
    correlation,
    hidden,
    mean,
    rough,
    share,
)

if TYPE_CHECKING:
    from training.workshop.responses import Person, Question, Response
    from training.workshop.statistics import Estimate

__all__ = ["ItemLine", "Misread", "OptionLine", "item_lines", "misreads"]

_Json = dict[str, Any]


@dataclass(frozen=True)
class OptionLine:
    """How often an option was chosen at first; `count` is None where it is hidden."""

    slot: str
    text: str
    is_right: bool
    count: int | None
    share: Estimate | None
    pull: Estimate | None  # correlation of choosing it with the rest of one's answers


@dataclass(frozen=True)
class ItemLine:
    """One question; below 30 answers only their number is said, below 5 nothing."""

    question: Question
    kind: str
    prompt: str
    answers: int | None
    first: Estimate | None = None  # the mean score, 0 to 1 ("facility")
    last: Estimate | None = None
    discrimination: Estimate | None = None
    options: tuple[OptionLine, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Misread:
    """A wrong idea, with how many still had it when they answered last."""

    question: Question
    prompt: str
    chosen: str  # what they answered, if it is one of the given answers
    remark: str
    count: int
    of: int
    certain: int | None  # of those, how many said that they were certain


def item_lines(
    every: list[Response], forms: dict[Question, _Json]
) -> tuple[ItemLine, ...]:
    """Return every question that was answered, most in need of mending first."""
    met = occasions(every)
    firsts: dict[Person, dict[Question, float]] = defaultdict(dict)
    for question, people in met.items():
        for who, (first, _) in people.items():
            firsts[who][question] = first.score
    lines = [
        _item(question, forms[question], met[question], firsts)
        for question in sorted(met)
    ]
    order = sorted(lines, key=lambda one: (-len(one.faults), _worst(one), one.question))
    return tuple(order)


def _worst(line: ItemLine) -> float:
    return line.discrimination.value if line.discrimination else 2.0


def _item(
    question: Question,
    form: _Json,
    people: dict[Person, tuple[Response, Response]],
    firsts: dict[Person, dict[Question, float]],
) -> ItemLine:
    view, count = form["view"], len(people)
    plain = ItemLine(
        question, view["kind"], view["prompt"], None if count < SMALL else about(count)
    )
    if count < ENOUGH:
        return plain
    first = [one for one, _ in people.values()]
    last = [two for one, two in people.values() if two is not one]
    rest = {who: _rest(firsts[who], question) for who in people}
    pairs = [
        (one.score, other)
        for who, (one, _) in people.items()
        if (other := rest[who]) is not None
    ]
    discrimination = correlation(pairs) if len(pairs) >= ENOUGH else None
    line = replace(
        plain,
        first=_facility(first),
        last=_facility(last) if len(last) >= ENOUGH else None,
        discrimination=discrimination,
        options=_options(form, people, rest),
    )
    return replace(
        line,
        faults=_faults(line),
        discrimination=rough(discrimination, len(pairs)),
        options=tuple(
            replace(one, pull=rough(one.pull, len(pairs))) for one in line.options
        ),
    )


def _rest(scores: dict[Question, float], but: Question) -> float | None:
    """Return the mean of somebody's other answers; one other says too little."""
    others = [score for question, score in sorted(scores.items()) if question != but]
    return math.fsum(others) / len(others) if len(others) > 1 else None


def _facility(answers: list[Response]) -> Estimate | None:
    """Return the mean score; nothing if few were right, or few were not."""
    right = sum(one.is_right for one in answers)
    if any(hidden([right, len(answers) - right])):
        return None
    if all(one.score in {0.0, 1.0} for one in answers):
        return share(about(right), about(len(answers)))
    return rough(mean([one.score for one in answers]), len(answers))


def _options(
    form: _Json,
    people: dict[Person, tuple[Response, Response]],
    rest: dict[Person, float | None],
) -> tuple[OptionLine, ...]:
    first = {who: one.answer for who, (one, _) in sorted(people.items())}
    tally = {str(who): Answer(answer, "", 0) for who, answer in first.items()}
    found = []
    for group in bars(form, [tally], with_key=True)["groups"]:
        rows = group["bars"]
        counts = [one["counts"][0] for one in rows]
        is_many = form["view"].get("many", False) or sum(counts) != len(first)
        away = _hidden_each(counts, len(first)) if is_many else hidden(counts)
        for one, count, gone in zip(rows, counts, away, strict=True):
            pairs = [
                (float(chose(answer, group["id"], one["id"])), rest_)
                for who, answer in first.items()
                if (rest_ := rest[who]) is not None
            ]
            found.append(
                OptionLine(
                    group["legend"],
                    one["html"],
                    one["right"],
                    None if gone else about(count),
                    None if gone else share(about(count), about(len(first))),
                    None if gone or len(pairs) < ENOUGH else correlation(pairs),
                )
            )
    return tuple(found)


def _hidden_each(counts: list[int], of: int) -> list[bool]:
    """Return which to hide where each stands for itself: few, or all but a few."""
    return [any(hidden([count, of - count])) for count in counts]


def _faults(line: ItemLine) -> tuple[str, ...]:
    """Return what speaks for mending a question; the worst first."""
    found = []
    if line.discrimination and (line.discrimination.high or 0) < 0.1:
        found.append("those who know more do not do better on it")
    for one in line.options:
        if not one.is_right and one.pull and (one.pull.low or 0) > 0:
            found.append("a wrong option draws those who know more")
            break
    if line.first and (line.first.high or 0) < 0.3:
        found.append("nearly everybody is wrong at first")
    if line.first and (line.first.low or 0) > 0.9:
        found.append("nearly everybody is right at first")
    if any(not one.is_right and one.count == 0 for one in line.options):
        found.append("a wrong option is chosen by nobody")
    return tuple(found)


def misreads(
    every: list[Response], forms: dict[Question, _Json]
) -> tuple[Misread, ...]:
    """Return the wrong ideas that five or more ended with, most frequent first."""
    found = []
    for question, people in sorted(occasions(every).items()):
        last = [two for _, two in people.values()]
        notes = Counter(note for one in last for note in set(one.notes))
        for note, count in sorted(notes.items()):
            if any(hidden([count, len(last) - count])):
                continue
            certain = sum(note in one.notes and one.sure == "certain" for one in last)
            safe = not any(hidden([certain, count - certain]))
            found.append(
                Misread(
                    question,
                    forms[question]["view"]["prompt"],
                    _chosen(forms[question], note),
                    forms[question]["key"]["remarks"][note],
                    about(count),
                    about(len(last)),
                    about(certain) if safe else None,
                )
            )
    order = sorted(
        found, key=lambda one: (-one.count / one.of, one.question, one.remark)
    )
    return tuple(order)


def _chosen(form: _Json, note: str) -> str:
    """Return the words of the answer that a remark is about, or ""."""
    slot, _, option = note.partition("/")
    view = form["view"]
    if form["key"]["type"] == "choice":
        return _words(view["options"], note)
    fields = [one for one in view.get("fields", []) if one["id"] == slot]
    said = [f"{one['legend']} {_words(one['options'], option)}" for one in fields]
    return said[0].strip() if said else ""


def _words(options: list[_Json], name: str) -> str:
    return next((str(one["html"]) for one in options if one["id"] == name), "")
