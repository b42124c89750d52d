"""A lab as an nbgrader assignment: the source notebook an instructor releases.

Solutions stand between nbgrader's own marks and are cut out by it; points come from the
lab's checks, with part of the points for part of an answer. Learners' kernels need the
package `training`, whose labs import the standard library alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.play.lab_notebook import notebook_bytes, solved_notebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from training.content.lab import Lab

__all__ = ["export_nbgrader", "side_files"]

_PARTS = ("checks.py", "data.py")


def export_nbgrader(
    lab: Lab, folder: Path, points: dict[str, int], label: Callable[[str], str] = str
) -> dict[str, bytes]:
    """Return the files of a course folder, by path: `source/<lab>/…` and its config.

    `folder` is the lab's own; `points` gives what each exercise is worth.
    """
    notebook = solved_notebook(lab, label)
    notebook["cells"] = [_cell(cell, points) for cell in notebook["cells"]]
    files = {f"source/{lab.id}/{lab.id}.ipynb": notebook_bytes(notebook)}
    files |= {
        f"source/{lab.id}/{name}": data for name, data in side_files(folder).items()
    }
    files["nbgrader_config.py"] = (
        f'c = get_config()\nc.CourseDirectory.course_id = "{lab.id}"\n'
        "c.ExecutePreprocessor.timeout = 60\n"
    ).encode()
    return files


def side_files(folder: Path) -> dict[str, bytes]:
    """Return the modules that stand beside a notebook where there is no course."""
    snake = folder.name.replace("-", "_")
    files = {f"training_labs/{snake}/{n}": (folder / n).read_bytes() for n in _PARTS}
    return {
        "training_labs/__init__.py": b"",
        f"training_labs/{snake}/__init__.py": b"",
        **files,
    }


def _cell(cell: dict[str, Any], points: dict[str, int]) -> dict[str, Any]:
    ours = cell["metadata"].get("training", {})
    name = str(cell["id"])
    facts = {"schema_version": 3, "task": False, "grade_id": name}
    if ours.get("role") == "answer":
        source = f"### BEGIN SOLUTION\n{cell['source']}\n### END SOLUTION"
        facts |= {"grade": False, "solution": True, "locked": False}
    elif ours.get("role") == "check":
        exercise = ours["exercise"]
        variable = cell["source"].split(", ", 1)[1].rstrip(")")
        source = (
            f"{cell['source']}\n### BEGIN HIDDEN TESTS\n"
            f'lab.mark("{exercise}", {variable}).points\n### END HIDDEN TESTS'
        )
        facts |= {"grade": True, "solution": False, "locked": True}
        facts["points"] = points[exercise]
    else:
        return cell
    return cell | {"source": source, "metadata": cell["metadata"] | {"nbgrader": facts}}
