"""The house: imports go downwards, wings do not know each other, the core is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "src" / "training"
WINGS = ("proof", "book", "labs", "workshop", "exports")
MAY_IMPORT = {
    "content": {"content"},
    "play": {"content", "play"},
    **{wing: {"content", "play", wing} for wing in WINGS},
    "terminal": {"content", "play"},
    "cli": {"cli", "content", "play", "terminal", *WINGS},
    "widgets": {"content", "play", "labs"},
    "__init__": {"content", "play"},
}
# What also runs in a learner's browser needs nothing but Python itself.
ALONE = (
    *("play/grading.py", "play/trail.py", "labs/__init__.py", "labs/answers.py"),
    *("labs/desk.py", "labs/exercise.py", "labs/loglinear.py", "labs/mutants.py"),
    *("labs/pictures.py", "labs/trial.py"),
)
WITHIN = (  # of ours, what such a module may import
    *("training.play.grading", "training.labs", "training.labs.answers"),
    *("training.labs.desk", "training.labs.exercise", "training.labs.fields"),
    *("training.labs.lite_bridge", "training.labs.mutants", "training.labs.pictures"),
)
HEAVY = ("sphinx", "docutils", "myst_parser", "anywidget", "nbclient", "jupyter_book")
FRAMEWORKS = ("starlette", "fastapi", "flask", "django", "aiohttp", "tornado")


def imports(path):
    """Yield the line and the full name of everything a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports relatively"
            yield node.lineno, node.module
            if node.module == "training":
                names = (alias.name for alias in node.names)
                yield from ((node.lineno, f"training.{name}") for name in names)


def room(path):
    parts = path.relative_to(HOUSE).parts
    return parts[0].removesuffix(".py")


def test_imports_go_downwards_and_wings_do_not_know_each_other():
    wrong = []
    for path in sorted(HOUSE.rglob("*.py")):
        allowed = MAY_IMPORT.get(room(path))
        assert allowed is not None, f"{path}: the picture in ARCHITECTURE.md lacks it"
        for line, name in imports(path):
            parts = name.split(".")
            if parts[0] == "training" and len(parts) > 1 and parts[1] not in allowed:
                wrong.append(f"{path}:{line}: {room(path)} may not import {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ALONE)
def test_what_runs_in_a_browser_imports_only_the_standard_library(name):
    outside = [
        f"{name}:{line}: imports {module}"
        for line, module in imports(HOUSE / name)
        if module.split(".")[0] not in sys.stdlib_module_names
        and module.split(".")[0] != "training"
    ]
    inside = [
        f"{name}:{line}: imports {module}"
        for line, module in imports(HOUSE / name)
        if module.startswith("training.") and module not in WITHIN
    ]
    assert not outside + inside, "\n".join(outside + inside)


def test_the_core_loads_no_book_no_widget_and_no_web_framework():
    code = (
        "import sys, training, training.cli, training.proof.check\n"
        "import training.content.course, training.play.form, training.play.page\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    loaded = set(done.stdout.split())

    assert not loaded & {*HEAVY, *FRAMEWORKS}


def test_the_door_opens_without_reading_content():
    code = "import sys, training.cli; print('ruamel' in ' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
