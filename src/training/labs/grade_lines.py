"""Takes the lines that come out of the sandbox: answers, faults, attempts.

Each line is JSON behind a word that only this submission was given. Whatever else comes
is noted as forged. A forger who learns the word can send answers, which are marked like
any others; there is no line that says a mark. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Run"]

_MANY = 50  # attempts told of one submission
_LONGEST = 150_000  # bytes of a line; grade_inside keeps an answer to 20,000 letters


@dataclass
class Run:
    """What is known of a submission while it runs."""

    token: bytes
    answers: dict[str, Any] = field(default_factory=dict)
    left: dict[str, Any] = field(default_factory=dict)
    unfit: dict[str, str] = field(default_factory=dict)
    faults: list[list[str]] = field(default_factory=list)
    tried: list[list[str]] = field(default_factory=list)
    ended: str = ""
    cell: str = ""
    is_whole: bool = False
    partial: bytes = b""
    heard: int = 0
    printed: int = 0

    def note(self, kind: str, detail: str) -> None:
        """Note an attempt, once."""
        if [kind, detail] not in self.tried and len(self.tried) < _MANY:
            self.tried.append([kind, detail])

    def take(self, data: bytes) -> None:
        """Take what came over the channel, line by line."""
        self.heard += len(data)
        *lines, self.partial = (self.partial + data).split(b"\n")
        for line in lines:
            self._line(line)

    def _line(self, line: bytes) -> None:
        try:
            if not line.startswith(self.token) or len(line) > _LONGEST:
                raise ValueError  # noqa: TRY301 - the same answer to every forgery
            kind, *what = json.loads(line[len(self.token) :])
            self._word(kind, what)
        except (ValueError, TypeError, KeyError, RecursionError):
            self.note("forged", "the channel to the marker")

    def _word(self, kind: str, what: list[Any]) -> None:
        if kind in {"answer", "left"}:
            name, value = what
            if not _is_flat(value):
                raise ValueError
            into = self.answers if kind == "answer" else self.left
            into[str(name)] = value
            self.unfit.pop(str(name), None)
        elif kind == "unfit":
            self.unfit[str(what[0])] = str(what[1])[:80]
            self.note("not-data", f"{str(what[0])[:80]}: {str(what[1])[:80]}")
        elif kind == "fault":
            self.faults.append([str(what[0])[:80], str(what[1])[:400]])
        elif kind == "tried":
            self.note(str(what[0])[:40], str(what[1])[:200])
        elif kind == "cell":
            self.cell = str(what[0])[:80]
        elif kind == "end":
            self.is_whole = True
        else:
            raise ValueError


def _is_flat(value: object, depth: int = 6) -> bool:
    """Return whether an answer is no deeper than any honest one."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return depth > 0 and all(_is_flat(one, depth - 1) for one in value)
    return True
