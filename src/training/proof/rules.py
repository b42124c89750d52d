"""What a rule is, what it finds, and where: the shape shared by all rules.

A rule looks at a whole course and yields findings; `check.py` turns them into
problems. This module knows no rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from training.content.course import Course, Where
    from training.content.pages import Page
    from training.content.quiz import Bank

__all__ = [
    "BOOK",
    "JURISDICTIONS",
    "KINDS",
    "QUIZZES",
    "SCENARIOS",
    "SOURCES",
    "Finding",
    "Rule",
    "at_item",
    "at_page",
    "rule",
]

SOURCES, QUIZZES, BOOK = "sources", "quizzes", "book"
SCENARIOS, JURISDICTIONS = "scenarios", "jurisdictions"
KINDS = (SOURCES, JURISDICTIONS, QUIZZES, SCENARIOS, "notebooks", BOOK)


@dataclass(frozen=True)
class Finding:
    """One place where a rule is not kept; an empty `fix` means the rule's own."""

    path: str
    line: int
    id: str
    message: str
    fix: str = ""


@dataclass(frozen=True)
class Rule:
    """What content is held to: an id, the kinds it applies to, a sentence, a remedy.

    A rule without `find` is kept by the readers in `content`, which name its id.
    """

    id: str
    kinds: tuple[str, ...]
    says: str
    fix: str
    find: Callable[[Course], Iterable[Finding]] | None = None


def rule(
    name: str, *kinds: str, says: str, fix: str
) -> Callable[[Callable[[Course], Iterator[Finding]]], Rule]:
    """Return a decorator that makes a function over a course into a rule."""

    def make(find: Callable[[Course], Iterator[Finding]]) -> Rule:
        return Rule(name, kinds, says, fix, find)

    return make


def at_item(  # noqa: PLR0913, PLR0917 - a place has this many parts
    course: Course,
    bank: Bank,
    item: Any,
    where: Where,
    message: str,
    fix: str = "",
) -> Finding:
    """Return a finding at a field of a question."""
    line = course.line(bank, item.id, where)
    return Finding(bank.path, line, item.id, message, fix)


def at_page(page: Page, line: int, message: str, fix: str = "") -> Finding:
    """Return a finding at a line of a page."""
    return Finding(page.path, line, "", message, fix)
