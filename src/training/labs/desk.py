"""The learner's desk: opens a lab, takes answers, shows marks and moves pictures.

Works in three places: a notebook with ipywidgets (fields and sliders), a notebook
without (values are edited), and a plain run in CI. Standard library at import time.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.labs.exercise import Exercise, Mark, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from training.labs.pictures import Figure

__all__ = ["Control", "Desk", "find_part", "open_lab", "points_of"]

_PLACES = "TRAINING_LABS"  # names the folder of labs, where one is not near


def find_part(name: str, part: str, folder: Path | None = None) -> ModuleType:
    """Return a lab's module `checks` or `data`, from its folder or from the package.

    `folder` holds the labs, if it is not near. In the browser there are no folders;
    there the package `training_labs` has the modules.
    """
    snake = name.replace("-", "_")
    here = Path.cwd()
    given = os.environ.get(_PLACES)
    places = [one for one in (folder, Path(given) if given else None) if one]
    places += [folder / "notebooks" for folder in (here, *here.parents)]
    for place in places:
        path = place / name / f"{part}.py"
        if path.is_file():
            return _load(f"training_labs_here.{snake}.{part}", path)
    return importlib.import_module(f"training_labs.{snake}.{part}")


def _load(full: str, path: Path) -> ModuleType:
    """Return the module of a file; read anew only if the file changed."""
    stamp = (str(path), path.stat().st_mtime_ns)
    before = sys.modules.get(full)
    if before is not None and vars(before).get("_stamp") == stamp:
        return before
    spec = importlib.util.spec_from_file_location(full, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["_stamp"] = stamp
    sys.modules[full] = module
    return module


def open_lab(name: str) -> Desk:
    """Return the desk of a lab, with its data and its exercises."""
    return Desk(name, find_part(name, "checks"), find_part(name, "data"))


def points_of(folder: Path) -> dict[str, int]:
    """Return what each exercise of the lab in a folder is worth."""
    checks = find_part(folder.name, "checks", folder.parent)
    found = [one for one in vars(checks).values() if isinstance(one, Exercise)]
    return {one.id: one.of for one in found}


class Desk:
    """What a notebook works with: `data`, `check`, `compare` and `control`."""

    def __init__(self, name: str, checks: ModuleType, data: ModuleType) -> None:
        """Take the exercises out of the lab's checks."""
        self.name = name
        self.data = data
        found = vars(checks).values()
        self.exercises = {one.id: one for one in found if isinstance(one, Exercise)}
        self.sentences = {one.id: one for one in found if isinstance(one, Sentence)}

    def mark(self, name: str, raw: object) -> Mark:
        """Return the mark of an answer and show nothing."""
        return self.exercises[name].mark(raw, self.data)

    def check(self, name: str, raw: object = None) -> None:
        """Show the field of an exercise, and the mark of the answer at once."""
        from training.labs.fields import show_exercise

        show_exercise(self, self.exercises[name], raw)

    def compare(self, name: str) -> None:
        """Show a place to write a sentence, and a model answer to compare it with."""
        from training.labs.fields import show_sentence

        show_sentence(self.sentences[name])

    def control(self, draw: Callable[..., Figure], **ranges: object) -> Control:
        """Return a picture with controls, one for each keyword of `draw`.

        A control is `(low, high, start)`, `(low, high, start, step)`, or a list of
        words of which the first is the start.
        """
        return Control(draw, ranges)

    def kept(self, name: str) -> Any:
        """Return the learner's earlier answer to an exercise, where one is kept."""
        try:
            from training.labs import lite_bridge
        except ImportError:
            return None
        return lite_bridge.kept(f"{self.name}/{name}")

    def tell(self, mark: Mark, raw: object) -> None:
        """Hand a mark to the course's progress, where the lab was opened from it."""
        try:
            from training.labs import lite_bridge
        except ImportError:
            return
        name = f"{self.name}/{mark.exercise}"
        lite_bridge.tell(name, mark.answer or raw, mark.points, mark.of)


class Control:
    """A picture that follows its controls; without them it shows its first state."""

    def __init__(self, draw: Callable[..., Figure], ranges: dict[str, object]) -> None:
        """Remember how to draw and between which values."""
        self.draw = draw
        self.ranges = ranges

    def first(self) -> Figure:
        """Return the picture at the start values."""
        return self.draw(**{name: _start(one) for name, one in self.ranges.items()})

    def _repr_html_(self) -> str:
        """Return the first picture, for a page without a kernel."""
        names = ", ".join(name.replace("_", " ") for name in self.ranges)
        return (
            f"{self.first()._repr_html_()}"
            f'<p class="training-quiet">In the lab you can change: {escape(names)}.</p>'
        )

    def _ipython_display_(self) -> None:
        """Show the controls and the picture that follows them."""
        from training.labs.fields import show_control

        show_control(self)


def _start(one: object) -> object:
    if isinstance(one, tuple):
        return one[2]
    assert isinstance(one, list)
    return one[0]
