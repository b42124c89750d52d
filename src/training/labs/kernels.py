"""Warm kernels: forked from a process that has already imported what notebooks import.

nbclient's and jupyter_client's own classes do the work; only three things differ: how a
kernel is launched, how soon its client counts as ready, and how often its end is looked
for. Where there is no fork, an ordinary kernel is started.
"""

from __future__ import annotations

import os
import select
import subprocess
import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from training.labs import warm

__all__ = ["WarmClient", "WarmKernelManager", "WarmProvisioner"]


class _Forked:
    """A kernel that is not our child, with the face of a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        try:
            self._watch: int | None = os.pidfd_open(pid)
        except ProcessLookupError:
            self._watch = None
            self.returncode = 1

    def poll(self) -> int | None:
        if self._watch is not None and select.select([self._watch], [], [], 0)[0]:
            os.close(self._watch)
            self._watch = None
            self.returncode = 0  # how it ended is known to its parent alone
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        end = time.monotonic() + (timeout if timeout is not None else 10**6)
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            time.sleep(0.01)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(9)

    def terminate(self) -> None:
        self.send_signal(15)


class WarmProvisioner(LocalProvisioner):
    """Launches a kernel by forking it."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Return the connection of a kernel forked from the warm process."""
        if not warm.can_fork():
            return await super().launch_kernel(cmd, **kwargs)
        argv = cmd[cmd.index("-f") :]
        env = kwargs.get("env") or dict(os.environ)
        order = {"argv": argv, "env": env, "cwd": str(kwargs.get("cwd") or "")}
        kernel: Any = _Forked(warm.fork(order))
        self.process = kernel
        self.pid = self.pgid = kernel.pid
        return self.connection_info


class WarmClient(AsyncKernelClient):
    """A client that takes its kernel as ready once both channels have answered."""

    async def _async_wait_for_ready(
        self,
        timeout: float | None = None,  # noqa: ASYNC109 - jupyter_client's word
    ) -> None:
        """Wait for the first answer; the fixed drain of 0.2 s is left out."""
        end = time.monotonic() + (timeout or 60)
        while time.monotonic() < end:
            self.kernel_info()
            try:
                reply = await self.shell_channel.get_msg(timeout=1)
                if reply["msg_type"] == "kernel_info_reply":
                    await self.iopub_channel.get_msg(timeout=0.2)
                    self._handle_kernel_info_reply(reply)
                    return
            except Empty:
                if not await self._async_is_alive():
                    break
        raise RuntimeError("Kernel died before replying to kernel_info")

    wait_for_ready = _async_wait_for_ready


class WarmKernelManager(AsyncKernelManager):
    """nbclient's kernel manager, with warm kernels."""

    def __init__(self, **kwargs: Any) -> None:
        """Say which client is made for its kernels."""
        super().__init__(**kwargs)
        self.client_class = "training.labs.kernels.WarmClient"

    async def _async_pre_start_kernel(self, **kwargs: Any) -> Any:
        if self.provisioner is None:
            self.provisioner = WarmProvisioner(
                kernel_id=self.kernel_id,
                kernel_spec=self.kernel_spec,
                parent=self,
            )
        return await super()._async_pre_start_kernel(**kwargs)

    async def _async_wait(self, pollinterval: float = 0.1) -> None:
        await super()._async_wait(pollinterval=min(pollinterval, 0.01))
