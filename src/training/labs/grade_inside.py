"""Runs a learner's cells inside the walls and says what the answers are.

Only answers leave, as lines of JSON: no checks are here, so that no mark can be made
here. A learner's code may take this module apart; it then sends other answers, which
it could have given anyway. What is seen of attempts at more is told along.
Standard library and `training.labs` alone.
"""

from __future__ import annotations

import atexit
import builtins
import errno
import json
import os
import re
import sys
from decimal import Decimal
from types import CodeType, ModuleType
from typing import Any

from training import labs
from training.labs import desk
from training.labs.exercise import Exercise
from training.labs.grade_walls import WORK

__all__ = ["run_cells"]

_LONGEST, _DEEPEST, _LARGEST = 20_000, 4, 10**40  # of an answer; honest ones are small
_SHOWN = 160
_MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)
_WATCHED: tuple[tuple[Any, str], ...] = (
    *((json, name) for name in ("dumps", "loads", "JSONEncoder")),
    *((builtins, name) for name in ("compile", "exec", "open", "print", "isinstance")),
    *((os, name) for name in ("write", "_exit")),
    (Exercise, "mark"),
    (desk.Desk, "mark"),
)
_READS = ("os.listdir", "os.scandir", "os.chdir")
_WRITES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate")
_LINKS = ("os.symlink", "os.link")


class _Unfit(Exception):  # noqa: N818 - an answer, not an error
    """A value that is no data; its text says what it is."""


def _plain(value: object, depth: int = 0) -> object:
    """Return a value as JSON carries it; exact types only, for a subclass may lie."""
    kind = type(value)
    if value is None or kind in (bool, str):
        return value
    if kind is int and -_LARGEST < value < _LARGEST:  # type: ignore[operator]
        return value
    if kind is float or kind is Decimal:
        return value if kind is float and value - value == 0 else str(value)  # type: ignore[operator]
    if depth < _DEEPEST and kind in (list, tuple, set, frozenset):
        return [_plain(one, depth + 1) for one in value]  # type: ignore[attr-defined]
    if depth < _DEEPEST and kind is dict:
        pairs = value.items()  # type: ignore[attr-defined]
        return {str(_plain(name, 9)): _plain(one, depth + 1) for name, one in pairs}
    raise _Unfit(str(kind.__name__)[:40])


class _Teller:
    """Writes lines to the marker; each begins with the word that only we were given."""

    def __init__(self, channel: int, token: str) -> None:
        self._channel, self._token = channel, token.encode()
        self._encode = json.JSONEncoder(allow_nan=False).encode
        self._write = os.write
        self._told: set[tuple[str, str]] = set()

    def line(self, kind: str, *what: object) -> None:
        data = self._token + self._encode([kind, *what]).encode() + b"\n"
        while data:
            data = data[self._write(self._channel, data) :]

    def tried(self, what: str, detail: str) -> None:
        """Tell of an attempt, once."""
        told = (what, detail[:_SHOWN])
        if told not in self._told and len(self._told) < 50:
            self._told.add(told)
            self.line("tried", *told)

    def answer(self, kind: str, name: str, raw: object) -> None:
        """Tell an answer, or that it is none."""
        try:
            plain = _plain(raw)
            if len(self._encode(plain)) > _LONGEST:
                raise _Unfit("text of more than 20,000 letters")  # noqa: TRY301
        except _Unfit as unfit:
            self.line("unfit", name, str(unfit))
        else:
            self.line(kind, name, plain)


class _Desk(desk.Desk):
    """A desk without checks: it hands answers on."""

    def __init__(self, name: str, data: ModuleType, teller: _Teller) -> None:
        super().__init__(name, ModuleType("checks"), data)
        self._teller = teller

    def check(self, name: str, raw: object = None) -> None:
        self._teller.answer("answer", str(name)[:80], raw)

    def compare(self, name: str) -> None:
        """Show nothing: a sentence is marked by nobody."""


def _outside(path: object, places: tuple[str, ...]) -> str:
    """Return a path that leads out of the learner's folder, or nothing."""
    if isinstance(path, int) or path is None:
        return ""
    try:
        full = os.path.abspath(os.fsdecode(path))  # type: ignore[arg-type]  # noqa: PTH100
    except (TypeError, ValueError, OSError):
        return ""
    return "" if f"{full}/".startswith(places) else full


