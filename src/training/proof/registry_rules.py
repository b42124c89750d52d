"""Rules on the registry: how we know what a source says, and whole recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.content.problems import did_you_mean
from training.proof.rules import SOURCES, Finding, rule
from training.proof.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course, Where
    from training.content.registry import Article, Source

__all__ = ["RULES"]

_QUOTE_WORDS, _MEANS_WORDS = 25, 45
_STORY_LEVELS = ("at", "above", "below", "none")


def _at(
    course: Course, name: str, where: Where, message: str, fix: str = ""
) -> Finding:
    document = course.registry.documents[name]
    thing = document.nearest_id(where)
    return Finding(document.path, document.line(where), thing, message, fix)


def _place(course: Course, name: str, top: str, wanted: str) -> int:
    """Return the position of the record of that id in a file's list."""
    for index, raw in enumerate(course.registry.documents[name].data[top]):
        if isinstance(raw, dict) and raw.get("id") == wanted:
            return index
    return 0


def _articles(course: Course) -> Iterator[tuple[Source, Article, Where]]:
    for source in course.registry.sources:
        index = _place(course, "sources.yml", "sources", source.id)
        for number, article in enumerate(source.articles):
            yield source, article, ("sources", index, "articles", number)


@rule(
    "source-read",
    SOURCES,
    says="A source that was read says where and when; no other has `checked`.",
    fix="add `read-where` and `checked`, or set `status: unverified`",
)
def source_read(course: Course) -> Iterator[Finding]:
    for _, article, where in _articles(course):
        read = article.status != "unverified"
        if read and not (article.read_where and article.checked):
            lacking = "checked" if article.read_where else "read-where"
            message = f'is "{article.status}" and lacks `{lacking}`'
            yield _at(course, "sources.yml", where, message)
        if not read and article.checked:
            message = "is unverified and has a date of checking"
            yield _at(course, "sources.yml", (*where, "checked"), message)


@rule(
    "source-dates",
    SOURCES,
    says="A source was read in the past, and is to be read again later than that.",
    fix="correct `checked` or `review-by`",
)
def source_dates(course: Course) -> Iterator[Finding]:
    for _, article, where in _articles(course):
        checked = article.checked
        if checked and checked > course.today:
            message = f"was checked on {checked}, which is to come"
            yield _at(course, "sources.yml", (*where, "checked"), message)
        elif checked and article.review_by <= checked:
            message = f"is to be read again by {article.review_by}, before it was read"
            yield _at(course, "sources.yml", (*where, "review-by"), message)


@rule(
    "quote-length",
    SOURCES,
    says=f"A quotation has at most {_QUOTE_WORDS} words.",
    fix="keep the words that decide; say the rest under `says`",
)
def quote_length(course: Course) -> Iterator[Finding]:
    for _, article, where in _articles(course):
        count = count_words(article.quote or "")
        if count > _QUOTE_WORDS:
            message = f"has a quotation of {count} words"
            yield _at(course, "sources.yml", (*where, "quote"), message)


@rule(
    "figure-limits",
    SOURCES,
    says="A figure that was read says what was counted, out of what, when, and what it "
    "does not tell.",
    fix="add `numerator`, `denominator`, `years` and `limits`",
)
def figure_limits(course: Course) -> Iterator[Finding]:
    fields = ("numerator", "denominator", "years", "limits")
    for source, article, where in _articles(course):
        if (article.kind or source.kind) != "figure" or article.status == "unverified":
            continue
        lacking = [name for name in fields if not getattr(article, name)]
        if lacking:
            message = f"is a figure without {', '.join(lacking)}"
            yield _at(course, "sources.yml", where, message)


@rule(
    "story-level",
    SOURCES,
    says="Story law says how it compares with real law, and other sources do not.",
    fix="add `level:` (at, above, below, none) and the `yardstick:` it is held against",
)
def story_level(course: Course) -> Iterator[Finding]:
    for source, article, where in _articles(course):
        if source.kind == "story" and not article.level:
            yield _at(course, "sources.yml", where, "is story law without `level`")
        elif source.kind == "story" and not article.yardstick:
            if article.level != "none" and "none" not in str(article.level):
                message = f'has level "{article.level}" and no `yardstick`'
                yield _at(course, "sources.yml", where, message)
        elif source.kind != "story" and (article.level or article.yardstick):
            message = "has a level, which only story law has"
            yield _at(course, "sources.yml", where, message)


