"""Labs as data: reads `notebooks/<name>/lab.md` into cells, and `wrong.yml` into cases.

A lab is written once, as prose with three kinds of block: `{code-cell}`, `{exercise}`
(which holds its `{solution}`) and `{sentence}`. Nothing is run here. What a learner may
see is decided in `play/lab_notebook.py`.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from training.content.problems import Problem, did_you_mean, shown_path
from training.content.source import (
    Record,
    Whole,
    fields_of,
    fit,
    parse_yaml,
    read_text,
    read_yaml,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Cell", "Lab", "LabFacts", "Wrong", "lab_folders", "read_lab", "read_wrong"]

_OPEN = re.compile(r"^(`{3,}|:{3,})\{([\w-]+)\}\s*(.*?)\s*$")
_OPTION = re.compile(r"^:([\w-]+):\s*(.*?)\s*$")
_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_NAME = re.compile(r"^[a-z_][a-z0-9_]*$")
_TRACKS = ("law-enforcement", "social-work", "both")
_BLOCKS = {"code-cell": (), "exercise": ("track", "answer"), "sentence": ()}


class LabFacts(Record):
    """What a lab says of itself before its first line."""

    title: str
    question: str
    asked_by: str
    recommendations: list[str]
    minutes: Whole


@dataclass(frozen=True)
class Cell:
    """One piece of a lab, in order; `kind` says which fields matter.

    prose: `text`. code: `text`. exercise: `text` (the prompt), `id`, `track`, `answer`
    (the variable), `starter`, `solution`. sentence: `text`, `id`.
    """

    kind: Literal["prose", "code", "exercise", "sentence"]
    text: str
    line: int
    id: str = ""
    track: str = "both"
    answer: str = ""
    starter: str = ""
    solution: str = field(default="", repr=False)
    solution_line: int = 0


@dataclass(frozen=True)
class Lab:
    """A lab as its author wrote it; its id is the name of its folder."""

    id: str
    path: str
    facts: LabFacts
    cells: tuple[Cell, ...]

    def exercises(self) -> list[Cell]:
        """Return the exercises in order."""
        return [cell for cell in self.cells if cell.kind == "exercise"]

    def exercise(self, name: str) -> Cell | None:
        """Return the exercise of that id, or None."""
        return next((one for one in self.exercises() if one.id == name), None)


class Wrong(Record):
    """A wrong answer people really give, and the check that has to say so."""

    name: str
    answer: Any
    says: str


def lab_folders(root: Path) -> list[Path]:
    """Return the folders of all labs of a course, by name."""
    found = (root / "notebooks").glob("*/")
    return sorted(one for one in found if one.is_dir() and one.name[0] not in "._")


def read_lab(folder: Path) -> tuple[Lab | None, list[Problem]]:
    """Return the lab in a folder, or None, and every problem of its text."""
    path = folder / "lab.md"
    text, problems = read_text(path)
    if text is None:
        return None, problems
    shown = shown_path(path)
    lines = text.replace("\r\n", "\n").split("\n")
    ends = [n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"]
    if lines[0].rstrip() != "---" or not ends:
        fix = "begin with `---`, title, question, asked-by, recommendations, minutes"
        return None, [Problem(shown, 1, "", "has no facts", fix, "lab-text")]
    document, problems = parse_yaml(shown, "\n".join(lines[: ends[0]]) + "\n")
    facts = None
    if document is not None:
        facts, wrong = fit(LabFacts, document, (), fields_of(LabFacts))
        problems += [replace(one, rule="lab-text") for one in wrong]
    reader = _Reader(shown, lines, ends[0] + 1)
    cells = tuple(reader.cells())
    problems += reader.problems
    lab = Lab(folder.name, shown, facts, cells) if facts else None
    return lab, sorted(problems)


class _Reader:
    """Walks the lines of a lab and cuts them into cells."""

    def __init__(self, shown: str, lines: list[str], start: int) -> None:
        self.shown = shown
        self.lines = lines
        self.at = start
        self.problems: list[Problem] = []
        self.ids: set[str] = set()

    def wrong(self, line: int, name: str, message: str, fix: str) -> None:
        self.problems.append(Problem(self.shown, line, name, message, fix, "lab-text"))

    def cells(self) -> Iterator[Cell]:
        prose: list[str] = []
        first = self.at
        while self.at < len(self.lines):
            match = _OPEN.match(self.lines[self.at])
            if not match or match.group(2) not in _BLOCKS:
                if not prose:
                    first = self.at
                prose.append(self.lines[self.at])
                self.at += 1
                continue
            yield from _prose(prose, first)
            prose = []
            yield from self._block(match.group(1), match.group(2), match.group(3))
        yield from _prose(prose, first)

    def _block(self, mark: str, kind: str, argument: str) -> Iterator[Cell]:
        line = self.at + 1
        body = self._until(mark, line, kind)
        options: dict[str, str] = {}
        while body and (match := _OPTION.match(body[0])):
            options[match.group(1)] = match.group(2)
            body = body[1:]
        for name in options:
            if name not in _BLOCKS[kind]:
                near = did_you_mean(name, _BLOCKS[kind])
                message = f'{{{kind}}} has no option "{name}"'
                self.wrong(line, argument, message, f"take it out.{near}")
        if kind == "code-cell":
            yield Cell("code", "\n".join(body).strip("\n"), line)
            return
        self._name(argument, line, kind)
        if kind == "sentence":
            yield Cell("sentence", "\n".join(body).strip(), line, argument)
            return
        yield self._exercise(argument, line, options, body)

    def _until(self, mark: str, line: int, kind: str) -> list[str]:
        """Return the lines of a block; afterwards `at` stands behind it."""
        self.at += 1
        body: list[str] = []
        while self.at < len(self.lines):
            text = self.lines[self.at]
            self.at += 1
            if text.strip() == mark:
                return body
            body.append(text)
        fix = "close it with the same marks as it was opened with"
        self.wrong(line, "", f"opens {{{kind}}} and never closes it", fix)
        return body

    def _name(self, name: str, line: int, kind: str) -> None:
        if not _SLUG.match(name):
            fix = "write small letters, digits and hyphens"
            self.wrong(line, name, f'{{{kind}}} has no id such as "one-week"', fix)
        elif name in self.ids:
            self.wrong(line, name, "uses this id a second time", "choose another id")
        self.ids.add(name)

    def _exercise(
        self, name: str, line: int, options: dict[str, str], body: list[str]
    ) -> Cell:
        parts: dict[str, list[str]] = {"": []}
        starts = {"": line}
        current, mark = "", ""
        for number, text in enumerate(body, line + 1 + len(options)):
            match = _OPEN.match(text)
            if not current and match and match.group(2) in ("solution", "starter"):
                mark, current = match.group(1), match.group(2)
                parts[current], starts[current] = [], number
            elif current and text.strip() == mark:
                current = ""
            else:
                parts[current].append(text)
        answer = options.get("answer", name.replace("-", "_"))
        track = options.get("track", "both")
        solution = "\n".join(parts.get("solution", [])).strip("\n")
        if track not in _TRACKS:
            fix = f"use one of {', '.join(_TRACKS)}.{did_you_mean(track, _TRACKS)}"
            self.wrong(line, name, f'track "{track}" is not a track', fix)
        self._solution(name, starts.get("solution", line), answer, solution)
        starter = "\n".join(parts.get("starter", [])).strip("\n")
        return Cell(
            "exercise",
            "\n".join(parts[""]).strip(),
            line,
            name,
            track,
            answer,
            starter or f"{answer} = None",
            solution,
            starts.get("solution", line),
        )

    def _solution(self, name: str, line: int, answer: str, solution: str) -> None:
        if not solution:
            fix = "add a ```{solution} block that sets the answer"
            self.wrong(line, name, "has no solution", fix)
            return
        if not _NAME.match(answer):
            self.wrong(
                line, name, f'answer "{answer}" is no name', "see CONTRIBUTING.md"
            )
        try:
            tree = ast.parse(solution)
        except SyntaxError as error:
            at = line + (error.lineno or 1)
            self.wrong(at, name, f"its solution is not Python: {error.msg}", "mend it")
            return
        names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        if answer not in names:
            message = f'its solution never sets "{answer}"'
            self.wrong(line, name, message, f"write `{answer} = …`, or mend `:answer:`")


def _prose(lines: list[str], first: int) -> Iterator[Cell]:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        blank = next(n for n, line in enumerate(lines) if line.strip())
        yield Cell("prose", text, first + blank + 1)


def read_wrong(folder: Path) -> tuple[dict[str, list[Wrong]], list[Problem]]:
    """Return a lab's named wrong answers by exercise, and what is wrong in the file."""
    document, problems = read_yaml(folder / "wrong.yml")
    if document is None:
        return {}, problems
    if not isinstance(document.data, dict):
        fix = "write `exercise-id:` and below it a list of name, answer, says"
        where = document.problem((), "holds no wrong answers", fix, "lab-wrong")
        return {}, [*problems, where]
    found: dict[str, list[Wrong]] = {}
    for name, raw in document.data.items():
        found[name] = []
        if not isinstance(raw, list):
            fix = "write a list of name, answer, says below it"
            where = document.problem((name,), "is not a list", fix, "lab-wrong")
            problems.append(where)
            continue
        for index, _ in enumerate(raw):
            one, wrong = fit(Wrong, document, (name, index), fields_of(Wrong))
            problems += [replace(each, id=name, rule="lab-wrong") for each in wrong]
            if one is not None:
                found[name].append(one)
    return found, problems
