"""`training export …`: the course in other formats, one command for each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.cli.asking import (
    LabName,
    Root,
    course_root,
    lab_folder_of,
    print_pdf_of,
    progress,
    scenario_of,
    write,
)
from training.cli.book import built, lite_built

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["app"]

# Each command names its own file or folder to write.
app = typer.Typer(help="Write the course in another format.", no_args_is_help=True)
LabTarget = Annotated[
    Path, typer.Argument(metavar="DIR", file_okay=False, help="A folder to fill.")
]


@app.command()
def twee(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    output: Annotated[
        Path | None, typer.Option(help="The file to write, if not NAME.twee here.")
    ] = None,
) -> None:
    """Write a scenario for Twine, and say what does not carry over."""
    from training.exports.twee import export_twee

    found = export_twee(scenario_of(file))
    target = output or Path(f"{file.stem}.twee")
    write(target, found.text)
    typer.echo(f"{target}\nWhat does not carry over:")
    for sentence in found.lost:
        typer.echo(f"- {sentence}")


@app.command()
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
    folder = course_root(root)
    pages = built(folder)
    parts = book.parts_of(folder / "book" / "_toc.yml", edition)
    text = book.handbook_html(pages, parts, edition, version("people-on-the-move"))
    target = output or Path(f"handbook-{edition}.pdf")
    draft = pages.parent / f"handbook-{edition}.html"
    write(draft, text)
    try:
        with progress("printing"):
            print_pdf(draft.resolve(), target.resolve())
    except BrowserMissingError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(target)


@app.command("paper")
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

    folder = course_root(root)
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
        form = compile_scenario(scenario_of(folder / f"scenarios/{case.scenario}.yml"))
        target = (output or Path()) / f"paper-{found.id}-{case.id}.pdf"
        print_pdf_of(paper_html(case, form, sources), target)


def _export_lab(
    name: str, target: Path, root: Path, files_of: Callable[..., dict[str, bytes]]
) -> None:
    """Write a lab in another program's format."""
    from training.content.lab import read_lab
    from training.content.problems import ContentError
    from training.labs.browser import source_label
    from training.labs.desk import points_of

    folder = lab_folder_of(root, name)
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


@app.command("nbgrader")
def export_to_nbgrader(name: LabName, target: LabTarget, root: Root = None) -> None:
    """Write a lab as an nbgrader course folder, solutions included."""
    from training.exports.nbgrader import export_nbgrader

    _export_lab(name, target, course_root(root), export_nbgrader)


@app.command("otter")
def export_to_otter(name: LabName, target: LabTarget, root: Root = None) -> None:
    """Write a lab for `otter assign`, solutions included."""
    from training.exports.otter import export_otter

    _export_lab(name, target, course_root(root), export_otter)


@app.command("usb")
def export_usb(
    target: Annotated[
        Path, typer.Argument(metavar="DIR", file_okay=False, help="A folder to fill.")
    ],
    root: Root = None,
) -> None:
    """Write the whole course for a USB stick, with a start for each system."""
    from training.book.build import HEADERS, LAB_HEADERS
    from training.exports.usb import UsbError, write_usb

    folder = course_root(root)
    pages = built(folder)
    lite_built(folder, pages)
    try:
        write_usb(pages, target, HEADERS, LAB_HEADERS)
    except UsbError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(target)
