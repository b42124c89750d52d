"""The learner's own pages: tests, practice, progress, certificate.

Their words stand in templates of the theme, their questions in banks like any other.
What a learner did is known to the browser alone; here are only the empty places for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import ensuredir

from training.book.library import library_of
from training.book.nodes import QuizNode
from training.book.route import route_of
from training.content.problems import did_you_mean
from training.content.quiz import FORMS
from training.play.form import compile_item, messages
from training.play.icons import icon
from training.play.page import embed_json, render_item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["connect"]

_logger = logging.getLogger(__name__)


class TestNode(QuizNode):
    """A test of the course: all questions of a form; `test` is before, after, later."""


class LearnerNode(nodes.General, nodes.Element):
    """A page of the learner's own; `template` names its words."""


class TestDirective(SphinxDirective):
    """A test that says nothing before its end."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the questions of the test's form."""
        name = self.arguments[0]
        library, form = library_of(self.env.app), FORMS.get(name)
        path = library.bank_path(form or "")
        bank = library.bank(form) if form and path.is_file() else None
        self.env.note_dependency(str(path))
        if bank is None:
            _logger.warning(
                'there are no questions for the test "%s".%s',
                name,
                did_you_mean(name, FORMS),
                location=self.get_location(),
                type="training",
            )
            return []
        node = TestNode("", bank=bank.id, test=name, first=1, say={})
        node["items"] = [item.id for item in bank.in_use]
        node["texts"] = [text for item in bank.in_use for text in messages(item)]
        self.set_source_info(node)
        return [node]


def _place(template: str) -> type[SphinxDirective]:
    class LearnerDirective(SphinxDirective):
        has_content = True  # tolerated: `:::{practice}` closes on its own line

        def run(self) -> list[nodes.Node]:
            node = LearnerNode("", template=template)
            self.set_source_info(node)
            return [node]

    return LearnerDirective


def _teaching(env: Any) -> dict[str, str]:
    """Return the page that teaches each point of the workshop."""
    from training.book.writers import recommendations_of

    return {
        name: doc
        for doc in sorted(env.found_docs)
        for name in recommendations_of(env, doc)
    }


def _questions(self: HTML5Translator, node: TestNode) -> Iterator[dict[str, Any]]:
    """Yield each question of a test, its area, and where its section can be read."""
    builder: Any = self.builder
    library, teaching = library_of(builder.app), _teaching(builder.env)
    bank = library.bank(node["bank"])
    for number, name in enumerate(node["items"], 1):
        item = bank.item(name)
        point = bank.recommendation_of(item)
        found = library.registry.recommendation(point)
        area = found.area if found else ""
        form = compile_item(
            item, bank.id, lambda text: node["say"].get(text, text), library.label
        )
        form["view"] |= {"hints": [], "certainty": False}
        html = render_item(form, number).replace(
            "<quiz-player ", f'<quiz-player data-test data-area="{area}" ', 1
        )
        doc, page = teaching.get(point), None
        if doc is not None:
            uri = builder.get_relative_uri(builder.current_docname, doc)
            page = {"url": uri, "title": builder.env.titles[doc].astext()}
            html = html.replace(" data-test ", f' data-test data-page="{uri}" ', 1)
        section = f"#{item.section}"
        yield {"html": Markup(html), "page": page, "section": section}  # noqa: S704


def _write_test(self: HTML5Translator, node: TestNode) -> None:
    questions = list(_questions(self, node))
    areas = _areas(self.builder.app)
    _write(self, "test.html", test=node, questions=questions, areas=areas)


def _areas(app: Sphinx) -> list[dict[str, str]]:
    """Return the areas under the names that the parts of the book give them."""
    registry, teaching = library_of(app).registry, _teaching(app.env)
    part_of = {page: part.title for part in route_of(app).parts for page in part.pages}
    named: dict[str, str] = {}
    for point, page in sorted(teaching.items()):
        found = registry.recommendation(point)
        if found and page in part_of:
            named.setdefault(found.area, part_of[page])
    areas = registry.areas
    return [{"id": one.id, "title": named.get(one.id, one.title)} for one in areas]


def _write_learner(self: HTML5Translator, node: LearnerNode) -> None:
    _write(self, node["template"])


def _write(self: HTML5Translator, template: str, **facts: Any) -> None:
    """Write a template's words into the page; only a book of pages has them."""
    from training.book.chrome import asset_version

    builder: Any = self.builder
    if builder.name == "html":
        facts |= {
            "icon": lambda name: Markup(icon(name)),  # noqa: S704 - our own drawing
            "page_of": lambda doc: _link(builder, doc),
            "asset_query": f"?v={asset_version(builder.app)}",
            "version": builder.app.training_version,
        }
        self.body.append(builder.templates.render(template, facts))
    raise nodes.SkipNode


def _link(builder: Any, doc: str) -> str | None:
    """Return the address of a page, or None if the book has no such page."""
    if doc not in builder.env.found_docs:
        return None
    return str(builder.get_relative_uri(builder.current_docname, doc))


def _practice_items(app: Sphinx) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield bank, question and what practice shows of it, for every placed question."""
    library = library_of(app)
    for doc in sorted(getattr(app.env, "training_pages", {})):
        if not app.env.training_pages[doc]["items"]:  # type: ignore[attr-defined]
            continue
        for node in app.env.get_doctree(doc).findall(QuizNode):
            if isinstance(node, TestNode):
                continue
            bank = library.bank(node["bank"])
            for offset, name in enumerate(node["items"]):
                form = compile_item(
                    bank.item(name),
                    bank.id,
                    lambda text, say=node["say"]: say.get(text, text),  # type: ignore[misc]
                    library.label,
                )
                facts = {
                    "html": render_item(form, node["first"] + offset),
                    "url": str(app.builder.get_target_uri(doc)),
                    "title": app.env.titles[doc].astext(),
                }
                yield bank.id, name, facts


def _write_practice(app: Sphinx, error: Exception | None) -> None:
    """Write each bank's questions as a script, which a memory stick can load too."""
    if error or app.builder.name != "html":
        return
    folder = Path(app.outdir) / "_static" / "practice"
    ensuredir(folder)
    banks: dict[str, dict[str, dict[str, str]]] = {}
    for bank, name, facts in _practice_items(app):
        banks.setdefault(bank, {})[name] = facts
    for bank, items in banks.items():
        head = f'(globalThis.trainingBanks ??= {{}})["{bank}"] = '
        (folder / f"{bank}.js").write_text(f"{head}{embed_json(items)};\n", "utf-8")
    for path in folder.glob("*.js"):
        if path.stem not in banks:
            path.unlink()


def _skip(_self: Any, _node: nodes.Node) -> None:
    raise nodes.SkipNode


def _pass(_self: Any, _node: nodes.Node) -> None:
    return


def _note_version(app: Sphinx) -> None:
    from importlib.metadata import version

    app.training_version = version("people-on-the-move")  # type: ignore[attr-defined]


def connect(app: Sphinx) -> None:
    """Register the directives, their nodes and the writing of practice."""
    app.add_directive("test", TestDirective)
    for name in ("practice", "certificate", "my-progress"):
        app.add_directive(name, _place(f"{name}.html"))
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (_skip, _pass))
    app.add_node(TestNode, html=(_write_test, _pass), **others)
    app.add_node(LearnerNode, html=(_write_learner, _pass), **others)
    app.connect("builder-inited", _note_version)
    app.connect("build-finished", _write_practice)
