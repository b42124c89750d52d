"""Rules on a page's markup: known directives, sound headings, job aids of one sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training.content.problems import did_you_mean
from training.proof.rules import BOOK, Finding, at_page, rule
from training.proof.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course
    from training.content.pages import Page

__all__ = ["DIRECTIVES", "RULES"]

_TRACKS = ("law-enforcement", "social-work")
# Directive: does it take an argument (None: as it likes), and which options?
DIRECTIVES: dict[str, tuple[bool | None, tuple[str, ...]]] = {
    "answer-key": (None, ()),
    "case": (True, ()),
    "certificate": (False, ()),
    "content-note": (False, ()),
    "countries": (False, ()),
    "coverage": (None, ()),
    "people": (None, ()),
    "figure": (True, ("alt", "width", "name", "class", "height", "align")),
    "terms": (None, ()),
    "test": (True, ()),
    "image": (True, ("alt", "width", "name", "class", "height", "align")),
    "job-aid": (True, ()),
    "local": (True, ()),
    "lab": (True, ()),
    "layer": (True, ("sources",)),
    "note": (None, ("class", "name")),
    "my-progress": (False, ()),
    "objectives": (False, ()),
    "practice": (False, ()),
    "private-question": (True, ("label", "compare")),
    "quiz": (True, ("items",)),
    "references": (None, ()),
    "scenario": (True, ()),
    "toctree": (None, ("hidden", "maxdepth", "caption", "titlesonly")),
    "track": (True, ()),
}
_SHEET_WORDS, _TICKS, _STEPS, _SLOTS = 330, 12, 4, 3
_SLOT = re.compile(r"\[local [^\]]+\]")


@rule(
    "directive-unknown",
    BOOK,
    says="A page uses only directives that the book has.",
    fix="correct its name",
)
def directive_unknown(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        for directive in page.directives:
            if directive.name not in DIRECTIVES:
                near = did_you_mean(directive.name, DIRECTIVES)
                known = ", ".join(DIRECTIVES)
                message = f'directive "{directive.name}" is not one of {known}'
                yield at_page(page, directive.line, message, f"correct it.{near}")


@rule(
    "directive-form",
    BOOK,
    says="A directive has the argument and the options it takes, and no others.",
    fix="compare with the example in CONTRIBUTING.md",
)
def directive_form(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        for directive in page.directives:
            if directive.name not in DIRECTIVES:
                continue
            wants, options = DIRECTIVES[directive.name]
            if wants is not None and wants != bool(directive.argument):
                what = "lacks" if wants else "takes no"
                message = f"{{{directive.name}}} {what} argument"
                yield at_page(page, directive.line, message)
            for name, line in directive.option_lines.items():
                if name not in options:
                    message = f'{{{directive.name}}} has no option "{name}"'
                    fix = f"take it out.{did_you_mean(name, options)}"
                    yield at_page(page, line, message, fix)


@rule(
    "track-unknown",
    BOOK,
    says="A {track} is law-enforcement or social-work.",
    fix="write one of the two words",
)
def track_unknown(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        for track in page.named("track"):
            if track.argument not in _TRACKS:
                message = f'track "{track.argument}" is not one of {", ".join(_TRACKS)}'
                near = did_you_mean(track.argument, _TRACKS)
                yield at_page(page, track.line, message, f"use one of them.{near}")


@rule(
    "track-alone",
    BOOK,
    says="A page that speaks to one track speaks to the other as well.",
    fix="write what the other track does with it, or make the text shared",
)
def track_alone(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        tracks = page.named("track")
        named = {track.argument for track in tracks} & set(_TRACKS)
        if len(named) == 1:
            other = next(track for track in _TRACKS if track not in named)
            yield at_page(page, tracks[0].line, f"says nothing to {other}")


@rule(
    "role-unknown",
    BOOK,
    says="A page uses only roles that the book has: source, quoted, doc, ref, term.",
    fix="correct its name",
)
def role_unknown(course: Course) -> Iterator[Finding]:
    known = (
        *("source", "quoted", "contact", "deck"),
        *("doc", "ref", "term", "abbr", "numref"),
    )
    for page in course.pages:
        for role in page.roles:
            if role.name not in known:
                message = f'role "{role.name}" is not one of {", ".join(known)}'
                near = did_you_mean(role.name, known)
                yield at_page(page, role.line, message, f"correct it.{near}")


@rule(
    "html-on-page",
    BOOK,
    says="A page has no raw HTML.",
    fix="write Markdown, or one of the book's directives",
)
def html_on_page(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        for line in page.html_lines:
            yield at_page(page, line, "has raw HTML")


@rule(
    "image-alt",
    BOOK,
    says="An image says in words what it shows.",
    fix="write it between the square brackets, or in `:alt:`",
)
def image_alt(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        for line, text in page.images:
            if not text.strip():
                yield at_page(page, line, "has an image without words")
        for directive in page.directives:
            is_image = directive.name in ("image", "figure")
            if is_image and not directive.options.get("alt"):
                yield at_page(page, directive.line, "has an image without words")


@rule(
    "headings",
    BOOK,
    says="A page has one title, and headings go down one level at a time to the third.",
    fix="correct the number of #",
)
def headings(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        level = 0
        for heading in page.headings:
            if heading.level == 1 and level:
                yield at_page(page, heading.line, "has a second title")
            elif heading.level > 3:
                yield at_page(page, heading.line, "has a heading of a fourth level")
            elif heading.level > level + 1:
                yield at_page(page, heading.line, "skips a level of headings")
            level = heading.level
        if not page.headings:
            yield at_page(page, 1, "has no title", "write `# Title` as its first line")


def _aids(course: Course) -> Iterator[Page]:
    for page in course.pages:
        if page.facts.job_aid:
            yield page


@rule(
    "job-aid-size",
    BOOK,
    says=f"A job aid fits one sheet: at most {_SHEET_WORDS} words and {_TICKS} ticks.",
    fix="keep what the hands need; the rest is on the page",
)
def job_aid_size(course: Course) -> Iterator[Finding]:
    for page in _aids(course):
        ticks = [p.line for p in page.passages if p.element == "tick"]
        words = sum(count_words(passage.text) for passage in page.passages)
        if len(ticks) > _TICKS:
            yield at_page(page, ticks[_TICKS], f"has {len(ticks)} ticks")
        if words > _SHEET_WORDS:
            yield at_page(page, 1, f"has {words} words")


@rule(
    "job-aid-parts",
    BOOK,
    says=f"A job aid has {_STEPS} numbered steps, ticks, what the law requires, and "
    f"{_SLOTS} lines for local numbers.",
    fix="add what is missing; a local number is `[local help line]`",
)
def job_aid_parts(course: Course) -> Iterator[Finding]:
    for page in _aids(course):
        steps = sum(passage.element == "step" for passage in page.passages)
        ticks = sum(passage.element == "tick" for passage in page.passages)
        slots = sum(len(_SLOT.findall(passage.text)) for passage in page.passages)
        layers = {layer.argument for layer in page.named("layer")}
        lacking = [f"{_STEPS} steps (it has {steps})"] if steps != _STEPS else []
        lacking += [] if ticks else ["ticks"]
        lacking += [] if "requires" in layers else ["{layer} requires"]
        few = slots < _SLOTS
        lacking += [f"{_SLOTS} local numbers (it has {slots})"] if few else []
        line = page.headings[0].line if page.headings else 1
        for part in lacking:
            yield at_page(page, line, f"lacks {part}")


RULES = (
    directive_unknown,
    directive_form,
    track_unknown,
    track_alone,
    role_unknown,
    html_on_page,
    image_alt,
    headings,
    job_aid_size,
    job_aid_parts,
)
