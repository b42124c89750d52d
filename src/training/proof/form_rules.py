"""Rules on the course's own tests: three parallel forms of thirty questions each.

A gain between two tests says something only if neither is easier than the other. So the
forms ask about the same points, in like kinds and difficulties, and share no question.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from training.content.quiz import FORMS
from training.proof.rules import BOOK, QUIZZES, Finding, at_item, at_page, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course
    from training.content.quiz import Bank

__all__ = ["RULES"]

_SIZE, _BULLETED, _MARGIN = 30, 18, 1
_REST = _SIZE - _BULLETED


def _forms(course: Course) -> list[Bank]:
    return [bank for bank in course.banks if bank.is_form]


def _at(course: Course, bank: Bank, message: str, fix: str = "") -> Finding:
    return Finding(bank.path, course.bank_line(bank, ("items",)), "", message, fix)


def _bullet(name: str) -> str:
    """Return the bulleted point that a part belongs to: "1.2" for "1.2a"."""
    return name.rstrip("abcdefgh")


def _is_bulleted(name: str) -> bool:
    """Return whether a point is a bullet of the workshop, not a lead or a term."""
    return bool(re.fullmatch(r"[1-9]\.[1-9]\d*", _bullet(name)))


@rule(
    "forms-three",
    QUIZZES,
    says="The tests are three files: form-a (before), form-b (after), form-c (later).",
    fix="write the form that is missing",
)
def forms_three(course: Course) -> Iterator[Finding]:
    forms = _forms(course)
    lacking = sorted(
        name
        for name in FORMS.values()
        if not course.has_written(name) and course.bank(name) is None
    )
    if forms and lacking:
        message = f"has no parallel form: {', '.join(lacking)} is missing"
        yield _at(course, forms[0], message)


@rule(
    "form-size",
    QUIZZES,
    says=f"A form of the test has {_SIZE} questions.",
    fix="write what is missing, or retire what is too much",
)
def form_size(course: Course) -> Iterator[Finding]:
    for bank in _forms(course):
        if len(bank.in_use) != _SIZE:
            yield _at(course, bank, f"has {len(bank.in_use)} of {_SIZE} questions")


@rule(
    "form-track",
    QUIZZES,
    says="Every learner answers the whole test, so its questions are for both tracks.",
    fix="write `track: both`, and a situation that both meet",
)
def form_track(course: Course) -> Iterator[Finding]:
    for bank in _forms(course):
        for item in bank.in_use:
            if item.track != "both":
                message = f'is for "{item.track}" alone'
                yield at_item(course, bank, item, ("track",), message)


@rule(
    "form-points",
    QUIZZES,
    says=f"A form asks once about each of the {_BULLETED} bulleted points, and "
    f"{_REST} times about the leads and the words, at least once about each.",
    fix="move the extra question to a point that has none",
)
def form_points(course: Course) -> Iterator[Finding]:
    taught = course.registry.taught
    bullets = {_bullet(name) for name in taught if _is_bulleted(name)}
    others = {name for name in taught if not _is_bulleted(name)}
    for bank in _forms(course):
        if len(bank.in_use) != _SIZE:
            continue  # said already
        asked: dict[str, list[Any]] = defaultdict(list)
        for item in bank.in_use:
            asked[_bullet(bank.recommendation_of(item))].append(item)
        for name in sorted((bullets | others) - set(asked)):
            yield _at(course, bank, f'asks nothing about "{name}"')
        for name in sorted(bullets & set(asked)):
            for item in asked[name][1:]:
                message = f'asks about "{name}" again, after "{asked[name][0].id}"'
                yield at_item(course, bank, item, ("recommendation",), message)


def _profile(bank: Bank, what: str) -> Counter[str]:
    if what == "point":
        return Counter(bank.recommendation_of(item) for item in bank.in_use)
    return Counter(getattr(item, what) for item in bank.in_use)


@rule(
    "forms-parallel",
    QUIZZES,
    says="The forms ask about the same points, and have as many questions of each kind "
    f"and each difficulty, give or take {_MARGIN}.",
    fix="change a question of one form, so that the counts meet",
)
def forms_parallel(course: Course) -> Iterator[Finding]:
    forms = _forms(course)
    for other in forms[1:]:
        first = forms[0]
        for what, margin in (("point", 0), ("kind", _MARGIN), ("difficulty", _MARGIN)):
            here, there = _profile(other, what), _profile(first, what)
            for name in sorted(set(here) | set(there)):
                if abs(here[name] - there[name]) > margin:
                    message = (
                        f'has {here[name]} of {what} "{name}", '
                        f"{first.id} has {there[name]}"
                    )
                    yield _at(course, other, message)


@rule(
    "forms-overlap",
    QUIZZES,
    says="No question stands in two forms, or in a form and on a page.",
    fix="give it another situation and an id of its own",
)
def forms_overlap(course: Course) -> Iterator[Finding]:
    seen: dict[str, tuple[Bank, Any]] = {}
    for bank, item in sorted(course.items(), key=lambda pair: pair[0].is_form):
        for mark in (f"id {item.id}", _said(item)):
            before = seen.setdefault(mark, (bank, item))
            if bank.is_form and before[0] is not bank:
                line = course.line(before[0], before[1].id)
                message = f'is also in {before[0].path}:{line} as "{before[1].id}"'
                yield at_item(course, bank, item, (), message)
                break


def _said(item: Any) -> str:
    """Return what a question says, so that a copy under a new id is found."""
    shown = item.model_dump(exclude={"id", "difficulty", "section", "recommendation"})
    return re.sub(r"\W+", " ", str(shown)).lower()


@rule(
    "form-on-page",
    BOOK,
    says="Questions of a test are kept out of the pages: `{quiz}` never shows them.",
    fix="use the questions of another file; a test stands where {test} is",
)
def form_on_page(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        for quiz in page.named("quiz"):
            if quiz.argument in FORMS.values():
                yield at_page(page, quiz.line, f'shows the test "{quiz.argument}"')


@rule(
    "form-section",
    QUIZZES,
    says="The section a test's question names is a heading of the page that teaches "
    "its point.",
    fix="write the heading in lower case with hyphens",
)
def form_section(course: Course) -> Iterator[Finding]:
    teaches = {n: p for p in course.pages for n in p.facts.recommendations or ()}
    for bank in _forms(course):
        for item in bank.in_use:
            page = teaches.get(bank.recommendation_of(item))
            if page is not None and item.section not in page.anchors:
                message = f'section "{item.section}" is not a heading of {page.path}'
                own = ", ".join(h.slug for h in page.headings if h.level > 1)
                fix = f"use one of {own}"
                yield at_item(course, bank, item, ("section",), message, fix)


@rule(
    "test-form",
    BOOK,
    says="A {test} is before, after or later, and its form has been written.",
    fix="write one of the three words, or write the form",
)
def test_form(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        for test in page.named("test"):
            form = FORMS.get(test.argument)
            if form is None:
                message = f'test "{test.argument}" is not one of {", ".join(FORMS)}'
                yield at_page(page, test.line, message)
            elif not course.has_written(form) and not page.facts.orphan:
                yield at_page(page, test.line, f"its questions, {form}, are not there")


RULES = (
    forms_three,
    form_size,
    form_track,
    form_points,
    forms_parallel,
    forms_overlap,
    form_on_page,
    form_section,
    test_form,
)
