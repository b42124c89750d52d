"""The process that warm kernels are forked from.

It imports what notebooks import, once, and then waits: for each line of JSON on its
standard input (`argv`, `env`, `cwd`) it forks a kernel and writes the kernel's id. It
starts no thread and opens no socket before it forks. It ends with its standard input,
and its kernels end with it.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from importlib import import_module

__all__ = ["main"]

WARM = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.datapub",
    "ipykernel.pickleutil",
    "IPython.core.completer",
    "IPython.core.pylabtools",
    "ipywidgets",
    "anywidget",
    "decimal",
    "random",
    "statistics",
    "csv",
    "sqlite3",
    "training.labs",
    "training.labs.fields",
    "training.labs.trial",
    "training.labs.loglinear",
)


_MOST = 6_000_000  # letters; the runner stops at fewer


def _warm_up() -> None:
    for name in WARM:
        try:
            import_module(name)
        except ImportError:
            continue  # what is not installed cannot be kept warm


def _cap_output() -> None:
    """Let a kernel print a little more than any runner takes, and then no more.

    One print of a gigabyte would otherwise become one message of a gigabyte.
    """
    from ipykernel.iostream import OutStream

    write, left = OutStream.write, [_MOST]

    def capped(self: OutStream, text: str) -> int | None:
        text = text[: left[0]]
        left[0] -= len(text)
        written: int | None = write(self, text)
        return written

    OutStream.write = capped  # type: ignore[method-assign, assignment]


def _become_kernel(order: dict[str, object]) -> None:
    """Turn this fork into a kernel; never returns."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    env = order["env"]
    assert isinstance(env, dict)
    os.environ.clear()
    os.environ.update(env)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    os.chdir(str(order["cwd"] or "."))
    random.seed()
    _cap_output()
    sys.argv = ["ipykernel"]
    from ipykernel.kernelapp import IPKernelApp

    argv = order["argv"]
    assert isinstance(argv, list)
    IPKernelApp.launch_instance(argv=[str(one) for one in argv])
    os._exit(0)


def main() -> None:
    """Fork kernels until the standard input ends."""
    _warm_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended kernels leave nothing behind
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("ready", flush=True)  # noqa: T201 - the pipe's protocol
    for text in iter(sys.stdin.readline, ""):
        order = json.loads(text)
        kernel = os.fork()
        if kernel == 0:
            try:
                _become_kernel(order)
            finally:
                os._exit(1)
        print(kernel, flush=True)  # noqa: T201 - the pipe's protocol


if __name__ == "__main__":
    main()
