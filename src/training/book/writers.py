"""Writes the parts of a page that need the whole course: questions, tables, keys.

Writers run when a page is written, so they see every page's facts. Pages that hold
such a part are rewritten whenever any page changed.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from training.book import jurisdiction, people
from training.book.lab_page import labs_of
from training.book.library import Library, library_of
from training.book.nodes import Generated, QuizNode, icon
from training.book.scenario_pages import page_of
from training.content.markdown import render_inline
from training.play.form import compile_item
from training.play.page import TRACKS, render_item, render_key
from training.play.words import say_html, to_say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["WRITERS", "pages_to_rewrite", "point_anchor", "recommendations_of"]

_ALWAYS = (
    *("about/what-it-covers", "about/sources", "about/glossary"),
    "about/who-is-in-the-cases",
)
_COLUMNS = (
    *(to_say("Point"), to_say("What you learn to do"), to_say("Pages")),
    *(to_say("Questions"), to_say("Scenarios"), to_say("Labs")),
)
_KINDS = {
    "law": to_say("Law"),
    "case": to_say("Judgments"),
    "guidance": to_say("Guidance and standards"),
    "workshop": to_say("The workshop"),
    "figure": to_say("Figures"),
    "data": to_say("Data sets"),
    "study": to_say("Studies on training"),
    "manual": to_say("Courses and manuals"),
    "story": to_say("Story law, invented for training"),
}
_STATUS = {
    "verified": to_say("read in full"),
    "verified-other-language": to_say("read in another official language"),
    "secondary": to_say("read in a report about it"),
    "unverified": to_say("not read yet: never cited"),
}


def recommendations_of(env: BuildEnvironment, docname: str) -> list[str]:
    """Return the recommendations a page says it teaches."""
    raw = env.metadata.get(docname, {}).get("recommendations", "[]")
    found = json.loads(raw) if isinstance(raw, str) else raw
    return [str(name) for name in found]


def point_anchor(name: str) -> str:
    """Return the id of a point's row; one that a CSS selector can name.

    >>> point_anchor("3.2a")
    'point-3-2a'
    """
    return f"point-{name.replace('.', '-')}"


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages whose generated parts depend on other pages."""
    _ = app
    keys = [doc for doc in env.found_docs if doc.startswith("facilitator/")]
    return [doc for doc in (*_ALWAYS, *keys) if doc in env.found_docs]


class _Page:
    """What a writer needs to know of the page it writes into."""

    def __init__(self, translator: HTML5Translator) -> None:
        self.builder: Any = translator.builder
        self.env: BuildEnvironment = self.builder.env
        self.docname: str = self.builder.current_docname
        self.library: Library = library_of(self.builder.app)

    def link(self, docname: str) -> str:
        return str(self.builder.get_relative_uri(self.docname, docname))

    def title(self, docname: str) -> str:
        found = self.env.titles.get(docname)
        return found.astext() if found else docname

    def placed(self) -> dict[str, list[str]]:
        """Return the pages of each recommendation, in reading order."""
        pages: dict[str, list[str]] = {}
        for docname in sorted(self.env.found_docs):
            for name in recommendations_of(self.env, docname):
                pages.setdefault(name, []).append(docname)
        return pages

    def items(self) -> list[tuple[str, dict[str, Any]]]:
        facts = getattr(self.env, "training_pages", {})
        return [(doc, item) for doc in facts for item in facts[doc]["items"]]


def _write_quiz(self: HTML5Translator, node: QuizNode) -> None:
    page = _Page(self)
    bank = page.library.bank(node["bank"])
    for offset, name in enumerate(node["items"]):
        form = compile_item(
            bank.item(name),
            bank.id,
            lambda text: node["say"].get(text, text),
            page.library.label,
        )
        self.body.append(render_item(form, node["first"] + offset))
    raise nodes.SkipNode


