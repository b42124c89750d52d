"""`training workshop …`: starts the room's server, lists, exports and erases sessions.

Everything heavy is imported when a command runs, so that the door opens fast.
"""

from __future__ import annotations

import json
import secrets
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.content.plan import Plan
    from training.workshop.room import Event
    from training.workshop.store import Session, Store

__all__ = ["app", "exported", "fonts_from"]

app = typer.Typer(help="Runs a room: one laptop, a projector, any phone.")
Database = Annotated[
    str,
    typer.Option(
        "--database",
        envvar="TRAINING_DATABASE",
        help="A file, or postgresql://… for several servers.",
    ),
]
_FILE = "workshop.db"
_PORT = 8008
_fonts: list[Callable[[], Path | None]] = []


def fonts_from(make: Callable[[], Path | None]) -> None:
    """Use the typefaces of a folder; the door knows who makes it."""
    _fonts[:] = [make]


def _fail(message: str, code: int = 1) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(code)


def _open(database: str, *, alone: bool = False) -> Store:
    from training.workshop.store import StoreError, open_store

    try:
        return open_store(database, alone=alone)
    except StoreError as error:
        raise _fail(str(error)) from None
    except ImportError:
        fix = "run `tools/setup course`, or pip install -e '.[workshop]'"
        raise _fail(f"the workshop's packages are missing\n    fix: {fix}", 2) from None


@app.callback(invoke_without_command=True)
def workshop(  # noqa: PLR0913, PLR0917 - these are the command's options
    context: typer.Context,
    lan: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--lan", help="Let phones in this network join.")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any free.")] = _PORT,
    database: Database = _FILE,
    plan: Annotated[
        str, typer.Option(help="A file, or the name of one in workshops/.")
    ] = "",
    new: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--new", help="Begin anew though a session is unfinished.")
    ] = False,
    address: Annotated[
        str, typer.Option(help="What phones open, if a proxy stands before this.")
    ] = "",
    root: Annotated[Path | None, typer.Option("--root", help="The course.")] = None,
) -> None:
    """Start a room, or go on with the one that is unfinished."""
    if context.invoked_subcommand:
        return
    store = _open(database, alone=True)
    try:
        session, is_new = _session(store, plan, root, new=new)
        listener = _listen("0.0.0.0" if lan else "127.0.0.1", port)  # noqa: S104 - asked for
        found = listener.getsockname()[1]
        host = _own_address() if lan else "127.0.0.1"
        base = (address or f"http://{host}:{found}").rstrip("/")
        _announce(session, base, is_new=is_new, lan=lan or bool(address))
        _run(store, listener, base, is_behind_proxy=bool(address))
    finally:
        store.close()


def _session(
    store: Store, plan: str, root: Path | None, *, new: bool
) -> tuple[Session, bool]:
    """Return the session to play, and whether it was made now."""
    kept = store.sessions()
    unfinished = [one for one in kept if not _is_over(store.events(one.code))]
    if unfinished and not new and not plan:
        return unfinished[-1], False
    return _make(store, _read(plan or "ninety-minutes", root), root), True


def _is_over(events: list[Event]) -> bool:
    return any(event.kind == "ended" for event in events)


def _folder(root: Path | None) -> Path:
    from training.content.course import find_root

    found = root or find_root(Path.cwd())
    if found is None:
        fix = "run this in the course's folder, or name it with --root"
        raise _fail(f"there is no course here\n    fix: {fix}", 2)
    return found


def _read(name: str, root: Path | None) -> Plan:
    from training.content.plan import read_plan
    from training.workshop.compiled import plan_problems

    folder = _folder(root)
    path = Path(name) if name.endswith(".yml") else folder / f"workshops/{name}.yml"
    plan, problems = read_plan(path)
    if plan is not None:
        problems = plan_problems(plan, folder)
    if plan is None or problems:
        raise _fail("\n".join(str(one) for one in problems))
    return plan


def _make(store: Store, plan: Plan, root: Path | None) -> Session:
    from training.workshop.compiled import compile_plan
    from training.workshop.guard import new_code, new_secret
    from training.workshop.store import Session

    taken = {one.code for one in store.sessions()}
    code = next(found for _ in range(1000) if (found := new_code()) not in taken)
    text = json.dumps(compile_plan(plan, _folder(root)), allow_nan=False)
    made = time.time_ns() // 10**6
    session = Session(code, secrets.token_hex(16), made, plan.title, text, new_secret())
    store.create(session)
    return session


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; a used port is said, never silently changed."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        fix = "choose another with --port, or --port 0 for any"
        message = f"port {port} cannot be used ({error.strerror})\n    fix: {fix}"
        raise _fail(message) from None
    return listener


