"""Rules on private questions: each has a name of its own, and compares with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.content.problems import did_you_mean
from training.proof.rules import BOOK, Finding, at_page, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course
    from training.content.pages import Page
    from training.content.passages import Directive

__all__ = ["RULES"]


def _asked(course: Course) -> Iterator[tuple[Page, Directive]]:
    for page in course.pages:
        for directive in page.named("private-question"):
            yield page, directive


@rule(
    "private-name",
    BOOK,
    says="A private question has a name that no other one has, on any page.",
    fix="give it a name of its own; under one name the answers would overwrite each "
    "other",
)
def private_name(course: Course) -> Iterator[Finding]:
    first: dict[str, tuple[Page, Directive]] = {}
    for page, directive in _asked(course):
        before = first.setdefault(directive.argument, (page, directive))
        if before[1] is not directive:
            message = (
                f'uses the name "{directive.argument}" of '
                f"{before[0].path}:{before[1].line}"
            )
            yield at_page(page, directive.line, message)


@rule(
    "private-compare",
    BOOK,
    says="A private question is compared with another one that exists.",
    fix="write the name of the earlier question",
)
def private_compare(course: Course) -> Iterator[Finding]:
    names = [directive.argument for _, directive in _asked(course)]
    for page, directive in _asked(course):
        other = directive.options.get("compare")
        if other is None or (other in names and other != directive.argument):
            continue
        line = directive.option_lines.get("compare", directive.line)
        message = f'compares with "{other}", which is no other private question'
        near = did_you_mean(other, [n for n in names if n != directive.argument])
        yield at_page(page, line, message, f"write its name.{near}")


RULES = (private_name, private_compare)
