"""The rooms' ways through a scenario as a picture, with the same in words below it.

Scenes stand in rows, by how many steps they are from the start. A line is as thick as
the share of people who took it; the expert's way is a dashed line beside. Colour only
repeats what the line says.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from training.workshop.report_parts import table
from training.workshop.ways import QUARTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.workshop.ways import Step, Ways

__all__ = ["ways_html"]

_WIDE, _HIGH, _GAP, _DROP = 132, 44, 20, 46  # a box, and the space beside and below it
_BESIDE = 5  # boxes in a line: more would be too small on paper
_THICK = (1.5, 2.5, 4.5, 7.0, 9.5)


def ways_html(every: Sequence[Ways]) -> str:
    """Return a section with a picture and a list for each scenario played, or ""."""
    if not every:
        return ""
    parts = "".join(_scenario(one, at) for at, one in enumerate(every))
    return f"<section><h2>Ways through the cases</h2>{parts}</section>"


def _scenario(one: Ways, number: int) -> str:
    teams = "one team" if one.teams == 1 else f"{one.teams} teams"
    lead = (
        f"<h3>{escape(one.title)}</h3><p>{teams}. A line stands for five people or "
        "more; "
        "the thicker, the more took it. Dashed: the expert&rsquo;s way, one good way "
        "among several.</p>"
    )
    if one.people is None:
        return f"{lead}<p>Fewer than five people played: nothing is shown.</p>"
    less = (
        "<p>Steps of fewer than five people are left out.</p>" if one.is_partial else ""
    )
    return f"{lead}{_picture(one, number)}{less}{_words(one)}"


def _words(one: Ways) -> str:
    names = dict(one.names)
    rows = "".join(
        f"<tr><th scope='row'>{escape(names[step.start])}</th>"
        f"<td>{escape(names.get(step.end, step.end))}</td><td>"
        f"{_share(step.quarter)}</td>"
        f"<td>{'yes' if step.is_expert else ''}</td></tr>"
        for step in sorted(one.steps, key=lambda step: _order(one, step))
    )
    ends = ", ".join(
        f"{escape(names.get(end, end))}: {QUARTERS[quarter]}"
        for end, quarter in one.endings
    )
    told = f"<p>How it ended: {ends}.</p>" if ends else ""
    steps = table(f"Steps: {one.title}", ("From", "To", "People", "Expert"), rows)
    return f"{told}<details open><summary>The same in words</summary>{steps}</details>"


def _share(quarter: int) -> str:
    return "fewer than five, or nobody" if quarter < 0 else QUARTERS[quarter]


def _order(one: Ways, step: Step) -> tuple[int, str, int, str]:
    depth = dict(one.depth)
    return depth[step.start], step.start, depth.get(step.end, 0), step.end


def _places(one: Ways) -> dict[str, tuple[float, float]]:
    """Return the upper left corner of each scene's box; a long row is broken."""
    rows: dict[int, list[str]] = defaultdict(list)
    for name, depth in one.depth:
        rows[depth].append(name)
    lines = [
        row[at : at + _BESIDE]
        for _, row in sorted(rows.items())
        for at in range(0, len(row), _BESIDE)
    ]
    widest = max(map(len, lines)) * (_WIDE + _GAP)
    found = {}
    for down, row in enumerate(lines):
        left = (widest - len(row) * (_WIDE + _GAP)) / 2
        for at, name in enumerate(row):
            found[name] = (left + at * (_WIDE + _GAP), down * (_HIGH + _DROP) + 4.0)
    return found


def _picture(one: Ways, number: int) -> str:
    places, names = _places(one), dict(one.names)
    wide = max(x for x, _ in places.values()) + _WIDE + _GAP
    high = max(y for _, y in places.values()) + _HIGH + _DROP
    lines = "".join(
        _line(step, places)
        for step in one.steps
        if step.end in places and step.start != step.end
    )
    boxes = "".join(_box(names[name], place) for name, place in places.items())
    return (
        f"<div class='report-picture' tabindex='0' role='region' aria-label='Picture: "
        f"{escape(one.title, quote=True)}'><svg role='img' "
        f"aria-labelledby='ways-{number}' "
        f"viewBox='-2 0 {wide + 2:.0f} {high:.0f}' "
        f"style='min-inline-size:{wide * 0.6:.0f}px'>"
        f"<title id='ways-{number}'>{escape(one.title)}: the ways of the teams. The "
        "list "
        f"below says the same.</title>{lines}{boxes}</svg></div>"
    )


def _line(step: Step, places: dict[str, tuple[float, float]]) -> str:
    (x1, y1), (x2, y2) = places[step.start], places[step.end]
    is_back = y2 <= y1
    if not is_back:  # onward: from the lower edge to the upper edge
        a, b = (x1 + _WIDE / 2, y1 + _HIGH), (x2 + _WIDE / 2, y2)
        bend = (b[1] - a[1]) / 2
        path = f"C{a[0]:.0f} {a[1] + bend:.0f} {b[0]:.0f} {b[1] - bend:.0f}"
    else:  # back, or beside: around the right side
        a, b = (x1 + _WIDE, y1 + _HIGH / 2), (x2 + _WIDE, y2 + _HIGH / 2)
        out = max(a[0], b[0]) + 26
        path = f"C{out:.0f} {a[1]:.0f} {out:.0f} {b[1]:.0f}"
    curve = f"M{a[0]:.0f} {a[1]:.0f}{path} {b[0]:.0f} {b[1]:.0f}"
    told = ""
    if step.quarter >= 0:
        kind = "way back" if is_back else "way"
        told = (
            f"<path class='{kind}' stroke-width='{_THICK[step.quarter]}' d='{curve}'/>"
        )
    if step.is_expert:
        told += f"<path class='expert' d='{curve}'/>"
    return told


def _box(title: str, place: tuple[float, float]) -> str:
    x, y = place
    words = wrap(title, 15, max_lines=2, placeholder=" …") or [""]
    top = y + _HIGH / 2 + 5 - 9 * (len(words) - 1)
    text = "".join(
        f"<tspan x='{x + _WIDE / 2:.0f}' y='{top + 18 * at:.0f}'>{escape(line)}</tspan>"
        for at, line in enumerate(words)
    )
    return (
        f"<rect x='{x:.0f}' y='{y:.0f}' width='{_WIDE}' height='{_HIGH}' rx='6'/>"
        f"<text>{text}</text>"
    )
