"""Lets the book's search find each word of the glossary and each point by its number.

Generated parts are written when a page is written, after Sphinx has read its words for
the search. Entries of the index are read from the page itself, so they are put there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from training.book.library import library_of
from training.book.nodes import Generated
from training.book.writers import point_anchor, recommendations_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from training.content.registry import Registry

__all__ = ["connect"]

_FILES = {"terms": "glossary.yml", "coverage": "recommendations.yml"}


def _entries(
    what: str, registry: Registry, taught: list[str]
) -> Iterator[tuple[str, str]]:
    """Yield what a reader may type, and the id it leads to on the page."""
    if what == "terms":
        for term in registry.terms:
            for words in (term.term, *term.also):
                yield words, f"term-{term.id}"
    elif what == "coverage":
        for name in registry.taught:
            yield name, point_anchor(name)
    elif what == "objectives":
        for name in taught:
            yield name, ""


def _add(app: Sphinx, doctree: nodes.document) -> None:
    env = app.env
    library = library_of(app)
    for part in list(doctree.findall(Generated)):
        what = part["what"]
        taught = recommendations_of(env, env.docname)
        found = sorted(_entries(what, library.registry, taught))
        if not found:
            continue
        if what in _FILES:
            env.note_dependency(str(library.root / "registry" / _FILES[what]))
        entries = [
            ("single", words.replace(";", ","), place, "main", None)
            for words, place in found
        ]
        doctree.append(addnodes.index(entries=entries))


def connect(app: Sphinx) -> None:
    """Register with Sphinx, after the facts of a page have been read."""
    app.connect("doctree-read", _add, priority=900)
