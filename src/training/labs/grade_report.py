"""What came of a folder of notebooks, as CSV for a sheet, JSON and a page to read.

Names and messages come from learners: a sheet must not take them for formulas, nor a
page for markup.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from training.content.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.labs.grade_marks import Graded

__all__ = [
    "STATES",
    "as_csv",
    "as_html",
    "as_json",
    "printable",
    "summary",
    "write_reports",
]

STATES = {
    "graded": "graded",
    "partly": "graded in part",
    "refused": "not a notebook of a lab",
    "broken": "our fault",
}
_STYLE = """
:root { color-scheme: light dark; --line: light-dark(#ccc, #555); }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem;
  padding: 0 1rem; color: light-dark(#1c1c1c, #eee);
  background: light-dark(#fff, #191919); }
table { border-collapse: collapse; width: 100%; }
tbody th { width: 15rem; font-weight: 500; }
td:last-child { width: 24rem; }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 4.5rem; }
td.points { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
td ul { margin: 0; padding-inline-start: 1.1rem; }
summary { cursor: pointer; }
.tried { font-weight: 600; }
@media (max-width: 48rem) {
  table, tbody, tr, tbody th, td { display: block; }
  thead { display: none; }
  tr { border-bottom: 1px solid var(--line); padding: .4rem 0; }
  tbody th, td, td.points, td:last-child { border: 0; padding: .1rem 0; width: auto;
    text-align: start; }
}
"""


def as_csv(results: Sequence[Graded]) -> str:
    """Return one row for each notebook and one column for each exercise."""
    columns = list(
        dict.fromkeys(
            f"{one.lab}/{mark['exercise']}" for one in results for mark in one.marks
        )
    )
    head = ["notebook", "lab", "points", "of", "state", "notes", "tried", "seconds"]
    rows = []
    for one in results:
        own = {f"{one.lab}/{mark['exercise']}": mark["points"] for mark in one.marks}
        words = ["; ".join(one.notes), "; ".join(one.tried)]
        facts = [one.name, one.lab, one.points, one.of, STATES[one.state]]
        more = [own.get(column, "") for column in columns]
        rows.append([*facts, *words, one.seconds, *more])
    return sheet([*head, *columns], rows)


def as_json(results: Sequence[Graded]) -> str:
    """Return everything that is known, as JSON."""
    plain = [one.as_json() for one in results]
    for one in plain:
        del one["key"]
    return json.dumps({"format": 1, "notebooks": plain}, indent=1) + "\n"


def printable(line: str) -> str:
    r"""Return a line that cannot steer a terminal.

    >>> printable("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode()
        for one in line
    )


def summary(results: Sequence[Graded]) -> str:
    """Return the whole run in a line or two."""
    counts = Counter(one.state for one in results)
    parts = [f"{counts[state]} {words}" for state, words in STATES.items()]
    tried = sum(bool(one.tried) for one in results)
    many = "notebook" if len(results) == 1 else "notebooks"
    line = f"{len(results)} {many}: {', '.join(parts)}."
    return f"{line} {tried} tried what a lab does not need." if tried else line


def as_html(results: Sequence[Graded]) -> str:
    """Return a page: a row for each notebook, and what each answer was told."""
    rows = "".join(map(_row, results))
    heads = ("Notebook", "Points", "Result", "What was told")
    head = "".join(
        f'<th scope="col" role="columnheader">{words}</th>' for words in heads
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Marks</title><style>{_STYLE}</style></head><body><main>"
        f'<h1>Marks</h1><p>{escape(summary(results))}</p><table role="table">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></main></body></html>\n'
    )


def _row(one: Graded) -> str:
    items = [f"<li>{escape(note)}</li>" for note in one.notes]
    items += [f'<li class="tried">{escape(words)}</li>' for words in one.tried]
    told = "".join(
        f"<li><b>{escape(mark['exercise'])}</b> {mark['points']} of {mark['of']}: "
        f"{escape(mark['message'])}</li>"
        for mark in one.marks
    )
    more = (
        f"<details><summary>Answers</summary><ul>{told}</ul></details>" if told else ""
    )
    notes = f"<ul>{''.join(items)}</ul>" if items else ""
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{escape(one.name)}</th>'
        f'<td role="cell" class="points">{one.points} of {one.of}</td>'
        f'<td role="cell">{escape(STATES[one.state])}{notes}</td>'
        f'<td role="cell">{more}</td></tr>\n'
    )


def write_reports(out: Path, results: Sequence[Graded]) -> None:
    """Write results.csv, results.json and results.html; each whole or not at all."""
    for name, text in (
        ("results.csv", as_csv(results)),
        ("results.json", as_json(results)),
        ("results.html", as_html(results)),
    ):
        fresh = out / f".{name}.{os.getpid()}"
        fresh.write_text(text, "utf-8", "backslashreplace")
        fresh.replace(out / name)
