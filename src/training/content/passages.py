"""What a reader reads, piece by piece, with the line of every letter.

Quotations are kept and marked exempt, so that a linter can leave them alone and a word
count can include them. How Markdown becomes passages is the business of `markup.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

__all__ = ["Directive", "Passage", "Role", "Scan", "plain_passages"]


@dataclass(frozen=True)
class Directive:
    """A `{name} argument` block: where it stands, and within what."""

    name: str
    argument: str
    line: int
    options: dict[str, str] = field(default_factory=dict)
    option_lines: dict[str, int] = field(default_factory=dict)
    inside: tuple[Directive, ...] = ()

    def listed(self, option: str) -> list[str]:
        """Return the entries of a comma-separated option."""
        return [
            part.strip()
            for part in self.options.get(option, "").split(",")
            if part.strip()
        ]


@dataclass(frozen=True)
class Role:
    """A `{name}`text`` within running text."""

    name: str
    text: str
    line: int


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, list entry or table cell, as plain words."""

    text: str
    element: str
    starts: tuple[tuple[int, int], ...]
    inside: tuple[Directive, ...] = ()
    exempt: tuple[tuple[int, int], ...] = ()
    slug_text: str = ""
    level: int = 0

    @property
    def line(self) -> int:
        """Return the line on which it begins."""
        return self.starts[0][1]

    def line_at(self, offset: int) -> int:
        """Return the line of a letter of the text."""
        at = bisect_right([start for start, _ in self.starts], offset) - 1
        return self.starts[max(at, 0)][1]

    def is_exempt(self, start: int, end: int) -> bool:
        """Return whether these letters lie in a quotation."""
        return any(first <= start and end <= last for first, last in self.exempt)

    def within(self, name: str) -> Directive | None:
        """Return the innermost directive of that name around it, or None."""
        found = [directive for directive in self.inside if directive.name == name]
        return found[-1] if found else None


@dataclass
class Scan:
    """What a Markdown text holds, in the order of its lines."""

    passages: list[Passage] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    html_lines: list[int] = field(default_factory=list)
    images: list[tuple[int, str]] = field(default_factory=list)
    targets: list[tuple[str, int]] = field(default_factory=list)
    unclosed: list[Directive] = field(default_factory=list)
    stray_lines: list[int] = field(default_factory=list)


def plain_passages(text: str) -> list[Passage]:
    """Return the paragraphs of a plain text file."""
    found: list[Passage] = []
    for match in re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", text):
        line = text.count("\n", 0, match.start()) + 1
        starts, at, words = [], 0, []
        for number, part in enumerate(match.group().split("\n")):
            starts.append((at, line + number))
            words.append(part)
            at += len(part) + 1
        found.append(Passage(" ".join(words), "paragraph", tuple(starts)))
    return found
