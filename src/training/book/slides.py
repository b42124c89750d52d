"""A deck of slides and a handout for each part of the course, made from its pages.

Both are pages of the built book, below `slides/` and `handouts/`: they open from a USB
stick, and a handout prints as it stands. The show itself is reveal.js, from npm; where
it is not installed a deck is a page to scroll.
"""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from training.book.lessons import lesson_of
from training.book.route import route_of
from training.play.page import TRACKS
from training.play.words import say, say_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from training.book.lessons import Layer, Lesson, Question

__all__ = ["connect", "deck_html", "handout_html"]

_REVEAL = ("reveal.js", "reveal.css")
_LETTERS = "ABCDEFGH"
_ASKED_A_PAGE = 2


class _DeckRole(SphinxRole):
    """`{deck}` with a folder of pages: links to its slides and its handout."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the two links; a folder without pages is an error."""
        docs = self.env.found_docs
        if f"{self.text}/index" not in docs:
            known = sorted(
                d.removesuffix("/index") for d in docs if d.endswith("/index")
            )
            message = f'deck "{self.text}" is not one of {", ".join(known)}'
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        up = "../" * self.env.docname.count("/")
        slides, handout = (
            nodes.reference("", words, refuri=f"{up}{kind}/{self.text}.html")
            for kind, words in (("slides", say("Slides")), ("handouts", say("Handout")))
        )
        return [slides, nodes.Text(" · "), handout], []


def connect(app: Sphinx) -> None:
    """Write decks and handouts when the pages are there, before the worker's list."""
    app.add_role("deck", _DeckRole())
    app.connect("build-finished", _write, priority=800)


