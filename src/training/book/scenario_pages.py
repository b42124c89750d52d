"""`{scenario}`: a scenario played on a page, and what the course knows of it.

The directive notes what the page depends on; the writer puts titles and sources into
words when all pages are known.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from training.book.directives import note_source, page_facts
from training.book.library import library_of
from training.content.problems import did_you_mean
from training.play.scenario_form import compile_scenario
from training.play.scenario_page import Links, render_scenario

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["SCENARIO_WRITERS", "connect", "course_items", "page_of"]

_logger = logging.getLogger(__name__)


class ScenarioNode(nodes.General, nodes.Element):
    """A scenario placed on a page: `scenario` is its id."""


class ScenarioDirective(SphinxDirective):
    """A scenario to play here, on screen or on paper."""

    required_arguments = 1
    has_content = True  # tolerated: `:::{scenario} name` closes on its own line

    def run(self) -> list[nodes.Node]:
        """Return the scenario's place, or nothing if there is no such scenario."""
        library = library_of(self.env.app)
        name = self.arguments[0]
        self.env.note_dependency(str(library.root / "scenarios" / f"{name}.yml"))
        known = {one.id: one for one in library.scenarios}
        if name not in known:
            _logger.warning(
                'there is no sound scenario "%s" in scenarios/.%s',
                name,
                did_you_mean(name, known),
                location=self.get_location(),
                type="training",
            )
            return []
        page_facts(self.env, self.env.docname).setdefault("scenarios", []).append(name)
        for key in known[name].head.sources:
            note_source(self.env, key)
        node = ScenarioNode("", scenario=name)
        self.set_source_info(node)
        return [node]


def page_of(env: BuildEnvironment, scenario: str) -> str | None:
    """Return the page on which a scenario is played, or None."""
    facts = getattr(env, "training_pages", {})
    found = (doc for doc in facts if scenario in facts[doc].get("scenarios", ()))
    return next(found, None)


def course_items(app: Sphinx, docname: str) -> list[dict[str, Any]]:
    """Return a page's scenarios as the pages' scripts count them.

    Whoever has answered every question of `or` has done as much: equal credit.
    """
    facts = getattr(app.env, "training_pages", {})
    items = [item for page in facts.values() for item in page["items"]]
    known = {one.id: one for one in library_of(app).scenarios}
    found = []
    for name in facts.get(docname, {}).get("scenarios", ()):
        other = known[name].head.alternative
        wanted = {f"{other.quiz}/{item}" for item in other.items}
        instead = [
            {"id": item["id"], "track": item["track"]}
            for item in items
            if item["id"].partition("/")[0] == other.quiz
            and (not wanted or item["id"] in wanted)
        ]
        found.append({"id": f"scenario/{name}", "track": "both", "or": instead})
    return found


def _write_scenario(self: HTML5Translator, node: ScenarioNode) -> None:
    builder: Any = self.builder
    library = library_of(builder.app)
    found = next(one for one in library.scenarios if one.id == node["scenario"])
    page, instead = found.head.alternative.page, None
    if page in builder.env.found_docs:
        address = builder.get_relative_uri(builder.current_docname, page)
        instead = (address, escape(builder.env.titles[page].astext()))
    links = Links(library.label, instead)
    self.body.append(render_scenario(compile_scenario(found), links))
    raise nodes.SkipNode


SCENARIO_WRITERS: dict[type[nodes.Element], Any] = {ScenarioNode: _write_scenario}


def connect(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("scenario", ScenarioDirective)
