"""Renders the numbered parts of a gamebook: scenes, what follows a choice, endings.

Each carries in `data-` attributes what `scenario-player.js` finds it by. What only
paper needs has the class `training-paper`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from training.play.words import say, say_html, to_say

if TYPE_CHECKING:
    from training.play.scenario_paper import Paper

__all__ = ["render_entries"]

_Json = Any
_GRADES = {
    "good": to_say("A good ending"),
    "mixed": to_say("A mixed ending"),
    "poor": to_say("A poor ending"),
}


def render_entries(form: _Json, paper: Paper, name: str) -> str:
    """Return every numbered part, in the order of the numbers."""
    found: dict[int, str] = {}
    shown = {one["id"]: one for one in form["view"]["scenes"]}
    roles = {one["id"]: one["name"] for one in form["view"]["roles"]}
    for scene in form["key"]["scenes"]:
        view = shown[scene["id"]]
        number = paper.number[scene["id"]]
        inside = _scene(scene, view, paper, name, roles)
        found[number] = _entry(number, name, f'data-scene="{scene["id"]}"', inside)
        for choice, words in zip(scene["choices"], view["choices"], strict=True):
            path = f"{scene['id']}/{choice['id']}"
            if path in paper.number:
                number = paper.number[path]
                inside = _outcome(path, choice, words, paper, name)
                found[number] = _entry(number, name, f'data-outcome="{path}"', inside)
    for key, view in zip(form["key"]["endings"], form["view"]["endings"], strict=True):
        number = paper.number[key["id"]]
        inside = (
            f"<h4>{escape(view['title'])}</h4>\n<div data-text>{view['html']}</div>\n"
            f"{_also(key, view, paper, roles)}"
            f'<p class="training-paper"><b>{say_html(_GRADES[view["grade"]])}.</b> '
            f"{_after_end()}</p>"
        )
        found[number] = _entry(number, name, f'data-ending="{key["id"]}"', inside)
    return "".join(found[number] for number in sorted(found))


def _after_end() -> str:
    return say_html(
        "If you noted a critical error, the case has failed. Now read the notes at the "
        "end."
    )


def _entry(number: int, name: str, data: str, inside: str) -> str:
    return (
        f'<section class="training-entry" id="{name}--{number}" {data}>'
        f"<h3>{number}</h3>\n{inside}</section>\n"
    )


def _scene(
    key: _Json, view: _Json, paper: Paper, name: str, roles: dict[str, str]
) -> str:
    place = " · ".join(part for part in (view["place"], view["time"]) if part)
    parts = [f"<h4>{escape(view['title'])}</h4>\n"]
    if place:
        parts.append(f'<p class="training-eyebrow" data-place>{escape(place)}</p>\n')
    parts.append(f"<div data-text>{view['html']}</div>\n" if view["html"] else "")
    parts += [
        f'<div data-for="{role}"><p class="training-who">{escape(roles[role])}</p>'
        f"{html}</div>\n"
        for role, html in view["for"].items()
    ]
    parts += [
        f'<div class="training-turn" data-roles="{" ".join(line["roles"])}">'
        f'<p class="training-who">{escape(line["who"])}{_only(line["roles"], roles)}'
        f"</p><blockquote><p>{line['html']}</p></blockquote></div>\n"
        for line in view["lines"]
    ]
    parts.append(_also(key, view, paper, roles))
    ways = "".join(
        _way(choice, words, key["id"], paper, name, roles)
        for choice, words in zip(key["choices"], view["choices"], strict=True)
    )
    return f'{"".join(parts)}<ul class="training-ways">\n{ways}</ul>\n'


def _only(ids: list[str], roles: dict[str, str]) -> str:
    if not ids:
        return ""
    words = say_html("({names} only)", names=escape(_either(ids, roles)))
    return f' <span class="training-paper">{words}</span>'


def _either(ids: list[str], roles: dict[str, str]) -> str:
    return f" {say('or')} ".join(roles[one] for one in ids)


def _also(key: _Json, view: _Json, paper: Paper, roles: dict[str, str]) -> str:
    return "".join(
        f'<div data-also="{index}" data-roles="{" ".join(part["roles"])}">'
        f'<p class="training-paper">{_if(paper.condition(test))}'
        f"{_only(part['roles'], roles)}:</p>{part['html']}</div>\n"
        for index, (test, part) in enumerate(
            zip(key["also"], view["also"], strict=True)
        )
    )


def _if(condition: str) -> str:
    return say_html("If {condition}", condition=escape(condition))


def _way(  # noqa: PLR0913, PLR0917 - a choice as two forms show it, and its words
    choice: _Json,
    words: _Json,
    scene: str,
    paper: Paper,
    name: str,
    roles: dict[str, str],
) -> str:
    notes = [_either(choice["roles"], roles)]
    if choice["when"]:
        condition = paper.condition(choice["when"])
        notes.append(say("only if {condition}", condition=condition))
    if choice["once"]:
        notes.append(say("once only"))
    note = escape("; ".join(one for one in notes if one))
    number = paper.turn(scene, choice)
    shut = words["closed"]
    closed = f' <small data-closed class="training-vh">{shut}</small>' if shut else ""
    return (
        f'<li data-choice="{choice["id"]}"><span data-label>{words["label"]}</span>'
        f'{closed} <span class="training-paper">{f"({note}) " if note else ""}→ '
        f'<a href="#{name}--{number}">{number}</a></span></li>\n'
    )


def _else(at: int) -> str:
    return say_html("Otherwise") if at else say_html("Now")


def _outcome(path: str, choice: _Json, words: _Json, paper: Paper, name: str) -> str:
    said = f"<div data-says>{words['says']}</div>\n" if words["says"] else ""
    work = "".join(f"<li>{escape(one)}</li>" for one in paper.work(path, choice))
    turns = paper.turns(choice)
    lines = [
        f"{_if(turn.when) if turn.when else _else(at)}"
        f' → <a href="#{name}--{turn.number}">{turn.number}</a>'
        for at, turn in enumerate(turns)
    ]
    return (
        f"{said}"
        f'{f"""<ul class="training-paper training-work">{work}</ul>""" if work else ""}'
        f'<p class="training-paper">{"<br>".join(lines)}</p>\n'
    )