def _write(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name != "html":
        return
    from training.book.chrome import asset_version

    folder, query = Path(app.outdir), f"?v={asset_version(app)}"
    has_show = _put_show(Path(app.srcdir).parent / "node_modules", folder)
    language = app.config.language or "en"
    for part in route_of(app).parts:
        lessons = [
            lesson
            for page in part.pages
            if (lesson := _lesson(folder, page)) is not None
        ]
        if not lessons:
            continue
        name = lessons[0].name.partition("/")[0]
        deck = deck_html(part.title, lessons, query, language, has_show=has_show)
        for kind, text in (
            ("slides", deck),
            ("handouts", handout_html(part.title, lessons, query, language)),
        ):
            (folder / kind).mkdir(exist_ok=True)
            (folder / kind / f"{name}.html").write_text(text, "utf-8")


def _lesson(folder: Path, page: str) -> Lesson | None:
    path = folder / f"{page}.html"
    return lesson_of(page, path.read_text("utf-8")) if path.is_file() else None


def _put_show(modules: Path, folder: Path) -> bool:
    """Copy reveal.js beside the pages; return whether it is there to be copied."""
    source = modules / "reveal.js" / "dist"
    if not all((source / name).is_file() for name in _REVEAL):
        return False
    target = folder / "_static" / "reveal"
    target.mkdir(parents=True, exist_ok=True)
    for name in _REVEAL:
        shutil.copyfile(source / name, target / name)
    shutil.copyfile(modules / "reveal.js" / "LICENSE", target / "LICENSE.txt")
    return True


# --- slides ---------------------------------------------------------------------------


def deck_html(
    title: str,
    lessons: list[Lesson],
    query: str,
    language: str = "en",
    *,
    has_show: bool,
) -> str:
    """Return a part's deck: a column of slides for each lesson, notes included."""
    columns = "\n".join(
        f"<section>{''.join(_slides(lesson))}</section>" for lesson in lessons
    )
    show = _SHOW.format(query=query) if has_show else ""
    styles = ("reveal/reveal", "training", "slides") if has_show else ("training",)
    links = "".join(
        f'<link rel="stylesheet" href="../_static/{name}.css{query}">'
        for name in styles
    )
    return _DECK.format(
        head=_head(language, say_html("{title}: slides", title=escape(title))),
        notes=say_html("Notes for this slide"),
        first=_first(title, lessons),
        columns=columns,
        links=links,
        show=show,
    )


def _first(title: str, lessons: list[Lesson]) -> str:
    pages = "".join(f"<li>{escape(one.title)}</li>" for one in lessons)
    return _slide(
        f"<h1>{escape(title)}</h1><ol class='slide-pages'>{pages}</ol>{_back()}",
        say_html(
            "Say that every person in the cases is invented. Say where the quiet room "
            "is. Down goes through a page, right goes to the next page. N shows these "
            "notes."
        ),
        "slide-first",
    )


def _slide(html: str, notes: str, kind: str = "") -> str:
    """Return one slide; a long one says so, and gets smaller type."""
    size = " slide-long" if len(html) > 1150 else ""
    return (
        f'<section class="{kind}{size}">{html}'
        f'<aside class="notes">{notes}</aside></section>'
    )


def _slides(lesson: Lesson) -> Iterator[str]:
    yield _slide(
        f"<h2>{escape(lesson.title)}</h2><p class='slide-lead'>"
        f"{escape(lesson.lead)}</p>"
        f"<div class='slide-note'>{lesson.note}</div>",
        say_html(
            "Read the content note aloud. Anyone may step out, and nobody has to say "
            "why."
        ),
        "slide-title",
    )
    if lesson.case:
        yield _slide(
            f"<h3>{escape(lesson.case_title)}</h3><div class='slide-case'>"
            f"{lesson.case}</div>",
            say_html(
                "Read it aloud, slowly. Then half a minute of silence before anybody "
                "speaks."
            ),
        )
    yield _slide(
        f"<h3>{say_html('After this you can')}</h3><div class='slide-goals'>"
        f"{lesson.objectives}</div>",
        say_html("Ask each track to say its own line in one sentence."),
    )
    for layer in lesson.layers:
        yield _layer(layer)
    for question in _asked(lesson.questions):
        yield from _question(question)
    yield _slide(
        f"<h3>{say_html('Key points')}</h3>{lesson.key_points}"
        + (f"<p class='slide-aid'>{escape(lesson.aid)}</p>" if lesson.aid else ""),
        say_html(
            "Ask: which of these will you use on Monday? The job aid is in the "
            "handout’s list."
        ),
    )


def _layer(layer: Layer) -> str:
    force = f" <small>{escape(layer.force)}</small>" if layer.force else ""
    return _slide(
        f"<h3>{escape(layer.title)}{force}</h3><div class='slide-layer "
        f"slide-layer--{layer.kind}'>{layer.html}</div>",
        say_html(
            "Say which layer this is before you read it. The page in the book has the "
            "sources."
        ),
    )


def _asked(questions: tuple[Question, ...]) -> list[Question]:
    """Return the first question of each track; both belong to everybody here."""
    found: dict[str, Question] = {}
    for one in questions:
        found.setdefault(one.track, one)
    return list(found.values())[:_ASKED_A_PAGE]


def _question(question: Question) -> Iterator[str]:
    track = say_html(TRACKS.get(question.track, ""))
    badge = f"<p class='slide-track'>{track}</p>" if track else ""
    asked = "".join(
        f"<li><b>{letter}</b> {text}</li>"
        for letter, (text, _, _) in zip(_LETTERS, question.options, strict=False)
    )
    head = f"{badge}<div class='slide-prompt'>{question.prompt}</div>"
    yield _slide(
        f"{head}<ul class='slide-options'>{asked}</ul>",
        say_html("Vote alone and in silence, talk in pairs, vote again. Then go down."),
    )
    shown, why, notes = "", "", ""
    right_word = f" <span class='slide-word'>{say_html('right')}</span>"
    for letter, (text, is_right, reason) in zip(
        _LETTERS, question.options, strict=False
    ):
        kind = "slide-right" if is_right else "slide-other"
        word = right_word if is_right else ""
        shown += f"<li class='{kind}'><b>{letter}</b> {text}{word}</li>"
        if is_right and not why:
            why = f"<div class='slide-why'>{reason}</div>"
        elif not is_right:
            notes += f"<p><b>{letter}</b></p>{reason}"
    yield _slide(f"<ul class='slide-options'>{shown}</ul>{why}", notes)


# --- handouts -------------------------------------------------------------------------


def handout_html(
    title: str, lessons: list[Lesson], query: str, language: str = "en"
) -> str:
    """Return a part's handout: a sheet for each lesson, with room to write."""
    sheets = "\n".join(map(_sheet, lessons))
    title = escape(title)
    return _HANDOUT.format(
        head=_head(language, say_html("{title}: handout", title=title)),
        title=title,
        about=say_html(
            "For your own use. Every person and country in the cases is invented. The "
            "workshop’s list is not complete and implies no consensus or endorsement. "
            "Write no names on this sheet."
        ),
        sheets=sheets,
        query=query,
        back=_back(),
    )


def _sheet(lesson: Lesson) -> str:
    layers = "".join(
        f"<li><b>{escape(one.title)}.</b> {one.html}</li>"
        for one in lesson.layers
        if one.kind != "story"
    )
    aid = f"<p><b>{escape(lesson.aid)}</b></p>" if lesson.aid else ""
    lines = "<p class='handout-line'></p>" * 3
    return (
        f"<article><h2>{escape(lesson.title)}</h2>"
        f"<h3>{escape(lesson.case_title)}</h3><div class='handout-case'>"
        f"{lesson.case}</div>"
        f"<ul class='handout-layers'>{layers}</ul>"
        f"<h3>{say_html('Key points')}</h3>{lesson.key_points}"
        f"{aid}<h3>{say_html('What I want to do differently')}</h3>{lines}</article>"
    )


def _back() -> str:
    words = say_html("All slides and handouts")
    return f"<p class='slide-back'><a href='../facilitator/slides.html'>{words}</a></p>"


def _head(language: str, title: str) -> str:
    from training.book.chrome import direction

    return _HEAD.format(language=language, dir=direction(language), title=title)


_HEAD = """<!doctype html>
<html lang="{language}" dir="{dir}">
<head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="../_static/icon.svg">"""
_SHOW = """<script src="../_static/reveal/reveal.js{query}"></script>
<script src="../_static/slides.js{query}"></script>"""
_DECK = """{head}{links}</head>
<body data-notes="{notes}"><main><div class="reveal"><div class="slides">
{first}
{columns}
</div></div></main>
{show}</body></html>
"""
_HANDOUT = """{head}
<link rel="stylesheet" href="../_static/training.css{query}">
<link rel="stylesheet" href="../_static/handout.css{query}"></head>
<body class="handout"><main>{back}<h1>{title}</h1>
<p>{about}</p>
{sheets}</main></body></html>
"""
