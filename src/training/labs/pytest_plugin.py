"""A pytest plugin: each lab in `notebooks/` is a test.

Use it with `pytest notebooks -p training.labs.pytest_plugin`. What is not one of our
labs is left to other plugins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from jupyter_core.utils import run_sync

from training.content.course import find_root

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["LabFile", "LabTest"]


class LabFailedError(Exception):
    """A lab has problems; they are its text."""


class LabTest(pytest.Item):
    """One lab, held to everything that `training check notebooks` holds it to."""

    def runtest(self) -> None:
        """Run the lab; its problems are the failure."""
        from training.labs.proof import prove

        root = find_root(self.path)
        if root is None:
            raise LabFailedError(f"{self.path}: no registry/sources.yml above it")
        problems = run_sync(prove)(root, self.path.parent)
        if problems:
            raise LabFailedError("\n".join(map(str, problems)))

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """Return the problems as people read them, without our own calls."""
        if isinstance(excinfo.value, LabFailedError):
            again = f"training check {self.path.parent}"
            return f"{excinfo.value}\nrun `{again}` to see this alone"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return how the test is called."""
        return self.path, 0, f"lab {self.path.parent.name}"


class LabFile(pytest.File):
    """The source of a lab."""

    def collect(self) -> Iterator[LabTest]:
        """Yield the one test of a lab."""
        yield LabTest.from_parent(self, name=self.path.parent.name)


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> LabFile | None:
    """Take up `notebooks/<name>/lab.md`."""
    if file_path.name == "lab.md" and file_path.parent.parent.name == "notebooks":
        collected: LabFile = LabFile.from_parent(parent, path=file_path)
        return collected
    return None
