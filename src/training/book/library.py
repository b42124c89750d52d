"""The course's data as the book's pages need it, read once per build.

Pages are Sphinx's business; this module knows banks, sources and recommendations.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from training.content.jurisdiction import Pack, load_packs
from training.content.quiz import read_bank
from training.content.registry import load_registry
from training.content.scenario import read_scenario
from training.play.words import say

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from training.content.problems import Problem
    from training.content.registry import Registry

__all__ = ["Library", "library_of"]

_logger = logging.getLogger(__name__)


class Library:
    """Banks and registry below the project's root, each read when first asked for."""

    def __init__(self, root: Path) -> None:
        """Remember where the project lies; nothing is read yet."""
        self.root = root
        self._banks: dict[str, Any] = {}

    def bank_path(self, name: str) -> Path:
        """Return where a bank of that name would lie."""
        return self.root / "quizzes" / f"{name}.yml"

    def bank(self, name: str) -> Any:
        """Return the bank, or None; what is wrong in it becomes a located warning."""
        if name not in self._banks:
            bank, problems = read_bank(self.bank_path(name))
            self._banks[name] = bank
            warn(problems)
        return self._banks[name]

    @cached_property
    def registry(self) -> Registry:
        """The sources, recommendations and glossary."""
        registry, problems = load_registry(self.root)
        warn(problems)
        return registry

    @cached_property
    def packs(self) -> list[Pack]:
        """The jurisdiction packs that can be read."""
        packs, problems = load_packs(self.root)
        warn(problems)
        return packs

    @cached_property
    def scenarios(self) -> list[Any]:
        """The scenarios that can be read; their faults are the checker's business."""
        files = sorted((self.root / "scenarios").glob("*.yml"))
        return [found for path in files if (found := read_scenario(path)[0])]

    def label(self, key: str) -> str:
        """Return how a reader meets a source: its short name and the part cited."""
        pair = self.registry.source(key)
        if pair is None:
            return key
        source, article = pair
        if source.kind == "story" or article is None:
            return source.short
        if article.kind:  # one of several texts kept under one key
            return article.title
        part = _part(key, article.title)
        return f"{source.short}, {part}" if part else source.short


def _part(key: str, title: str) -> str:
    """Return the cited part in words: 'Article 13, Recovery and reflection period'."""
    _, _, slug = key.partition("/")
    if slug.startswith("art-") and slug[4:5].isdigit():
        number = slug.removeprefix("art-").split("-")[0]
        return (
            title
            if "rticle" in title
            else say("Article {number}, {title}", number=number, title=title)
        )
    return title if slug and slug != "text" else ""


def warn(problems: list[Problem]) -> None:
    """Show problems as Sphinx warnings of type `training`, at their place."""
    for problem in problems:
        name = f"{problem.id}: " if problem.id else ""
        _logger.warning(
            "%s%s (fix: %s)",
            *(name, problem.message, problem.fix),
            location=f"{Path(problem.path).resolve()}:{problem.line}",
            type="training",
            subtype=problem.rule,
        )


def library_of(app: Sphinx) -> Library:
    """Return the build's library."""
    found = getattr(app, "training_library", None)
    if found is None:
        found = Library(Path(app.srcdir).parent)
        app.training_library = found  # type: ignore[attr-defined]
    assert isinstance(found, Library)
    return found
