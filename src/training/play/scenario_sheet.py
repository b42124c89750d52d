"""The sheet for the gamebook: counters, boxes, clocks and errors, to be filled in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from training.play.words import say, say_html

if TYPE_CHECKING:
    from training.play.scenario_paper import Paper

__all__ = ["render_sheet"]

_Json = Any
_BOX = '<span class="training-box" aria-hidden="true"></span>'


def render_sheet(form: _Json, paper: Paper) -> str:
    """Return one sheet that one group keeps during one game."""
    view, key = form["view"], form["key"]
    counters = "".join(
        f"<tr><th scope=row>{escape(words['name'])}</th><td>{_scale(one)}</td></tr>\n"
        for one, words in zip(key["counters"], view["counters"], strict=True)
    )
    units = {one["id"]: one for one in view["clocks"]}
    clocks = "".join(
        f"<tr><th scope=row>{escape(paper.names[one['id']])}</th>"
        f"<td>{_BOX * one['start']} {escape(_about(one, units, paper))}</td></tr>\n"
        for one in key["clocks"]
    )
    boxes = " ".join(
        f'<span class="training-lettered">{name}&nbsp;{_BOX}</span>'
        for name in paper.boxes.values()
    )
    errors = " ".join(
        f'<span class="training-lettered">{number}&nbsp;{_BOX}</span>'
        for number in paper.errors.values()
    )
    return (
        '<div class="training-papersheet"><h3>'
        f"{say_html('Sheet')}</h3>\n<table><tbody>"
        f"{counters}{clocks}"
        f"<tr><th scope=row>{say_html('Boxes')}</th><td>{boxes}</td></tr>\n"
        f"<tr><th scope=row>{say_html('Critical errors')}</th><td>{errors}</td></tr>\n"
        f"<tr><th scope=row>{say_html('Numbers you came through')}</th>"
        '<td class="training-writing"></td></tr></tbody></table></div>\n'
    )


def _scale(counter: _Json) -> str:
    return " ".join(
        f"<b>({value})</b>" if value == counter["start"] else str(value)
        for value in range(counter["low"], counter["high"] + 1)
    )


def _about(clock: _Json, units: dict[str, _Json], paper: Paper) -> str:
    known = units.get(clock["id"])
    parts = [_box(known) if known else say("1 box a decision")]
    parts.append(say("running") if clock["running"] else say("not running yet"))
    if clock["tick"]:
        ticks = clock["tick"]
        parts.append(
            say("cross {ticks} after each decision while it runs", ticks=ticks)
        )
    parts += [
        say("if {when}: → {number}", when=turn.when, number=turn.number)
        for turn in paper.run_out(clock["id"])
    ]
    return "; ".join(parts) + "."


def _box(clock: _Json) -> str:
    """Return what one box stands for, and the end: 15 minutes, until noon."""
    unit = clock["unit"].removesuffix("s") if clock["each"] == 1 else clock["unit"]
    amount = f"{clock['each']} {unit}"
    return say("a box is {amount}, until {end}", amount=amount, end=clock["until"])
