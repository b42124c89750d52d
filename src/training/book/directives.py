"""What authors write in a page: `{quiz}`, `{layer}`, `{track}` and the rest.

Each directive checks its arguments, notes what it depends on and returns nodes. Faults
become located warnings; the rest of the page still builds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from training.book.library import library_of
from training.book.nodes import (
    Block,
    Generated,
    Heading,
    QuizNode,
    Quoted,
    SourceRef,
    icon,
)
from training.content.problems import did_you_mean
from training.play.form import messages
from training.play.page import TRACKS
from training.play.words import say, say_html, to_say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

__all__ = ["LAYERS", "connect"]

_logger = logging.getLogger(__name__)

# layer -> (icon, title, force)
LAYERS = {
    "recommends": (
        "recommends",
        to_say("The workshop recommends"),
        to_say("not binding, no consensus claimed"),
    ),
    "requires": ("requires", to_say("The law requires"), to_say("binding")),
    "suggests": ("suggests", to_say("Good practice suggests"), to_say("advice")),
    "story": ("story", to_say("Story law"), to_say("invented for training")),
}


def note_source(env: Any, key: str) -> int:
    """Return the number of a source on the current page, the same for the same key."""
    if not hasattr(env, "training_sources"):
        env.training_sources = {}
    keys = env.training_sources.setdefault(env.docname, [])
    if key not in keys:
        keys.append(key)
    return int(keys.index(key)) + 1


def page_facts(env: Any, docname: str) -> dict[str, Any]:
    """Return what the course knows of a page; made on first asking."""
    if not hasattr(env, "training_pages"):
        env.training_pages = {}
    facts = env.training_pages.setdefault(docname, {"items": []})
    assert isinstance(facts, dict)
    return facts


class _Directive(SphinxDirective):
    def warn(self, message: str, *words: Any) -> None:
        _logger.warning(message, *words, location=self.get_location(), type="training")

    def heading(self, text: str, level: int, name: str, **extra: Any) -> Heading:
        parsed, _ = self.state.inline_text(text, self.lineno)
        node = Heading(text, "", *parsed, level=level, classes=[name], **extra)
        self.set_source_info(node)
        return node

    def block(self, tag: str, *names: str, **extra: Any) -> Block:
        node = Block("", tag=tag, classes=list(names), **extra)
        self.set_source_info(node)
        return node

    def inside(self, node: nodes.Element) -> nodes.Element:
        self.state.nested_parse(self.content, self.content_offset, node)
        return node


class CaseDirective(_Directive):
    """An opening case, in the voice of people."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return a section with a heading, the text and one line that it is fiction."""
        box = self.block("section", "training-case")
        box += self.heading(self.arguments[0], 2, "training-case__title")
        text = self.block("div", "training-case__text")
        box += self.inside(text)
        fiction = nodes.paragraph(
            "", say("A fictional case. Arvenia, Belmora and Castellia do not exist.")
        )
        fiction["translatable"] = False
        fiction["classes"].append("training-fiction")
        self.set_source_info(fiction)
        box += fiction
        return [box]


class LayerDirective(_Directive):
    """A statement of one of the layers; they never look the same."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"sources": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the statement with its force and its sources."""
        layer = self.arguments[0]
        if layer not in LAYERS:
            near = did_you_mean(layer, LAYERS)
            self.warn('layer "%s" is not one of %s.%s', layer, ", ".join(LAYERS), near)
            return []
        sign, title, force = LAYERS[layer]
        box = self.block(
            "section", "training-statement", f"training-statement--{layer}"
        )
        box += self.heading(
            say(title),
            3,
            "training-statement__title",
            icon=sign,
            translatable=False,
            closes=f'<span class="training-statement__force">{say_html(force)}</span>',
        )
        self.inside(box)
        box += self._sources()
        return [box]

    def _sources(self) -> nodes.paragraph:
        keys = [k.strip() for k in self.options.get("sources", "").split(",") if k]
        if not keys:
            self.warn("a statement needs `:sources:`")
        library = library_of(self.env.app)
        line = nodes.paragraph("", classes=["training-statement__sources"])
        for n, key in enumerate(keys):
            line += nodes.Text("; " if n else "")
            line += nodes.Text(library.label(key))
            if not self.env.docname.startswith("job-aids/"):  # a sheet has no margin
                line += SourceRef("", number=note_source(self.env, key))
        return line


