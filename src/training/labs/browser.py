"""What a browser needs of the labs: the learners' notebooks, and their checks and data.

Solutions and wrong answers never leave the repository. Built on a desk, not in a
browser: this module reads content.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from training.content.lab import lab_folders, read_lab
from training.content.problems import ContentError
from training.content.quiz import read_bank
from training.content.registry import load_registry
from training.play.form import compile_item
from training.play.lab_notebook import learner_notebook, notebook_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["browser_files", "learner_bytes", "source_label"]

_QUIZ = re.compile(r'\bQuiz\("([a-z0-9-]+)", "([a-z0-9-]+)"')
_PARTS = ("checks.py", "data.py")


def source_label(root: Path) -> Callable[[str], str]:
    """Return a function from a source key to the words a reader meets."""
    registry, _ = load_registry(root)

    def label(key: str) -> str:
        pair = registry.source(key)
        if pair is None:
            return key
        source, article = pair
        if source.kind == "story" or article is None:
            return source.short
        return f"{source.short}, {article.title}"

    return label


def learner_bytes(root: Path, folder: Path) -> bytes:
    """Return a learner's notebook as the bytes of its file.

    Raises ContentError if the lab cannot be read.
    """
    lab, problems = read_lab(folder)
    if lab is None or problems:
        raise ContentError(problems)
    return notebook_bytes(learner_notebook(lab, source_label(root)))


def _forms(root: Path) -> bytes:
    """Return the questions that labs show with `Quiz("bank", "item")`, as JSON.

    A question shown in the browser is marked there, so its key goes along.
    """
    forms = {}
    for folder in lab_folders(root):
        text = (folder / "lab.md").read_text("utf-8")
        for bank, name in _QUIZ.findall(text):
            found, problems = read_bank(root / "quizzes" / f"{bank}.yml")
            item = found.item(name) if found else None
            if found is None or item is None:
                raise ContentError(problems)
            label = source_label(root)
            forms[f"{bank}/{name}"] = compile_item(item, bank, label=label)
    return json.dumps(forms, ensure_ascii=False, sort_keys=True).encode()


def browser_files(root: Path) -> dict[str, bytes]:
    """Return `notebooks/<name>.ipynb` and `package/training_labs/<name_>/…`."""
    files: dict[str, bytes] = {}
    for folder in lab_folders(root):
        snake = folder.name.replace("-", "_")
        files[f"notebooks/{folder.name}.ipynb"] = learner_bytes(root, folder)
        files[f"package/training_labs/{snake}/__init__.py"] = b""
        for part in _PARTS:
            path = folder / part
            files[f"package/training_labs/{snake}/{part}"] = path.read_bytes()
    if files:
        files["package/training_labs/__init__.py"] = b""
        files["package/training_labs/forms.json"] = _forms(root)
    return dict(sorted(files.items()))
