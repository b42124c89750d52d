"""`training report`: what rooms answered, to read, to print and to count on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.cli.asking import print_pdf_of, write

if TYPE_CHECKING:
    from training.workshop.session_file import SessionFile

__all__ = ["report"]


def report(
    sessions: Annotated[
        list[str],
        typer.Argument(
            metavar="SESSION...",
            help="A file of `training workshop export`, or a code in the database.",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", file_okay=False, help="The folder to write into.")
    ] = Path("report"),
    database: Annotated[
        str, typer.Option("--database", envvar="TRAINING_DATABASE", help="For codes.")
    ] = "workshop.db",
    pdf: Annotated[bool, typer.Option(help="Print it as a PDF, too.")] = True,  # noqa: FBT002 - a flag
    xapi: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--xapi", help="Write each answer for a record store.")
    ] = False,
) -> None:
    """Report what rooms answered: gain, questions, wrong ideas, ways through cases."""
    from training.workshop.analysis import analyse
    from training.workshop.report import report_html
    from training.workshop.report_tables import tables
    from training.workshop.session_file import merge
    from training.workshop.xapi import statements

    rooms = merge(_read(sessions, database))
    found = analyse(rooms)
    files = {"report.html": report_html(found), **tables(found)}
    files["report.json"] = json.dumps(asdict(found), indent=1, allow_nan=False) + "\n"
    if xapi:
        told = json.dumps(statements(rooms), indent=1, allow_nan=False)
        files["xapi.json"] = told + "\n"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f'"{out}" cannot be made: {error.strerror}'
        raise typer.BadParameter(message, param_hint="--out") from None
    for name, text in files.items():
        write(out / name, text, hint="--out")
        typer.echo(out / name)
    if pdf:
        print_pdf_of(files["report.html"], out / "report.pdf", hint="--out")


def _read(given: list[str], database: str) -> list[SessionFile]:
    """Return every session asked for, or stop with all that is wrong."""
    from training.content.problems import ContentError
    from training.workshop.session_file import read_session

    found, wrong = [], []
    for name in given:
        try:
            if Path(name).exists() or name.endswith(".json"):
                found.append(read_session(Path(name)))
            else:
                found.append(_stored(name, database))
        except ContentError as error:
            wrong.append(str(error))
    if wrong:
        typer.echo("\n".join(wrong), err=True)
        raise typer.Exit(1)
    return found


def _stored(code: str, database: str) -> SessionFile:
    from training.workshop.commands import exported
    from training.workshop.session_file import SessionFile

    return SessionFile.model_validate(exported(code, database))
