"""Turns a page's Markdown into passages, directives and roles.

The prose between directives is parsed as CommonMark; `blocks.py` finds the directives.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from training.content.blocks import Blocks
from training.content.passages import Directive, Passage, Role, Scan

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["scan"]

_ROLE = re.compile(r"\{([\w:+-]+)\}$")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def scan(text: str, first_line: int = 1) -> Scan:
    """Return what a Markdown text holds; its first line has number `first_line`."""
    found = Scan()
    blocks = Blocks(found, first_line)
    prose = [blocks.take(line) for line in text.split("\n")]
    found.unclosed.extend(directive for _, directive in blocks.open if directive)
    # Every part between directives is parsed by itself: a list or a quotation must
    # not run on across a fence.
    for start, end in blocks.parts():
        _Prose(found, start + first_line, blocks.contexts[start]).read(
            "\n".join(prose[start:end])
        )
    found.passages.sort(key=lambda passage: passage.line)
    found.roles.sort(key=lambda role: role.line)
    return found


class _Prose:
    """Reads one stretch of CommonMark into passages."""

    def __init__(
        self, found: Scan, first_line: int, inside: tuple[Directive, ...]
    ) -> None:
        self.found = found
        self.first = first_line
        self.inside = inside

    def read(self, text: str) -> None:
        if not text.strip():
            return
        around: list[Token] = []
        for token in _parser().parse(text):
            if token.type == "html_block":
                self.html(self.first + (token.map or [0])[0], token.content)
            elif token.nesting > 0:
                around.append(token)
            elif token.nesting < 0:
                around.pop()
            elif token.type == "inline":
                self._inline(token, around)

    def html(self, line: int, content: str) -> None:
        """Note raw HTML; a comment is nobody's business."""
        if not content.lstrip().startswith("<!--") and (
            line not in self.found.html_lines
        ):
            self.found.html_lines.append(line)

    def _inline(self, token: Token, around: list[Token]) -> None:
        line = self.first + (token.map or [0])[0]
        words = _Words(self, line)
        for child in token.children or []:
            words.add(child)
        text = "".join(words.parts)
        if not text.strip():
            return
        exempt = list(words.exempt)
        types = [outer.type.removesuffix("_open") for outer in around]
        if "blockquote" in types:
            exempt = [(0, len(text))]
        is_heading = "heading" in types
        self.found.passages.append(
            Passage(
                text,
                _element(types, text),
                tuple(words.starts),
                self.inside,
                tuple(exempt),
                "".join(words.slug) if is_heading else "",
                int(around[-1].tag[1:]) if is_heading else 0,
            )
        )


def _element(types: list[str], text: str) -> str:
    if "heading" in types:
        return "heading"
    if {"td", "th"} & set(types):
        return "cell"
    lists = [name for name in types if name in ("bullet_list", "ordered_list")]
    if not lists:
        return "paragraph"
    if text.startswith(("[ ] ", "[x] ")):
        return "tick"
    return "step" if lists[-1] == "ordered_list" else "entry"


class _Words:
    """Gathers the words of one inline token, line by line."""

    def __init__(self, prose: _Prose, line: int) -> None:
        self.prose = prose
        self.line = line
        self.at = 0
        self.parts: list[str] = []
        self.slug: list[str] = []
        self.starts = [(0, line)]
        self.exempt: list[tuple[int, int]] = []

    def add(self, child: Token) -> None:
        if child.type in ("softbreak", "hardbreak"):
            self._put(" ")
            self.line += 1
            self.starts.append((self.at, self.line))
        elif child.type == "code_inline":
            self._code(child.content)
        elif child.type == "html_inline":
            self.prose.html(self.line, child.content)
        elif child.type == "image":
            self.prose.found.images.append((self.line, child.content))
        elif child.content:
            self._put(child.content)
            self.slug.append(child.content)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def _code(self, content: str) -> None:
        role = _ROLE.search(self.parts[-1]) if self.parts else None
        if role is None:
            self.slug.append(content)
            self.exempt.append((self.at, self.at + len(content)))
            self._put(content)
            return
        self._cut(len(role.group()))
        self.prose.found.roles.append(Role(role.group(1), content, self.line))
        if role.group(1) != "source":
            self.exempt.append((self.at, self.at + len(content)))
            self._put(content)

    def _cut(self, length: int) -> None:
        self.parts[-1] = self.parts[-1][:-length]
        self.slug[-1] = self.slug[-1][:-length]
        self.at -= length