class TrackDirective(_Directive):
    """Text that only one track sees."""

    has_content = True
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a section marked with its track."""
        track = self.arguments[0]
        if track not in TRACKS:
            near = did_you_mean(track, TRACKS)
            self.warn('track "%s" is not one of %s.%s', track, ", ".join(TRACKS), near)
            return []
        badge = (
            f'<p class="training-badge training-badge--{track}">'
            f"{icon(track)}{say_html(TRACKS[track])}</p>\n"
        )
        label = say("{track} track", track=say(TRACKS[track]))
        data = {"data-track-only": track, "aria-label": label}
        box = self.block("section", "training-track", data=data, opens=badge)
        return [self.inside(box)]


class ContentNoteDirective(_Directive):
    """What a page mentions, said before it does."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return an aside with the note."""
        title = say_html("Content note")
        opens = f'{icon("note")}<div><p class="training-note__title">{title}</p>'
        data = {"role": "note"}
        box = self.block("aside", "training-note", data=data, opens=opens)
        box["closes"] = "</div>"
        return [self.inside(box)]


class JobAidDirective(_Directive):
    """A card that leads to a one-page sheet."""

    required_arguments = 1
    has_content = True  # tolerated: `:::{job-aid} name` closes on its own line

    def run(self) -> list[nodes.Node]:
        """Return a card that is filled in when all titles are known."""
        docname = f"job-aids/{self.arguments[0]}"
        if docname not in self.env.found_docs:
            known = [d.removeprefix("job-aids/") for d in self.env.found_docs]
            near = did_you_mean(self.arguments[0], known)
            self.warn('there is no job aid "%s".%s', self.arguments[0], near)
            return []
        node = Generated("", what="job-aid", docname=docname)
        self.set_source_info(node)
        return [node]


class QuizDirective(_Directive):
    """Questions of a bank, placed here."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"items": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the questions named, or all of the bank that are not retired."""
        library = library_of(self.env.app)
        name = self.arguments[0]
        self.env.note_dependency(str(library.bank_path(name)))
        if not library.bank_path(name).is_file():
            self.warn('there is no bank "%s" in quizzes/', name)
            return []
        bank = library.bank(name)
        items = self._items(bank) if bank else []
        if not items:
            return []
        placed = page_facts(self.env, self.env.docname)["items"]
        node = QuizNode("", bank=name, items=[item.id for item in items], say={})
        node["first"] = len(placed) + 1
        node["texts"] = [text for item in items for text in messages(item)]
        placed += [
            {
                "id": f"{name}/{item.id}",
                "track": item.track,
                "kind": item.kind,
                "recommendation": bank.recommendation_of(item),
            }
            for item in items
        ]
        for item in items:
            for key in item.sources:
                note_source(self.env, key)
        self.set_source_info(node)
        return [node]

    def _items(self, bank: Any) -> list[Any]:
        wanted = [n.strip() for n in self.options.get("items", "").split(",") if n]
        if not wanted:
            return [item for item in bank.items if not item.retired]
        known = [item.id for item in bank.items]
        for name in wanted:
            if name not in known:
                near = did_you_mean(name, known)
                self.warn('bank "%s" has no question "%s".%s', bank.id, name, near)
        return [bank.item(name) for name in wanted if name in known]


def _generated(what: str) -> type[_Directive]:
    class GeneratedDirective(_Directive):
        has_content = True
        optional_arguments = 1

        def run(self) -> list[nodes.Node]:
            argument = self.arguments[0] if self.arguments else ""
            node = Generated("", what=what, argument=argument)
            self.set_source_info(node)
            return [node]

    return GeneratedDirective


class _SourceRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number that leads to the source."""
        library = library_of(self.env.app)
        if library.registry.source(self.text) is None:
            _logger.warning(
                'there is no source "%s"',
                self.text,
                location=self.get_location(),
                type="training",
            )
        return [SourceRef("", number=note_source(self.env, self.text))], []


class _QuotedRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words as a quotation."""
        return [Quoted(self.rawtext, self.text)], []


def _forget(_app: Sphinx, env: Any, docname: str) -> None:
    for name in ("training_sources", "training_pages"):
        getattr(env, name, {}).pop(docname, None)


def _merge(_app: Sphinx, env: Any, docnames: set[str], other: Any) -> None:
    for name in ("training_sources", "training_pages"):
        mine = getattr(env, name, None)
        if mine is None:
            mine = {}
            setattr(env, name, mine)
        theirs = getattr(other, name, {})
        mine |= {doc: theirs[doc] for doc in docnames if doc in theirs}


def connect(app: Sphinx) -> None:
    """Register every directive and role."""
    makers: dict[str, type[_Directive]] = {
        "case": CaseDirective,
        "layer": LayerDirective,
        "track": TrackDirective,
        "content-note": ContentNoteDirective,
        "job-aid": JobAidDirective,
        "quiz": QuizDirective,
    }
    for what in (
        *("objectives", "coverage", "references", "terms", "answer-key", "people"),
    ):
        makers[what] = _generated(what)
    for name, maker in makers.items():
        app.add_directive(name, maker)
    roles: dict[str, Callable[[], Any]] = {"source": _SourceRole, "quoted": _QuotedRole}
    for name, role in roles.items():
        app.add_role(name, role())
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
