"""Reads a notebook somebody handed in; whatever it is, the answer is one clear result.

Nothing is run here. What is wrong is said in words for the person who sent it.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.validator import NotebookValidationError

if TYPE_CHECKING:
    from pathlib import Path

    from training.content.lab import Lab

__all__ = ["LARGEST", "Intake", "missing_parts", "read_notebook"]

_CELLS = 1_000  # a lab has about forty
LARGEST = 20_000_000  # bytes; a learner's notebook with outputs has thousands


@dataclass(frozen=True)
class Intake:
    """A notebook, or why it cannot be run."""

    notebook: dict[str, Any] | None
    fault: str = ""


def read_notebook(path: Path) -> Intake:
    """Return the notebook in a file, without its outputs, or what is wrong with it."""
    data, fault = _parsed(path)
    if fault:
        return Intake(None, fault)
    metadata = data.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    if not isinstance(kernel, dict) or not isinstance(kernel.get("name"), str):
        return Intake(None, "names no kernel: open it and choose Python 3")
    return _validated(data)


def _parsed(path: Path) -> tuple[dict[str, Any], str]:
    """Return the file as data, or an empty dict and what is wrong."""
    try:
        size = path.stat().st_size
        data = json.loads(path.read_bytes()) if size <= LARGEST else None
    except OSError as error:
        return {}, f"cannot be read ({error.strerror})"
    except (ValueError, RecursionError):
        return {}, "is not JSON: it is no notebook, or was cut off"
    if size > LARGEST:
        return {}, f"has {size:,} bytes; at most {LARGEST:,} are read"
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        return {}, "has no cells: it is no notebook of format 4"
    if data.get("nbformat") != 4:
        return {}, f"has notebook format {data.get('nbformat')}; format 4 is read"
    return data, ""


def _validated(data: dict[str, Any]) -> Intake:
    many = len(data["cells"])
    if many > _CELLS:
        return Intake(None, f"has {many:,} cells; at most {_CELLS:,} are read")
    for cell in data["cells"]:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a cell without an id is only old
            nbformat.validate(data, relax_add_props=True)
    except NotebookValidationError as error:
        return Intake(None, f"breaks the notebook format: {str(error).splitlines()[0]}")
    except Exception as error:  # noqa: BLE001 - a validator may stumble over anything
        return Intake(None, f"breaks the notebook format ({type(error).__name__})")
    return Intake(data)


def missing_parts(lab: Lab, notebook: dict[str, Any]) -> dict[str, str]:
    """Return, by exercise, what a learner's notebook lost that marking needs.

    A deleted check cell and a renamed answer variable both end here; the other
    exercises can still be marked.
    """
    sources = [
        "".join(cell["source"])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]
    found: dict[str, str] = {}
    for cell in lab.exercises():
        if not any(f'lab.check("{cell.id}"' in source for source in sources):
            found[cell.id] = "its check cell was deleted"
        elif not any(_sets(source, cell.answer) for source in sources):
            found[cell.id] = f'no cell sets "{cell.answer}": was it renamed?'
    return found


def _sets(source: str, name: str) -> bool:
    return any(
        line.strip().startswith(name) and "=" in line for line in source.split("\n")
    )
