"""What several commands share: which course, what is going on, where to write."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.content.scenario import Scenario

__all__ = ["LabName", "Root", "course_root", "lab_folder_of", "print_pdf_of"]
__all__ += ["progress", "scenario_of", "typefaces", "write"]

Root = Annotated[
    Path | None,
    typer.Option("--root", help="The course's folder, if not this or one above."),
]
LabName = Annotated[str, typer.Argument(metavar="LAB", help="A folder of notebooks/.")]


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done, on a terminal only, and clear it when done."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status(what) as status:
        yield lambda part: status.update(f"{what} [dim]{part}[/dim]")


def course_root(given: Path | None, near: Path | None = None) -> Path:
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


def scenario_of(path: Path) -> Scenario:
    """Return the scenario of a file, or stop with its problems."""
    from training.content.scenario import read_scenario
    from training.proof import report

    scenario, problems = read_scenario(path)
    if scenario is None:
        typer.echo(report.as_text(problems), err=True)
        raise typer.Exit(1)
    return scenario


def lab_folder_of(root: Path, name: str) -> Path:
    """Return a lab's folder, or stop and say which there are."""
    from training.content.lab import lab_folders
    from training.content.problems import did_you_mean

    known = {path.name: path for path in lab_folders(root)}
    if name not in known:
        message = f'"{name}" is not in notebooks/.{did_you_mean(name, known)}'
        raise typer.BadParameter(message, param_hint="LAB")
    return known[name]


def typefaces() -> Path | None:
    """Return the folder of the course's typefaces, or None if they cannot be made."""
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


def print_pdf_of(text: str, target: Path, *, hint: str = "--output") -> None:
    """Print HTML as a PDF, or stop with a reason where that cannot be done."""
    from tempfile import TemporaryDirectory

    from training.exports.pdf import BrowserMissingError, print_pdf

    if fonts := typefaces():  # what is printed stands far from the style's own folder
        text = text.replace('url("fonts/', f'url("{fonts.as_uri()}/')
    with TemporaryDirectory() as draft:
        page = Path(draft) / "paper.html"
        page.write_text(text, "utf-8")
        try:
            with progress("printing"):
                print_pdf(page, target.resolve())
        except BrowserMissingError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from None
        except OSError as error:
            message = f'"{target}" cannot be written: {error.strerror}'
            raise typer.BadParameter(message, param_hint=hint) from None
    typer.echo(target)


def write(target: Path, text: str, *, hint: str = "--output") -> None:
    """Write a file, or stop with a reason where that cannot be done."""
    try:
        target.write_text(text, "utf-8")
    except OSError as error:
        message = f'"{target}" cannot be written: {error.strerror}'
        raise typer.BadParameter(message, param_hint=hint) from None
