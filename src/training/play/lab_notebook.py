"""Turns a lab into notebooks: the learner's, and the same with the solutions in.

The learner's notebook is made from the prompt, the starter and the id of an exercise
alone. No function here that makes it ever touches `Cell.solution`, the checks or the
wrong answers; a test changes them all and finds the same bytes.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.content.lab import Cell, Lab

__all__ = ["learner_notebook", "notebook_bytes", "setup_code", "solved_notebook"]

_ROLE = re.compile(r"\{(source|quoted|doc|ref|term)\}`([^`]+)`")
_BOX = re.compile(r"^(:{3,}|`{3,})\{([\w-]+)\}\s*(.*?)\s*$")
_HEADS = {
    "recommends": "The workshop recommends (not binding, no consensus claimed)",
    "requires": "The law requires (binding)",
    "suggests": "Good practice suggests (advice)",
    "story": "Story law (invented for training)",
    "law-enforcement": "For law enforcement",
    "social-work": "For social work",
}
_TRACKS = {
    "law-enforcement": " *(law enforcement)*",
    "social-work": " *(social work)*",
    "both": "",
}


def setup_code(lab: Lab) -> str:
    """Return the first code of every lab: it opens the desk."""
    return f'from training.labs import *\n\nlab = open_lab("{lab.id}")\ndata = lab.data'


def learner_notebook(lab: Lab, label: Callable[[str], str] = str) -> dict[str, Any]:
    """Return the learner's notebook; `label` gives the words of a source key."""
    return _notebook(lab, _cells(lab, label, lambda cell: cell.starter))


def solved_notebook(lab: Lab, label: Callable[[str], str] = str) -> dict[str, Any]:
    """Return the notebook with every solution in the place of its starter."""
    return _notebook(lab, _cells(lab, label, lambda cell: cell.solution))


def notebook_bytes(notebook: dict[str, Any]) -> bytes:
    """Return a notebook as the bytes of its file, the same for the same notebook."""
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _notebook(lab: Lab, cells: Iterator[dict[str, Any]]) -> dict[str, Any]:
    return {
        "cells": list(cells),
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
            "training": {"format": 1, "lab": lab.id, "title": lab.facts.title},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cells(
    lab: Lab, label: Callable[[str], str], code_of: Callable[[Cell], str]
) -> Iterator[dict[str, Any]]:
    yield _code("setup", "setup", setup_code(lab))
    for number, cell in enumerate(lab.cells):
        name = cell.id or f"part-{number}"
        if cell.kind == "code":
            yield _code(name, "show", cell.text)
            continue
        yield _markdown(name, _plain(cell, label))
        if cell.kind == "exercise":
            yield _code(f"{name}-answer", "answer", code_of(cell), cell.id)
            check = f'lab.check("{cell.id}", {cell.answer})'
            yield _code(f"{name}-check", "check", check, cell.id)
        elif cell.kind == "sentence":
            show = f'lab.compare("{cell.id}")'
            yield _code(f"{name}-compare", "compare", show, cell.id)


def _code(name: str, role: str, source: str, exercise: str = "") -> dict[str, Any]:
    tags = {"answer": ["learner"], "check": ["check"]}.get(role, [role])
    ours = {"role": role} | ({"exercise": exercise} if exercise else {})
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {"tags": tags, "training": ours},
        "outputs": [],
        "source": source,
    }


def _markdown(name: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def _plain(cell: Cell, label: Callable[[str], str]) -> str:
    """Return the Markdown of a cell as any notebook can show it."""
    text = _unboxed(cell.text, label)
    if cell.kind == "exercise":
        head = cell.id.replace("-", " ").capitalize()
        return f"### Your turn: {head}{_TRACKS[cell.track]}\n\n{text}"
    if cell.kind == "sentence":
        return f"### A sentence to write\n\n{text}"
    return text


def _unboxed(text: str, label: Callable[[str], str]) -> str:
    """Return text with our boxes as quotations and our roles as words."""

    def role(match: re.Match[str]) -> str:
        kind, words = match.groups()
        return f" ({label(words)})" if kind == "source" else f"\u201c{words}\u201d"

    lines: list[str] = []
    closing: list[str] = []
    for line in text.split("\n"):
        if match := _BOX.match(line):
            closing.append(match.group(1))
            words = _HEADS.get(match.group(3), match.group(3) or _word(match.group(2)))
            lines += [f"> **{words}**", ">"]
        elif closing and line.strip() == closing[-1]:
            closing.pop()
        elif closing and line.startswith(":sources:"):
            keys = line.removeprefix(":sources:").split(",")
            lines += [f"> *{'; '.join(label(key.strip()) for key in keys)}*", ">"]
        else:
            lines.append(f"> {line}".rstrip() if closing else line)
    return _ROLE.sub(role, "\n".join(lines))


def _word(name: str) -> str:
    return name.replace("-", " ").capitalize()
