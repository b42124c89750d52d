"""The process that learners' code is forked from, inside the walls.

It has imported what labs import, stands on a bare root without a network, and never
reads what a learner sent: the fork does, after the inner walls are up. One fork at a
time. It ends with the socket to the grader, and its fork ends with it.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import random
import select
import signal
import socket
import sys
from importlib import import_module
from types import CodeType, ModuleType
from typing import Any

from training.labs import grade_walls as walls
from training.labs.grade_inside import run_cells

__all__ = ["main"]

_WARM = (
    *("bisect", "collections", "copy", "csv", "datetime", "decimal", "fractions"),
    *("functools", "heapq", "html", "io", "itertools", "math", "operator", "pathlib"),
    *("pprint", "random", "re", "sqlite3", "statistics", "string", "textwrap", "time"),
    *("typing", "training.labs.fields", "training.labs.lite_bridge"),
    *("training.labs.loglinear", "training.labs.pictures", "training.labs.trial"),
)
_ROOM = 1 << 20  # bytes of an order to the zygote: a lab's data module


def _warm_up() -> None:
    for name in _WARM:
        import_module(name)
    players = ModuleType("training.widgets")  # nobody watches: questions show nothing
    vars(players).update(Quiz=lambda *_: None, Scenario=lambda *_: None)
    sys.modules["training.widgets"] = players
    libraries = (sys.base_prefix, sys.base_exec_prefix)
    sys.path[:] = [
        one
        for one in sys.path
        if one.startswith(libraries) and not one.endswith("site-packages")
    ]
    own = ("_frozen_importlib", "_frozen_importlib_external")
    sys.meta_path[:] = [
        one for one in sys.meta_path if getattr(one, "__module__", "") in own
    ]
    sys.path_importer_cache.clear()
    random.seed(0)  # the same notebook, the same mark


def _code(source: str, name: str) -> CodeType:
    return compile(source, name, "exec", dont_inherit=True)


class _Zygote:
    def __init__(self, line: socket.socket, *, is_walled: bool) -> None:
        self.line = line
        self.is_walled, self.is_mapped = is_walled, False
        self.labs: dict[str, ModuleType] = {}
        self.filter = walls.Filter() if is_walled else None
        self.home = -1

    def data_of(self, name: str, source: str) -> ModuleType:
        """Return a lab's data; the author's code, run once for all its learners."""
        if source not in self.labs:
            module = ModuleType("data")
            sys.modules["training_labs_data"] = module
            module.__name__ = "training_labs_data"
            exec(_code(source, f"{name}/data.py"), vars(module))  # noqa: S102
            self.labs[source] = module
            gc.collect()
            gc.freeze()  # a fork that collects would copy every page
        return self.labs[source]

    def serve(self) -> None:
        while True:
            text, handles, _, _ = socket.recv_fds(self.line, _ROOM, 4)
            if not text:
                return
            order = json.loads(text)
            data = self.data_of(order["lab"], order["data"])
            if self.is_walled:
                walls.fresh_processes()
            child = os.fork()
            if child == 0:
                try:
                    self.become_learner(order, data, handles)
                finally:
                    os._exit(70)
            if self.is_walled:
                walls.usual_processes(self.home)
            for handle in handles:
                os.close(handle)
            self.watch(child)

    def watch(self, child: int) -> None:
        """Hand the fork's handle to the grader, and its status when it ended."""
        handle = os.pidfd_open(child)
        socket.send_fds(self.line, [b"pid"], [handle])
        ready, _, _ = select.select([handle, self.line.fileno()], [], [])
        if handle not in ready:  # the grader says nothing now unless it is gone
            self.kill(child)
        _, status, used = os.wait4(child, 0)
        if not self.is_walled:
            self.kill(child)
        os.close(handle)
        state = {"status": status, "seconds": used.ru_utime + used.ru_stime}
        self.line.send(json.dumps(state | {"memory": used.ru_maxrss * 1024}).encode())

    def kill(self, child: int) -> None:
        for stop, one in ((os.killpg, child), (os.kill, child)):
            try:
                stop(one, signal.SIGKILL)
            except OSError:
                continue

    def become_learner(
        self, order: dict[str, Any], data: ModuleType, handles: list[int]
    ) -> None:
        """Turn this fork into a learner's; never returns."""
        work, channel, output, control = (  # out of the way of 0 to 3
            fcntl.fcntl(one, fcntl.F_DUPFD, 40) for one in handles
        )
        limits = order["limits"]
        os.setsid()
        try:
            heard = self.inner_walls(limits, order["folder"])
        except OSError as error:
            socket.socket(fileno=control).send(str(error).encode())
            os._exit(71)
        with socket.socket(fileno=control) as back:
            socket.send_fds(back, [b"ready"], [heard] if heard >= 0 else [])
        text = os.pread(work, limits["order"], 0)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(channel, 3)
        for number, one in ((0, nothing), (1, output), (2, output)):
            os.dup2(one, number)
        os.closerange(4, 256)
        run_cells(json.loads(text), data, 3)
        os._exit(0)

    def inner_walls(self, limits: dict[str, int], folder: str) -> int:
        most = {one: limits[one] for one in ("memory", "seconds", "file")}
        if self.filter is None:
            os.chdir(folder)
            walls.limit(**most)
            return -1
        walls.confine(limits["disk"], is_mapped=self.is_mapped)
        walls.limit(**most)
        return self.filter.load()


def _be_first(line: socket.socket) -> None:
    """Go on as the first process of our own space; its end ends all of them."""
    before = os.getpid()
    inner = os.fork()
    if inner:
        line.close()
        os.waitpid(inner, 0)
        os._exit(0)
    walls.end_with(before)


def main() -> None:
    """Build the walls with the grader's help, then fork for every order."""
    number, walled = (int(one) for one in sys.argv[1:3])
    line = socket.socket(fileno=number)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the grader decides what ends
    try:
        _warm_up()
        zygote = _Zygote(line, is_walled=bool(walled))
        if walled:
            walls.leave_namespaces()
            line.send(b"who am I?")
            zygote.is_mapped = line.recv(16) == b"mapped"
            _be_first(line)
            zygote.home = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
            walls.close_off("/proc")
    except OSError as error:
        line.send(f"refused: {error}".encode())
        return
    line.send(b"ready")
    zygote.serve()


if __name__ == "__main__":
    main()
