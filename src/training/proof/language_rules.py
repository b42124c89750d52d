"""Rules on words: no labels, no alarm, no promises, no "must" outside the law.

Nor does an invented case name a real country, money or app.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from training.content.passages import Passage
from training.proof.alarm_terms import ALARMS, PROMISES
from training.proof.language import find
from training.proof.language_terms import TERMS
from training.proof.places import APP, COUNTRY, MONEY
from training.proof.rules import (
    BOOK,
    QUIZZES,
    SOURCES,
    Finding,
    Rule,
    at_item,
    at_page,
    rule,
)
from training.proof.words import Words, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from training.content.course import Course
    from training.content.quiz import Bank
    from training.proof.term import Term

__all__ = ["RULES"]

_SPEECH = re.compile(r'"[^"]*"|\u201c[^\u201d]*\u201d')
_MUST = re.compile(r"\bmust\b", re.IGNORECASE)
_SCENES = {"prompt", "option", "document", "wording", "label"}


def _as_passage(words: Words) -> Passage:
    """Return a question's text as a passage in which speech is exempt.

    A question has no roles, so what people say there is marked by quotation marks.
    """
    plain = words.plain
    spoken = tuple(match.span() for match in _SPEECH.finditer(plain))
    return Passage(plain, "paragraph", ((0, 1),), exempt=spoken)


def _spoken_items(course: Course) -> Iterator[tuple[Bank, Any, Words]]:
    """Yield the texts in our own words: no document, no wording to weigh."""
    for bank, item in course.items():
        for words in texts_of(item):
            if words.part not in ("document", "wording"):
                yield bank, item, words


def _in_words(
    name: str, terms: Sequence[Term], kinds: tuple[str, ...], *, says: str, fix: str
) -> Rule:
    strict = [term for term in terms if not term.hint]

    @rule(name, *kinds, says=says, fix=fix)
    def search(course: Course) -> Iterator[Finding]:
        for bank, item, words in _spoken_items(course):
            for _, _, found, term in find([_as_passage(words)], strict):
                message, remedy = _explained(found, term)
                yield at_item(course, bank, item, words.where, message, remedy)
        for page in course.pages:
            for passage, at, found, term in find(page.passages, strict):
                message, remedy = _explained(found, term)
                yield at_page(page, passage.line_at(at), message, remedy)
        if SOURCES in kinds:
            yield from _in_registry(course, strict)

    return search


def _explained(found: str, term: Term) -> tuple[str, str]:
    message = f'"{found}" {term.harm}'
    return message, f"write: {term.write} [{term.source}]"


def _in_registry(course: Course, terms: Sequence[Term]) -> Iterator[Finding]:
    fields = {
        "recommendations.yml": ("title", "workshop", "law-enforcement", "social-work"),
        "glossary.yml": ("means",),
    }
    for name, wanted in fields.items():
        document = course.registry.documents.get(name)
        for where, text in _fields(document.data if document else None, wanted):
            passage = Passage(
                text,
                "paragraph",
                ((0, 1),),
                exempt=tuple(match.span() for match in _SPEECH.finditer(text)),
            )
            for _, _, found, term in find([passage], terms):
                assert document is not None
                message, remedy = _explained(found, term)
                thing = document.nearest_id(where)
                line = document.line(where)
                yield Finding(document.path, line, thing, message, remedy)


def _fields(
    data: Any, wanted: tuple[str, ...], where: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name in wanted and isinstance(value, str):
                yield (*where, name), value
            else:
                yield from _fields(value, wanted, (*where, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _fields(value, wanted, (*where, index))


language = _in_words(
    "language",
    TERMS,
    (QUIZZES, BOOK, SOURCES),
    says="People are named by what they did or need, never by a label; what others "
    "said is marked as a quotation.",
    fix="write what happened, or mark a quotation with {quoted}",
)
alarm = _in_words(
    "alarm",
    ALARMS,
    (QUIZZES, BOOK, SOURCES),
    says="Figures have a year, a denominator and a source; there are no alarm phrases.",
    fix="give the figure, its year and what was counted",
)
promise = _in_words(
    "promise",
    PROMISES,
    (QUIZZES, BOOK),
    says="Nobody is promised safety, money or papers that another office decides.",
    fix="write may, and who decides",
)


@rule(
    "must-outside-law",
    BOOK,
    says='"Must" stands only in {layer} requires: the workshop recommends, practice '
    "suggests, story law is story.",
    fix='write what is recommended or done: "asks for", "should", "needs"; or move it',
)
def must_outside_law(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        for passage in page.passages:
            layer = passage.within("layer")
            if layer is not None and layer.argument == "requires":
                continue
            spoken = [match.span() for match in _SPEECH.finditer(passage.text)]
            for match in _MUST.finditer(passage.text):
                start, end = match.span()
                said = any(first <= start and end <= last for first, last in spoken)
                if not said and not passage.is_exempt(start, end):
                    message = 'says "must" outside {layer} requires'
                    yield at_page(page, passage.line_at(start), message)


def _real_world(
    name: str, pattern: re.Pattern[str], what: str, *, says: str, fix: str
) -> Rule:
    @rule(name, QUIZZES, BOOK, says=says, fix=fix)
    def search(course: Course) -> Iterator[Finding]:
        for bank, item in course.items():
            for words in texts_of(item):
                if words.part not in _SCENES:
                    continue
                if match := pattern.search(words.plain):
                    message = f'{what} "{match.group()}"'
                    yield at_item(course, bank, item, words.where, message)
        for page in course.pages:
            for passage in page.passages:
                if passage.within("case") is None:
                    continue
                if match := pattern.search(passage.text):
                    message = f'{what} "{match.group()}"'
                    line = passage.line_at(match.start())
                    yield at_page(page, line, message)

    return search


real_country = _real_world(
    "real-country",
    COUNTRY,
    "names the real country or people",
    says="Cases and questions happen in Arvenia, Belmora and Castellia, to people "
    "whose nationality is no sign of anything.",
    fix="use the invented countries; a real judgment is cited by its title",
)
real_money = _real_world(
    "real-money",
    MONEY,
    "names a sum of real money",
    says="Sums are in sevet, obbet and drell: no price of the real world is told.",
    fix="convert it to sv, ob or dl, or leave the sum out",
)
real_app = _real_world(
    "real-app",
    APP,
    "names the real service",
    says="No app, channel or money service is named: how people evade is not taught.",
    fix='write "a messaging app", "a transfer service"',
)

RULES = (
    language,
    alarm,
    promise,
    must_outside_law,
    real_country,
    real_money,
    real_app,
)
