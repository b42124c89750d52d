"""Runs notebooks on nbclient and says what came of each; one never stops another.

A notebook that fails is a result, not an exception. Results name the cell.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import (
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)

from training.labs import warm
from training.labs.fields import MARK
from training.labs.kernels import WarmKernelManager

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Ran", "marks_of", "run_all", "run_notebook"]

_TIMEOUT, _OUTPUT = 60, 5_000_000  # seconds for a cell; letters for a notebook


@dataclass(frozen=True)
class Ran:
    """What came of a notebook: `fault` is empty, or says what stopped it in `cell`."""

    name: str
    fault: str = ""
    cell: str = ""
    outputs: dict[str, list[Any]] = field(default_factory=dict, repr=False)


class _Client(NotebookClient):
    """nbclient, with a limit to what a notebook may print."""

    written = 0
    limit = _OUTPUT
    at = ""

    async def async_execute_cell(self, cell: Any, *given: Any, **more: Any) -> Any:
        """Remember which cell runs, to name it if it is the last."""
        self.at = str(cell.get("id", ""))
        return await super().async_execute_cell(cell, *given, **more)

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Count what is written; end the kernel when it is too much."""
        content = msg.get("content", {})
        self.written += len(content.get("text", "")) + sum(
            len(value)
            for value in content.get("data", {}).values()
            if isinstance(value, str)
        )
        if self.written > self.limit:
            provisioner: Any = self.km.provisioner if self.km else None
            if provisioner is not None and provisioner.process is not None:
                provisioner.process.kill()
            return None
        return super().process_message(msg, cell, cell_index)


async def run_notebook(
    name: str,
    notebook: dict[str, Any],
    folder: Path,
    *,
    timeout: int = _TIMEOUT,  # noqa: ASYNC109 - nbclient's word, for each cell
    limit: int = _OUTPUT,
) -> Ran:
    """Return what came of a notebook; `folder` is where its kernel works."""
    node = nbformat.from_dict(notebook)  # type: ignore[no-untyped-call]
    client = _Client(
        node,
        timeout=timeout,
        kernel_manager_class=WarmKernelManager,
        kernel_name=node.metadata.get("kernelspec", {}).get("name", "python3"),
        shutdown_kernel="immediate",
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    client.limit = limit
    fault = ""
    try:
        await client.async_execute()
    except NoSuchKernel as error:
        fault = f'asks for the kernel "{error.name}", which is not installed'
    except CellTimeoutError:
        fault = f"took longer than {timeout} seconds"
    except CellExecutionError as error:
        fault = f"stopped with {error.ename}: {error.evalue}"
    except DeadKernelError:
        fault = "ended its kernel"
    except RuntimeError as error:
        fault = f"could not be run: {error}"
    if client.written > limit:
        fault = f"wrote more than {limit:,} letters"
    cells = {str(cell.id): cell.get("outputs", []) for cell in node.cells}
    return Ran(name, fault, (client.at or _first_code(node)) if fault else "", cells)


def _first_code(node: Any) -> str:
    return next((str(cell.id) for cell in node.cells if cell.cell_type == "code"), "")


def run_all(
    jobs: Sequence[tuple[str, dict[str, Any], Path]],
    *,
    timeout: int = _TIMEOUT,
    cores: int | None = None,
) -> list[Ran]:
    """Return what came of each notebook, in order; as many run at once as cores."""
    warm.start()

    async def everything() -> list[Ran]:
        gate = asyncio.Semaphore(cores or os.cpu_count() or 1)

        async def one(name: str, notebook: dict[str, Any], folder: Path) -> Ran:
            async with gate:
                return await run_notebook(name, notebook, folder, timeout=timeout)

        return await asyncio.gather(*(one(*job) for job in jobs))

    return run_sync(everything)()


def marks_of(ran: Ran) -> dict[str, dict[str, Any]]:
    """Return the marks a notebook showed, by exercise."""
    found: dict[str, dict[str, Any]] = {}
    for outputs in ran.outputs.values():
        for output in outputs:
            data = output.get("data", {})
            if MARK in data:
                found[data[MARK]["exercise"]] = data[MARK]
    return found
