"""The answers a lab is tried with, as plain data: for the same try in a browser."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from training.content.lab import read_lab, read_wrong
from training.content.problems import ContentError
from training.play.lab_view import solved_answers

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["cases"]


def cases(folder: Path) -> dict[str, dict[str, object]]:
    """Return answers by case: `solution`, `starter`, `wrong/<exercise>/<n>`.

    Raises ContentError if the lab cannot be read or its code does not run.
    """
    lab, problems = read_lab(folder)
    if lab is None or problems:
        raise ContentError(problems)
    answers = {
        name: _plain(raw) for name, raw in solved_answers(lab, folder.parent).items()
    }
    found: dict[str, dict[str, object]] = {"solution": answers, "starter": {}}
    for name, wrongs in read_wrong(folder)[0].items():
        for number, wrong in enumerate(wrongs, 1):
            found[f"wrong/{name}/{number}"] = answers | {name: wrong.answer}
    return found


def _plain(raw: Any) -> object:
    """Return an answer as JSON can carry it; numbers become text."""
    if isinstance(raw, dict):
        return {str(name): _plain(value) for name, value in raw.items()}
    if isinstance(raw, (list, tuple, set, frozenset)):
        return [_plain(value) for value in raw]
    return str(raw) if isinstance(raw, (Decimal, int, float)) else raw
