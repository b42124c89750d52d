"""Follows one submission from its order to its end.

It hands the learner's cells over, listens for answers, output and refused calls, and
ends whatever takes too much. Linux alone.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import select
import signal
import socket
import struct
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from training.labs.grade_lines import Run

__all__ = ["Limits", "Watch"]

_HEAR, _REPLY, _HEARD = 0xC0502100, 0xC0182101, 80  # ioctls and size, seccomp.h


@dataclass(frozen=True)
class Limits:
    """What one submission may use; bytes and seconds."""

    wall: float = 20.0
    seconds: int = 10  # of the processor
    memory: int = 512 << 20
    disk: int = 16 << 20
    file: int = 16 << 20
    output: int = 5_000_000
    answers: int = 1_000_000
    order: int = 24_000_000


class Watch:
    """One submission, from its order to its end."""

    def __init__(
        self, line: Any, calls: dict[int, tuple[str, str]], run: Run, limits: Limits
    ) -> None:
        """Take the line to the zygote and the names of the calls it refuses."""
        self.line, self.calls, self.run, self.limits = line, calls, run, limits
        self.handles: list[int] = []

    def whole(self, order: dict[str, Any], folder: str) -> dict[str, Any]:
        """Run an order to its end; return how its process ended."""
        head = {
            "lab": order["lab"],
            "data": order["data"],
            "folder": folder,
            "limits": asdict(self.limits),
        }
        work = {"token": self.run.token.decode()} | {
            name: order[name] for name in ("lab", "cells", "variables")
        }
        try:
            cells = json.dumps(work, ensure_ascii=False).encode(
                "utf-8", "surrogatepass"
            )
            self.begin(json.dumps(head).encode(), cells)
            self.follow()
            return self.ending()
        finally:
            for handle in self.handles:
                os.close(handle)

    def begin(self, head: bytes, cells: bytes) -> None:
        """Hand the order over and wait until the inner walls stand."""
        work = os.memfd_create("order")
        os.write(work, cells)
        self.answers, channel = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self.output, output = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        for one in (channel, output):
            os.set_blocking(one, True)
        ours, theirs = socket.socketpair()
        self.handles += [self.answers, self.output]
        given = [work, channel, output, theirs.fileno()]
        try:
            socket.send_fds(self.line, [head], given)
        finally:
            for one in given[:3]:
                os.close(one)
            theirs.close()
        said, [self.child], _, _ = socket.recv_fds(self.line, 16, 1)
        self.handles.append(self.child)
        with ours:
            ours.settimeout(10)
            said, listeners, _, _ = socket.recv_fds(ours, 400, 1)
        self.handles += listeners
        self.listener = listeners[0] if listeners else -1
        if said != b"ready":
            raise OSError(errno.EIO, said.decode() or "the inner walls do not stand")

    def follow(self) -> None:
        """Listen until the process ends or is ended."""
        watched = select.poll()
        for one in (*self.handles,):
            watched.register(one, select.POLLIN)
        end = time.monotonic() + self.limits.wall
        while True:
            rest = end - time.monotonic()
            ready = {one for one, _ in watched.poll(max(rest, 0) * 1000)}
            if self.listener in ready and not self.refuse():
                watched.unregister(self.listener)
            for one in ready & {self.answers, self.output}:
                if self.read(one) == 0:
                    watched.unregister(one)
            if self.child in ready:
                return
            if rest <= 0:
                self.run.note("time", self.run.cell)
                self.stop(f"took longer than {self.limits.wall:g} seconds")
            if self.run.ended:
                return

    def read(self, one: int) -> int:
        """Take what there is to read; end the process where it is too much."""
        try:
            data = os.read(one, 1 << 16)
        except BlockingIOError:
            return -1
        if one == self.output:
            self.run.printed += len(data)
            if self.run.printed > self.limits.output and not self.run.ended:
                self.run.note("output", self.run.cell)
                self.stop(f"wrote more than {self.limits.output:,} letters")
        elif self.run.heard + len(data) > self.limits.answers:
            self.run.note("forged", "more answers than there can be")
            self.stop(f"sent more than {self.limits.answers:,} bytes of answers")
        else:
            self.run.take(data)
        return len(data)

    def refuse(self) -> bool:
        """Hear of a refused call, say no, and note it; False if nobody is there."""
        heard = bytearray(_HEARD)
        try:
            fcntl.ioctl(self.listener, _HEAR, heard)
            number, _, _, call = struct.unpack_from("QIIi", heard)
            answer = struct.pack("Qqii", number, 0, -errno.EPERM, 0)
            fcntl.ioctl(self.listener, _REPLY, answer)
        except OSError as error:
            return error.errno in {errno.ENOENT, errno.EINTR}
        name, kind = self.calls.get(call, ("a call", "system"))
        self.run.note(kind, name)
        return True

    def stop(self, why: str) -> None:
        """End the process and all it started."""
        self.run.ended = self.run.ended or why
        try:
            signal.pidfd_send_signal(self.child, signal.SIGKILL)
        except ProcessLookupError:
            return

    def ending(self) -> dict[str, Any]:
        """Return the last words and how the process ended."""
        state = json.loads(self.line.recv(400))
        while not self.run.ended and self.read(self.answers) > 0:
            continue
        status = state.pop("status")
        if self.run.is_whole or self.run.ended:
            return dict(state)
        if os.WIFSIGNALED(status):
            number = signal.Signals(os.WTERMSIG(status))
            if state["seconds"] >= self.limits.seconds:
                self.run.note("time", self.run.cell)
                words = f"used more than {self.limits.seconds} seconds of the processor"
                self.run.ended = words
            else:
                self.run.ended = f"ended its kernel ({number.name})"
        else:
            self.run.ended = "ended its kernel"
            self.run.note("quit", self.run.cell)
        return dict(state)
