"""The document's own building blocks, and how each becomes HTML.

A block keeps its text as ordinary paragraphs, so the book's catalogs translate it like
any prose. Only `QuizNode` carries text of its own and says so to the translator.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import translatable

from training.play.icons import icon
from training.play.words import say_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

__all__ = [
    "Block",
    "Generated",
    "Heading",
    "QuizNode",
    "Quoted",
    "SourceRef",
    "connect",
    "icon",
]


class Block(nodes.General, nodes.Element):
    """A box of the page: `tag`, `classes` and `data` say what it opens with."""


class Heading(nodes.General, nodes.TextElement):
    """The heading of a box, outside the page's outline; `level` 2 or 3, `icon`."""


class Quoted(nodes.Inline, nodes.TextElement):
    """Words that are somebody else's, exempt from the language rules."""


class SourceRef(nodes.Inline, nodes.Element):
    """A small number that leads to the source of a sentence."""


class Generated(nodes.General, nodes.Element):
    """A part written when all pages are known; `what` names the writer."""


class QuizNode(nodes.General, nodes.Element, translatable):
    """Questions placed on a page: `bank`, `items`, `first` (number of the first).

    `texts` are the authors' texts, `say` maps each to the reader's language.
    """

    def preserve_original_messages(self) -> None:
        """Keep nothing back: the originals stay in `texts`."""
        self["say"] = {}

    def extract_original_messages(self) -> Sequence[str]:
        """Return the texts for the catalog, in the order a learner meets them."""
        return list(self["texts"])

    def apply_translated_message(
        self, original_message: str, translated_message: str
    ) -> None:
        """Remember one translated text."""
        self["say"][original_message] = translated_message


def _attributes(pairs: Iterable[tuple[str, Any]]) -> str:
    return "".join(f' {name}="{escape(str(value))}"' for name, value in pairs if value)


def _visit_block(self: HTML5Translator, node: Block) -> None:
    pairs = [("id", " ".join(node["ids"])), ("class", " ".join(node["classes"]))]
    pairs += node.get("data", {}).items()
    self.body.append(f"<{node['tag']}{_attributes(pairs)}>\n{node.get('opens', '')}")


def _depart_block(self: HTML5Translator, node: Block) -> None:
    self.body.append(f"{node.get('closes', '')}</{node['tag']}>\n")


def _visit_heading(self: HTML5Translator, node: Heading) -> None:
    pairs = [("id", " ".join(node["ids"])), ("class", " ".join(node["classes"]))]
    sign = icon(node["icon"]) if node.get("icon") else ""
    self.body.append(f"<h{node['level']}{_attributes(pairs)}>{sign}<span>")


def _depart_heading(self: HTML5Translator, node: Heading) -> None:
    self.body.append(f"</span>{node.get('closes', '')}</h{node['level']}>\n")


def _visit_quoted(self: HTML5Translator, _node: Quoted) -> None:
    self.body.append('<q class="training-quoted">')


def _depart_quoted(self: HTML5Translator, _node: Quoted) -> None:
    self.body.append("</q>")


def _visit_source(self: HTML5Translator, node: SourceRef) -> None:
    number = node["number"]
    label = say_html("Source {number}", number=number)
    self.body.append(
        f'<a class="training-source" href="#source-{number}"'
        f' aria-label="{label}">{number}</a>'
    )
    raise nodes.SkipNode


def _skip(_self: Any, _node: nodes.Node) -> None:
    raise nodes.SkipNode


def _pass(_self: Any, _node: nodes.Node) -> None:
    return


def connect(app: Sphinx, writers: dict[type[nodes.Element], Any]) -> None:
    """Register every node; `writers` render those that need more than their own data.

    Builders other than HTML read the text and pass over the boxes.
    """
    others = ("latex", "text", "man", "texinfo")
    shapes: list[tuple[type[nodes.Element], Any, Any]] = [
        (Block, _visit_block, _depart_block),
        (Heading, _visit_heading, _depart_heading),
        (Quoted, _visit_quoted, _depart_quoted),
        (SourceRef, _visit_source, _pass),
    ]
    for kind, visit, depart in shapes:
        plain: Any = dict.fromkeys(others, (_pass, _pass))
        app.add_node(kind, html=(visit, depart), **plain)
    for kind, visit in writers.items():
        skipped: Any = dict.fromkeys(others, (_skip, _pass))
        app.add_node(kind, html=(visit, _pass), **skipped)
