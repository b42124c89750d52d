"""Renders a scenario as accessible HTML: a beginning, and a gamebook to play on paper.

Without JavaScript the gamebook is all there is, and its numbers are links.
`scenario-player.js` takes scenes, outcomes and remarks out of the same HTML, so that
every text stands in the page once.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from training.play.icons import icon
from training.play.page import TRACKS, embed_json
from training.play.scenario_entries import render_entries
from training.play.scenario_notes import render_notes
from training.play.scenario_paper import Paper
from training.play.scenario_sheet import render_sheet
from training.play.words import say_html

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Links", "render_scenario", "scenario_dom_id"]

_Json = Any


class Links:
    """What only the page knows: how a source is called, where the other page lies."""

    def __init__(
        self, label: Callable[[str], str], alternative: tuple[str, str] | None = None
    ) -> None:
        """Keep the label of a source key, and address and title of the other page."""
        self.label = label
        self.alternative = alternative

    def sources(self, keys: list[str]) -> str:
        """Return sources as readers meet them."""
        return escape("; ".join(self.label(key) for key in keys))


def scenario_dom_id(scenario: str) -> str:
    """Return the id a scenario has in a page.

    >>> scenario_dom_id("two-doors")
    'scenario-two-doors'
    """
    return f"scenario-{scenario}"


def render_scenario(form: _Json, links: Links) -> str:
    """Return the scenario with its gamebook, and what the player needs as JSON."""
    name, paper = scenario_dom_id(form["id"]), Paper(form)
    view = form["view"]
    facts = {
        part: view[part]
        for part in ("title", "counters", "flags", "clocks", "timers", "roles")
    }
    facts["roles"] = [
        {part: one[part] for part in ("id", "name", "hat")} for one in view["roles"]
    ]
    facts["expert"] = [one["pick"] for one in view["expert"]]
    data = {"format": form["format"], "id": form["id"], "view": facts}
    data["key"] = form["key"]
    heading = say_html("{title}: the gamebook", title=escape(view["title"]))
    return (
        f'<scenario-player id="{name}" data-scenario="{form["id"]}">\n'
        f"{_start(view, name, links)}"
        f'<section class="training-gamebook" aria-labelledby="{name}-paper">\n'
        f'<h2 id="{name}-paper">{heading}</h2>\n'
        f"{_how_to(name)}{_cards(view)}{render_sheet(form, paper)}"
        f'<div class="training-entries">\n{render_entries(form, paper, name)}</div>\n'
        f"{render_notes(form, paper, links.sources)}</section>\n"
        f'<script type="application/json">{embed_json(data)}</script>\n'
        "</scenario-player>\n"
    )


def _start(view: _Json, name: str, links: Links) -> str:
    other = ""
    if links.alternative:
        address, title = links.alternative
        link = f'<a href="{escape(address)}">{title}</a>'
        other = f"<p>{say_html('The page: {link}', link=link)}</p>"
    roles = "".join(_role_option(one, name) for one in view["roles"] if one["alone"])
    hats = (
        '<label class="training-option"><input type="radio" value=""'
        f' name="{name}-role"><span><b>{say_html("Every hat in turn")}</b><small>'
        f"{say_html('You decide for each role. Good for a pair.')}</small></span>"
        "</label>"
    )
    return (
        f'<section class="training-sheet training-start" aria-labelledby="{name}-go"'
        f' data-part="start">\n<h2 id="{name}-go">{say_html("Before you start")}</h2>\n'
        f'<div class="training-note" role="note">{icon("note")}<div>'
        f'<p class="training-note__title">{say_html("Content note")}</p>'
        f"{view['contentNote']}"
        f'</div></div>\n<div class="training-start__intro">{view["intro"]}</div>\n'
        f'<div class="training-instead"><p><b>'
        f"{say_html('You would rather not play it?')}</b></p>"
        f"{view['alternative']['html']}{other}</div>\n"
        '<form class="training-js" autocomplete="off"><fieldset>'
        f"<legend><b>{say_html('Who are you?')}</b></legend>"
        f'<div class="training-options">{roles}{hats}</div></fieldset></form>\n'
        "</section>\n"
    )


def _role_option(role: _Json, name: str) -> str:
    return (
        '<label class="training-option"><input type="radio"'
        f' value="{role["id"]}" name="{name}-role" data-hat="{role["hat"]}">'
        f"<span><b>{escape(role['name'])}</b> {_badge(role['hat'])}"
        f'<span class="training-card">{role["html"]}</span></span></label>'
    )


def _badge(hat: str) -> str:
    if hat not in TRACKS:
        return ""
    name = f"training-badge training-badge--{hat}"
    return f'<span class="{name}">{icon(hat)}{say_html(TRACKS[hat])}</span>'


def _how_to(name: str) -> str:
    link = f'<a href="#{name}--1">{say_html("number 1")}</a>'
    play = say_html(
        "This is the whole case for paper. You need a pencil and the sheet below. Each "
        "player takes a role card. Begin at {number}. Read aloud what your role may "
        "read, decide together, and turn to the number. Do what the number says on the "
        "sheet, from top to bottom. Take the first way whose condition is so.",
        number=link,
    )
    rules = say_html(
        "A choice that names a role is for that role. A counter never passes its ends. "
        "A clock whose last box is crossed stops. The notes at the end are for "
        "afterwards."
    )
    return f'<div class="training-rules"><p>{play}</p><p>{rules}</p></div>\n'


def _cards(view: _Json) -> str:
    cards = "".join(
        f'<div class="training-rolecard"><h4>{escape(one["name"])}</h4>'
        f"<p>{_badge(one['hat'])}</p>{one['html']}</div>\n"
        for one in view["roles"]
    )
    return (
        f"<h3>{say_html('Role cards')}</h3>\n"
        f'<div class="training-rolecards">{cards}</div>\n'
    )
