"""The way through the course: its parts, their pages, and what is before and after.

It is read from the table of contents alone, so that order lives in `_toc.yml` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["Part", "Route", "route_of"]

_BESIDE = ("about/", "job-aids/", "facilitator/", "my-progress", "tests/")


@dataclass(frozen=True)
class Part:
    """A part of the course that a learner walks through, in reading order."""

    title: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """The parts a learner walks through, and the order of all pages."""

    parts: tuple[Part, ...]
    order: tuple[str, ...]
    titles: dict[str, str]
    minutes: dict[str, int]

    def is_on(self, doc: str) -> bool:
        """Return whether a page lies on the way."""
        return any(doc in part.pages for part in self.parts)

    def neighbours(self, doc: str) -> tuple[str | None, str | None]:
        """Return the page before and the page after on the way, or None.

        >>> route = Route((Part("A", ("a", "b")),), ("a", "b", "x"), {}, {})
        >>> route.neighbours("b")
        ('a', None)
        >>> route.neighbours("x")
        (None, None)
        """
        way = [page for part in self.parts for page in part.pages]
        if doc not in way:
            return None, None
        at = way.index(doc)
        return (
            way[at - 1] if at else None,
            way[at + 1] if at + 1 < len(way) else None,
        )


def route_of(app: Sphinx) -> Route:
    """Return the route of the book that is being built.

    Job aids and the pages about the course lie beside the way, not on it.
    """
    env, root = app.env, str(app.config.root_doc)
    minutes = dict(_minutes(env))
    parts, order = [], [root]
    for caption, chapters in _toctrees(env, root):
        pages = tuple(dict.fromkeys(d for c in chapters for d in _below(env, c)))
        order += pages
        if not pages[0].startswith(_BESIDE):
            parts.append(Part(caption, pages))
    titles = {doc: _title(env, doc) for doc in env.found_docs}
    return Route(tuple(parts), tuple(order), titles, minutes)


def _minutes(env: BuildEnvironment) -> Iterator[tuple[str, int]]:
    """Yield the pages that say how long they take."""
    for doc, facts in env.metadata.items():
        said = str(facts.get("minutes", ""))
        if said.isdecimal():
            yield doc, int(said)


def _toctrees(env: BuildEnvironment, root: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the caption and the chapters of each part of the table of contents."""
    contents: Any = env.tocs.get(root)
    if contents is None:
        return
    for tree in contents.findall(addnodes.toctree):
        yield tree.get("caption") or "", list(tree["includefiles"])


def _below(env: BuildEnvironment, doc: str) -> Iterator[str]:
    """Yield a page and every page below it, in reading order."""
    yield doc
    for child in env.toctree_includes.get(doc, []):
        yield from _below(env, child)


def _title(env: BuildEnvironment, doc: str) -> str:
    """Return a page's title as escaped text."""
    found = env.titles.get(doc)
    return escape(found.astext() if found else doc, quote=False)
