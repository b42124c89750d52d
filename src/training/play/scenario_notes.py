"""Renders what is read afterwards: errors, what was weighed, one good way.

The gamebook prints it at its end; the player's debrief takes each part where it fits.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from training.play.trail import play
from training.play.words import say_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from training.play.scenario_paper import Paper

    _Sources: TypeAlias = Callable[[list[str]], str]

__all__ = ["render_notes"]

_Json = Any
_Labels = dict[tuple[str, str], str]


def render_notes(form: _Json, paper: Paper, sources: _Sources) -> str:
    """Return the notes; `sources` puts source keys into words."""
    scenes = form["view"]["scenes"]
    labels = {
        (scene["id"], one["id"]): one["label"]
        for scene in scenes
        for one in scene["choices"]
    }
    errors = "".join(
        _error(scene, one, paper, sources)
        for scene in scenes
        for one in scene["choices"]
        if one["critical"]
    )
    known = [scene for scene in scenes if scene["weighed"]]
    known.sort(key=lambda scene: paper.number[scene["id"]])  # found by its number
    weighed = "".join(_weighed(scene, labels, paper, sources) for scene in known)
    about = say_html(
        "What an experienced colleague would have weighed, by number. It is one good "
        "way; there are others."
    )
    return (
        f'<div class="training-afterwards">\n<h3>{say_html("For afterwards")}</h3>\n'
        f"<p>{about}</p>\n"
        f'<div class="training-notes">{errors}{weighed}</div>\n'
        f"<h3>{say_html('One good way, step by step')}</h3>\n"
        f"<ol>{_expert(form, paper, labels)}</ol></div>\n"
    )


def _error(scene: _Json, choice: _Json, paper: Paper, sources: _Sources) -> str:
    path, found = f"{scene['id']}/{choice['id']}", choice["critical"]
    title = say_html(
        "Critical error {number}: {choice}",
        number=paper.errors[path],
        choice=choice["label"],
    )
    return (
        f'<div data-critical="{path}"><h4>{title}</h4>'
        f"<p data-rule>{found['rule']}</p>"
        f"<p><b>{say_html('Better:')}</b></p><div data-better>{found['better']}</div>"
        f'<p class="training-quiet" data-sources>{sources([found["source"]])}</p>'
        "</div>\n"
    )


def _weighed(scene: _Json, labels: _Labels, paper: Paper, sources: _Sources) -> str:
    found = scene["weighed"]
    names = [labels[scene["id"], one] for one in found["choose"]]
    would = f"<p data-would>{' · '.join(names)}</p>" if names else ""
    return (
        f'<div data-weighed="{scene["id"]}" data-choose="{" ".join(found["choose"])}">'
        f"<h4>{paper.number[scene['id']]} {escape(scene['title'])}</h4>"
        f"<div data-text>{found['html']}</div>{would}"
        f'<p class="training-quiet" data-sources>{sources(found["sources"])}</p>'
        "</div>\n"
    )


def _expert(form: _Json, paper: Paper, labels: _Labels) -> str:
    moves = form["view"]["expert"]
    steps = play(form, [one["pick"] for one in moves])["steps"]
    return "".join(
        f'<li data-expert="{at}"><b class="training-paper">'
        f"{paper.number[step['scene']]}: {labels[step['scene'], step['choice']]}</b>"
        f"<div data-why>{move['html']}</div></li>\n"
        for at, (step, move) in enumerate(zip(steps, moves, strict=False))
    )
