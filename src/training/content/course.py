"""The whole course as data: registry, questions and pages, read once.

Both the checks and the book's build start here. Nothing is judged here beyond what
keeps a file from being read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from training.content.jurisdiction import Pack, load_packs
from training.content.pages import Page, read_page
from training.content.problems import Problem, shown_path
from training.content.quiz import Bank, read_bank
from training.content.registry import Registry, load_registry
from training.content.source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from training.content.passages import Directive
    from training.content.source import Document

__all__ = ["Course", "Placement", "Where", "find_root", "load_course"]

Where = tuple[str | int, ...]
_UNREAD = ("_build", "_static", "_templates")


@dataclass(frozen=True)
class Placement:
    """A question standing on a page, by way of a `{quiz}` directive."""

    page: Page
    directive: Directive
    bank: str
    item: str


@dataclass(frozen=True)
class Course:
    """Everything authors wrote, and the problems met while reading it."""

    root: Path
    registry: Registry
    banks: tuple[Bank, ...]
    pages: tuple[Page, ...]
    packs: tuple[Pack, ...]
    problems: tuple[Problem, ...]
    today: date
    _documents: dict[str, Document | None] = field(default_factory=dict, repr=False)

    def bank(self, name: str) -> Bank | None:
        """Return the bank of that id, or None."""
        return next((bank for bank in self.banks if bank.id == name), None)

    def page(self, name: str) -> Page | None:
        """Return the page of that id, or None."""
        return next((page for page in self.pages if page.id == name), None)

    def items(self) -> Iterator[tuple[Bank, Any]]:
        """Yield every question in use, with its bank."""
        for bank in self.banks:
            for item in bank.items:
                if not item.retired:
                    yield bank, item

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """Return every question on every page, in the order of pages and lines."""
        return tuple(
            Placement(page, directive, directive.argument, item)
            for page in self.pages
            for directive in page.named("quiz")
            for item in self._items_of(directive)
        )

    def _items_of(self, directive: Directive) -> list[str]:
        if "items" in directive.options:
            return directive.listed("items")
        bank = self.bank(directive.argument)
        items = bank.items if bank else ()
        return [item.id for item in items if not item.retired]

    def line(self, bank: Bank, item_id: str, where: Where = ()) -> int:
        """Return the line of a field of a question; the file is read again for it."""
        document = self._document(bank)
        if document is None:
            return bank.lines.get(item_id, 1)
        for index, raw in enumerate(document.data.get("items") or []):
            if isinstance(raw, dict) and raw.get("id") == item_id:
                return document.line(("items", index, *where))
        return 1

    def bank_line(self, bank: Bank, where: Where) -> int:
        """Return the line of a field of a bank outside its questions."""
        document = self._document(bank)
        return document.line(where) if document else 1

    def has_written(self, bank: str, item_id: str = "") -> bool:
        """Return whether a bank or question was written, even if it cannot be used."""
        if not item_id:
            return (self.root / "quizzes" / f"{bank}.yml").is_file()
        found = self.bank(bank)
        document = self._document(found) if found else None
        items = (document.data.get("items") or []) if document else []
        return any(isinstance(raw, dict) and raw.get("id") == item_id for raw in items)

    def _document(self, bank: Bank) -> Document | None:
        if bank.path not in self._documents:
            path = self.root / "quizzes" / f"{bank.id}.yml"
            self._documents[bank.path] = read_yaml(path)[0]
        return self._documents[bank.path]


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above `start` that holds a course, or None."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "registry" / "sources.yml").is_file():
            return folder
    return None


def load_course(
    root: Path,
    progress: Callable[[str], None] | None = None,
    today: date | None = None,
) -> Course:
    """Return the course at `root`; what cannot be read is among its problems.

    `today` decides which sources are out of date; the clock is asked if it is None.
    """
    say = progress or (lambda _: None)
    say("registry")
    registry, problems = load_registry(root)
    say("jurisdictions")
    packs, wrong_packs = load_packs(root)
    problems += wrong_packs
    banks: list[Bank] = []
    for path in sorted((root / "quizzes").glob("*.yml")):
        say(shown_path(path))
        bank, wrong = read_bank(path)
        problems += wrong
        if bank is not None:
            banks.append(bank)
    pages: list[Page] = []
    book = root / "book"
    for path in sorted(book.rglob("*.md")):
        if any(part in _UNREAD for part in path.relative_to(book).parts):
            continue
        page, wrong = read_page(path, book)
        problems += wrong
        if page is not None:
            pages.append(page)
    return Course(
        root=root,
        registry=registry,
        banks=tuple(banks),
        pages=tuple(pages),
        packs=tuple(packs),
        problems=tuple(sorted(problems)),
        today=today or datetime.now(tz=UTC).date(),
    )