def _objectives(page: _Page, _node: Generated) -> str:
    rows = []
    for name in recommendations_of(page.env, page.docname):
        found = page.library.registry.recommendation(name)
        if found is None:
            continue
        for track, text in (
            ("law-enforcement", found.law_enforcement),
            ("social-work", found.social_work),
        ):
            if not text:
                continue
            rows.append(
                f'<li data-track-only="{track}"><span class="training-badge '
                f'training-badge--{track}">{icon(track)}'
                f"{say_html(TRACKS[track])}</span> {render_inline(text)}</li>\n"
            )
    title = say_html("After this page you can")
    return (
        f'<section class="training-objectives"><h2>{title}</h2>\n'
        f"<ul>\n{''.join(rows)}</ul></section>\n"
    )


def _job_aid(page: _Page, node: Generated) -> str:
    docname = node["docname"]
    first = next(iter(page.env.get_doctree(docname).findall(nodes.paragraph)), None)
    purpose = escape(first.astext()) if first else say_html("One A4 sheet")
    name = escape(page.title(docname))
    title = say_html("Job aid: {title}", title=name)
    return (
        f'<div class="training-aid">{icon("aid")}<div>'
        f'<p class="training-aid__title">{title}</p>'
        f"<p>{purpose}</p></div>"
        '<p class="training-aid__do"><a class="training-button '
        f'training-button--second" href="{page.link(docname)}">{icon("print")}'
        f'{say_html("Open and print")}<span class="training-vh">: {name}'
        "</span></a></p></div>\n"
    )


def _coverage(page: _Page, _node: Generated) -> str:
    placed, items = page.placed(), page.items()
    parts = []
    for area in page.library.registry.areas:
        rows = [
            _coverage_row(page, r, placed.get(r.id, []), items)
            for r in page.library.registry.recommendations
            if r.area == area.id and not r.composite
        ]
        head = "".join(f'<th scope="col">{say_html(words)}</th>' for words in _COLUMNS)
        parts.append(
            f"<h2>{escape(area.title)}</h2>\n"
            '<div class="training-table training-coverage" tabindex="0" role="region"'
            f' aria-label="{escape(area.title)}"><table>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>{''.join(rows)}</tbody>"
            "</table></div>\n"
        )
    return "".join(parts)


def _coverage_row(page: _Page, found: Any, docs: list[str], items: Any) -> str:
    mine = [item for _, item in items if item["recommendation"] == found.id]
    tracks = {
        track: sum(item["track"] in (track, "both") for item in mine)
        for track in ("law-enforcement", "social-work")
    }
    links = _list(
        f'<a href="{page.link(doc)}">{escape(page.title(doc))}</a>' for doc in docs
    )
    count = say_html(
        "{officers} law enforcement, {workers} social work",
        officers=tracks["law-enforcement"],
        workers=tracks["social-work"],
    )
    return (
        f'<tr id="{point_anchor(found.id)}"><th scope="row">{found.id} '
        f"{escape(found.title)}"
        f"</th><td><p><b>{say_html('Law enforcement:')}</b> "
        f"{render_inline(found.law_enforcement)}</p>"
        f"<p><b>{say_html('Social work:')}</b> "
        f"{render_inline(found.social_work)}</p></td>"
        f"<td>{links}</td><td>{count if mine else say_html('none')}</td>"
        f"<td>{_scenarios(page, found.id)}</td><td>{_labs(page, found.id)}</td></tr>\n"
    )


def _scenarios(page: _Page, point: str) -> str:
    """Return the scenarios that train a point, with the page that plays each."""
    names = []
    for scenario in page.library.scenarios:
        if point in scenario.head.recommendations:
            title, doc = escape(scenario.head.title), page_of(page.env, scenario.id)
            link = f'<a href="{page.link(doc)}">{title}</a>' if doc else title
            names.append(link)
    return _list(names)


def _labs(page: _Page, point: str) -> str:
    """Return links to the labs that train a point."""
    names = [
        f'<a href="{page.link(f"labs/{lab.id}")}">{escape(lab.facts.title)}</a>'
        for lab in labs_of(page.builder.app).values()
        if point in lab.facts.recommendations
        and f"labs/{lab.id}" in page.env.found_docs
    ]
    return _list(names)


