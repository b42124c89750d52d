"""Labs in other formats, proven by the programs that read them.

nbgrader and otter-grader want other versions than we do, so they live in
`build/graders`, which is made here on the first run from `tools/graders.txt`.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from training.cli import app
from training.content.lab import read_lab
from training.labs.desk import points_of

ROOT = Path(__file__).parents[1]
NAME = "wages-owed"
FOLDER = ROOT / "notebooks" / NAME
GRADERS = ROOT / "build/graders"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graders():
    """The folder of programs; made once, and again when the pins change."""
    pins = (ROOT / "tools/graders.txt").read_text("utf-8")
    stamp = GRADERS / "pins"
    if not stamp.is_file() or stamp.read_text("utf-8") != pins:
        shutil.rmtree(GRADERS, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", GRADERS], check=True)
        pip = [GRADERS / "bin/python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "-r", ROOT / "tools/graders.txt"], check=True)
        stamp.write_text(pins, "utf-8")
    return GRADERS / "bin"


def run(graders, folder, *words):
    env = os.environ | {
        "PATH": f"{graders}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    done = subprocess.run(
        [graders / words[0], *words[1:]],
        cwd=folder, env=env, check=False, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def export(kind, target):
    done = CliRunner().invoke(app, ["export", kind, NAME, str(target)])
    assert done.exit_code == 0, done.output


def solution_lines():
    lab, _ = read_lab(FOLDER)
    return [cell.solution.split("\n")[0] for cell in lab.exercises()]


def test_nbgrader_releases_and_grades_a_lab(graders, tmp_path):
    export("nbgrader", tmp_path)
    total = sum(points_of(FOLDER).values())

    run(graders, tmp_path, "nbgrader", "generate_assignment", NAME)
    release = tmp_path / f"release/{NAME}/{NAME}.ipynb"
    cells = json.loads(release.read_text("utf-8"))["cells"]
    sources = "\n".join("".join(cell["source"]) for cell in cells)
    for student, folder in (("right", "source"), ("untouched", "release")):
        shutil.copytree(
            tmp_path / folder / NAME, tmp_path / f"submitted/{student}/{NAME}"
        )
    mixed = tmp_path / f"submitted/mixed/{NAME}"
    shutil.copytree(tmp_path / "source" / NAME, mixed)
    text = (mixed / f"{NAME}.ipynb").read_text("utf-8")
    wrong = text.replace('reached_him = [\\"a\\", \\"b\\"]', 'reached_him = [\\"a\\"]')
    assert wrong != text
    (mixed / f"{NAME}.ipynb").write_text(wrong, "utf-8")
    run(graders, tmp_path, "nbgrader", "autograde", NAME)
    run(graders, tmp_path, "nbgrader", "export")
    with (tmp_path / "grades.csv").open(encoding="utf-8") as file:
        scores = {
            row["student_id"]: float(row["score"]) for row in csv.DictReader(file)
        }

    assert scores == {"right": total, "untouched": 0, "mixed": total - 50}
    assert not [line for line in solution_lines() if line in sources]
    assert "HIDDEN" not in sources


def test_otter_assigns_and_grades_a_lab(graders, tmp_path):
    export("otter", tmp_path)
    points = points_of(FOLDER)

    run(graders, tmp_path, "otter", "assign", f"{NAME}.ipynb", "dist")  # runs its tests
    student = (tmp_path / f"dist/student/{NAME}.ipynb").read_text("utf-8")
    [package] = (tmp_path / "dist/autograder").glob("*.zip")
    scores = {}
    for version in ("autograder", "student"):
        out = tmp_path / "graded" / version
        out.mkdir(parents=True)
        notebook = f"dist/{version}/{NAME}.ipynb"
        run(
            graders,
            tmp_path,
            "otter",
            "run",
            "-a",
            str(package),
            "-o",
            str(out),
            notebook,
        )
        tests = json.loads((out / "results.json").read_text("utf-8"))["tests"]
        scores[version] = {t["name"]: t["score"] for t in tests if t.get("max_score")}

    assert scores["autograder"] == points
    assert scores["student"] == dict.fromkeys(points, 0)
    assert not [line for line in solution_lines() if line in student]


def test_a_lab_that_is_not_there_is_a_usage_error(tmp_path):
    for words in (
        ["export", "otter", "wages-owd", str(tmp_path)],
        ["lab", "wages-owd"],
    ):
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 2
        assert 'Did you mean "wages-owed"' in done.output.replace("\n", " ").replace(
            "│", ""
        )
