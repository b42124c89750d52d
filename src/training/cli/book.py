"""Commands for the book: build and serve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from training.cli.asking import Root, course_root, progress

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["build", "built", "lite_built", "serve"]


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
    folder = course_root(root)
    pages = built(folder, clean=clean)
    if lite and not lite_built(folder, pages):
        raise typer.Exit(1)
    typer.echo(pages)


def lite_built(folder: Path, pages: Path) -> bool:
    """Put the labs into the built book, or say why it is without them."""
    from training.labs.lite import LabsError, build_lite

    try:
        with progress("building the labs") as say:
            build_lite(folder, pages, say)
    except LabsError as error:
        typer.echo(f"The book is built without labs to open: {error}", err=True)
        return False
    return True


def built(folder: Path, *, clean: bool = False) -> Path:
    """Return the folder of the built book, or stop with why there is none."""
    from training.book.build import BuildError
    from training.book.build import build as build_book

    try:
        with progress("building") as say:
            return build_book(folder, say, clean=clean)
    except BuildError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def serve(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The next free one is taken; 0: any.")
    ] = 8000,
    root: Root = None,
) -> None:
    """Build the book, serve it on this machine and open it."""
    from training.book.build import BuildError, Server

    folder = course_root(root)
    pages = built(folder)
    lite_built(folder, pages)
    try:
        server = Server(pages, port)
    except BuildError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{server.address}\nCtrl+C stops it.")
    server.open_browser()
    server.run()
