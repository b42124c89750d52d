"""Pages of the book as data: facts, headings, directives, words, citations.

The book itself is built by Sphinx; this reading of the same files needs no Sphinx and
takes milliseconds, so that everything can be checked while an author types.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from training.content.markup import scan
from training.content.problems import Problem, shown_path
from training.content.source import (
    Flag,
    Record,
    Whole,
    fields_of,
    fit,
    parse_yaml,
    read_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from training.content.passages import Directive, Passage, Role, Scan

__all__ = ["Facts", "Heading", "Page", "read_page", "slug_of"]

TRACKS = ("law-enforcement", "social-work")
_NOT_SLUG = re.compile(r"[^\w\u4e00-\u9fff\- ]")
_WORD = re.compile(r"[^\W_](?:[\w'\u2019-]*\w)?")


class Facts(Record):
    """What a page says of itself before its first line."""

    recommendations: list[str] | None = None
    minutes: Whole | None = None
    job_aid: Flag = False
    title: str | None = None
    description: str | None = None
    orphan: Flag = False


@dataclass(frozen=True)
class Heading:
    """A heading with the name by which links and questions find it."""

    level: int
    text: str
    slug: str
    line: int


@dataclass(frozen=True)
class Page:
    """One Markdown file of the book; its id is its path without the ending."""

    id: str
    path: str
    facts: Facts
    fact_lines: dict[str, int]
    headings: tuple[Heading, ...]
    directives: tuple[Directive, ...]
    passages: tuple[Passage, ...]
    roles: tuple[Role, ...]
    html_lines: tuple[int, ...] = ()
    images: tuple[tuple[int, str], ...] = ()
    targets: tuple[tuple[str, int], ...] = field(default=())

    def named(self, name: str) -> list[Directive]:
        """Return the directives of that name, in order."""
        return [directive for directive in self.directives if directive.name == name]

    @cached_property
    def anchors(self) -> list[str]:
        """Return every name a question's `section` may give on this page."""
        return [
            *(heading.slug for heading in self.headings),
            *(name for name, _ in self.targets),
        ]

    def words(self, track: str, until: int | None = None) -> int:
        """Return how many words a learner of the track reads, up to a line."""
        return sum(
            len(_WORD.findall(passage.text))
            for passage in self.passages
            if (until is None or passage.line < until)
            and ((at := passage.within("track")) is None or at.argument == track)
        )

    @property
    def longest(self) -> int:
        """Return the number of words of the longer track."""
        return max(self.words(track) for track in TRACKS)


def slug_of(text: str, taken: list[str]) -> str:
    """Return the anchor that MyST gives a heading after those already taken.

    >>> slug_of("Who decides, and when?", [])
    'who-decides-and-when'
    """
    slug = _NOT_SLUG.sub("", text.lower().replace(" ", "-"))
    number = 1
    while slug in taken:
        slug = f"{slug}-{number}"
        number += 1
    return slug


def read_page(path: Path, book: Path) -> tuple[Page | None, list[Problem]]:
    """Return a page and every problem that keeps parts of it from being read."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    shown = shown_path(path)
    front, body, first_line = _split(text.replace("\r\n", "\n"))
    facts, fact_lines, wrong = _facts(shown, front)
    problems += wrong
    found = scan(body, first_line)
    problems += _unclosed(shown, found)
    page = Page(
        id=path.relative_to(book).with_suffix("").as_posix(),
        path=shown,
        facts=facts,
        fact_lines=fact_lines,
        headings=_headings(found.passages),
        directives=tuple(found.directives),
        passages=tuple(found.passages),
        roles=tuple(found.roles),
        html_lines=tuple(found.html_lines),
        images=tuple(found.images),
        targets=tuple(found.targets),
    )
    return page, problems


def _unclosed(shown: str, found: Scan) -> Iterator[Problem]:
    for directive in found.unclosed:
        message = f"opens {{{directive.name}}} and never closes it"
        fix = "close it with the same marks as it was opened with"
        yield Problem(shown, directive.line, "", message, fix, "directive-unclosed")
    for line in found.stray_lines:
        message = "closes a directive that is not open"
        fix = "take the line out, or give the outer directive more colons"
        yield Problem(shown, line, "", message, fix, "directive-unclosed")


def _headings(passages: list[Passage]) -> tuple[Heading, ...]:
    found: list[Heading] = []
    for passage in passages:
        if passage.element == "heading":
            slug = slug_of(passage.slug_text, [heading.slug for heading in found])
            found.append(Heading(passage.level, passage.text, slug, passage.line))
    return tuple(found)


def _split(text: str) -> tuple[str, str, int]:
    """Return front matter (its `---` line kept, so lines agree), body, body's line."""
    lines = text.split("\n")
    if lines and lines[0].rstrip() == "---":
        for index, line in enumerate(lines[1:], 1):
            if line.rstrip() == "---":
                body = "\n".join(lines[index + 1 :])
                return "\n".join(lines[:index]), body, index + 2
    return "", text, 1


def _facts(shown: str, front: str) -> tuple[Facts, dict[str, int], list[Problem]]:
    if not front:
        return Facts(), {}, []
    document, problems = parse_yaml(shown, front + "\n")
    if document is None or document.data is None:
        return Facts(), {}, problems
    if not isinstance(document.data, dict):
        fix = "write one `name: value` on each line between the two `---`"
        problems.append(Problem(shown, 1, "", "has no facts", fix, "yaml"))
        return Facts(), {}, problems
    lines = {name: document.line((name,)) for name in document.data}
    facts, wrong = fit(Facts, document, (), fields_of(Facts))
    return facts or Facts(), lines, [*problems, *wrong]