@rule(
    "area-unknown",
    SOURCES,
    says="A recommendation belongs to one of the areas.",
    fix="use the id of an area",
)
def area_unknown(course: Course) -> Iterator[Finding]:
    known = [area.id for area in course.registry.areas]
    for point in course.registry.recommendations:
        if point.area not in known:
            where = _point(course, point.id)
            message = f'area "{point.area}" is not one of {", ".join(known)}'
            name = "recommendations.yml"
            yield _at(course, name, (*where, "area"), message)


def _point(course: Course, name: str) -> Where:
    top = "recommendations"
    return (top, _place(course, "recommendations.yml", top, name))


@rule(
    "objectives-missing",
    SOURCES,
    says="A recommendation says what each track will be able to do; a composite one "
    "leaves that to its parts.",
    fix="add `law-enforcement:` and `social-work:`, or `composite: true`",
)
def objectives_missing(course: Course) -> Iterator[Finding]:
    for point in course.registry.recommendations:
        tracks = (point.law_enforcement, point.social_work)
        if not point.composite and not all(tracks):
            lacking = "law-enforcement" if not tracks[0] else "social-work"
            message = f"has no objective for {lacking}"
            yield _at(course, "recommendations.yml", _point(course, point.id), message)
        if point.composite and any(tracks):
            message = "is composite and has objectives of its own"
            yield _at(course, "recommendations.yml", _point(course, point.id), message)


@rule(
    "workshop-text",
    SOURCES,
    says="The text of every recommendation is a source, W/<id>.",
    fix="add the article to the source W, with its quotation",
)
def workshop_text(course: Course) -> Iterator[Finding]:
    for point in course.registry.recommendations:
        if course.registry.source(f"W/{point.id}") is None:
            message = f'source "W/{point.id}" is not in registry/sources.yml'
            yield _at(course, "recommendations.yml", _point(course, point.id), message)


@rule(
    "term-also",
    SOURCES,
    says="`also` names other terms of the glossary.",
    fix="use the id of a term",
)
def term_also(course: Course) -> Iterator[Finding]:
    known = [term.id for term in course.registry.terms]
    for term in course.registry.terms:
        index = _place(course, "glossary.yml", "terms", term.id)
        for number, other in enumerate(term.also):
            if other == term.id or other not in known:
                message = f'"{other}" is not another term of the glossary'
                where = ("terms", index, "also", number)
                near = did_you_mean(other, known)
                yield _at(course, "glossary.yml", where, message, f"correct it.{near}")


@rule(
    "term-length",
    SOURCES,
    says=f"A term is explained in at most {_MEANS_WORDS} words.",
    fix="say what it means for the reader's work",
)
def term_length(course: Course) -> Iterator[Finding]:
    for term in course.registry.terms:
        count = count_words(term.means)
        if count > _MEANS_WORDS:
            index = _place(course, "glossary.yml", "terms", term.id)
            where = ("terms", index, "means")
            message = f"is explained in {count} words"
            yield _at(course, "glossary.yml", where, message)


@rule(
    "term-repeated",
    SOURCES,
    says="A word stands in the glossary once.",
    fix="join the two entries",
)
def term_repeated(course: Course) -> Iterator[Finding]:
    seen: dict[str, Any] = {}
    for term in course.registry.terms:
        word = term.term.lower()
        if word in seen:
            index = _place(course, "glossary.yml", "terms", term.id)
            message = f'explains "{term.term}" a second time'
            yield _at(course, "glossary.yml", ("terms", index), message)
        seen[word] = term


RULES = (
    source_read,
    source_dates,
    quote_length,
    figure_limits,
    story_level,
    area_unknown,
    objectives_missing,
    workshop_text,
    term_also,
    term_length,
    term_repeated,
)
