"""The command `training grade`: what a person asks for, and what they are told."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.labs.grade_marks import Graded

__all__ = ["grade"]

_Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", file_okay=False, help="The notebooks handed in."),
]
_Out = Annotated[
    Path | None,
    typer.Option("--out", file_okay=False, help="For the marks; default: DIR-marks."),
]
_Lab = Annotated[
    str, typer.Option("--lab", help="The lab of notebooks that do not say so.")
]
_Jobs = Annotated[
    int, typer.Option("--jobs", min=0, help="How many at once; 0: one on each core.")
]
_Unsafe = Annotated[
    bool,
    typer.Option("--unsafe", help="Run without walls: only what you trust."),
]
_Scheduler = Annotated[
    str, typer.Option("--scheduler", help="The address of a Dask cluster to use.")
]
_Resume = Annotated[
    bool, typer.Option("--resume", help="Go on; what is marked is not run again.")
]
_Root = Annotated[
    Path | None,
    typer.Option("--root", help="The course's folder, if not this or one above."),
]


def _stop(message: str, fix: str) -> typer.Exit:
    typer.echo(f"{message}\n    fix: {fix}", err=True)
    return typer.Exit(2)


@contextmanager
def _bar() -> Iterator[Callable[[int, int, str], None]]:
    """Show how far it is, on a terminal only."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    words = TextColumn("{task.description}", markup=False)
    columns = (BarColumn(), MofNCompleteColumn(), Remaining(), words)
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of, name: bar.update(
            task, completed=done, total=of, description=name[-40:]
        )


def _root_of(given: Path | None) -> Path:
    from training.content.course import find_root

    found = given or find_root(Path.cwd())
    if found is None or not (found / "notebooks").is_dir():
        place = f"{given}:1: " if given else ""
        raise _stop(
            f"{place}there is no course here: no folder notebooks/ with its labs",
            "run this in the course's folder, or name it with --root",
        )
    return found


def _check(folder: Path, out: Path, lab: str, root: Path, *, resume: bool) -> None:
    """Stop where what was asked for cannot be done."""
    from training.content.lab import lab_folders
    from training.content.problems import did_you_mean
    from training.labs.grade import KEPT

    if not folder.is_dir():
        raise _stop(f"{folder}:1: is no folder", "name the folder of the notebooks")
    known = [one.name for one in lab_folders(root)]
    if lab and lab not in known:
        words = f'--lab "{lab}" is not in notebooks/.{did_you_mean(lab, known)}'
        raise _stop(words, f"choose one of: {', '.join(known)}")
    if (out / KEPT).exists() and not resume:
        raise _stop(
            f"{out / KEPT}:1: here are marks of an earlier run",
            "go on with --resume, or choose another folder with --out",
        )


def _lines(results: list[Graded], folder: Path) -> Iterator[str]:
    """Yield a line for each notebook about which there is something to say."""
    for one in results:
        words = "; ".join([*one.notes, *one.tried])
        if words:
            yield f"{folder / one.name}: {one.points} of {one.of} points. {words}"


def grade(  # noqa: PLR0913, PLR0917 - these are the command's options
    folder: _Folder,
    out: _Out = None,
    lab: _Lab = "",
    jobs: _Jobs = 0,
    unsafe: _Unsafe = False,  # noqa: FBT002 - a flag
    scheduler: _Scheduler = "",
    resume: _Resume = False,  # noqa: FBT002 - a flag
    root: _Root = None,
) -> None:
    """Mark a folder of learners' notebooks, each in a sandbox."""
    from training.content.problems import ContentError
    from training.labs.grade import KEPT, Plan, Refusal
    from training.labs.grade import grade as run
    from training.labs.grade_report import printable, summary

    course = _root_of(root)
    target = out or Path(f"{folder.resolve().name}-marks")
    _check(folder, target, lab, course, resume=resume)
    plan = Plan(folder, target, course, lab, jobs, unsafe, scheduler)
    if unsafe:
        typer.echo("Without walls: this code can read and change your files.", err=True)
    try:
        with _bar() as say:
            results = run(plan, say)
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except Refusal as error:
        raise _stop(
            f"{folder}:1: nothing was run, for there is no sandbox here: {error}",
            "use Linux with user namespaces allowed (sysctl user.max_user_namespaces,"
            " kernel.apparmor_restrict_unprivileged_userns=0) and libseccomp2; or, only"
            " for notebooks you trust, --unsafe",
        ) from None
    except (OSError, ImportError) as error:
        raise _stop(
            f"{scheduler or target}:1: {error}",
            "check the address; the cluster needs the extra `cluster`"
            if scheduler
            else "choose a folder that can be written to, with --out",
        ) from None
    except KeyboardInterrupt:
        raise _stop(
            f"{target / KEPT}:1: stopped; what was marked is kept",
            "go on with --resume",
        ) from None
    for line in _lines(results, folder):
        typer.echo(printable(line))
    typer.echo(f"{summary(results)}\n{target / 'results.html'}")
