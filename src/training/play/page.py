"""Renders a view as plain accessible HTML, readable and printable without JavaScript.

Nothing here grades or knows a right answer. `quiz-player.js` enhances what this
module writes: it adds the buttons, the feedback and the memory.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from training.play.grading import solution
from training.play.icons import icon
from training.play.words import say_html, to_say

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["TRACKS", "dom_id", "embed_json", "render_item", "render_key"]

TRACKS = {
    "law-enforcement": to_say("Law enforcement"),
    "social-work": to_say("Social work"),
}
_View = dict[str, Any]
_SURE = (
    ("guess", to_say("Guessing")),
    ("fair", to_say("Fairly sure")),
    ("certain", to_say("Certain")),
)


def dom_id(item: str) -> str:
    """Return the id an item has in a page.

    >>> dom_id("non-punishment/first-question")
    'item-non-punishment--first-question'
    """
    return "item-" + item.replace("/", "--")


def embed_json(data: object) -> str:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def render_item(form: dict[str, Any], number: int, *, with_key: bool = True) -> str:
    """Return a question as HTML; `with_key` adds what local grading needs."""
    view, name = form["view"], dom_id(form["id"])
    track = view["track"]
    only = "" if track == "both" else f' data-track-only="{track}"'
    label = say_html("Question {number}", number=number)
    data = {"format": form["format"], "id": form["id"], "view": _facts(view)}
    if with_key:
        data["key"] = form["key"]
    return (
        f'<quiz-player id="{name}" data-item="{form["id"]}"{only}>\n'
        f'<form class="training-item training-item--{view["kind"]}"'
        f' aria-label="{label}" autocomplete="off">\n'
        f"{_head(label, track)}{_BODIES[view['kind']](view, name)}"
        f"{_hints(view)}{_sure(view, name)}"
        "</form>\n"
        f'<script type="application/json">{embed_json(data)}</script>\n'
        "</quiz-player>\n"
    )


def _facts(view: _View) -> _View:
    """Return the part of the view that the page's HTML does not carry already."""
    return {key: view[key] for key in ("kind", "shuffle", "section", "sources")}


def _head(label: str, track: str) -> str:
    badge = ""
    if track in TRACKS:
        words = say_html(TRACKS[track])
        name = f"training-badge training-badge--{track}"
        badge = f' <span class="{name}">{icon(track)}{words}</span>'
    return f'<p class="training-eyebrow">{label}{badge}</p>\n'


def _prompt(view: _View) -> str:
    """Return the prompt as legend content, which may hold phrasing only."""
    text = view["prompt"].replace("\n", " ")
    if re.search(r"<(ul|ol|blockquote|pre)", text):
        return str(view["prompt"])
    return "<br><br>".join(re.findall(r"<p>(.*?)</p>", text)) or text


def _ask(view: _View, name: str, inside: str) -> str:
    """Return the prompt and the answer area as one named group."""
    return (
        f'<div role="group" aria-labelledby="{name}-prompt">\n'
        f'<div class="training-prompt" id="{name}-prompt">{view["prompt"]}</div>\n'
        f"{inside}</div>\n"
    )


def _option(kind: str, name: str, option: _View) -> str:
    return (
        '<div class="training-optionbox">'
        f'<label class="training-option"><input type="{kind}" name="{name}"'
        f' value="{option["id"]}"><span>{option["html"]}</span></label></div>\n'
    )


def _choice(view: _View, name: str) -> str:
    kind = "checkbox" if view["many"] else "radio"
    boxes = "".join(_option(kind, name, option) for option in view["options"])
    return (
        f'<fieldset><legend class="training-prompt">{_prompt(view)}</legend>\n'
        f'<div class="training-options">{boxes}</div></fieldset>\n'
    )


def _segments(field: _View, name: str) -> str:
    labels = "".join(
        f'<label><input type="radio" name="{name}--{field["id"]}"'
        f' value="{option["id"]}"><span>{option["html"]}</span></label>'
        for option in field["options"]
    )
    long = any(len(option["html"]) > 40 for option in field["options"])
    shape = "training-segments" + (" training-segments--long" if long else "")
    return (
        f'<fieldset class="training-fact" data-slot="{field["id"]}">'
        f"<legend>{field['legend']}</legend>"
        f'<div class="{shape}">{labels}</div></fieldset>\n'
    )


def _facts_to_sort(view: _View, name: str) -> str:
    return _ask(view, name, "".join(_segments(f, name) for f in view["fields"]))


def _cloze(view: _View, name: str) -> str:
    text = view["text"]
    for field in view["fields"]:
        options = "".join(
            f'<option value="{o["id"]}">{o["html"]}</option>' for o in field["options"]
        )
        select = (
            f'<select class="training-gap" data-slot="{field["id"]}"'
            f' name="{name}--{field["id"]}"'
            f' aria-label="{escape(field["legend"])}">'
            f'<option value="">{say_html("Choose")} …</option>{options}</select>'
        )
        text = text.replace(f"[[{field['id']}]]", select)
    return _ask(view, name, f'<div class="training-cloze">{text}</div>\n')


