"""A plan's case for a room without any device: what is dealt, opened, hung up and kept.

Each role's own text stands on its card and nowhere else, so that a room on paper knows
as little of the others as a room of phones. Paper follows the form the screen follows.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.content.markdown import render_markdown
from training.play.assets import static_folder
from training.play.scenario_entries import render_entries
from training.play.scenario_notes import render_notes
from training.play.scenario_paper import Paper
from training.play.scenario_sheet import render_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.content.plan import Simulation

__all__ = ["paper_html"]

_Json = Any
_STYLES = ("training.css", "scenario.css")
_STYLE = Path(__file__).parent / "static" / "paper.css"


@dataclass(frozen=True)
class _News:
    """A piece of news as it is printed: when it is opened, and who reads it."""

    number: int
    when: str
    to: str
    title: str
    html: str


def paper_html(
    activity: Simulation, form: _Json, sources: Callable[[list[str]], str]
) -> str:
    """Return one HTML document: cards, envelopes, sheet, numbered scenes, answer key.

    `sources` turns source keys into what readers call them.
    """
    paper = Paper(form)
    news = list(_news(activity, form, paper))
    parts = [
        _lead(activity, form, news),
        *(_card(one, form, paper) for one in form["view"]["roles"]),
        *map(_envelope, news),
        _SHEET.format(title=escape(activity.title), sheet=render_sheet(form, paper)),
        _SCENES.format(_scenes(form, paper)),
        _KEY.format(render_notes(form, paper, sources)),
    ]
    files = [*(static_folder() / name for name in _STYLES), _STYLE]
    return _DOCUMENT.format(
        title=escape(activity.title),
        style="\n".join(file.read_text("utf-8") for file in files),
        body="\n".join(parts),
    )


def _lead(activity: Simulation, form: _Json, news: list[_News]) -> str:
    view, phases = form["view"], activity.phases
    envelopes = "".join(
        f"<tr><th scope=row>{one.number}</th><td>{escape(one.when)}</td>"
        f"<td>{escape(one.to)}</td><td>{escape(one.title)}</td></tr>"
        for one in news
    )
    return (
        f'<section class="paper-lead"><p class="training-eyebrow">For whoever leads'
        f"</p><h1>{escape(activity.title)}</h1>"
        f'<div class="training-note" role="note">{view["contentNote"]}</div>'
        f"{view['intro']}<h2>How to lead it on paper</h2><ol>"
        f"<li><b>{phases.brief} minutes.</b> Deal the cards. A card may be shared, and "
        "a person may hold several. Nobody shows a card; all of it may be told.</li>"
        f"<li><b>{phases.play} minutes.</b> Keep the numbered scenes yourself. Read a "
        "number aloud, begin with 1. Who has that number on the card reads it in "
        "silence. The team decides; a choice that names a role is for that role. Do on "
        f"the wall sheet what the number says.{_OPEN if news else ''}</li>"
        f"<li><b>{phases.debrief} minutes.</b> Stop, wherever they are. Look back with "
        "the answer key: one decision at a time, and who knew what.</li></ol>"
        f"<h2>What is printed here</h2><ul><li>{len(view['roles'])} role cards: one "
        "for each player.</li><li>One sheet for the wall: once for each team.</li>"
        "<li>Numbered scenes and the answer key: for you alone.</li>"
        f"{_ENVELOPES.format(len(news), envelopes) if news else ''}</ul>"
        f"<h2>For somebody who would rather not play</h2>{view['alternative']['html']}"
        "</section>"
    )


def _card(role: _Json, form: _Json, paper: Paper) -> str:
    rows = "".join(
        f"<li><b>At {number}{f', if {escape(when)}' if when else ''}:</b> {html}</li>"
        for number, when, html in sorted(_own(role["id"], form, paper))
    )
    own = f"<h3>Only you know</h3><ul>{rows}</ul>" if rows else ""
    return (
        f'<section class="paper-card" data-role="{role["id"]}">'
        f'<p class="training-eyebrow">Role card</p><h2>{escape(role["name"])}</h2>'
        f"{role['html']}{own}</section>"
    )


def _own(role: str, form: _Json, paper: Paper) -> Iterator[tuple[int, str, str]]:
    """Yield number, condition and text of what a role reads and others do not."""
    for key, view in _numbered(form):
        number = paper.number[key["id"]]
        if role in view.get("for", {}):
            yield number, "", view["for"][role]
        for line in view.get("lines", ()):
            if role in line["roles"]:
                said = f"<q>{line['html']}</q>"
                yield number, "", f"{escape(line['who'])}: {said}"
        for test, part in zip(key["also"], view["also"], strict=True):
            if role in part["roles"]:
                yield number, paper.condition(test), part["html"]


def _numbered(form: _Json) -> Iterator[tuple[_Json, _Json]]:
    for kind in ("scenes", "endings"):
        yield from zip(form["key"][kind], form["view"][kind], strict=True)


def _scenes(form: _Json, paper: Paper) -> str:
    """Return the numbered scenes with what everybody may hear, and no more."""
    common = deepcopy(form)
    for key, view in _numbered(common):
        if "for" in view:
            view["for"] = {}
            view["lines"] = [one for one in view["lines"] if not one["roles"]]
        both = zip(key["also"], view["also"], strict=True)
        kept = [(test, part) for test, part in both if not part["roles"]]
        key["also"] = [test for test, _ in kept]
        view["also"] = [part for _, part in kept]
    return render_entries(common, paper, "paper")


def _news(activity: Simulation, form: _Json, paper: Paper) -> Iterator[_News]:
    """Yield each piece of news in the order of opening: by the clock, then by place."""
    roles = {one["id"]: one["name"] for one in form["view"]["roles"]}
    timed = [one for one in activity.injects if one.minute is not None]
    placed = [one for one in activity.injects if one.minute is None]
    timed.sort(key=lambda one: one.minute or 0)
    placed.sort(key=lambda one: paper.number[one.scene])
    for number, one in enumerate([*timed, *placed], start=1):
        when = f"after {one.at} minutes of play"
        if one.scene:
            when = f"when a team comes to number {paper.number[one.scene]}"
        to = "the whole team" if one.to == "all" else roles[one.to]
        yield _News(number, when, to, one.title, render_markdown(one.text))


def _envelope(news: _News) -> str:
    """Return the page that goes into an envelope, with the label to stick on it."""
    return (
        '<section class="paper-envelope"><div class="paper-letter">'
        f'<p class="training-eyebrow">To {escape(news.to)}</p>'
        f"<h2>{escape(news.title)}</h2>{news.html}</div>"
        '<div class="paper-label"><p>Cut here. The label goes on the envelope, the '
        f"letter goes into it.</p><p><b>Envelope {news.number}</b> open "
        f"{escape(news.when)}</p><p>to {escape(news.to)}</p></div></section>"
    )


_OPEN = " Open an envelope when its time has come, or not, if the team is busy."
_ENVELOPES = """<li>{} envelopes. Open them in this order:<table><thead><tr>
<th scope=col>Envelope</th><th scope=col>Open</th><th scope=col>To</th>
<th scope=col>What it says</th></tr></thead><tbody>{}</tbody></table></li>"""
_SHEET = """<section class="paper-sheet"><p class="training-eyebrow">For the wall
</p><h2>{title}</h2>{sheet}</section>"""
_SCENES = """<section class="training-gamebook"><p class="training-eyebrow">For
whoever leads</p><h2>Numbered scenes</h2>
<div class="training-entries">{}</div></section>"""
_KEY = """<section class="training-gamebook"><p class="training-eyebrow">For
whoever leads, not before the case has ended</p><h2>Answer key</h2>{}</section>"""
_DOCUMENT = """<!doctype html>
<html lang="en" dir="ltr" data-theme="light">
<head><meta charset="utf-8"><title>{title}: on paper</title>
<style>{style}</style></head>
<body class="paper"><main class="training-prose">{body}</main></body></html>
"""
