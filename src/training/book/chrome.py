"""The frame around the pages: what each shows beside its text, and what it loads.

Templates in `theme/` decide how things look; this module decides what they are: the
way through the course, the page before and after, the sources in the margin. It also
writes the files that every page loads. It does not know what a question is.
"""

from __future__ import annotations

import hashlib
import json
import re
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from sphinx.util import logging

from training.book.fonts import FontsMissingError, copy_fonts, font_files, make_fonts
from training.book.interface import script_words
from training.book.lab_page import lab_items
from training.book.library import library_of
from training.book.markup import (
    mend,
    plain_text,
    put_below_title,
    split_sections,
    to_sheet,
)
from training.book.route import Route, route_of
from training.book.scenario_pages import course_items
from training.book.writers import recommendations_of
from training.play.assets import static_folder
from training.play.icons import icon, player_signs, sprite
from training.play.words import to_say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["asset_version", "connect", "direction"]

_logger = logging.getLogger(__name__)
_THEME = Path(__file__).parent / "theme"
_RIGHT_TO_LEFT = ("ar", "fa", "ur", "he")
_FONT_FACES = re.compile(r"@font-face \{.*?\}\n?", re.DOTALL)
_NUMBERS = re.compile(r'<a class="training-source.*?</a>')
_MINUTES_AN_HOUR = 60

_FIRST_FONTS = ("way-sans-latin.woff2", "way-text-latin.woff2")

# What the bar and the foot lead to; a page that is not in the book is left out.
_NAV = (
    ("", to_say("Course")),
    ("my-progress", to_say("My progress")),
    ("job-aids/index", to_say("Job aids")),
    ("about/sources", to_say("Sources")),
)
_FOOT = (
    ("about/what-it-covers", to_say("What it covers")),
    ("about/how-this-course-was-made", to_say("About this course")),
    ("facilitator/index", to_say("For facilitators")),
    ("about/your-country", to_say("Your country")),
    ("about/accessibility", to_say("Accessibility")),
    ("about/if-you-are-affected", to_say("If you are affected yourself")),
    ("about/glossary", to_say("Glossary")),
    ("search", to_say("Search")),
)


def connect(app: Sphinx) -> None:
    """Register the theme and what fills it."""
    app.add_html_theme("training", str(_THEME))
    # Jupyter Book sets this one for an extension that we do not load.
    app.add_config_value("comments_config", {}, "")
    app.connect("builder-inited", _prepare_fonts)
    app.connect("env-updated", _pages_to_rewrite)
    app.connect("html-collect-pages", _extra_pages)
    app.connect("html-page-context", _fill_page)
    app.connect("build-finished", _write_assets, priority=700)


def asset_version(app: Sphinx) -> str:
    """Return a short hash of every script, style, font and of the course's outline.

    It stands in the address of each asset, so that no browser mixes two versions.
    """
    kept = getattr(app, "training_asset_version", None)
    if kept is None:
        state = hashlib.sha256(_course_data(app).encode())
        state.update(repr(library_of(app).registry.terms).encode())  # on every page
        folders = (static_folder(), _THEME)
        for path in (p for folder in folders for p in sorted(folder.rglob("*"))):
            if path.is_file():
                state.update(path.read_bytes())
        fonts = _fonts(app)
        state.update(fonts.name.encode() if fonts else b"")
        kept = state.hexdigest()[:10]
        app.training_asset_version = kept  # type: ignore[attr-defined]
    assert isinstance(kept, str)
    return kept


def _fonts(app: Sphinx) -> Path | None:
    found = getattr(app, "training_fonts", None)
    assert found is None or isinstance(found, Path)
    return found


def _prepare_fonts(app: Sphinx) -> None:
    """Make the fonts before the first page needs to know whether there are any."""
    root = Path(app.srcdir).parent
    try:
        made = make_fonts(root / "node_modules", root / ".cache")
    except FontsMissingError as missing:
        _logger.info("%s", missing)
        return
    app.training_fonts = made  # type: ignore[attr-defined]


