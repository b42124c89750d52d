"""A lab in the source format of Otter Assign, from which Otter makes both versions.

Otter takes the right answers of its tests from stored outputs; the one written here is
always `True`, so no answer is stored. A question counts whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.exports.nbgrader import side_files
from training.play.lab_notebook import notebook_bytes, solved_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from training.content.lab import Lab

__all__ = ["export_otter"]


def export_otter(
    lab: Lab, folder: Path, points: dict[str, int], label: Callable[[str], str] = str
) -> dict[str, bytes]:
    """Return the files of an assignment; `<lab>.ipynb` is for `otter assign`."""
    beside = side_files(folder)
    notebook = solved_notebook(lab, label)
    listed = "".join(f"\n- {name}" for name in beside)
    config = f"# ASSIGNMENT CONFIG\nname: {lab.id}\ninit_cell: true\nfiles:{listed}"
    cells = [_raw("config", config)]
    for cell in notebook["cells"]:
        cells += _cells(cell, lab, points)
    notebook["cells"] = cells
    return {f"{lab.id}.ipynb": notebook_bytes(notebook), **beside}


def _raw(name: str, source: str) -> dict[str, Any]:
    return {"cell_type": "raw", "id": name, "metadata": {}, "source": source}


def _cells(
    cell: dict[str, Any], lab: Lab, points: dict[str, int]
) -> Iterator[dict[str, Any]]:
    ours = cell["metadata"].get("training", {})
    name = ours.get("exercise", "")
    exercise = lab.exercise(name)
    if ours.get("role") == "answer" and exercise:
        config = f"# BEGIN QUESTION\nname: {name}\npoints: {points[name]}"
        yield _raw(f"{name}-begin", config)
        yield _raw(f"{name}-s1", "# BEGIN SOLUTION")
        yield cell | {
            "source": f'""" # BEGIN PROMPT\n{exercise.starter}\n""" # END PROMPT\n'
            f"# BEGIN SOLUTION\n{cell['source']}\n# END SOLUTION"
        }
        yield _raw(f"{name}-s2", "# END SOLUTION")
        yield _raw(f"{name}-t1", "# BEGIN TESTS")
        yield _test(name, exercise.answer)
        yield _raw(f"{name}-t2", "# END TESTS")
        yield _raw(f"{name}-end", "# END QUESTION")
    else:
        yield cell


def _test(name: str, variable: str) -> dict[str, Any]:
    output = {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": "True"},
    }
    return {
        "cell_type": "code",
        "execution_count": 1,
        "id": f"{name}-test",
        "metadata": {},
        "outputs": [output],
        "source": f'lab.mark("{name}", {variable}).is_right',
    }
