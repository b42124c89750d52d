"""Rules on what stands where: questions on pages, job aids, cross-references."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from training.content.problems import did_you_mean
from training.content.source import read_yaml
from training.proof.rules import BOOK, Finding, at_item, at_page, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course, Placement, Where
    from training.content.pages import Page

__all__ = ["RULES"]


@rule(
    "quiz-unknown",
    BOOK,
    says="A {quiz} names a file in quizzes/.",
    fix="use the file's name without .yml",
)
def quiz_unknown(course: Course) -> Iterator[Finding]:
    names = [bank.id for bank in course.banks]
    for page in course.pages:
        for quiz in page.named("quiz"):
            if quiz.argument not in names and not course.has_written(quiz.argument):
                message = f'quiz "{quiz.argument}" is not in quizzes/'
                near = did_you_mean(quiz.argument, names)
                yield at_page(page, quiz.line, message, f"correct the name.{near}")


@rule(
    "item-unknown",
    BOOK,
    says="A {quiz} places questions that its file has.",
    fix="correct the id",
)
def item_unknown(course: Course) -> Iterator[Finding]:
    for placed in course.placements:
        bank = course.bank(placed.bank)
        if bank is None or bank.item(placed.item) is not None:
            continue
        if not course.has_written(bank.id, placed.item):
            ids = [item.id for item in bank.items]
            message = f'question "{placed.item}" is not in quizzes/{bank.id}.yml'
            near = did_you_mean(placed.item, ids)
            fix = f"correct the id.{near}"
            yield at_page(placed.page, _line(placed), message, fix)


@rule(
    "item-retired",
    BOOK,
    says="A retired question stands on no page.",
    fix="take it out of `:items:`",
)
def item_retired(course: Course) -> Iterator[Finding]:
    for placed in course.placements:
        bank = course.bank(placed.bank)
        item = bank.item(placed.item) if bank else None
        if item is not None and item.retired:
            message = f'places the retired question "{placed.item}"'
            yield at_page(placed.page, _line(placed), message)


@rule(
    "item-placed-twice",
    BOOK,
    says="A question stands in one place only.",
    fix="keep it where its section explains it",
)
def item_placed_twice(course: Course) -> Iterator[Finding]:
    first: dict[tuple[str, str], Placement] = {}
    for placed in course.placements:
        before = first.setdefault((placed.bank, placed.item), placed)
        if before is not placed:
            message = (
                f'question "{placed.item}" already stands at '
                f"{before.page.path}:{_line(before)}"
            )
            yield at_page(placed.page, _line(placed), message)


@rule(
    "item-unplaced",
    BOOK,
    says="Every question in use stands on a page, but for those of the tests.",
    fix="add it to a {quiz} on its page, or write `retired: true`",
)
def item_unplaced(course: Course) -> Iterator[Finding]:
    placed = {(placed.bank, placed.item) for placed in course.placements}
    for bank, item in course.items():
        if (bank.id, item.id) not in placed and not bank.is_form:
            yield at_item(course, bank, item, (), "stands on no page")


@rule(
    "section-elsewhere",
    BOOK,
    says="The section a question names is a heading of the page it stands on.",
    fix="write the heading in lower case with hyphens",
)
def section_elsewhere(course: Course) -> Iterator[Finding]:
    for placed in course.placements:
        bank = course.bank(placed.bank)
        item = bank.item(placed.item) if bank else None
        if bank is None or item is None or item.section in placed.page.anchors:
            continue
        message = f'section "{item.section}" is not a heading of {placed.page.path}'
        near = did_you_mean(item.section, placed.page.anchors)
        own = [heading.slug for heading in placed.page.headings if heading.level > 1]
        fix = f"use one of {', '.join(own)}.{near}"
        yield at_item(course, bank, item, ("section",), message, fix)


@rule(
    "item-off-page",
    BOOK,
    says="A question trains a recommendation of the page it stands on.",
    fix="move it, or correct `recommendation:` or the page's `recommendations:`",
)
def item_off_page(course: Course) -> Iterator[Finding]:
    strangers: dict[tuple[str, int, str], list[Placement]] = defaultdict(list)
    for placed in course.placements:
        bank = course.bank(placed.bank)
        item = bank.item(placed.item) if bank else None
        taught = placed.page.facts.recommendations
        if bank is None or item is None or taught is None:
            continue
        name = bank.recommendation_of(item)
        if name in course.registry.taught and name not in taught:
            strangers[placed.page.id, _line(placed), name].append(placed)
    for (_, line, name), found in strangers.items():
        page = found[0].page
        ids = ", ".join(placed.item for placed in found)
        teaches = ", ".join(page.facts.recommendations or ()) or "none"
        message = f'{ids} train "{name}", the page teaches {teaches}'
        yield at_page(page, line, message)


def _line(placed: Placement) -> int:
    return placed.directive.option_lines.get("items", placed.directive.line)


@rule(
    "page-recommendation",
    BOOK,
    says="The recommendations of a page are in the registry, and are not headings.",
    fix="use ids of registry/recommendations.yml",
)
def page_recommendation(course: Course) -> Iterator[Finding]:
    known = {r.id: r for r in course.registry.recommendations}
    for page in course.pages:
        for name in page.facts.recommendations or ():
            line = page.fact_lines.get("recommendations", 1)
            if name not in known:
                message = f'recommendation "{name}" is not in the registry'
                fix = f"correct it.{did_you_mean(name, known)}"
                yield at_page(page, line, message, fix)
            elif known[name].composite:
                parts = [other for other in known if other != name and name in other]
                message = f'recommendation "{name}" is only a heading'
                yield at_page(page, line, message, f"name parts: {', '.join(parts)}")


@rule(
    "recommendation-pages",
    BOOK,
    says="A recommendation is taught by one page.",
    fix="take it out of one page, or join the two pages",
)
def recommendation_pages(course: Course) -> Iterator[Finding]:
    first: dict[str, Page] = {}
    for page in course.pages:
        for name in page.facts.recommendations or ():
            before = first.setdefault(name, page)
            if before is not page:
                line = page.fact_lines.get("recommendations", 1)
                message = f'recommendation "{name}" is also taught by {before.path}'
                yield at_page(page, line, message)


@rule(
    "job-aid-unknown",
    BOOK,
    says="A {job-aid} names a page in book/job-aids/.",
    fix="use the file's name without .md",
)
def job_aid_unknown(course: Course) -> Iterator[Finding]:
    names = [page.id.split("/")[-1] for page in course.pages if page.facts.job_aid]
    for page in course.pages:
        for aid in page.named("job-aid"):
            if aid.argument not in names:
                message = f'job aid "{aid.argument}" is not in book/job-aids/'
                near = did_you_mean(aid.argument, names)
                yield at_page(page, aid.line, message, f"correct the name.{near}")


@rule(
    "job-aid-unused",
    BOOK,
    says="Every job aid is offered on a page.",
    fix="add {job-aid} at the end of the page it belongs to",
)
def job_aid_unused(course: Course) -> Iterator[Finding]:
    used = {aid.argument for page in course.pages for aid in page.named("job-aid")}
    for page in course.pages:
        if page.facts.job_aid and page.id.split("/")[-1] not in used:
            yield at_page(page, page.fact_lines.get("job-aid", 1), "is on no page")


@rule(
    "heading-repeated",
    BOOK,
    says="Two headings of a page do not share their words.",
    fix="say in each what it is about",
)
def heading_repeated(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        seen: dict[str, list[int]] = defaultdict(list)
        for heading in page.headings:
            seen[heading.text.lower()].append(heading.line)
        for text, lines in seen.items():
            for line in lines[1:]:
                message = f'repeats the heading "{text}" of line {lines[0]}'
                yield at_page(page, line, message)


@rule(
    "page-unlisted",
    BOOK,
    says="Every page stands in book/_toc.yml unless it is an `orphan: true`, not ready "
    "yet, and every entry there has its page.",
    fix="add `- file: folder/page` where the page belongs, or take the entry out",
)
def page_unlisted(course: Course) -> Iterator[Finding]:
    path = course.root / "book" / "_toc.yml"
    document = read_yaml(path)[0] if path.is_file() else None
    if document is None:
        return
    listed = dict(_entries(document.data))
    for page in course.pages:
        if page.id not in listed and not page.facts.orphan:
            yield at_page(page, 1, "does not stand in book/_toc.yml")
    for name, where in listed.items():
        if not any(path.parent.glob(f"{name}.*")):
            message = f'lists "{name}", which is not in book/'
            near = did_you_mean(name, (page.id for page in course.pages))
            line = document.line(where)
            yield Finding(document.path, line, "", message, f"correct it.{near}")


def _entries(data: Any, where: Where = ()) -> Iterator[tuple[str, Where]]:
    """Yield each page that a table of contents names, and where."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name in ("root", "file") and isinstance(value, str):
                yield value.removesuffix(".md"), (*where, name)
            else:
                yield from _entries(value, (*where, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _entries(value, (*where, index))


RULES = (
    quiz_unknown,
    item_unknown,
    item_retired,
    item_placed_twice,
    item_unplaced,
    section_elsewhere,
    item_off_page,
    page_recommendation,
    recommendation_pages,
    job_aid_unknown,
    job_aid_unused,
    heading_repeated,
    page_unlisted,
)
