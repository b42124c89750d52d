"""What is wrong with something an author wrote, where, and how to mend it.

Every surface shows the same `Problem`: the command line, the book's build, a test.
This module knows nothing of YAML, quizzes or scenarios.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ContentError", "Problem", "did_you_mean", "shown_path"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place, with the step that mends it.

    `rule` is the id under which `training check --rules` explains it.

    >>> print(Problem("quizzes/a.yml", 3, "x", "is empty", "write a text"))
    quizzes/a.yml:3: x: is empty
        fix: write a text
    """

    path: str
    line: int
    id: str
    message: str
    fix: str
    rule: str = "content"

    def __str__(self) -> str:
        """Return the two lines a person reads."""
        name = f"{self.id}: " if self.id else ""
        return f"{self.path}:{self.line}: {name}{self.message}\n    fix: {self.fix}"


class ContentError(Exception):
    """Content cannot be used; carries every problem found, in line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems sorted by place."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def shown_path(path: Path) -> str:
    """Return the path as a person types it: relative to here where it can be."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ' Did you mean "x"?' for a near miss, otherwise nothing.

    >>> did_you_mean("singel", ["single", "order"])
    ' Did you mean "single"?'
    """
    close = get_close_matches(word, list(known), n=1)
    return f' Did you mean "{close[0]}"?' if close else ""
