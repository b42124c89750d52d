"""Walks the lines of a page, keeps the open directives, and leaves only its prose.

Directives are found line by line, because they nest in ways that Markdown itself does
not know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training.content.passages import Directive, Passage, Scan

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Blocks"]

_OPEN = re.compile(r"^\s*(:{3,}|`{3,}|~{3,})\s*\{([\w:+-]+)\}\s*(.*?)\s*$")
_FENCE = re.compile(r"^\s*(:{3,}|`{3,}|~{3,})\s*([^`{]*)$")
_OPTION = re.compile(r"^\s*:([\w-]+):\s*(.*?)\s*$")
_TARGET = re.compile(r"^\(([\w.-]+)\)=\s*$")
_LITERAL = {"code-block", "code-cell", "code", "eval-rst", "math", "raw", "mermaid"}


class Blocks:
    """Takes one line after another; what it finds goes into a scan."""

    def __init__(self, found: Scan, first_line: int) -> None:
        """Start above the first line, with nothing open."""
        self.found = found
        self.number = first_line - 1
        self.open: list[tuple[str, Directive | None]] = []
        self.contexts: list[tuple[Directive, ...]] = []
        self.takes_options = False

    def take(self, line: str) -> str:
        """Return the line if it is prose, otherwise nothing."""
        self.number += 1
        prose = self._read(line)
        self.contexts.append(tuple(one for _, one in self.open if one))
        return prose

    def parts(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches of lines that stand in the same directives."""
        start = 0
        for index in range(1, len(self.contexts) + 1):
            last = index == len(self.contexts)
            if last or self.contexts[index] != self.contexts[start]:
                yield start, index
                start = index

    def _read(self, line: str) -> str:
        if self.open and self._is_literal():
            self._close(line)
            return ""
        if self.takes_options and (option := _OPTION.match(line)):
            directive = self.open[-1][1]
            if directive:
                directive.options[option.group(1)] = option.group(2)
                directive.option_lines[option.group(1)] = self.number
            return ""
        self.takes_options = False
        if match := _OPEN.match(line):
            inside = tuple(directive for _, directive in self.open if directive)
            directive = Directive(
                match.group(2), match.group(3), self.number, inside=inside
            )
            self.open.append((match.group(1), directive))
            self.found.directives.append(directive)
            if directive.name == "case" and directive.argument:
                title = Passage(
                    directive.argument,
                    "title",
                    ((0, self.number),),
                    (*inside, directive),
                )
                self.found.passages.append(title)
            self.takes_options = True
            return ""
        return self._fence_or_prose(line)

    def _fence_or_prose(self, line: str) -> str:
        if match := _FENCE.match(line):
            if not self._close(line):
                if match.group(1).startswith(":"):
                    self.found.stray_lines.append(self.number)
                else:
                    self.open.append((match.group(1), None))
            return ""
        if match := _TARGET.match(line):
            self.found.targets.append((match.group(1), self.number))
            return ""
        return "" if line.startswith(("%", "+++")) else line

    def _is_literal(self) -> bool:
        directive = self.open[-1][1]
        return directive is None or directive.name in _LITERAL

    def _close(self, line: str) -> bool:
        mark = line.strip()
        if not self.open or not mark or set(mark) != {mark[0]}:
            return False
        fence = self.open[-1][0]
        if mark[0] != fence[0] or len(mark) < len(fence):
            return False
        self.open.pop()
        return True
