"""What a lab is held to before anything is run: its parts, its pairs, its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.content.markup import scan
from training.content.problems import Problem, did_you_mean, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from training.content.lab import Cell, Lab, Wrong
    from training.content.registry import Registry
    from training.labs.exercise import Exercise

__all__ = ["RULES", "still_problems"]

_EXERCISES, _WRONGS = 5, 3
_VERIFIED = ("verified", "verified-other-language", "secondary")
# id -> (what a lab is held to, how to mend it)
RULES: dict[str, tuple[str, str]] = {
    "lab-text": ("lab.md can be read.", "compare with `A lab` in CONTRIBUTING.md"),
    "lab-wrong": ("wrong.yml can be read.", "compare with CONTRIBUTING.md"),
    "lab-code": ("The lab's code runs.", "mend the line"),
    "lab-pairs": (
        "Every exercise stands in lab.md, checks.py and wrong.yml alike.",
        "use the same id in all three",
    ),
    "lab-unchecked": ("Every exercise has checks that give points.", "add a check"),
    "lab-messages": (
        "Every check says something for passing, for failing, and as a hint.",
        "write the text that is missing",
    ),
    "lab-wrongs": (
        f"Every exercise has at least {_WRONGS} named wrong answers.",
        "add what people really answer",
    ),
    "lab-refused": (
        "A wrong answer is refused, with the message meant for it.",
        "mend the check or slip, or `says:`",
    ),
    "lab-parts": (
        (
            f"A lab has a question, at least {_EXERCISES} exercises for both tracks, a "
            "worked example, what the method cannot say, a do-no-harm note, a control "
            "and a sentence to write."
        ),
        "add the part",
    ),
    "lab-source": (
        "Every source a lab names is in the registry and has been read.",
        "use a verified key of registry/sources.yml",
    ),
    "lab-solution": ("The solution earns every point.", "mend the solution or check"),
    "lab-starter": (
        "The untouched starter runs and is told kindly that nothing is answered.",
        "start from None",
    ),
    "lab-mutants": (
        "At least nine in ten mutants of a solution are refused.",
        "add a check that tells them apart",
    ),
    "lab-leak": (
        "The learner's notebook holds no line and no number of a solution.",
        "take the number out of the text, or ask for another",
    ),
    "lab-outputs": (
        "A cell shows in the notebook what the page shows.",
        "end the cell with one picture or table, made without chance or time",
    ),
    "lab-data": (
        "The data are the same each time they are made.",
        "take all chance from random.Random(seed)",
    ),
    "lab-stored": (
        "No notebook file is kept beside a lab: it is made from lab.md.",
        "delete the .ipynb",
    ),
}


def still_problems(
    lab: Lab,
    folder: Path,
    wrongs: dict[str, list[Wrong]],
    exercises: dict[str, Exercise],
    registry: Registry,
) -> Iterator[Problem]:
    """Yield what is wrong with a lab as it lies there."""
    yield from _pairs(lab, wrongs, exercises)
    for cell in lab.exercises():
        if cell.id in exercises:
            yield from _checks(lab, cell, exercises[cell.id], wrongs.get(cell.id, []))
    yield from _parts(lab)
    yield from _sources(lab, registry)
    for path in sorted(folder.rglob("*.ipynb")):
        message = "is a notebook file kept beside its source"
        yield _problem("lab-stored", shown_path(path), 1, lab.id, message)


def _problem(  # noqa: PLR0913, PLR0917 - a problem has this many parts
    rule: str, path: str, line: int, name: str, message: str, fix: str = ""
) -> Problem:
    return Problem(path, line, name, message, fix or RULES[rule][1], rule)


def _at(lab: Lab, cell: Cell | None, rule: str, message: str, fix: str = "") -> Problem:
    line, name = (cell.line, cell.id) if cell else (1, lab.id)
    return _problem(rule, lab.path, line, name, message, fix)


def _pairs(
    lab: Lab, wrongs: dict[str, list[Wrong]], exercises: dict[str, Exercise]
) -> Iterator[Problem]:
    ids = [cell.id for cell in lab.exercises()]
    for cell in lab.exercises():
        if cell.id not in exercises:
            near = did_you_mean(cell.id, exercises)
            yield _at(lab, cell, "lab-unchecked", f"has no checks in checks.py.{near}")
    for where, names in (("checks.py", exercises), ("wrong.yml", wrongs)):
        for name in names:
            if name not in ids:
                near = did_you_mean(name, ids)
                message = f'{where} has "{name}", which lab.md does not ask.{near}'
                yield _at(lab, None, "lab-pairs", message)


def _checks(
    lab: Lab, cell: Cell, exercise: Exercise, wrongs: list[Wrong]
) -> Iterator[Problem]:
    if exercise.of <= 0:
        yield _at(lab, cell, "lab-unchecked", "has no check that gives points")
    known = [one.id for one in (*exercise.slips, *exercise.checks)]
    for one in (*exercise.slips, *exercise.checks):
        lacks = [
            word
            for word, text in (("fails", one.fails), ("hint", one.hint))
            if not text.strip()
        ]
        lacks += ["passes"] if one in exercise.checks and not one.passes.strip() else []
        for word in lacks:
            yield _at(lab, cell, "lab-messages", f'check "{one.id}" lacks `{word}`')
    if len(wrongs) < _WRONGS:
        yield _at(lab, cell, "lab-wrongs", f"has {len(wrongs)} named wrong answers")
    for wrong in wrongs:
        if wrong.says not in known:
            near = did_you_mean(wrong.says, known)
            message = f'wrong answer "{wrong.name}" expects "{wrong.says}", no check'
            yield _at(lab, cell, "lab-pairs", f"{message}.{near}")


def _parts(lab: Lab) -> Iterator[Problem]:
    prose = "\n".join(cell.text for cell in lab.cells if cell.kind == "prose")
    heads = [line.lower() for line in prose.split("\n") if line.startswith("#")]
    code = "\n".join(cell.text for cell in lab.cells if cell.kind == "code")
    found = lab.exercises()
    has = {
        f"{_EXERCISES} exercises": len(found) >= _EXERCISES,
        "exercises for law enforcement": _is_for(found, "law-enforcement"),
        "exercises for social work": _is_for(found, "social-work"),
        "a heading with `worked example`": any("worked example" in h for h in heads),
        "a heading with `cannot say`": any("cannot say" in h for h in heads),
        "a heading with `do no harm`": any("do no harm" in h for h in heads),
        "a `lab.control(…)`": "lab.control(" in code,
        "a {sentence}": any(cell.kind == "sentence" for cell in lab.cells),
        "a question that ends with `?`": "?" in lab.facts.question,
    }
    for words, there in has.items():
        if not there:
            yield _at(lab, None, "lab-parts", f"lacks {words}")


def _is_for(cells: list[Cell], track: str) -> bool:
    return any(cell.track in (track, "both") for cell in cells)


def _sources(lab: Lab, registry: Registry) -> Iterator[Problem]:
    for cell in lab.cells:
        if cell.kind == "code":
            continue
        found = scan(cell.text, cell.line)
        keys = [(role.text, role.line) for role in found.roles if role.name == "source"]
        for directive in found.directives:
            if directive.name == "layer" and not directive.listed("sources"):
                message = "a statement needs `:sources:`"
                yield _problem("lab-source", lab.path, directive.line, lab.id, message)
            keys += [(key, directive.line) for key in directive.listed("sources")]
        for key, line in keys:
            pair = registry.source(key)
            message = "" if pair else f'source "{key}" is not in the registry'
            if pair and pair[1] and pair[1].status not in _VERIFIED:
                message = f'source "{key}" has not been read ({pair[1].status})'
            if message:
                yield _problem("lab-source", lab.path, line, lab.id, message)