def _course_data(app: Sphinx) -> str:
    """Return the classic script that tells the pages' scripts the way."""
    route = _route(app)
    facts = getattr(app.env, "training_pages", {})
    pages = [
        {
            "doc": doc,
            "url": app.builder.get_target_uri(doc),
            "title": plain_text(route.titles[doc]),
            "chapter": part.title,
            "minutes": route.minutes.get(doc, 0),
            "points": recommendations_of(app.env, doc),
            "items": [
                {"id": item["id"], "track": item["track"]}
                for item in facts.get(doc, {}).get("items", [])
            ]
            + course_items(app, doc)
            + lab_items(app, doc),
        }
        for part in route.parts
        for doc in part.pages
    ]
    data = {"version": version("people-on-the-move"), "pages": pages}
    return f"globalThis.trainingCourse = {json.dumps(data, ensure_ascii=False)};\n"


def _route(app: Sphinx) -> Route:
    kept = getattr(app, "training_route", None)
    if kept is None:
        kept = route_of(app)
        app.training_route = kept  # type: ignore[attr-defined]
    assert isinstance(kept, Route)
    return kept


def _pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return every page if the frame of all pages changed, otherwise none."""
    if app.builder.format != "html":
        return []
    now = asset_version(app)
    if getattr(env, "training_frame", "") == now:
        return []
    env.training_frame = now  # type: ignore[attr-defined]
    return sorted(env.found_docs)


def _extra_pages(_app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the neutral page to which "Leave this page" goes."""
    yield "notes", {}, "notes.html"


