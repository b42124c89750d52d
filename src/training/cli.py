"""The door: every command is a thin call to a function of a wing.

Exit codes: 0 all is well, 1 the content is wrong, 2 the command was used wrongly.
Wings are imported when their command runs, so that the door opens fast.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.content.scenario import Scenario

__all__ = ["app", "main"]

app = typer.Typer(
    name="training",
    help="Checks, builds and serves the course.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Json = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]
Sarif = Annotated[
    bool, typer.Option("--sarif", help="Write SARIF 2.1.0 for editors and code hosts.")
]
Root = Annotated[
    Path | None,
    typer.Option("--root", help="The course's folder, if not this or one above."),
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


@contextmanager
def _progress(what: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done, on a terminal only, and clear it when done."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status(what) as status:
        yield lambda part: status.update(f"{what} [dim]{part}[/dim]")


def _course_root(given: Path | None, near: Path | None = None) -> Path:
    """Return the course to work on: as given, around a file named, or around here."""
    from training.content.course import find_root

    if given is not None:
        if not (given / "registry" / "sources.yml").is_file():
            message = f'"{given}" holds no course: it has no registry/sources.yml'
            raise typer.BadParameter(message, param_hint="--root")
        return given
    found = (find_root(near) if near else None) or find_root(Path.cwd())
    if found is None:
        message = "neither this folder nor one above it holds registry/sources.yml"
        raise typer.BadParameter(message, param_hint="--root")
    return found


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


@app.command()
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
    from training.proof.check import RULES
    from training.proof.check import check as check_course

    kinds, paths = _targets(targets or [])
    if json_ and sarif:
        raise typer.BadParameter("choose one of the two", param_hint="--json, --sarif")
    if rules:
        chosen = [r for r in RULES if not kinds or set(kinds) & set(r.kinds)]
        show = report.rules_as_json if json_ else report.rules_as_text
        typer.echo(show(chosen))
        return
    folder = _course_root(root, paths[0] if paths else None)
    if graph is not None:
        _draw(paths, graph)
    with _progress("checking") as say:
        course = load_course(folder, say)
        problems = check_course(course, kinds, paths, say)
    if json_:
        typer.echo(report.as_json(problems))
    elif sarif:
        typer.echo(report.as_sarif(problems, RULES))
    else:
        typer.echo(report.as_text(problems), err=bool(problems))
    raise typer.Exit(1 if problems else 0)


def _draw(paths: list[Path], target: Path) -> None:
    from training.proof.scenario_graph import graph as draw

    if len(paths) != 1:
        raise typer.BadParameter("name one scenario file", param_hint="--graph")
    try:
        target.write_text(draw(_scenario(paths[0])), "utf-8")
    except RuntimeError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def _scenario(path: Path) -> Scenario:
    """Return the scenario of a file, or stop with its problems."""
    from training.content.scenario import read_scenario
    from training.proof import report

    scenario, problems = read_scenario(path)
    if scenario is None:
        typer.echo(report.as_text(problems), err=True)
        raise typer.Exit(1)
    return scenario


@app.command()
def play(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    role: Annotated[
        str, typer.Option(help="Play this role; the others act by script.")
    ] = "",
) -> None:
    """Play a scenario in the terminal."""
    from training.terminal import play_in_terminal

    scenario = _scenario(file)
    roles = [one.id for one in scenario.head.roles]
    if role and role not in roles:
        message = f'"{role}" is not one of {", ".join(roles)}'
        raise typer.BadParameter(message, param_hint="--role")
    play_in_terminal(scenario, role, say=typer.echo)


@app.command()
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


@app.command()
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


@app.command()
def build(
    clean: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--clean", help="Build every page anew.")
    ] = False,
    root: Root = None,
) -> None:
    """Build the book; nothing is done if nothing changed."""
    typer.echo(_built(_course_root(root), clean=clean))


def _built(folder: Path, *, clean: bool = False) -> Path:
    from training.book.build import BuildError
    from training.book.build import build as build_book

    try:
        with _progress("building") as say:
            return build_book(folder, say, clean=clean)
    except BuildError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


@app.command()
def serve(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The next free one is taken; 0: any.")
    ] = 8000,
    root: Root = None,
) -> None:
    """Build the book, serve it on this machine and open it."""
    from training.book.build import BuildError, Server

    pages = _built(_course_root(root))
    try:
        server = Server(pages, port)
    except BuildError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{server.address}\nCtrl+C stops it.")
    server.open_browser()
    server.run()


def main() -> None:
    """Run the command line."""
    app()
