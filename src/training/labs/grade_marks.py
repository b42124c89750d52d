"""From a file somebody handed in to cells that can be run, and from answers to marks.

Checks and solutions stay on this side of the walls. Whatever a file or an answer is,
the result is a line that says what was done with it and why.
"""

from __future__ import annotations

import re
import stat
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from training.content.lab import lab_folders, read_lab
from training.content.problems import ContentError, did_you_mean
from training.labs.desk import Desk, find_part
from training.labs.exercise import Mark
from training.labs.intake import LARGEST, missing_parts, read_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from training.content.lab import Lab

__all__ = ["TRIED", "Graded", "Kit", "Prepared", "finish", "load_kits", "prepare"]

_OPENS = re.compile(r"\bopen_lab\(\s*[\"']([a-z0-9-]{1,60})[\"']\s*\)")
_PARTS = ("lab.md", "checks.py", "data.py")
TRIED = {
    "network": "tried to reach a network",
    "process": "tried to start another process or thread",
    "signal": "tried to end or signal another process",
    "trace": "tried to look into another process",
    "system": "tried to change the system",
    "read-outside": "tried to read outside its folder",
    "write-outside": "tried to write outside its folder",
    "link": "tried to lead out of its folder by a link",
    "memory": "tried to take more memory than there is",
    "disk": "tried to write more than its folder holds",
    "output": "printed without end",
    "time": "ran without end",
    "quit": "ended its own kernel",
    "late": "left work to be done after its end",
    "tools": "changed the tools of the marker",
    "forged": "wrote to the marker's channel itself",
    "not-data": "gave an object where data is due",
}


@dataclass(frozen=True)
class Kit:
    """What marking a lab needs: its exercises, its data, its checks."""

    lab: Lab
    desk: Desk = field(repr=False)
    data: str = field(repr=False)
    key: str

    @property
    def of(self) -> int:
        """The points that can be earned."""
        return sum(one.of for one in self.desk.exercises.values())


@dataclass(frozen=True)
class Prepared:
    """A file that was read: an order for the sandbox, or why there is none."""

    name: str
    key: str
    lab: str = ""
    order: dict[str, Any] | None = None
    fault: str = ""
    missing: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Graded:
    """What came of one notebook.

    `state` is graded, partly (something kept it from running whole), refused (it is no
    notebook of a lab) or broken (a fault of ours: it is run again on resuming).
    """

    name: str
    key: str
    state: str
    lab: str = ""
    points: int = 0
    of: int = 0
    notes: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    marks: tuple[dict[str, Any], ...] = ()
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the result as plain data."""
        return asdict(self)


def load_kits(root: Path, name: str = "") -> dict[str, Kit]:
    """Return the labs of a course by name, or the one named.

    Raises ContentError if a lab cannot be read.
    """
    kits = {}
    for folder in lab_folders(root):
        if name in {"", folder.name}:
            lab, problems = read_lab(folder)
            if lab is None or problems:
                raise ContentError(problems)
            parts = [
                find_part(folder.name, part, folder.parent)
                for part in ("checks", "data")
            ]
            whole = b"\0".join((folder / part).read_bytes() for part in _PARTS)
            kits[lab.id] = Kit(
                lab,
                Desk(lab.id, *parts),
                (folder / "data.py").read_text("utf-8"),
                sha256(whole).hexdigest()[:16],
            )
    return kits


def prepare(path: Path, name: str, kits: dict[str, Kit], wanted: str = "") -> Prepared:
    """Read a file that was handed in; `wanted` is the lab of those that do not say."""
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode):
        what = "a link" if stat.S_ISLNK(state.st_mode) else "no plain file"
        return Prepared(name, what, fault=f"is {what}; only plain files are read")
    key = str(state.st_size)  # too large to be read, unless it is read here
    if state.st_size <= LARGEST:
        key = sha256(path.read_bytes()).hexdigest()[:32]
    found = read_notebook(path)
    if found.notebook is None:
        return Prepared(name, key, wanted, fault=found.fault)
    lab, fault = _lab_of(found.notebook, kits, wanted)
    if fault:
        return Prepared(name, key, fault=fault)
    kit = kits[lab]
    order = {
        "lab": lab,
        "data": kit.data,
        "cells": list(_cells(found.notebook)),
        "variables": {one.id: one.answer for one in kit.lab.exercises()},
    }
    missing = missing_parts(kit.lab, found.notebook)
    return Prepared(name, f"{key}-{kit.key}", lab, order, missing=missing)


def _cells(notebook: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "id": str(cell.get("id") or f"cell-{number}"),
            "source": "".join(cell["source"]),
        }
        for number, cell in enumerate(notebook["cells"], 1)
        if cell["cell_type"] == "code"
    ]


def _lab_of(
    notebook: dict[str, Any], kits: dict[str, Kit], wanted: str
) -> tuple[str, str]:
    """Return which lab a notebook is of, or what to do about not knowing."""
    ours = notebook["metadata"].get("training")
    said = ours.get("lab") if isinstance(ours, dict) else None
    if not isinstance(said, str):
        texts = (_OPENS.search(cell["source"]) for cell in _cells(notebook))
        said = next((one.group(1) for one in texts if one), wanted)
    said = said[:60]
    if wanted and said != wanted:
        return "", f'is of the lab "{said}"; "{wanted}" is marked here'
    if not said:
        return "", "does not say of which lab it is: name it with --lab"
    if said not in kits:
        return (
            "",
            f'is of the lab "{said}", which is not here.{did_you_mean(said, kits)}',
        )
    return said, ""


def finish(prepared: Prepared, ran: dict[str, Any], kits: dict[str, Kit]) -> Graded:
    """Return the marks of what a notebook answered."""
    kit = kits[prepared.lab]
    marks = [_mark(kit, one, prepared, ran) for one in kit.desk.exercises]
    notes = [f"{name}: {why}" for name, why in prepared.missing.items()]
    notes += [f"cell {cell} stopped with {words}" for cell, words in ran["faults"]]
    if ran["ended"]:
        place = f"cell {ran['cell']} " if ran["cell"] else ""
        notes.append(f"{place}{ran['ended']}")
    is_ours = "the fault is ours" in ran["ended"]
    state = "broken" if is_ours else "partly" if notes else "graded"
    tried = [
        f"{TRIED.get(kind, kind)} ({detail})" if detail else TRIED.get(kind, kind)
        for kind, detail in ran["tried"]
    ]
    return Graded(
        prepared.name,
        prepared.key,
        state,
        prepared.lab,
        sum(mark["points"] for mark in marks),
        kit.of,
        tuple(notes),
        tuple(tried),
        tuple(marks),
        ran["wall"],
    )


def _mark(
    kit: Kit, name: str, prepared: Prepared, ran: dict[str, Any]
) -> dict[str, Any]:
    """Return the mark of one exercise; what the checks looked at is left out."""
    exercise = kit.desk.exercises[name]
    if name in ran["unfit"]:
        words = f"This is no answer but an object: {ran['unfit'][name]}."
        mark = Mark(name, "unreadable", 0, exercise.of, words, "")
    else:
        raw = ran["answers"].get(name, ran["left"].get(name))
        mark = kit.desk.mark(name, raw)
    plain = mark.as_json()
    del plain["outcomes"]
    if mark.state == "open" and name in prepared.missing:
        plain["message"] = f"Not answered: {prepared.missing[name]}"
    return plain
