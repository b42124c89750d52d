"""The whole book as one document to print: the learner's edition, the facilitator's.

The built pages are the source, so the handbook says what the book says. The learner's
edition holds no answer; the facilitator's holds the keys. What needs a screen (the
players, the switches, the buttons) is left out and named where it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag

from bs4 import BeautifulSoup, Tag
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["EDITIONS", "Part", "handbook_html", "parts_of"]

EDITIONS = {"learner": "Learner's edition", "facilitator": "Facilitator's edition"}
_STYLE = Path(__file__).parent / "static" / "handbook.css"
_ID_LISTS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
_ON_SCREEN_ONLY = (
    "script, template, .training-js, .training-nextprev, .training-certainty, "
    ".training-aidpage__bar, .training-aid__do, [data-training-switch], "
    "[data-training-exit], button, .training-screen"
)
# Parts whose pages live on a screen alone: they read the learner's own progress.
_NOT_PRINTED = ("search", "notes", "certificate", "practice-today")
_PLAYERS = {
    "scenario-player": "Play this case on a screen, or print its own paper version.",
    "lab-player": "This lab needs a screen. Its page in the book opens it.",
}


@dataclass(frozen=True)
class Part:
    """A part of the book in reading order: its caption and its pages' names."""

    title: str
    pages: tuple[str, ...]


def parts_of(toc: Path, edition: str) -> list[Part]:
    """Return the parts of an edition, as `_toc.yml` orders them.

    Keys are the facilitator's: the learner's edition leaves that part out.
    """
    table = YAML(typ="safe").load(toc.read_text("utf-8"))
    parts = []
    for part in table.get("parts", ()):
        pages = tuple(
            name
            for name in _files(part["chapters"])
            if name not in _NOT_PRINTED
            and (edition == "facilitator" or not name.startswith("facilitator/"))
        )
        if pages:
            parts.append(Part(part.get("caption", ""), pages))
    return parts


def _files(chapters: list[dict[str, Any]]) -> Iterator[str]:
    for entry in chapters:
        if "file" in entry:
            yield entry["file"]
        yield from _files(entry.get("sections", []))


def handbook_html(folder: Path, parts: list[Part], edition: str, version: str) -> str:
    """Return one HTML document made of the built pages in `folder`.

    Every id carries its page's name, so that links between pages become links within
    the document. Raises FileNotFoundError for a page that is not built.
    """
    printed = frozenset(page for part in parts for page in part.pages)
    body, contents, signs = [], [], {}
    for number, part in enumerate(parts):
        anchor = f"part-{number}"
        body.append(f'<h1 class="handbook-part" id="{anchor}">{part.title}</h1>')
        contents.append(f'<li><a href="#{anchor}">{part.title}</a><ol>')
        for page in part.pages:
            soup = BeautifulSoup(
                (folder / f"{page}.html").read_text("utf-8"), "html.parser"
            )
            signs.update({str(s["id"]): str(s) for s in soup.find_all("symbol")})
            main = soup.find("main")
            assert isinstance(main, Tag), f"{page} has no <main>"
            _print_ready(main, page, printed)
            _add_sources(soup, main, page, printed)
            title = main.find("h2")
            words = title.get_text(" ", strip=True) if title else page
            contents.append(f'<li><a href="#{_anchor(page)}">{words}</a></li>')
            inside, kind = main.decode_contents(), " ".join(main["class"])
            anchor = _anchor(page)
            body.append(f'<section id="{anchor}" class="{kind}">{inside}</section>')
        contents.append("</ol></li>")
    return _DOCUMENT.format(
        style=(folder / "_static" / "training.css").as_uri(),
        print_style=_STYLE.read_text("utf-8"),
        edition=EDITIONS[edition],
        version=version,
        signs="".join(signs.values()),
        contents="".join(contents),
        body="\n".join(body),
    )


def _anchor(page: str, inner: str = "") -> str:
    """Return the id of a page, or of something on it, in the one document."""
    name = re.sub(r"[^a-z0-9]+", "-", page.lower()).strip("-")
    return f"p-{name}--{inner}" if inner else f"p-{name}"


def _print_ready(main: Tag, page: str, printed: frozenset[str]) -> None:
    """Take away what needs a screen, and make every id and link fit the document."""
    for player, words in _PLAYERS.items():
        for found in main.find_all(player):
            note = Tag(name="p", attrs={"class": "handbook-player"})
            note.string = words
            found.replace_with(note)
    for found in main.select(_ON_SCREEN_ONLY):
        found.decompose()
    for found in main.select("details:not(.training-hint)"):
        found["open"] = ""
    for found in main.find_all("select"):
        found.replace_with(_choices(found))
    for level in range(5, 0, -1):
        for heading in main.find_all(f"h{level}"):
            heading.name = f"h{level + 1}"
    _mend_names(main, page, printed)


def _choices(gap: Tag) -> Tag:
    """Return the options of a gap as words to ring, since paper has no menu."""
    words = [one.get_text(" ", strip=True) for one in gap.find_all("option")]
    ring = Tag(name="span", attrs={"class": "handbook-gap"})
    ring.string = " / ".join(words[1:])  # the first says "Choose …"
    return ring


def _mend_names(where: Tag, page: str, printed: frozenset[str]) -> None:
    for tag in where.find_all(id=True):
        tag["id"] = _anchor(page, str(tag["id"]))
    for tag in where.find_all():
        for name in _ID_LISTS:
            if tag.has_attr(name):
                names = str(tag[name]).split()
                tag[name] = " ".join(_anchor(page, one) for one in names)
        if tag.has_attr("name") and tag.name == "input":
            tag["name"] = _anchor(page, str(tag["name"]))
    for link in where.find_all("a", href=True):
        target = _target(page, str(link["href"]), printed)
        if target:
            link["href"] = target
        else:  # a page that is not printed: the words stay, the link goes
            link.name = "span"
            del link["href"]


def _target(page: str, href: str, printed: frozenset[str]) -> str:
    """Return where a link of the book leads in the document, or nothing."""
    if ":" in href.split("/", 1)[0]:
        return href
    path, inner = urldefrag(href)
    there = page
    if path:
        joined = normpath(str(PurePosixPath(page).parent / unquote(path)))
        there = joined.removesuffix(".html")
    return f"#{_anchor(there, inner)}" if there in printed else ""


def _add_sources(
    soup: BeautifulSoup, main: Tag, page: str, printed: frozenset[str]
) -> None:
    """Put the margin's numbered sources below the page's text."""
    margin = soup.find("aside", class_="training-margin")
    if isinstance(margin, Tag):
        for heading in margin.find_all("h2"):
            heading.name = "p"
            heading["class"] = "handbook-sources"
        _mend_names(margin, page, printed)
        main.append(margin)


_DOCUMENT = """<!doctype html>
<html lang="en" dir="ltr" data-theme="light">
<head><meta charset="utf-8"><title>People on the Move. {edition}</title>
<link rel="stylesheet" href="{style}"><style>{print_style}</style></head>
<body class="handbook">
<svg hidden aria-hidden="true">{signs}</svg>
<header class="handbook-cover"><p>A course for those who meet people on the move</p>
<p class="handbook-title">People on the Move</p>
<p>{edition}. Version {version}.</p>
<p>Arvenia, Belmora and Castellia do not exist, and no person in the cases does.
The workshop&rsquo;s list is not exhaustive and implies no consensus among its
participants.</p></header>
<nav class="handbook-contents" aria-labelledby="contents">
<h1 id="contents">Contents</h1><ol>{contents}</ol></nav>
<main>{body}</main></body></html>
"""
