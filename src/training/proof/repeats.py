"""Finds options that say the same, and questions that ask nearly the same."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from training.proof.rules import QUIZZES, Finding, at_item, rule
from training.proof.words import choice_sets, content_words, plain_text, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course
    from training.content.quiz import Bank

__all__ = ["RULES"]

_ITEMS_ALIKE = 0.75  # of words in common
_FEWEST_WORDS = 8


@rule(
    "options-alike",
    QUIZZES,
    says="Options differ in what they say, not in an article or a comma.",
    fix="make each option a different decision",
)
def options_alike(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        for base, options in choice_sets(item):
            said = [_said(option.text) for option in options]
            for first, second in combinations(range(len(said)), 2):
                if said[first] == said[second]:
                    ids = f'"{options[first].id}" and "{options[second].id}"'
                    message = f"has options {ids} that say the same"
                    where = (*base, second, "text")
                    yield at_item(course, bank, item, where, message)


def _said(text: str) -> list[str]:
    """Return the words in their order; one other word may be the whole difference."""
    words = re.findall(r"[\w%]+", plain_text(text).lower())
    return [word for word in words if word not in ("a", "an", "the")]


@rule(
    "items-alike",
    QUIZZES,
    says="Two questions of the course do not ask the same in nearly the same words.",
    fix="change the situation or what it asks, or retire one of them",
)
def items_alike(course: Course) -> Iterator[Finding]:
    asked: list[tuple[Bank, Any, frozenset[str]]] = []
    index: dict[str, list[int]] = defaultdict(list)
    for bank, item in course.items():
        words = _asked(item)
        if len(words) < _FEWEST_WORDS:
            continue
        shared: dict[int, int] = defaultdict(int)
        for word in words:
            for number in index[word]:
                shared[number] += 1
            index[word].append(len(asked))
        for number, count in shared.items():
            other_bank, other, others = asked[number]
            if count >= _ITEMS_ALIKE * len(words | others):
                line = course.line(other_bank, other.id)
                message = (
                    f'asks nearly the same as "{other.id}" ({other_bank.path}:{line})'
                )
                yield at_item(course, bank, item, (), message)
        asked.append((bank, item, words))


def _asked(item: Any) -> frozenset[str]:
    texts = [
        w.plain for w in texts_of(item) if w.part in ("prompt", "option", "document")
    ]
    return frozenset(content_words(" ".join(texts)))


RULES = (options_alike, items_alike)
