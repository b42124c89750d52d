"""Tries answers against an exercise, in the kernel where its solution was run.

Nothing that is tried changes the notebook: code runs in a copy of its names. Standard
library only, so that a browser can try the same answers.
"""

from __future__ import annotations

import contextlib
import io
import signal
import threading
from typing import TYPE_CHECKING, Any

from training.labs.answers import is_open
from training.labs.mutants import answer_mutants, code_mutants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.labs.desk import Desk

__all__ = ["results", "trial"]

_SECONDS = 2  # for one mutant; a solution takes milliseconds


def results(name: str, answers: dict[str, object]) -> list[dict[str, Any]]:
    """Return the mark of one answer per exercise, in the order of the exercises."""
    from training.labs.desk import open_lab

    desk = open_lab(name)
    return [desk.mark(one, answers.get(one)).as_json() for one in desk.exercises]


@contextlib.contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Stop the code inside after so many seconds, where the system allows."""
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(_number: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _value_of(source: str, variable: str, space: dict[str, Any]) -> tuple[str, object]:
    """Return what a changed solution sets the answer to, or how it ended."""
    own = {name: value for name, value in space.items() if name != variable}
    try:
        with _at_most(_SECONDS), contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, "<mutant>", "exec"), own)  # noqa: S102 - our mutants
    except BaseException as error:  # noqa: BLE001 - also SystemExit is only an end
        return type(error).__name__, None
    return ("", own[variable]) if variable in own else ("never set", None)


def trial(
    desk: Desk, space: dict[str, Any], name: str, variable: str, source: str
) -> dict[str, Any]:
    """Return how the mutants of an exercise fared: tried, killed, and who survived.

    A mutant that gives the very answer of the solution changes nothing and is left out.
    """
    exercise = desk.exercises[name]
    right = exercise.kind.read(space[variable])
    tried, alive = 0, []
    cases = [(done, "", raw) for done, raw in answer_mutants(exercise.kind, right)]
    for done, text in code_mutants(source):
        ended, raw = _value_of(text, variable, space)
        cases.append((done, ended, raw))
    for done, ended, raw in cases:
        if not ended and _same(exercise, raw, right):
            continue
        tried += 1
        if ended or is_open(raw):
            continue
        if exercise.mark(raw, desk.data).is_right:
            alive.append(f"{done}: {str(raw)[:80]}")
    return {"exercise": name, "tried": tried, "alive": alive}


def _same(exercise: Any, raw: object, right: object) -> bool:
    try:
        return bool(exercise.kind.same(exercise.kind.read(raw), right))
    except Exception:  # noqa: BLE001 - an answer nobody can read is not the same
        return False
