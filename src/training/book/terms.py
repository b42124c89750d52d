"""Words of the glossary in running text: a link that explains itself where it stands.

The first use of each term on a page is found by itself; `{term}` marks one by hand, for
words that also have an everyday sense. Without a script the link leads to the glossary.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from training.book.library import library_of
from training.book.nodes import Block, Heading, Quoted
from training.content.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from training.content.registry_records import Term

__all__ = ["connect", "find_terms"]

_logger = logging.getLogger(__name__)
_GLOSSARY = "about/glossary"
_BESIDE = ("about/", "job-aids/", "facilitator/", "tests/")
# A story is not interrupted; a heading or link stays one; a question does not help.
_NOT_IN = (
    *(nodes.title, nodes.reference, nodes.literal, nodes.literal_block),
    *(Heading, Quoted, nodes.raw),
)
_NOT_IN_BOXES = frozenset({"training-case", "training-private", "training-note"})
_MARKED = re.compile(r"(?s)(.+?)\s*<([a-z0-9-]+)>")


class TermRef(nodes.Inline, nodes.TextElement):
    """A word with its meaning; `term` is its id in the glossary."""


def _pattern(term: Term) -> str:
    """Return what finds a term: in any case, but for names and initials."""
    words = re.escape(term.term) + ("" if term.term.endswith("s") else "s?")
    return words if any(c.isupper() for c in term.term) else f"(?i:{words})"


@lru_cache(maxsize=4)
def _finder(terms: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    groups = (f"(?P<t{n}>{pattern})" for n, (_, pattern) in enumerate(terms))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])")


def find_terms(text: str, terms: list[Term]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and id of every term in a text, the longest of those that fit.

    Terms with an everyday sense, and those that need their brackets, are left out.
    """
    usable = [t for t in terms if not t.everyday and "(" not in t.term]
    usable.sort(key=lambda term: -len(term.term))
    known = tuple((term.id, _pattern(term)) for term in usable)
    if not known:
        return
    for match in _finder(known).finditer(text):
        number = int((match.lastgroup or "t0")[1:])
        yield match.start(), match.end(), known[number][0]


class TermRole(SphinxRole):
    """Words with the id of their term: {term}`act`, {term}`the acts <act>`."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words as a reference to the glossary."""
        found = _MARKED.fullmatch(self.text)
        words, name = found.groups() if found else (self.text, self.text)
        known = [term.id for term in library_of(self.env.app).registry.terms]
        name = name.lower().replace(" ", "-") if found is None else name
        if name not in known:
            _logger.warning(
                'there is no term "%s" in the glossary.%s',
                name,
                did_you_mean(name, known),
                location=self.get_location(),
                type="training",
            )
            return [nodes.Text(words)], []
        return [TermRef(self.rawtext, words, term=name)], []


def _is_open(node: nodes.Node) -> bool:
    """Return whether a text may hold a link to the glossary."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, (*_NOT_IN, TermRef)):
            return False
        if isinstance(parent, Block) and _NOT_IN_BOXES & set(parent["classes"]):
            return False
        parent = parent.parent
    return True


def _link_terms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn the first use of each term on a page into a reference."""
    if app.builder.name != "html" or docname.startswith(_BESIDE):
        return
    if _GLOSSARY not in app.env.found_docs or docname == app.config.root_doc:
        return
    terms = list(library_of(app).registry.terms)
    seen = {node["term"] for node in doctree.findall(TermRef)}
    for paragraph in list(doctree.findall(nodes.paragraph)):
        for text in list(paragraph.findall(nodes.Text)):
            if _is_open(text):
                _link_text(text, terms, seen)


def _link_text(text: nodes.Text, terms: list[Term], seen: set[str]) -> None:
    words, at = text.astext(), 0
    parts: list[nodes.Node] = []
    for start, end, name in find_terms(words, terms):
        if name in seen:
            continue
        seen.add(name)
        parts += [nodes.Text(words[at:start])] if start > at else []
        parts.append(TermRef("", words[start:end], term=name))
        at = end
    if parts:
        parts += [nodes.Text(words[at:])] if at < len(words) else []
        text.parent.replace(text, parts)


def _visit(self: HTML5Translator, node: TermRef) -> None:
    builder: Any = self.builder
    if builder.name != "html" or _GLOSSARY not in builder.env.found_docs:
        return
    found = next(
        term
        for term in library_of(builder.app).registry.terms
        if term.id == node["term"]
    )
    uri = builder.get_relative_uri(builder.current_docname, _GLOSSARY)
    means = " ".join(re.sub(r"[*_`]", "", found.means).split())
    self.body.append(
        f'<a class="training-term" href="{uri}#term-{found.id}"'
        f' data-means="{escape(means)}">'
    )


def _depart(self: HTML5Translator, _node: TermRef) -> None:
    builder: Any = self.builder
    if builder.name == "html" and _GLOSSARY in builder.env.found_docs:
        self.body.append("</a>")


def _pass(_self: Any, _node: nodes.Node) -> None:
    return


def connect(app: Sphinx) -> None:
    """Register role and node, and link the terms of each page when it is written."""
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (_pass, _pass))
    app.add_node(TermRef, html=(_visit, _depart), **others)
    # Sphinx has a role of this name for glossaries of its own, which we do not use.
    app.add_role_to_domain("std", "term", TermRole(), override=True)
    app.connect("doctree-resolved", _link_terms)
