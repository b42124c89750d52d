"""Runs one submission after another behind walls, from the outside.

It starts the zygote, says who is who inside, and starts it anew when it is lost.
Nothing a learner made is ever run here.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from training.labs import grade_walls as walls
from training.labs.grade_lines import Run
from training.labs.grade_watch import Limits, Watch

__all__ = ["Limits", "Refusal", "Sandbox", "close_all", "run_order"]

_NOBODY = 65534


class Refusal(OSError):  # noqa: N818 - it is a decision, not an accident
    """No sandbox can be had on this machine; its text says which wall is missing."""


class Sandbox:
    """A zygote and the way to it; made anew when it is lost."""

    def __init__(self, limits: Limits, *, unsafe: bool = False) -> None:
        """Keep what every submission may use; nothing is started yet."""
        self.limits, self.is_unsafe = limits, unsafe
        self._zygote: subprocess.Popen[bytes] | None = None
        self._line: Any = None
        self._calls: dict[int, tuple[str, str]] = {}

    def start(self) -> None:
        """Start the zygote; raise Refusal if its walls cannot be built."""
        if not hasattr(os, "pidfd_open"):
            raise Refusal("this system is not Linux")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(60)
        command = [
            sys.executable,
            "-I",
            "-X",
            "utf8",
            "-m",
            "training.labs.grade_zygote",
        ]
        words = [str(theirs.fileno()), str(int(not self.is_unsafe))]
        nothing = subprocess.DEVNULL
        self._zygote = subprocess.Popen(  # noqa: S603 - our own module
            [*command, *words],
            pass_fds=[theirs.fileno()],
            env=dict.fromkeys(("HOME", "TMPDIR"), walls.WORK) | {"LC_ALL": "C.UTF-8"},
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
            start_new_session=True,
        )
        theirs.close()
        self._line = ours
        try:
            said = ours.recv(4096)
            if said == b"who am I?":
                ours.send(_name_users(self._zygote.pid))
                said = ours.recv(4096)
        except OSError as error:
            said = f"refused: {error}".encode()
        if said != b"ready":
            self.close()
            raise Refusal(said.decode().removeprefix("refused: ") or "it did not start")
        if not self.is_unsafe:
            self._calls = walls.refused_calls()

    def close(self) -> None:
        """End the zygote, and with it whatever still runs."""
        if self._zygote is not None:
            self._line.close()  # its end is the zygote's, and that of its fork
            try:
                self._zygote.wait(5)
            except subprocess.TimeoutExpired:
                self._zygote.kill()
                self._zygote.wait()
            self._zygote = None

    def run(self, order: dict[str, Any]) -> dict[str, Any]:
        """Return what came of an order's cells, as plain data; never raises for them.

        `order` has lab, data (source of its data module), cells and variables.
        """
        if self._zygote is None:
            self.start()
        run = Run(secrets.token_hex(16).encode())
        start = time.monotonic()
        try:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                watch = Watch(self._line, self._calls, run, self.limits)
                state = watch.whole(order, folder)
        except (OSError, ValueError) as error:
            self.close()
            state = {}
            run.ended = f"the sandbox failed, the fault is ours ({error})"
        found = asdict(run)
        for inner in ("token", "partial", "heard", "printed"):
            del found[inner]
        return found | {"wall": round(time.monotonic() - start, 3), **state}


def _name_users(pid: int) -> bytes:
    """Say who is who inside: root is nobody where that can be, else the grader."""
    place = Path(f"/proc/{pid}")
    if _has_nobody(place):
        return b"mapped"
    for name, words in (
        ("setgroups", "deny"),
        ("uid_map", f"0 {os.geteuid()} 1\n"),
        ("gid_map", f"0 {os.getegid()} 1\n"),
    ):
        (place / name).write_text(words)
    return b"alone"


def _has_nobody(place: Path) -> bool:
    """Let root inside become nobody; False where only one user can be had."""
    if os.geteuid() != 0:
        return False
    try:
        for name in ("uid_map", "gid_map"):
            (place / name).write_text(f"0 0 1\n1 {_NOBODY} 1\n")
    except OSError:  # root of a container that has no other users
        return False
    return True


_here = threading.local()
_open: list[Sandbox] = []


def run_order(
    order: dict[str, Any], limits: Limits, *, unsafe: bool = False
) -> dict[str, Any]:
    """Return what came of an order, run in this thread's own sandbox.

    Raises Refusal where this machine allows no sandbox.
    """
    box = getattr(_here, "box", None)
    if box is None or (box.limits, box.is_unsafe) != (limits, unsafe):
        box = _here.box = Sandbox(limits, unsafe=unsafe)
        _open.append(box)
    return box.run(order)


def close_all() -> None:
    """End the sandboxes of all threads, once nothing runs in them."""
    while _open:
        _open.pop().close()
