"""Commands for those who write: check, lint, play, lab and schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.cli.asking import (
    LabName,
    Root,
    course_root,
    lab_folder_of,
    progress,
    scenario_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.content.problems import Problem
    from training.proof.rules import Rule

__all__ = ["check", "lab", "lint", "play", "schema"]

Json = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]
Sarif = Annotated[
    bool, typer.Option("--sarif", help="Write SARIF 2.1.0 for editors and code hosts.")
]


Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[KIND or PATH ...]",
        help="sources, quizzes, scenarios, notebooks, book, or files; none = all.",
        show_default=False,
    ),
]
Rules = Annotated[bool, typer.Option("--rules", help="List the rules and stop.")]
Graph = Annotated[
    Path | None,
    typer.Option("--graph", help="Draw the one scenario named as SVG, too."),
]


def _targets(given: list[str]) -> tuple[list[str], list[Path]]:
    """Return the kinds and the paths among the arguments."""
    from training.content.problems import did_you_mean
    from training.proof.rules import KINDS

    kinds = [word for word in given if word in KINDS]
    paths = [Path(word) for word in given if word not in KINDS]
    for path in paths:
        if not path.exists():
            message = (
                f'"{path}" is neither a file nor a kind ({", ".join(KINDS)})'
                f".{did_you_mean(str(path), KINDS)}"
            )
            raise typer.BadParameter(message, param_hint="KIND or PATH")
    return kinds, paths


def check(  # noqa: PLR0913, PLR0917 - these are the command's options
    targets: Targets = None,
    rules: Rules = False,  # noqa: FBT002 - a flag
    json_: Json = False,  # noqa: FBT002 - a flag
    sarif: Sarif = False,  # noqa: FBT002 - a flag
    graph: Graph = None,
    root: Root = None,
) -> None:
    """Hold the content to every rule and show all problems at once."""
    from training.content.course import load_course
    from training.proof import report
    from training.proof.check import RULES, is_stray
    from training.proof.check import check as check_course

    kinds, paths = _targets(targets or [])
    if json_ and sarif:
        raise typer.BadParameter("choose one of the two", param_hint="--json, --sarif")
    every = (*RULES, *_lab_rules())
    if rules:
        chosen = [r for r in every if not kinds or set(kinds) & set(r.kinds)]
        show = report.rules_as_json if json_ else report.rules_as_text
        typer.echo(show(chosen))
        return
    folder = course_root(root, paths[0] if paths else None)
    if graph is not None:
        _draw(paths, graph)
    with progress("checking") as say:
        course = load_course(folder, say)
        problems = check_course(course, kinds, paths, say)
        problems = sorted({*problems, *_lab_problems(folder, kinds, paths, say)})
    if json_:
        typer.echo(report.as_json(problems))
    elif sarif:
        typer.echo(report.as_sarif(problems, every))
    else:
        typer.echo(report.as_text(problems), err=bool(problems))
    for path in paths:
        if is_stray(path, folder):
            words = (
                "was read for its form alone: the course's rules hold in its folders"
            )
            typer.echo(f"{path}: {words}", err=True)
    raise typer.Exit(1 if problems else 0)


def _lab_rules() -> list[Rule]:
    """Return the rules of labs in the shape in which all rules are listed."""
    from training.labs.lab_rules import RULES
    from training.proof.rules import Rule

    return [Rule(name, ("notebooks",), *words) for name, words in RULES.items()]


def _lab_problems(
    folder: Path, kinds: list[str], paths: list[Path], say: Callable[[str], None]
) -> list[Problem]:
    """Run the labs that are asked about; their words are held to the language, too."""
    from importlib.util import find_spec

    from training.content.lab import lab_folders
    from training.content.problems import Problem
    from training.proof.language import lint_file

    labs = lab_folders(folder)
    near = [p.resolve() for p in paths]
    asked = [
        lab
        for lab in labs
        if not near or any(p.is_relative_to(lab) or lab.is_relative_to(p) for p in near)
    ]
    if not asked or (kinds and "notebooks" not in kinds):
        return []
    if find_spec("nbclient") is None or find_spec("ipykernel") is None:
        message = "notebooks need the extra `labs`: pip install -e '.[labs]'"
        if kinds or paths:
            raise typer.BadParameter(message, param_hint="notebooks")
        typer.echo(f"not checked: {message}", err=True)
        return []
    from training.labs.check import check_labs

    found = check_labs(folder, asked, say)
    for lab in asked:
        for hit in lint_file(lab / "lab.md")[0]:
            if not hit.hint:
                words = f'"{hit.words}" {hit.harm}'
                found.append(
                    Problem(hit.path, hit.line, hit.term, words, hit.write, "language")
                )
    return found


def _draw(paths: list[Path], target: Path) -> None:
    from training.proof.scenario_graph import graph as draw

    if len(paths) != 1:
        raise typer.BadParameter("name one scenario file", param_hint="--graph")
    try:
        target.write_text(draw(scenario_of(paths[0])), "utf-8")
    except RuntimeError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def play(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    role: Annotated[
        str, typer.Option(help="Play this role; the others act by script.")
    ] = "",
) -> None:
    """Play a scenario in the terminal."""
    from training.terminal import play_in_terminal

    scenario = scenario_of(file)
    roles = [one.id for one in scenario.head.roles]
    if role and role not in roles:
        message = f'"{role}" is not one of {", ".join(roles)}'
        raise typer.BadParameter(message, param_hint="--role")
    play_in_terminal(scenario, role, say=typer.echo)


def lab(name: LabName, root: Root = None) -> None:
    """Write a lab's notebook as a learner gets it, to open in Jupyter."""
    from training.content.problems import ContentError
    from training.labs.browser import learner_bytes

    folder = course_root(root)
    source = lab_folder_of(folder, name)
    target = folder / "build" / "labs" / f"{name}.ipynb"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(learner_bytes(folder, source))
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{target}\nOpen it in Jupyter, or build the book with --lite.")


def lint(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", exists=True, dir_okay=False, readable=True),
    ],
    json_: Json = False,  # noqa: FBT002 - a flag
) -> None:
    """Explain each word in a Markdown or text file that harms the people it names."""
    from training.proof.language import lint_file, lint_json, lint_text

    hits, problems = [], []
    for file in files:
        found, wrong = lint_file(file)
        hits += found
        problems += wrong
    typer.echo((lint_json if json_ else lint_text)(hits, problems))
    failed = problems or any(not hit.hint for hit in hits)
    raise typer.Exit(1 if failed else 0)


def schema(
    kind: Annotated[str, typer.Argument(help="quiz or scenario")] = "quiz",
) -> None:
    """Write the JSON Schema with which an editor completes and checks a file."""
    from training.content.scenario import scenario_schema
    from training.content.schema import quiz_schema

    schemas = {"quiz": quiz_schema, "scenario": scenario_schema}
    if kind not in schemas:
        message = f'"{kind}" is not one of {", ".join(schemas)}'
        raise typer.BadParameter(message, param_hint="KIND")
    typer.echo(json.dumps(schemas[kind](), indent=2, ensure_ascii=False))
