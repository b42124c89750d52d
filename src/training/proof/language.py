"""Finds words that harm the people they name, and explains each.

Works on any Markdown or text file: a page of the book, a police press note. Quotations
(`{quoted}`, block quotes, code) are exempt, for what others said is a fact. It knows
nothing of courses and quizzes.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from training.content.markup import scan
from training.content.passages import Passage, plain_passages
from training.content.problems import Problem, shown_path
from training.content.source import read_text
from training.proof.language_terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from training.proof.term import Term

__all__ = ["Hit", "find", "lint_file", "lint_json", "lint_text", "passages_of"]

_NEARBY = 90  # letters on each side in which a context counts
_MARKDOWN = (".md", ".markdown", ".myst")


@dataclass(frozen=True, order=True)
class Hit:
    """A word in its place, what it does to whom, and what to write instead."""

    path: str
    line: int
    words: str
    term: str
    harm: str
    write: str
    source: str
    hint: bool = False

    def __str__(self) -> str:
        """Return the lines a person reads."""
        label = "hint: " if self.hint else ""
        return (
            f'{self.path}:{self.line}: {self.term}: {label}"{self.words}" {self.harm}\n'
            f"    write: {self.write}  [{self.source}]"
        )


def find(
    passages: Iterable[Passage], terms: Sequence[Term] = TERMS
) -> Iterator[tuple[Passage, int, str, Term]]:
    """Yield each hit outside quotations: passage, offset, words, term.

    Of two terms that begin at the same word the first listed is given.

    >>> from training.content.passages import plain_passages
    >>> [term.id for *_, term in find(plain_passages("Two illegal migrants."))]
    ['illegal-person']
    """
    for passage in passages:
        taken: set[int] = set()
        for term in terms:
            for match in term.regex.finditer(passage.text):
                start, end = match.span()
                if start in taken:
                    continue
                if passage.is_exempt(start, end) or _excused(term, passage.text, start):
                    continue
                taken.add(start)
                yield passage, start, " ".join(match.group().split()), term


def _excused(term: Term, text: str, at: int) -> bool:
    nearby = text[max(0, at - _NEARBY) : at + _NEARBY]
    return term.context is not None and term.context.search(nearby) is not None


def passages_of(text: str, *, markdown: bool) -> list[Passage]:
    """Return what a reader reads in a text, without front matter."""
    if not markdown:
        return plain_passages(text)
    lines = text.split("\n")
    first = 0
    if lines[0].rstrip() == "---":
        ends = [n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"]
        first = ends[0] + 1 if ends else 0
    return scan("\n".join(lines[first:]), first + 1).passages


def lint_file(path: Path) -> tuple[list[Hit], list[Problem]]:
    """Return the hits of a file in line order, or the problem of reading it."""
    text, problems = read_text(path)
    if text is None:
        return [], problems
    text = text.replace("\r\n", "\n")
    passages = passages_of(text, markdown=path.suffix.lower() in _MARKDOWN)
    shown = shown_path(path)
    hits = [
        Hit(
            shown,
            passage.line_at(at),
            words,
            term.id,
            term.harm,
            term.write,
            term.source,
            term.hint,
        )
        for passage, at, words, term in find(passages)
    ]
    return sorted(hits), problems


def lint_text(hits: Sequence[Hit], problems: Sequence[Problem]) -> str:
    """Return hits and problems as a person reads them, and their number."""
    lines = [str(problem) for problem in problems] + [str(hit) for hit in hits]
    words = sum(not hit.hint for hit in hits)
    hints = len(hits) - words
    noun = "word" if words == 1 else "words"
    more = "hint" if hints == 1 else "hints"
    lines.append(f"{words or 'no'} {noun} to change, {hints or 'no'} {more}")
    return "\n".join(lines)


def lint_json(hits: Sequence[Hit], problems: Sequence[Problem]) -> str:
    """Return hits and problems as one JSON object."""
    found = {
        "format": 1,
        "hits": [asdict(hit) for hit in hits],
        "problems": [asdict(problem) for problem in problems],
    }
    return json.dumps(found, indent=2, ensure_ascii=False)
