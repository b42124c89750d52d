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

from training.labs.grade_command import grade
from training.workshop.commands import app as workshop
from training.workshop.commands import fonts_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.content.problems import Problem
    from training.content.scenario import Scenario
    from training.proof.rules import Rule

__all__ = ["app", "main"]

app = typer.Typer(
    name="training",
    help="Checks, builds and serves the course.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
# One command per module of exports/; each names its own file or folder to write.
export = typer.Typer(help="Write the course in another format.", no_args_is_help=True)
app.add_typer(export, name="export")
app.add_typer(workshop, name="workshop")
app.command("grade")(grade)
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
    every = (*RULES, *_lab_rules())
    if rules:
        chosen = [r for r in every if not kinds or set(kinds) & set(r.kinds)]
        show = report.rules_as_json if json_ else report.rules_as_text
        typer.echo(show(chosen))
        return
    folder = _course_root(root, paths[0] if paths else None)
    if graph is not None:
        _draw(paths, graph)
    with _progress("checking") as say:
        course = load_course(folder, say)
        problems = check_course(course, kinds, paths, say)
        problems = sorted({*problems, *_lab_problems(folder, kinds, paths, say)})
    if json_:
        typer.echo(report.as_json(problems))
    elif sarif:
        typer.echo(report.as_sarif(problems, every))
    else:
        typer.echo(report.as_text(problems), err=bool(problems))
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


@export.command()
def twee(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    output: Annotated[
        Path | None, typer.Option(help="The file to write, if not NAME.twee here.")
    ] = None,
) -> None:
    """Write a scenario for Twine, and say what does not carry over."""
    from training.exports.twee import export_twee

    found = export_twee(_scenario(file))
    target = output or Path(f"{file.stem}.twee")
    _write(target, found.text)
    typer.echo(f"{target}\nWhat does not carry over:")
    for sentence in found.lost:
        typer.echo(f"- {sentence}")


@export.command()
def handbook(
    edition: Annotated[
        str, typer.Option(help="learner (no answers) or facilitator (with the key).")
    ] = "learner",
    output: Annotated[
        Path | None, typer.Option(help="The file to write, if not handbook-….pdf here.")
    ] = None,
    root: Root = None,
) -> None:
    """Print the whole book as one tagged PDF with bookmarks."""
    from importlib.metadata import version

    from training.exports import handbook as book
    from training.exports.pdf import BrowserMissingError, print_pdf

    if edition not in book.EDITIONS:
        message = f'"{edition}" is not one of {", ".join(book.EDITIONS)}'
        raise typer.BadParameter(message, param_hint="--edition")
    folder = _course_root(root)
    pages = _built(folder)
    parts = book.parts_of(folder / "book" / "_toc.yml", edition)
    text = book.handbook_html(pages, parts, edition, version("people-on-the-move"))
    target = output or Path(f"handbook-{edition}.pdf")
    draft = pages.parent / f"handbook-{edition}.html"
    _write(draft, text)
    try:
        with _progress("printing"):
            print_pdf(draft.resolve(), target.resolve())
    except BrowserMissingError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(target)


@export.command("paper")
def paper_room(
    plan: Annotated[str, typer.Argument(help="A file, or a name in workshops/.")],
    output: Annotated[
        Path | None, typer.Option(help="The folder to write into, if not here.")
    ] = None,
    root: Root = None,
) -> None:
    """Print a plan's cases for a room without any device, one PDF each."""
    from training.book.library import Library
    from training.content.plan import Simulation, read_plan
    from training.exports.paper import paper_html
    from training.play.scenario_form import compile_scenario
    from training.play.scenario_page import Links
    from training.proof import report

    folder = _course_root(root)
    path = Path(plan) if plan.endswith(".yml") else folder / f"workshops/{plan}.yml"
    found, problems = read_plan(path)
    if found is None:
        typer.echo(report.as_text(problems), err=True)
        raise typer.Exit(1)
    cases = [one for one in found.activities if isinstance(one, Simulation)]
    if not cases:
        message = f'"{plan}" has no case that is played in teams'
        raise typer.BadParameter(message, param_hint="PLAN")
    sources = Links(Library(folder).label).sources
    for case in cases:
        form = compile_scenario(_scenario(folder / f"scenarios/{case.scenario}.yml"))
        target = (output or Path()) / f"paper-{found.id}-{case.id}.pdf"
        _print(paper_html(case, form, sources), target)


def _print(text: str, target: Path) -> None:
    """Print HTML as a PDF, or stop with a reason where that cannot be done."""
    from tempfile import TemporaryDirectory

    from training.exports.pdf import BrowserMissingError, print_pdf

    with TemporaryDirectory() as draft:
        page = Path(draft) / "paper.html"
        page.write_text(text, "utf-8")
        try:
            with _progress("printing"):
                print_pdf(page, target.resolve())
        except BrowserMissingError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from None
        except OSError as error:
            message = f'"{target}" cannot be written: {error.strerror}'
            raise typer.BadParameter(message, param_hint="--output") from None
    typer.echo(target)


def _write(target: Path, text: str) -> None:
    """Write a file, or stop with a reason where that cannot be done."""
    try:
        target.write_text(text, "utf-8")
    except OSError as error:
        message = f'"{target}" cannot be written: {error.strerror}'
        raise typer.BadParameter(message, param_hint="--output") from None


LabName = Annotated[str, typer.Argument(metavar="LAB", help="A folder of notebooks/.")]
LabTarget = Annotated[
    Path, typer.Argument(metavar="DIR", file_okay=False, help="A folder to fill.")
]


def _lab_folder(root: Path, name: str) -> Path:
    """Return a lab's folder, or stop and say which there are."""
    from training.content.lab import lab_folders
    from training.content.problems import did_you_mean

    known = {path.name: path for path in lab_folders(root)}
    if name not in known:
        message = f'"{name}" is not in notebooks/.{did_you_mean(name, known)}'
        raise typer.BadParameter(message, param_hint="LAB")
    return known[name]


def _export_lab(
    name: str, target: Path, root: Path, files_of: Callable[..., dict[str, bytes]]
) -> None:
    """Write a lab in another program's format."""
    from training.content.lab import read_lab
    from training.content.problems import ContentError
    from training.labs.browser import source_label
    from training.labs.desk import points_of

    folder = _lab_folder(root, name)
    found, problems = read_lab(folder)
    if found is None or problems:
        typer.echo(str(ContentError(problems)), err=True)
        raise typer.Exit(1)
    files = files_of(found, folder, points_of(folder), source_label(root))
    for path, data in files.items():
        try:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(data)
        except OSError as error:
            message = f'"{target / path}" cannot be written: {error.strerror}'
            raise typer.BadParameter(message, param_hint="DIR") from None
    typer.echo(f"{target}: {len(files)} files")


@export.command("nbgrader")
def export_to_nbgrader(name: LabName, target: LabTarget, root: Root = None) -> None:
    """Write a lab as an nbgrader course folder, solutions included."""
    from training.exports.nbgrader import export_nbgrader

    _export_lab(name, target, _course_root(root), export_nbgrader)


@export.command("otter")
def export_to_otter(name: LabName, target: LabTarget, root: Root = None) -> None:
    """Write a lab for `otter assign`, solutions included."""
    from training.exports.otter import export_otter

    _export_lab(name, target, _course_root(root), export_otter)


@app.command()
def lab(name: LabName, root: Root = None) -> None:
    """Write a lab's notebook as a learner gets it, to open in Jupyter."""
    from training.content.problems import ContentError
    from training.labs.browser import learner_bytes

    folder = _course_root(root)
    source = _lab_folder(folder, name)
    target = folder / "build" / "labs" / f"{name}.ipynb"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(learner_bytes(folder, source))
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{target}\nOpen it in Jupyter, or build the book with --lite.")


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
    lite: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--lite", help="Build the labs for the browser, too.")
    ] = False,
    root: Root = None,
) -> None:
    """Build the book; nothing is done if nothing changed."""
    folder = _course_root(root)
    pages = _built(folder, clean=clean)
    if lite and not _lite_built(folder, pages):
        raise typer.Exit(1)
    typer.echo(pages)