def _mark_up(view: _View, name: str) -> str:
    paragraphs: list[str] = [""]
    for piece in view["pieces"]:
        if piece["span"]:
            paragraphs[-1] += (
                f'<label class="training-span"><input type="checkbox"'
                f' value="{piece["span"]}">{escape(piece["text"])}</label>'
            )
            continue
        first, *more = escape(piece["text"]).split("\n\n")
        paragraphs[-1] += first
        paragraphs += more
    document = "".join(f"<p>{text.strip()}</p>" for text in paragraphs if text.strip())
    fields = "".join(_segments(field, name) for field in view["fields"])
    return _ask(
        view,
        name,
        f'<div class="training-document">{document}</div>\n'
        f'<p class="training-marked">{say_html("What you mark, say what it is:")}'
        f'</p>\n<div class="training-spans">{fields}</div>\n',
    )


def _order(view: _View, name: str) -> str:
    steps = "".join(
        f'<li class="training-step" data-step="{step["id"]}">'
        f'<span class="training-step__text">{step["html"]}</span></li>\n'
        for step in view["steps"]
    )
    return _ask(view, name, f'<ol class="training-steps">\n{steps}</ol>\n')


def _numeric(view: _View, name: str) -> str:
    units = view["units"]
    unit = f'<span class="training-unit">{escape(units[0]["text"])}</span>'
    if len(units) > 1:
        options = "".join(
            f'<option value="{escape(u["id"])}">{escape(u["text"])}</option>'
            for u in units
        )
        label = say_html("Unit")
        unit = f'<select name="{name}--unit" aria-label="{label}">{options}</select>'
    return _ask(
        view,
        name,
        f'<p class="training-number"><label>{say_html("Your number")} '
        f'<input type="text" name="{name}" inputmode="decimal" maxlength="40">'
        f"</label> {unit}</p>\n",
    )


def _short_text(view: _View, name: str) -> str:
    return _ask(
        view,
        name,
        f'<p class="training-words"><label>{say_html("Your answer")} '
        f'<input type="text" class="training-text" name="{name}" maxlength="80">'
        "</label></p>\n",
    )


def _hints(view: _View) -> str:
    of = len(view["hints"])
    names = [say_html("Hint {n} of {of}", n=n, of=of) for n in range(1, of + 1)]
    if of == 1:
        names = [say_html("Hint")]
    return "".join(
        f'<details class="training-hint"><summary>{icon("hint")}{name}</summary>'
        f"{hint}</details>\n"
        for name, hint in zip(names, view["hints"], strict=True)
    )


def _sure(view: _View, name: str) -> str:
    if not view["certainty"]:
        return ""
    labels = "".join(
        f'<label><input type="radio" name="{name}--sure" value="{value}">'
        f"<span>{say_html(words)}</span></label>"
        for value, words in _SURE
    )
    return (
        '<fieldset class="training-certainty">'
        f"<legend>{say_html('How sure are you?')}</legend>"
        f'<div class="training-sure">{labels}</div></fieldset>\n'
    )


_BODIES: dict[str, Callable[[_View, str], str]] = {
    "single": _choice,
    "multiple": _choice,
    "true-false": _facts_to_sort,
    "classify": _facts_to_sort,
    "order": _order,
    "numeric": _numeric,
    "short-text": _short_text,
    "cloze": _cloze,
    "mark-up": _mark_up,
}


def render_key(form: dict[str, Any], number: int) -> str:
    """Return a question's right answer and reasons, for the facilitator's key."""
    view, key = form["view"], form["key"]
    names = _names(view)
    best = solution(key)
    if key["type"] == "number":
        answer = escape(f"{best['number']} {view['units'][0]['text']}")
    elif key["type"] == "text":
        answer = " / ".join(escape(text) for text in key["accept"])
    elif key["type"] in ("match", "marks"):
        answer = "<br>".join(
            f"{names[slot]}: <b>{names[f'{slot}/{value}']}</b>"
            for slot, value in best.items()
        )
    else:
        answer = "<br>".join(names[name] for name in best)
    whys = "".join(
        f"<li>{f'<b>{names[note]}</b>: ' if note in names else ''}{why}</li>"
        for note, why in key["remarks"].items()
    )
    reasons = say_html("Reasons")
    return (
        f'<section class="training-key"><h3>{number}</h3>'
        f'<div class="training-prompt">{view["prompt"]}</div>\n'
        f"<p>{answer}</p>\n<details><summary>{reasons}</summary><ul>{whys}</ul></details>"
        "</section>\n"
    )


def _names(view: _View) -> dict[str, str]:
    """Return the words of everything an answer can name."""
    records = view.get("options", []) + view.get("steps", [])
    names = {record["id"]: record["html"] for record in records}
    for field in view.get("fields", []):
        names[field["id"]] = field["legend"]
        for option in field["options"]:
            names[f"{field['id']}/{option['id']}"] = option["html"]
    return names
