"""Proves a lab by running it: solution, starter, wrong answers, mutants, pictures.

All of a lab's runs share two warm kernels: one with the solutions, in which wrong
answers and mutants are tried, and one with the untouched starter.
"""

from __future__ import annotations

import difflib
import json
import re
from typing import TYPE_CHECKING, Any

from training.content.lab import read_lab, read_wrong
from training.content.problems import Problem, shown_path
from training.content.registry import load_registry
from training.labs.desk import Desk, find_part
from training.labs.fields import TRIAL
from training.labs.lab_rules import RULES, still_problems
from training.labs.runner import marks_of, run_notebook
from training.play.lab_notebook import learner_notebook, solved_notebook
from training.play.lab_view import first_views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from training.content.lab import Lab, Wrong
    from training.labs.runner import Ran

__all__ = ["leaks", "prove"]

_KILLED = 90  # of a hundred mutants


async def prove(root: Path, folder: Path) -> list[Problem]:
    """Return everything that is wrong with one lab."""
    lab, problems = read_lab(folder)
    wrongs, bad = read_wrong(folder)
    problems += bad
    if lab is None or any(one.rule == "lab-text" for one in problems):
        return problems
    registry, _ = load_registry(root)
    views, exercises, broken = first_views(lab, folder.parent)
    problems += broken
    problems += still_problems(lab, folder, wrongs, exercises, registry)
    if broken or not exercises:
        return problems
    data = find_part(lab.id, "data", folder.parent)
    desk = Desk(lab.id, find_part(lab.id, "checks", folder.parent), data)
    problems += _same_data(lab, data)
    problems += _wrong_answers(desk, wrongs, folder)
    solved = await run_notebook(lab.id, _with_trials(lab), folder)
    problems += _solution(lab, solved)
    problems += _mutants(lab, solved)
    problems += _outputs(lab, solved, views)
    starter = learner_notebook(lab)
    problems += _starter(lab, await run_notebook(lab.id, starter, folder))
    problems += leaks(lab, starter, marks_of(solved))
    return sorted(set(problems))


def _same_data(lab: Lab, data: Any) -> Iterator[Problem]:
    make = getattr(data, "make", None)
    if make and repr(make()) != repr(make()):
        yield _found(lab, "lab-data", lab.id, "data.make() differs from run to run")


def _found(lab: Lab, rule: str, cell: str, message: str, fix: str = "") -> Problem:
    exercise = lab.exercise(cell.rsplit("-", 1)[0]) or lab.exercise(cell)
    line = exercise.line if exercise else 1
    if match := re.fullmatch(r"part-(\d+)", cell):
        line = lab.cells[int(match.group(1))].line
    return Problem(lab.path, line, cell, message, fix or RULES[rule][1], rule)


def _with_trials(lab: Lab) -> dict[str, Any]:
    """Return the solved notebook with one more cell for each exercise."""
    notebook = solved_notebook(lab)
    for cell in lab.exercises():
        facts = json.dumps([cell.id, cell.answer, cell.solution])
        code = (
            "from training.labs.fields import show_trial as _show_trial\n"
            f"_show_trial(lab, globals(), *__import__('json').loads({facts!r}))"
        )
        notebook["cells"].append(
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"{cell.id}-trial",
                "metadata": {},
                "outputs": [],
                "source": code,
            }
        )
    return notebook


def _wrong_answers(
    desk: Desk, wrongs: dict[str, list[Wrong]], folder: Path
) -> Iterator[Problem]:
    shown = shown_path(folder / "wrong.yml")
    for name, cases in wrongs.items():
        if name not in desk.exercises:
            continue
        for wrong in cases:
            mark = desk.mark(name, wrong.answer)
            message = ""
            if mark.state != "near":
                message = f'"{wrong.name}" is {mark.state}, not refused: {mark.message}'
            elif mark.because != wrong.says:
                message = (
                    f'"{wrong.name}" is refused by "{mark.because}", not by '
                    f'"{wrong.says}": {mark.message}'
                )
            if message:
                fix = RULES["lab-refused"][1]
                yield Problem(shown, 1, name, message, fix, "lab-refused")


