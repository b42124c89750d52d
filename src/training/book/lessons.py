"""What a built page holds for a room: case, layers, questions and key points.

Slides and handouts are made from this, so that they say what the book says. It reads
the finished page; it knows neither Sphinx nor the files authors write.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Layer", "Lesson", "Question", "lesson_of"]

_ASKED = ("single", "multiple")  # what a room can vote on by showing hands
_KEPT = {"p", "ul", "ol", "li", "strong", "em", "b", "i", "q", "br", "blockquote"}
_NO_FORM = {"view": {"kind": ""}}
_DROPPED = (
    "button, svg, script, template, sup, input, .training-vh, .training-screen, "
    ".training-statement__sources, .training-fiction, .headerlink, "
    ".training-tip, .training-source"
)


@dataclass(frozen=True)
class Layer:
    """A statement of one of the layers: its name, its force in a word, its text."""

    kind: str
    title: str
    force: str
    html: str


@dataclass(frozen=True)
class Question:
    """A question that a room can vote on."""

    track: str
    prompt: str
    options: tuple[tuple[str, bool, str], ...]  # text, whether it is right, its why


@dataclass(frozen=True)
class Lesson:
    """A page that teaches, as HTML without links, ids or scripts."""

    name: str
    title: str
    lead: str
    note: str
    case_title: str
    case: str
    objectives: str
    layers: tuple[Layer, ...]
    questions: tuple[Question, ...]
    key_points: str
    aid: str


def lesson_of(name: str, page: str) -> Lesson | None:
    """Return the lesson of a built page, or None if it does not teach.

    A page teaches if it says what a learner will be able to do.
    """
    if "training-objectives" not in page:
        return None
    only = SoupStrainer("main")  # the rest of a page takes as long to read
    main = BeautifulSoup(page, "html.parser", parse_only=only).find("main")
    if not isinstance(main, Tag) or main.select_one(".training-objectives") is None:
        return None
    return Lesson(
        name=name,
        title=_words(main.h1),
        lead=_words(main.select_one(".training-eyebrow")),
        note=_html(main.select_one(".training-note"), but="strong:first-child, h2"),
        case_title=_words(main.select_one(".training-case__title")),
        case=_html(main.select_one(".training-case__text")),
        objectives=_html(main.select_one(".training-objectives"), but="h2"),
        layers=tuple(map(_layer, main.select(".training-statement"))),
        questions=tuple(_questions(main)),
        key_points=_html(main.select_one("#key-points"), but="h2, .training-aid"),
        aid=_words(main.select_one(".training-aid__title")),
    )


def _words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


def _html(tag: Tag | None, but: str = "") -> str:
    """Return what a tag holds as plain HTML: words, lists and emphasis alone."""
    if tag is None:
        return ""
    copy = BeautifulSoup(str(tag), "html.parser")
    for found in copy.select(f"{_DROPPED}, {but}" if but else _DROPPED):
        found.decompose()
    for badge in copy.select(".training-badge"):
        badge.name = "b"
        badge.append(":")
    for found in copy.find_all():
        if found.name not in _KEPT:
            found.unwrap()
        else:
            found.attrs = {}
    return str(copy).strip()


def _layer(tag: Tag) -> Layer:
    kinds = ("recommends", "requires", "suggests", "story")
    kind = next(one for one in kinds if f"training-statement--{one}" in tag["class"])
    title = tag.select_one(".training-statement__title")
    parts = [*title.stripped_strings] if title else []
    text = _html(tag, but=".training-statement__title")
    return Layer(kind, parts[0] if parts else kind, " ".join(parts[1:]), text)


def _questions(main: Tag) -> Iterator[Question]:
    for player in main.find_all("quiz-player"):
        data = player.find("script", type="application/json")
        form: Any = json.loads(data.get_text()) if data else _NO_FORM
        if form["view"]["kind"] not in _ASKED or "key" not in form:
            continue
        right: list[str] = form["key"]["right"]
        remarks: dict[str, str] = form["key"]["remarks"]
        options = [
            (_html(box.find_next("span")), value in right, remarks[value])
            for box in player.select(".training-option input")
            for value in [str(box["value"])]
        ]
        prompt = _html(player.select_one(".training-prompt"))
        track = str(player.get("data-track-only", ""))
        yield Question(track, prompt, tuple(options))