def _own_address() -> str:
    """Return this machine's address in its network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _announce(session: Session, base: str, *, is_new: bool, lan: bool) -> None:
    import segno

    from training.workshop.api import owner_link
    from training.workshop.pages import plain_code

    join = f"{base}/j/{session.code}"
    begun = "A new room" if is_new else "Going on with the unfinished room"
    typer.echo(f"{begun}: {session.title}\n")
    segno.make(join, error="m").terminal(compact=True, border=2)
    typer.echo(
        f"\n  join       {join}\n"
        f"  code       {plain_code(session.code)}\n"
        f"  projector  {base}/projector/{session.code}\n"
        f"  console    {base}/desk/{session.code}#{owner_link(session.secret)}\n\n"
        "  The console's link is a key: do not show it on the wall.\n"
        + ("" if lan else "  Only this machine can join. Phones need --lan.\n")
        + "  Ctrl+C stops the server; nothing is lost, start it again to go on."
    )


def _run(
    store: Store, listener: socket.socket, base: str, *, is_behind_proxy: bool
) -> None:
    from training.workshop.app import make_app
    from training.workshop.serving import run

    fonts = _fonts[0]() if _fonts else None
    run(make_app(store, base, fonts), listener, is_behind_proxy=is_behind_proxy)


@app.command()
def sessions(database: Database = _FILE) -> None:
    """List the sessions that are kept."""
    store = _open(database)
    try:
        for one in store.sessions():
            made = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.made / 1000))
            events = store.events(one.code)
            state = "over" if _is_over(events) else "unfinished"
            typer.echo(
                f"{one.code}  {made}  {len(events):>6} events  {state}  {one.title}"
            )
    finally:
        store.close()


@app.command()
def plans(
    root: Annotated[Path | None, typer.Option("--root", help="The course.")] = None,
) -> None:
    """List the plans, or every problem in one of them."""
    from training.content.plan import read_plan
    from training.workshop.compiled import plan_problems

    folder, wrong = _folder(root), False
    for path in sorted((folder / "workshops").glob("*.yml")):
        plan, problems = read_plan(path)
        if plan is not None:
            problems = plan_problems(plan, folder)
            typer.echo(f"{plan.id:16} {plan.minutes:>3} min  {plan.title}")
        for problem in problems:
            wrong = True
            typer.echo(str(problem), err=True)
    raise typer.Exit(1 if wrong else 0)


def _known(store: Store, code: str) -> Session:
    from training.workshop.guard import read_code

    found = store.session(read_code(code))
    if found is None:
        fix = "`training workshop sessions` lists them"
        raise _fail(f'there is no session "{code}"\n    fix: {fix}')
    return found


@app.command()
def erase(code: str, database: Database = _FILE) -> None:
    """Erase a session completely: seats, answers, questions and all."""
    store = _open(database)
    try:
        store.erase(_known(store, code).code)
    finally:
        store.close()
    typer.echo(f"{code} is erased.")


@app.command()
def export(
    code: str,
    to: Annotated[
        Path | None, typer.Option("--to", help="A file; otherwise the terminal.")
    ] = None,
    database: Database = _FILE,
) -> None:
    """Write a session as JSON, for reports; without names."""
    text = json.dumps(exported(code, database), allow_nan=False)
    if to is None:
        typer.echo(text)
        return
    try:
        to.write_text(text + "\n", "utf-8")
    except OSError as error:
        message = f'"{to}" cannot be written: {error.strerror}'
        raise typer.BadParameter(message, param_hint="--to") from None


def exported(code: str, database: str) -> dict[str, Any]:
    """Return a stored session as its file says it, or stop with what is wrong."""
    from training.workshop.export import export_session

    if not database.startswith("postgres") and not Path(database).exists():
        fix = "name it with --database, or give a file of `training workshop export`"
        raise _fail(f'there is no database "{database}"\n    fix: {fix}')
    store = _open(database)
    try:
        session = _known(store, code)
        return export_session(session, store.events(session.code))
    finally:
        store.close()