def _fill_page(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> str | None:
    """Give the templates what they show; return the template of the first page."""
    route, html = _route(app), context.get("body") or ""
    aid = str(app.env.metadata.get(pagename, {}).get("job-aid", "")).lower() == "true"
    facts: dict[str, Any] = {
        "dir": direction(app.config.language or "en"),
        "version": version("people-on-the-move"),
        "asset_version": asset_version(app),
        "is_home": pagename == app.config.root_doc,
        "is_aid": aid,
        "fonts": _FIRST_FONTS if _fonts(app) else (),
        "has_tracks": "data-track-only" in html,
        "has_scenario": "<scenario-player" in html,
        "has_learner": "data-training-learner" in html,
        "script": _script(html),
        "description": _description(app, pagename, html),
        "sources": _sources(app, pagename),
        "minutes": route.minutes.get(pagename) if route.is_on(pagename) else None,
        "nav": _links(app, pagename, _NAV),
        "foot": _links(app, pagename, _FOOT),
        **_place(app, pagename),
    }
    facts["words"] = script_words(app, facts["script"])
    if facts["is_home"]:
        facts["home"] = _home(app, html)
    context["body"] = to_sheet(html) if aid else mend(html)
    context["project_title"] = app.config.html_title or app.config.project
    context["training"] = facts
    context["training_asset"] = lambda name: _asset(app, context, name)
    context["training_body"] = lambda body, below: Markup(  # noqa: S704 - our own HTML
        put_below_title(str(body), str(below))
    )
    context["training_sprite"] = lambda frame: Markup(sprite(*_signs(str(frame))))  # noqa: S704
    return "home.html" if facts["is_home"] else None


def _script(html: str) -> str:
    """Return the joined script that a page needs."""
    if "<scenario-player" in html:
        return "training-scenario.js"
    return "training-learner.js" if "data-training-learner" in html else "training.js"


def _asset(app: Sphinx, context: dict[str, Any], name: str) -> str:
    """Return the address of a file in `_static`, with the version in it."""
    path: str = context["pathto"](f"_static/{name}", resource=True)
    return f"{path}?v={asset_version(app)}"


def _signs(frame: str) -> tuple[str, frozenset[str]]:
    """Return what `sprite` needs: the page, and the signs its players may add."""
    players = [tag for tag in ("quiz", "scenario") if f"<{tag}-player" in frame]
    scripts = [p for tag in players for p in static_folder().glob(f"{tag}-*.js")]
    return frame, frozenset().union(*map(player_signs, scripts))


def direction(language: str) -> str:
    """Return the direction in which a language is written."""
    short = re.split("[-_]", language)[0]
    return "rtl" if short in _RIGHT_TO_LEFT else "ltr"


def _description(app: Sphinx, pagename: str, html: str) -> str:
    """Return one sentence or two for a search engine and a shared link."""
    said = app.env.metadata.get(pagename, {}).get("description")
    if said:
        return str(said)
    first = re.search(r"<p>(.*?)</p>", html, re.DOTALL)
    words = plain_text(_NUMBERS.sub("", first.group(1))) if first else ""
    return re.sub(r"^(.{0,155})\s.*", r"\1 …", words) if len(words) > 160 else words


def _sources(app: Sphinx, pagename: str) -> list[dict[str, Any]]:
    """Return the page's sources in the order of their numbers."""
    keys = getattr(app.env, "training_sources", {}).get(pagename, [])
    listed = "about/sources" in app.env.found_docs
    found = []
    for number, key in enumerate(keys, 1):
        html = escape(library_of(app).label(key))
        if listed:
            uri = app.builder.get_relative_uri(pagename, "about/sources")
            html = f'<a href="{uri}#ref-{key.split("/")[0]}">{html}</a>'
        found.append({"number": number, "html": Markup(html)})  # noqa: S704
    return found


def _links(
    app: Sphinx, pagename: str, wanted: tuple[tuple[str, str], ...]
) -> list[dict[str, str]]:
    """Return the links of a row; one of them may say that you are in its part."""
    aids = pagename.startswith("job-aids/")
    on_way = _route(app).is_on(pagename)
    found = []
    for name, title in wanted:
        doc = name or str(app.config.root_doc)
        if doc not in app.env.found_docs and doc != "search":
            continue
        within = (not name and on_way) or (name.startswith("job-aids/") and aids)
        current = "page" if doc == pagename else "true" if within else ""
        uri = app.builder.get_relative_uri(pagename, doc)
        found.append({"url": uri, "title": title, "current": current})
    return found


def _entry(app: Sphinx, pagename: str, doc: str) -> dict[str, Any]:
    """Return a page as the way shows it, seen from the current page."""
    route = _route(app)
    return {
        "doc": doc,
        "url": app.builder.get_relative_uri(pagename, doc),
        "title": Markup(route.titles.get(doc, escape(doc))),  # noqa: S704
        "minutes": route.minutes.get(doc),
        "current": doc == pagename,
    }


def _place(app: Sphinx, pagename: str) -> dict[str, Any]:
    """Return where on the way a page stands: its chapter, what is before and after."""
    route = _route(app)
    around = {
        name: _entry(app, pagename, doc) if doc else None
        for name, doc in zip(("prev", "next"), route.neighbours(pagename), strict=True)
    }
    part = next((p for p in route.parts if pagename in p.pages), None)
    if part is None:
        return {"chapter": None, "eyebrow": "", **around}
    chapter = {
        "title": part.title,
        "number": part.pages.index(pagename) + 1,
        "pages": [_entry(app, pagename, doc) for doc in part.pages],
    }
    return {"chapter": chapter, "eyebrow": part.title, **around}


def _home(app: Sphinx, html: str) -> dict[str, Any]:
    """Return what only the first page shows."""
    route, root = _route(app), str(app.config.root_doc)
    lead, sections = split_sections(html)
    before = sections.pop("before-you-start", None)
    pages = [doc for part in route.parts for doc in part.pages]
    minutes = sum(route.minutes.get(doc, 0) for doc in pages)
    notes = []
    if before:
        inside = re.sub(r"^<section[^>]*>|</section>$", "", before.strip())
        notes.append(
            '<section class="training-note" id="before-you-start">'
            f"{icon('note')}<div>{inside}</div></section>"
        )
    return {
        "lead": Markup(lead),  # noqa: S704 - Sphinx wrote it
        "notes": [Markup(note) for note in notes],  # noqa: S704
        "more": [Markup(mend(piece)) for piece in sections.values()],  # noqa: S704
        "parts": [
            {"title": p.title, "pages": [_entry(app, root, d) for d in p.pages]}
            for p in route.parts
        ],
        "first": _entry(app, root, pages[0] if pages else root),
        "hours": max(1, round(minutes / _MINUTES_AN_HOUR)),
        "pages": len(pages),
    }


def _write_assets(app: Sphinx, error: Exception | None) -> None:
    """Write what every page loads, apart from the joined script."""
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    (static / "course-data.js").write_text(_course_data(app), "utf-8")
    fonts, style = _fonts(app), (static_folder() / "training.css").read_text("utf-8")
    if fonts:
        copy_fonts(fonts, static / "fonts")
    else:
        style = _FONT_FACES.sub("", style)
        for name in font_files():
            (static / "fonts" / name).unlink(missing_ok=True)
    (static / "training.css").write_text(style, "utf-8")
