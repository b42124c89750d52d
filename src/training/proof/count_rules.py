"""Rules on how many questions train a point of the workshop, and of what kinds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from training.proof.rules import BOOK, QUIZZES, Finding, at_page, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course
    from training.content.quiz import Bank

__all__ = ["RULES"]

_FEWEST, _PER_TRACK, _KINDS = 6, 2, 3


def _per_recommendation(course: Course) -> Iterator[tuple[str, list[Any], Bank]]:
    """Yield each point trained, its questions, and the bank that is named for it."""
    items: dict[str, list[Any]] = defaultdict(list)
    banks: dict[str, Bank] = {}
    known = course.registry.taught
    for bank, item in course.items():
        name = bank.recommendation_of(item)
        if name not in known or bank.is_form:
            continue
        items[name].append(item)
        if name == bank.recommendation or name not in banks:
            banks[name] = bank
    for name, found in items.items():
        yield name, found, banks[name]


def _at(course: Course, bank: Bank, message: str) -> Finding:
    line = course.bank_line(bank, ("recommendation",))
    return Finding(bank.path, line, "", message)


@rule(
    "enough-items",
    QUIZZES,
    BOOK,
    says=f"A point of the workshop is trained by at least {_FEWEST} questions.",
    fix="write more questions for it",
)
def enough_items(course: Course) -> Iterator[Finding]:
    for name, items, bank in _per_recommendation(course):
        if len(items) < _FEWEST:
            message = f'recommendation "{name}" has {len(items)} of {_FEWEST} questions'
            yield _at(course, bank, message)
    trained = {
        bank.recommendation_of(item)
        for bank, item in course.items()
        if not bank.is_form
    }
    for page in course.pages:
        for name in page.facts.recommendations or ():
            if name in course.registry.taught and name not in trained:
                message = f'recommendation "{name}" has no questions'
                line = page.fact_lines.get("recommendations", 1)
                yield at_page(page, line, message)


@rule(
    "enough-per-track",
    QUIZZES,
    says=f"A point of the workshop has at least {_PER_TRACK} questions for each track.",
    fix="write one for that track, or make one fit `both`",
)
def enough_per_track(course: Course) -> Iterator[Finding]:
    for name, items, bank in _per_recommendation(course):
        for track in ("law-enforcement", "social-work"):
            count = sum(item.track in (track, "both") for item in items)
            if count < _PER_TRACK:
                few = f"{count} of {_PER_TRACK} questions"
                message = f'recommendation "{name}" has {few} for {track}'
                yield _at(course, bank, message)


@rule(
    "enough-kinds",
    QUIZZES,
    says=f"The questions of a point are of at least {_KINDS} kinds.",
    fix="turn one of them into another kind",
)
def enough_kinds(course: Course) -> Iterator[Finding]:
    for name, items, bank in _per_recommendation(course):
        kinds = sorted({item.kind for item in items})
        if len(kinds) < _KINDS:
            message = f'recommendation "{name}" has only {" and ".join(kinds)}'
            yield _at(course, bank, message)


RULES = (enough_items, enough_per_track, enough_kinds)
