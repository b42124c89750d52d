"""A lab's pictures, drawn once for a page that is read without a kernel.

The code of a lab is the course's own, so it runs here, in this process, up to its
first pictures. Exercises are passed over: their answers are not needed for any picture,
and a lab whose pictures depend on an answer fails here, at its line.
"""

from __future__ import annotations

import ast
import os
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

from training.content.problems import Problem
from training.play.lab_notebook import setup_code
from training.play.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from training.content.lab import Lab

__all__ = ["fields_html", "first_views", "solved_answers"]

_PLACES = "TRAINING_LABS"


def first_views(
    lab: Lab, folder: Path
) -> tuple[dict[int, str], dict[str, Any], list[Problem]]:
    """Return what each code cell shows as HTML, the exercises by id, and problems.

    `folder` holds the labs. A cell is named by its place in `lab.cells`.
    """
    views: dict[int, str] = {}
    line = 1
    with _places(folder):
        try:
            space = _opened(lab)
            for number, cell in enumerate(lab.cells):
                if cell.kind == "code":
                    line = cell.line
                    views[number] = _run(cell.text, space)
        except Exception as error:  # noqa: BLE001 - an author's fault is a problem
            message = f"its code stops with {type(error).__name__}: {error}"
            fix = "mend the cell that begins on this line, or the module it uses"
            wrong = Problem(lab.path, line, lab.id, message, fix, "lab-code")
            return views, {}, [wrong]
        return views, dict(space["lab"].exercises), []


def solved_answers(lab: Lab, folder: Path) -> dict[str, Any]:
    """Return the answer that each solution sets, by exercise."""
    found: dict[str, Any] = {}
    with _places(folder):
        space = _opened(lab)
        for cell in lab.cells:
            if cell.kind == "code":
                _run(cell.text, space)
            elif cell.kind == "exercise":
                _run(cell.solution, space)
                found[cell.id] = space[cell.answer]
    return found


def _opened(lab: Lab) -> dict[str, Any]:
    space: dict[str, Any] = {"__name__": "__main__"}
    _run(setup_code(lab), space)
    return space


@contextmanager
def _places(folder: Path) -> Iterator[None]:
    """Tell `open_lab` where the labs lie, for as long as this lasts."""
    before = os.environ.get(_PLACES)
    os.environ[_PLACES] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_PLACES]
        else:
            os.environ[_PLACES] = before


def _run(source: str, space: dict[str, Any]) -> str:
    """Run a cell and return the HTML of the value of its last line."""
    tree = ast.parse(source)
    last = (
        tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    )
    exec(compile(tree, "<lab>", "exec"), space)  # noqa: S102 - the course's own code
    if last is None:
        return ""
    assert isinstance(last, ast.Expr)
    code = compile(ast.Expression(last.value), "<lab>", "eval")
    value = eval(code, space)  # noqa: S307 - the course's own code
    html = getattr(value, "_repr_html_", None)
    return str(html()) if html else ""


def fields_html(exercise: Any) -> str:
    """Return what an answer looks like, for a page on which nothing can be answered."""
    kind = exercise.kind
    rows = [
        f"<li><b>{escape(name)}.</b> {escape(words)}</li>"
        for name, words in getattr(kind, "options", {}).items()
    ]
    unit = getattr(kind, "unit", "")
    rows += [
        f"<li>{escape(_in_unit(words, unit))}</li>"
        for words in getattr(kind, "slots", {}).values()
    ]
    if rows:
        return f'<ul class="training-fields">{"".join(rows)}</ul>\n'
    words = say("A number ({unit}).", unit=unit) if unit else say("A number.")
    return f'<p class="training-quiet">{escape(words)}</p>\n'


def _in_unit(words: str, unit: str) -> str:
    return say("{words}, in {unit}", words=words, unit=unit) if unit else words
