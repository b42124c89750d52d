"""`{private-question}`: a question that nobody marks and nobody else sees.

The author writes the question, a list of answers, and after the list what the learner
may think about once two answers stand side by side. The browser keeps the answers.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from training.book.nodes import Block
from training.play.icons import icon
from training.play.words import say, say_html

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["connect"]

_logger = logging.getLogger(__name__)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_FEWEST = 2


class Choice(nodes.General, nodes.TextElement):
    """One answer to choose; `name` is the group's."""


class PrivateDirective(SphinxDirective):
    """A private question with its answers, and the comparison with an earlier one."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {
        "label": directives.unchanged_required,
        "compare": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the question as a group of choices."""
        name = self.arguments[0]
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        lists = [child for child in body if isinstance(child, nodes.bullet_list)]
        if not _NAME.fullmatch(name) or len(lists) != 1 or len(lists[0]) < _FEWEST:
            _logger.warning(
                'the private question "%s" needs a name of small letters and hyphens, '
                "and one list of two or more answers",
                name,
                location=self.get_location(),
                type="training",
            )
            return []
        at = body.index(lists[0])
        return [self._box(name, body[:at], lists[0], body[at + 1 :])]

    def _block(self, tag: str, *children: nodes.Node, **facts: Any) -> Block:
        block = Block("", *children, tag=tag, **facts)
        self.set_source_info(block)
        return block

    def _box(
        self,
        name: str,
        prompt: list[nodes.Node],
        answers: nodes.bullet_list,
        thought: list[nodes.Node],
    ) -> Block:
        prompt_id = f"private-{name}-prompt"
        data = {
            "name": name,
            "label": self.options.get("label", say("Your answer")),
            "compare": self.options.get("compare", ""),
        }
        asked = self._block(
            "div", *prompt, classes=["training-prompt"], data={"id": prompt_id}
        )
        choices = self._block(
            "div",
            *(self._choice(name, answer) for answer in answers),
            classes=["training-options"],
        )
        group = {"role": "radiogroup", "aria-labelledby": prompt_id}
        parts = [self._block("div", asked, choices, classes=[], data=group)]
        if data["compare"]:
            parts.append(self._comparison(thought))
        return self._block(
            "private-question",
            *parts,
            classes=["training-private"],
            data=data,
            opens=_opens(),
            closes=(_missing() if data["compare"] else "") + _closes(),
        )

    def _choice(self, name: str, answer: nodes.Node) -> Choice:
        paragraph = answer[0]  # type: ignore[index]
        choice = Choice(paragraph.rawsource, "", *paragraph.children, name=name)
        choice.source, choice.line = paragraph.source, paragraph.line
        return choice

    def _comparison(self, thought: list[nodes.Node]) -> Block:
        return self._block(
            "div",
            *thought,
            classes=["training-private__compare"],
            data={"hidden": "hidden", "data-private-compare": "yes"},
            opens=_compares(),
        )


def _opens() -> str:
    return (
        f'<p class="training-eyebrow training-with-icon">{icon("lock")}<span>'
        f"{say_html('Private: not marked, and seen by nobody but you')}</span></p>\n"
    )


def _compares() -> str:
    return (
        f"<p><strong>{say_html('Your two answers')}</strong></p>\n"
        '<dl class="training-private__two"></dl>\n'
        f'<p data-private-same="yes" hidden>{say_html("They are the same.")}</p>\n'
        f'<p data-private-same="no" hidden>{say_html("They are not the same.")}</p>\n'
    )


def _missing() -> str:
    words = say_html(
        "The earlier answer is not on this device, so there is nothing to compare yet."
    )
    return f'<p class="training-quiet" data-private-missing hidden>{words}</p>\n'


def _closes() -> str:
    stays = say_html(
        "Your answer stays in this browser. It is not in the file that you can save, "
        "and “Erase” removes it too."
    )
    return (
        f'<p class="training-quiet">{stays}</p>\n'
        '<p class="training-js"><button type="button" hidden data-private-forget '
        'class="training-button training-button--plain training-button--small">'
        f"{say_html('Forget this answer')}</button></p>\n"
        '<p class="training-status" role="status"'
        f' data-say-kept="{say_html("Kept in this browser.")}"'
        f' data-say-forgotten="{say_html("Forgotten.")}"></p>\n'
    )


def _visit_choice(self: HTML5Translator, node: Choice) -> None:
    name = escape(f"private-{node['name']}")
    self.body.append(
        f'<label class="training-option"><input type="radio" name="{name}"><span>'
    )


def _depart_choice(self: HTML5Translator, _node: Choice) -> None:
    self.body.append("</span></label>\n")


def _pass(_self: Any, _node: nodes.Node) -> None:
    return


def connect(app: Sphinx) -> None:
    """Register the directive and its node."""
    app.add_directive("private-question", PrivateDirective)
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (_pass, _pass))
    app.add_node(Choice, html=(_visit_choice, _depart_choice), **others)