def _lite_built(folder: Path, pages: Path) -> bool:
    """Put the labs into the built book, or say why it is without them."""
    from training.labs.lite import LabsError, build_lite

    try:
        with _progress("building the labs") as say:
            build_lite(folder, pages, say)
    except LabsError as error:
        typer.echo(f"The book is built without labs to open: {error}", err=True)
        return False
    return True


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

    folder = _course_root(root)
    pages = _built(folder)
    _lite_built(folder, pages)
    try:
        server = Server(pages, port)
    except BuildError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{server.address}\nCtrl+C stops it.")
    server.open_browser()
    server.run()


@export.command("usb")
def export_usb(
    target: Annotated[
        Path, typer.Argument(metavar="DIR", file_okay=False, help="A folder to fill.")
    ],
    root: Root = None,
) -> None:
    """Write the whole course for a USB stick, with a start for each system."""
    from training.book.build import HEADERS, LAB_HEADERS
    from training.exports.usb import UsbError, write_usb

    folder = _course_root(root)
    pages = _built(folder)
    _lite_built(folder, pages)
    try:
        write_usb(pages, target, HEADERS, LAB_HEADERS)
    except UsbError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(target)


def _fonts() -> Path | None:
    """Return the course's typefaces, or None where they cannot be made."""
    from training.content.course import find_root

    root = find_root(Path.cwd())
    try:
        from training.book.fonts import FontsMissingError, make_fonts
    except ImportError:
        return None
    try:
        return make_fonts(root / "node_modules", root / ".cache") if root else None
    except (FontsMissingError, OSError):
        return None


def main() -> None:
    """Run the command line."""
    fonts_from(_fonts)
    app()
