"""Starts and keeps the process that warm kernels are forked from.

It needs nothing but Python, so that the process can warm up while nbclient is still
being imported: call `start` as soon as notebooks are going to be run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading

__all__ = ["can_fork", "fork", "start"]

_lock = threading.Lock()
_zygote: subprocess.Popen[str] | None = None
_is_ready = False


def can_fork() -> bool:
    """Return whether kernels can be forked and watched here."""
    return hasattr(os, "fork") and hasattr(os, "pidfd_open")


def start() -> None:
    """Begin to warm up; returns at once."""
    global _zygote, _is_ready  # noqa: PLW0603 - one such process for this one
    # jsonschema, which nbformat imports, would load a grammar of web addresses for
    # 0.7 s; no notebook holds such an address.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    if not can_fork():
        return
    with _lock:
        if _zygote is None or _zygote.poll() is not None:
            _is_ready = False
            _zygote = subprocess.Popen(
                [sys.executable, "-m", "training.labs.zygote"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )


def fork(order: dict[str, object]) -> int:
    """Return the process id of a new kernel: its `argv`, `env` and `cwd`."""
    global _is_ready  # noqa: PLW0603 - as above
    start()
    with _lock:
        assert _zygote is not None
        assert _zygote.stdin is not None
        assert _zygote.stdout is not None
        if not _is_ready:
            _is_ready = _zygote.stdout.readline() == "ready\n"
        _zygote.stdin.write(json.dumps(order) + "\n")
        _zygote.stdin.flush()
        return int(_zygote.stdout.readline())
