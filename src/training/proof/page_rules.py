"""Rules on a page by itself: its facts, its parts and their order, its size."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from training.proof.rules import BOOK, Finding, at_page, rule
from training.proof.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course
    from training.content.pages import Page

__all__ = ["RULES"]

_PAGE_WORDS, _MINUTES, _FIRST_QUIZ = 1500, 25, 450
_CASE_SHORTEST, _CASE_LONGEST = 76, 126  # 80 to 120, and five per cent
_KEY_POINTS = 5
_WORDS_A_MINUTE, _MINUTES_A_QUESTION = 180, 1.75
_CLOCK = re.compile(r"^\W*\d{1,2}[:.]\d{2}\b")


def _teaching(course: Course) -> Iterator[Page]:
    """Yield the pages that teach a recommendation."""
    for page in course.pages:
        if page.facts.recommendations and not page.facts.job_aid:
            yield page


@rule(
    "page-facts",
    BOOK,
    says="A page with a case, objectives or questions says in its front matter which "
    "recommendations it teaches.",
    fix='add `recommendations: ["2.3"]` between the two `---` at the top',
)
def page_facts(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        names = {directive.name for directive in page.directives}
        teaches = names & {"case", "objectives", "quiz"}
        if teaches and page.facts.recommendations is None:
            yield at_page(page, 1, "lacks `recommendations:`")


@rule(
    "page-minutes",
    BOOK,
    says=f"A teaching page says how long it takes, and that is at most {_MINUTES} "
    "minutes.",
    fix="add `minutes:`, or make two pages of it",
)
def page_minutes(course: Course) -> Iterator[Finding]:
    for page in _teaching(course):
        minutes = page.facts.minutes
        if minutes is None:
            yield at_page(page, 1, "lacks `minutes:`")
        elif minutes > _MINUTES:
            line = page.fact_lines.get("minutes", 1)
            yield at_page(page, line, f"takes {minutes} minutes")


@rule(
    "minutes-honest",
    BOOK,
    says=f"The minutes fit the page: about {_WORDS_A_MINUTE} words a minute and "
    f"{_MINUTES_A_QUESTION} minutes a question, give or take a third.",
    fix="correct `minutes:`, or shorten the page",
)
def minutes_honest(course: Course) -> Iterator[Finding]:
    for page in _teaching(course):
        stated = page.facts.minutes
        if stated is None or stated > _MINUTES:
            continue
        expected = max(_minutes(course, page, track) for track in _TRACKS)
        if abs(stated - expected) > max(3, stated / 3):
            line = page.fact_lines.get("minutes", 1)
            message = f"says {stated} minutes and takes about {expected:.0f}"
            yield at_page(page, line, message)


_TRACKS = ("law-enforcement", "social-work")


def _minutes(course: Course, page: Page, track: str) -> float:
    questions = 0
    for placed in course.placements:
        bank = course.bank(placed.bank) if placed.page is page else None
        item = bank.item(placed.item) if bank else None
        questions += item is not None and item.track in (track, "both")
    return page.words(track) / _WORDS_A_MINUTE + questions * _MINUTES_A_QUESTION


@rule(
    "page-words",
    BOOK,
    says=f"A page has at most {_PAGE_WORDS} words for a learner of either track.",
    fix="say what you would take out, and take it out",
)
def page_words(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        if page.longest > _PAGE_WORDS:
            yield at_page(page, 1, f"has {page.longest} words")


@rule(
    "page-parts",
    BOOK,
    says="A teaching page has a case, objectives, the layers recommends, requires and "
    "suggests, questions, and key points.",
    fix="add the part where CONTRIBUTING.md shows it",
)
def page_parts(course: Course) -> Iterator[Finding]:
    for page in _teaching(course):
        names = {directive.name for directive in page.directives}
        layers = {layer.argument for layer in page.named("layer")}
        lacking = [f"{{{n}}}" for n in ("case", "objectives", "quiz") if n not in names]
        lacking += [
            f"{{layer}} {name}"
            for name in ("recommends", "requires", "suggests")
            if name not in layers
        ]
        if _key_points(page) is None:
            lacking.append("a heading Key points")
        line = page.headings[0].line if page.headings else 1
        for part in lacking:
            yield at_page(page, line, f"lacks {part}")


def _key_points(page: Page) -> int | None:
    for heading in page.headings:
        if heading.text.lower().startswith("key points"):
            return heading.line
    return None


@rule(
    "page-order",
    BOOK,
    says="A teaching page goes from case to objectives, layers, questions, key points, "
    "job aid.",
    fix="move the part to its place",
)
def page_order(course: Course) -> Iterator[Finding]:
    for page in _teaching(course):
        firsts: list[tuple[str, int]] = []
        for name in ("content-note", "case", "objectives", "layer", "quiz"):
            lines = [d.line for d in page.named(name)]
            firsts += [(f"{{{name}}}", min(lines))] if lines else []
        if (points := _key_points(page)) is not None:
            firsts.append(("the key points", points))
        firsts += [("{job-aid}", aid.line) for aid in page.named("job-aid")]
        for (before, above), (after, below) in pairwise(firsts):
            if above > below:
                yield at_page(page, below, f"has {after} before {before}")


@rule(
    "quiz-late",
    BOOK,
    says=f"The first question comes within {_FIRST_QUIZ} words.",
    fix="move a question up, or text down",
)
def quiz_late(course: Course) -> Iterator[Finding]:
    for page in _teaching(course):
        quizzes = page.named("quiz")
        if quizzes:
            words = max(page.words(track, quizzes[0].line) for track in _TRACKS)
            if words > _FIRST_QUIZ:
                message = f"has its first question after {words} words"
                yield at_page(page, quizzes[0].line, message)


@rule(
    "case-words",
    BOOK,
    says="A case has 80 to 120 words.",
    fix="cut what does not bear on the decision, or show one more fact",
)
def case_words(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        for case in page.named("case"):
            count = sum(
                count_words(passage.text)
                for passage in page.passages
                if case in passage.inside and passage.element != "title"
            )
            if not _CASE_SHORTEST <= count <= _CASE_LONGEST:
                yield at_page(page, case.line, f"has a case of {count} words")


@rule(
    "case-openings",
    BOOK,
    says="Not more than a third of the cases open with a time of day.",
    fix="open with what somebody does or says",
)
def case_openings(course: Course) -> Iterator[Finding]:
    cases: list[tuple[Page, int, str]] = []
    for page in course.pages:
        for case in page.named("case"):
            text = next(
                (
                    passage.text
                    for passage in page.passages
                    if case in passage.inside and passage.element != "title"
                ),
                "",
            )
            cases.append((page, case.line, text))
    timed = [case for case in cases if _CLOCK.match(case[2])]
    if len(timed) > 1 and len(timed) * 3 > len(cases):
        page, line, _ = timed[-1]
        message = f"is one of {len(timed)} cases of {len(cases)} that open with a time"
        yield at_page(page, line, message)


@rule(
    "key-points-count",
    BOOK,
    says=f"A page has two to {_KEY_POINTS} key points.",
    fix="keep those that change what somebody does tomorrow",
)
def key_points_count(course: Course) -> Iterator[Finding]:
    for page in _teaching(course):
        start = _key_points(page)
        if start is None:
            continue
        later = [heading.line for heading in page.headings if heading.line > start]
        end = min(later, default=10**9)
        points = sum(
            passage.element in ("entry", "step") and start < passage.line < end
            for passage in page.passages
        )
        if not 2 <= points <= _KEY_POINTS:
            yield at_page(page, start, f"has {points} key points")


RULES = (
    page_facts,
    page_minutes,
    minutes_honest,
    page_words,
    page_parts,
    page_order,
    quiz_late,
    case_words,
    case_openings,
    key_points_count,
)