def _watch(teller: _Teller, at: list[str]) -> None:
    """Tell of files outside that the code reaches for; the walls refuse them anyway."""
    mine = (f"{os.getcwd()}/", "/dev/null/")  # noqa: PTH109
    library = tuple(f"{one}/" for one in sys.path if one)

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if not at[0]:
            return
        if event == "open":
            path, mode, flags = given
            writes = bool(mode) and any(one in str(mode) for one in "wax+")
            writes = writes or bool(isinstance(flags, int) and flags & 3 and not mode)
            out = _outside(path, mine if writes else mine + library)
            kind = "write-outside" if writes else "read-outside"
        elif event in _READS:
            out, kind = _outside(given[0], mine + library), "read-outside"
        elif event in _WRITES:
            out, kind = _outside(given[0], mine[:1]), "write-outside"
        elif event in _LINKS:
            out, kind = _outside(given[0], mine), "link"
        else:
            return
        if out:
            teller.tried(kind, out)

    sys.addaudithook(hear)


def _words(error: BaseException) -> str:
    """Return an error in a line, also where its own text makes trouble."""
    name = type(error).__name__
    try:
        text = str(error)
    except BaseException:  # noqa: BLE001 - a learner's class may do anything
        text = ""
    return f"{name}: {text}"[: 2 * _SHOWN] if text else name


def _tried_by(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "memory"
    full = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
    return "disk" if isinstance(error, OSError) and error.errno in full else ""


def _code(source: str, cell: str) -> CodeType:
    """Return a cell as code; IPython's own lines, such as `%time`, do nothing here."""
    try:
        return compile(source, f"<{cell}>", "exec", dont_inherit=True)
    except SyntaxError:
        plain = _MAGIC.sub(r"\1pass", source)
        if plain == source:
            raise
    return compile(plain, f"<{cell}>", "exec", dont_inherit=True)


def _run_cell(source: str, cell: str, space: dict[str, Any]) -> BaseException | None:
    """Return what stopped a cell, or None."""
    try:
        exec(_code(source, cell), space)  # noqa: S102 - it is what the walls are for
    except BaseException as error:  # noqa: BLE001 - a failing cell is a result
        return error
    return None


def run_cells(order: dict[str, Any], data: ModuleType, channel: int) -> None:
    """Run the cells of an order and tell every answer; a cell may fail, none stops."""
    teller = _Teller(channel, order["token"])
    name = order["lab"]

    def open_lab(asked: str) -> _Desk:
        if asked != name:
            raise LookupError(f'this notebook is marked as the lab "{name}"')
        return _Desk(name, data, teller)

    labs.open_lab = desk.open_lab = open_lab  # type: ignore[assignment]
    space: dict[str, Any] = {
        "__name__": "__main__",
        "display": lambda *_given, **_more: None,
    }
    at = [""]
    before = [vars(owner)[tool] for owner, tool in _WATCHED]
    left = atexit._ncallbacks()  # noqa: SLF001 - as below
    _watch(teller, at)
    for cell in order["cells"]:
        at[0] = cell["id"] or "?"
        teller.line("cell", at[0])
        error = _run_cell(cell["source"], at[0], space)
        _restore(teller, before)
        if error is not None:
            if kind := _tried_by(error):
                teller.tried(kind, at[0])
            teller.line("fault", at[0], _words(error))
    at[0] = ""
    _look_back(teller, left)
    for exercise, variable in order["variables"].items():
        if variable in space:
            teller.answer("left", exercise, space[variable])
    teller.line("end")


def _restore(teller: _Teller, before: list[Any]) -> None:
    """Put changed tools back, so that the next cells can be told of, and tell it."""
    changed = []
    for (owner, tool), was in zip(_WATCHED, before, strict=True):
        if vars(owner).get(tool) is not was:
            setattr(owner, tool, was)
            changed.append(f"{owner.__name__}.{tool}")
    for one in changed:
        teller.tried("tools", one)


def _look_back(teller: _Teller, left: int) -> None:
    """Tell what the cells left behind: late work, a full disk."""
    if atexit._ncallbacks() != left:  # noqa: SLF001 - there is no other way to ask
        teller.tried("late", "atexit")
    if os.getcwd() == WORK and os.statvfs(WORK).f_bavail == 0:  # noqa: PTH109
        teller.tried("disk", WORK)
