"""The door: every command is a thin call to a function of a wing.

Exit codes: 0 all is well, 1 the content is wrong, 2 the command was used wrongly.
Wings are imported when their command runs, so that the door opens fast.
"""

from __future__ import annotations

import typer

from training.cli import book, content, export
from training.cli.asking import typefaces
from training.cli.report import report
from training.labs.grade_command import grade
from training.workshop.commands import app as workshop
from training.workshop.commands import fonts_from

__all__ = ["app", "main"]

app = typer.Typer(
    name="training",
    help="Checks, builds and serves the course.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    *(content.check, content.play, content.lab, content.lint, content.schema),
    *(book.build, book.serve, grade, report),
):
    app.command()(command)
app.add_typer(export.app, name="export")
app.add_typer(workshop, name="workshop")


def main() -> None:
    """Run the command line."""
    fonts_from(typefaces)
    app()