def _list(links: Iterable[str]) -> str:
    """Return links one under the other, each tall enough for a finger."""
    rows = "".join(f"<li>{link}</li>" for link in links)
    return f'<ul class="training-links">{rows}</ul>' if rows else say_html("none")


def _references(page: _Page, _node: Generated) -> str:
    cited = {key for keys in _cited(page).values() for key in keys}
    parts = []
    for kind, title in _KINDS.items():
        rows = [
            _reference(source, cited)
            for source in page.library.registry.sources
            if source.kind == kind
        ]
        if rows:
            parts.append(
                f'<h2 id="kind-{kind}">{say_html(title)}</h2>\n'
                f'<ul class="training-references">\n{"".join(rows)}</ul>\n'
            )
    return "".join(parts)


def _cited(page: _Page) -> dict[str, list[str]]:
    return dict(getattr(page.env, "training_sources", {}))


def _reference(source: Any, cited: set[str]) -> str:
    inner = [_part(source, article, cited) for article in source.articles]
    parts = say_html("{count} parts", count=len(inner))
    facts = ", ".join(escape(v) for v in (source.year, source.canonical) if v)
    return (
        f'<li id="ref-{source.id}"><b>{escape(source.title)}</b>'
        f"{f' ({facts})' if facts else ''}"
        f"{f'<details><summary>{parts}</summary><ul>' if inner else ''}"
        f"{''.join(inner)}{'</ul></details>' if inner else ''}</li>\n"
    )


def _part(source: Any, article: Any, cited: set[str]) -> str:
    """Return a part of a source, and how far it has been read."""
    key = f"{source.id}/{article.id}"
    facts = [say_html(_STATUS[article.status])]
    if article.checked:
        facts.append(say_html("read {day}", day=article.checked))
    if article.review_by:
        facts.append(say_html("to be read again by {day}", day=article.review_by))
    if key not in cited and source.id not in cited:
        facts.append(say_html("not cited yet"))
    name = say_html("Key {key}", key=f"<code>{escape(key)}</code>")
    return (
        f"<li><b>{escape(article.title)}</b>: {escape(article.says)}"
        f'<br><small class="training-quiet">{", ".join(facts)}. {name}</small></li>\n'
    )


def _glossary(page: _Page, _node: Generated) -> str:
    terms = sorted(page.library.registry.terms, key=lambda term: term.term.lower())
    rows = []
    for term in terms:
        labels = escape("; ".join(map(page.library.label, term.sources)))
        rows.append(
            f'<dt id="term-{term.id}">{escape(term.term)}</dt>'
            f"<dd>{render_inline(term.means)}"
            f' <small class="training-quiet">{labels}</small></dd>\n'
        )
    return f'<dl class="training-glossary">\n{"".join(rows)}</dl>\n'


def _answer_key(page: _Page, node: Generated) -> str:
    """Return the answers of every page below the folder the author named."""
    parts = []
    facts = getattr(page.env, "training_pages", {})
    for docname in sorted(facts):
        if not docname.startswith(node["argument"]) or not facts[docname]["items"]:
            continue
        title = escape(page.title(docname))
        parts.append(f'<h2><a href="{page.link(docname)}">{title}</a></h2>\n')
        for number, item in enumerate(facts[docname]["items"], 1):
            bank, _, name = item["id"].partition("/")
            found = page.library.bank(bank).item(name)
            parts.append(render_key(compile_item(found, bank), number))
    return "".join(parts)


_GENERATED: dict[str, Callable[[_Page, Generated], str]] = {
    "objectives": _objectives,
    "job-aid": _job_aid,
    "coverage": _coverage,
    "references": _references,
    "terms": _glossary,
    "answer-key": _answer_key,
    **jurisdiction.WRITTEN,
    **people.WRITTEN,
}


def _write_generated(self: HTML5Translator, node: Generated) -> None:
    self.body.append(_GENERATED[node["what"]](_Page(self), node))
    raise nodes.SkipNode


WRITERS: dict[type[nodes.Element], Any] = {
    QuizNode: _write_quiz,
    Generated: _write_generated,
}