def _solution(lab: Lab, ran: Ran) -> Iterator[Problem]:
    if ran.fault:
        yield _found(lab, "lab-solution", ran.cell, f"the solved lab {ran.fault}")
        return
    marks = marks_of(ran)
    for cell in lab.exercises():
        mark = marks.get(cell.id)
        if mark is None:
            yield _found(lab, "lab-solution", cell.id, "its solution got no mark")
        elif mark["state"] != "right":
            message = f"its solution is {mark['state']}: {mark['message']}"
            yield _found(lab, "lab-solution", cell.id, message)


def _starter(lab: Lab, ran: Ran) -> Iterator[Problem]:
    if ran.fault:
        yield _found(lab, "lab-starter", ran.cell, f"the untouched lab {ran.fault}")
        return
    for name, mark in marks_of(ran).items():
        if mark["state"] not in ("open", "near") or mark["points"]:
            message = f"its starter is {mark['state']}: {mark['message']}"
            yield _found(lab, "lab-starter", name, message)


def _mutants(lab: Lab, ran: Ran) -> Iterator[Problem]:
    for outputs in ran.outputs.values():
        for output in outputs:
            trial = output.get("data", {}).get(TRIAL)
            if not trial:
                continue
            alive, tried = trial["alive"], trial["tried"]
            if not tried or (tried - len(alive)) * 100 < tried * _KILLED:
                message = (
                    f"{tried - len(alive)} of {tried} mutants are refused; these pass: "
                    f"{'; '.join(alive[:5])}"
                )
                yield _found(lab, "lab-mutants", trial["exercise"], message)


def _outputs(lab: Lab, ran: Ran, views: dict[int, str]) -> Iterator[Problem]:
    for number, page in views.items():
        outputs = ran.outputs.get(f"part-{number}", [])
        printed = [one for one in outputs if one.get("output_type") == "stream"]
        if printed:
            message = f"prints {printed[0].get('text', '')[:60]!r}, no page shows it"
            yield _found(lab, "lab-outputs", f"part-{number}", message)
        shown = "".join(one.get("data", {}).get("text/html", "") for one in outputs)
        if not ran.fault and not (page.startswith(shown) and bool(page) == bool(shown)):
            message = f"shows something else than the page:\n{_diff(page, shown)}"
            yield _found(lab, "lab-outputs", f"part-{number}", message)


def _diff(page: str, shown: str) -> str:
    """Return the first lines in which two pictures differ, tag by tag."""

    def lines(html: str) -> list[str]:
        return html.replace("><", ">\n<").split("\n")

    found = difflib.unified_diff(lines(page), lines(shown), "page", "notebook", n=0)
    return "\n".join(f"    {one}" for one in list(found)[:12] if one.strip())


def leaks(
    lab: Lab, notebook: dict[str, Any], marks: dict[str, dict[str, Any]]
) -> Iterator[Problem]:
    """Yield every line and number of a solution that a learner's notebook holds."""
    sources = [str(cell["source"]) for cell in notebook["cells"]]
    lines = {line.strip() for source in sources for line in source.split("\n")}
    digits = re.sub(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d)", "", "\n".join(sources))
    digits = digits.replace("\N{MINUS SIGN}", "-")
    for cell in lab.exercises():
        for line in cell.solution.split("\n"):
            if len(line.strip()) > 3 and line.strip() in lines:
                message = f"a line of its solution can be read: {line.strip()}"
                yield _found(lab, "lab-leak", cell.id, message)
        for number in _numbers(marks.get(cell.id, {}).get("answer")):
            whole = number.rstrip("0").rstrip(".") if "." in number else number
            if len(whole.strip("-").replace(".", "")) < 3:
                continue  # two digits stand everywhere; the starter is checked by line
            zeros = "0*" if "." in whole else r"(?:\.0+)?"
            pattern = rf"(?<![\d.,]){re.escape(whole)}{zeros}(?!\d|[.,]\d)"
            if re.search(pattern, digits):
                message = f"its answer {whole} can be read in the notebook"
                yield _found(lab, "lab-leak", cell.id, message)


def _numbers(answer: object) -> list[str]:
    if isinstance(answer, dict):
        return [str(value) for value in answer.values()]
    text = str(answer)
    return [text] if re.fullmatch(r"-?\d+(\.\d+)?", text) else []
