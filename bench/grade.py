"""Grading: 1,000 submissions without a loss, and how much faster than nbgrader.

One in twenty hangs, crashes, forks, fills the disk or prints without end. Goals: every
honest notebook gets its points, every bad one is told of, nothing is lost or left
running; >= 20 times nbgrader's autograde per submission in the same run, with the
sandbox on and the bad ones counted. Prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from training.content.lab import read_lab
from training.exports.nbgrader import export_nbgrader
from training.labs.desk import points_of
from training.labs.grade import Plan, grade
from training.labs.grade_sandbox import Limits
from training.play.lab_notebook import (
    learner_notebook,
    notebook_bytes,
    solved_notebook,
)

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks/wages-owed"
GRADERS = ROOT / "build/graders"
MANY, WITH_NBGRADER = 1000, 6
BAD = {  # code, and how what it tried is told
    "hangs": ("import time\ntime.sleep(10**6)", "ran without end"),
    "crashes": ("import os\nos._exit(1)", "ended its own kernel"),
    "forks": ("import os\nwhile True: os.fork()", "tried to start another process"),
    "fills": (
        "for n in range(999): open(str(n), 'wb').write(bytes(10**6))",
        "tried to write more than its folder holds",
    ),
    "prints": ("while True: print('x' * 10**5)", "printed without end"),
}


def nbgrader_seconds(lab, place):
    """Return what nbgrader's autograde takes for one submission, its start shared."""
    if not (GRADERS / "bin/nbgrader").is_file():
        subprocess.run([sys.executable, "-m", "venv", GRADERS], check=True)
        pip = [GRADERS / "bin/python", "-m", "pip", "install", "--quiet", "-r"]
        subprocess.run([*pip, ROOT / "tools/graders.txt"], check=True)
    for path, data in export_nbgrader(lab, FOLDER, points_of(FOLDER)).items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    source = place / f"source/{lab.id}/{lab.id}.ipynb"
    for number in range(WITH_NBGRADER):
        target = place / f"submitted/s{number}/{lab.id}/{lab.id}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_bytes(source.read_bytes())
    env = os.environ | {
        "PATH": f"{GRADERS}/bin{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    nbgrader = [GRADERS / "bin/nbgrader"]
    more = {"cwd": place, "env": env, "capture_output": True}
    subprocess.run([*nbgrader, "generate_assignment", lab.id], check=True, **more)
    start = time.perf_counter()
    subprocess.run([*nbgrader, "autograde", lab.id], check=True, **more)
    return (time.perf_counter() - start) / WITH_NBGRADER


def submissions(lab, place):
    """Write the notebooks; return what is due to each: points, or words."""
    kinds = list(BAD)
    due = {}
    for number in range(MANY):
        solved = number % 2
        found = (solved_notebook if solved else learner_notebook)(lab)
        name = f"s{number:04}/{lab.id}.ipynb"
        due[name] = sum(points_of(FOLDER).values()) if solved else 0
        if number % 20 == 7:
            code, words = BAD[kinds[number // 20 % len(kinds)]]
            cell = {**found["cells"][0], "id": "bad", "source": code}
            found["cells"].insert(1, cell)
            due[name] = words
        (place / name).parent.mkdir(parents=True)
        (place / name).write_bytes(notebook_bytes(found))
    return due


def main():
    lab, _ = read_lab(FOLDER)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        due = submissions(lab, place / "in")
        slow = nbgrader_seconds(lab, place / "nbgrader")
        limits = Limits(wall=2, seconds=2)
        start = time.perf_counter()
        results = grade(Plan(place / "in", place / "out", ROOT, limits=limits))
        whole = time.perf_counter() - start
    wrong = [
        one
        for one in results
        if (
            one.points != due[one.name] or one.state != "graded"
            if isinstance(due[one.name], int)
            else not any(words.startswith(due[one.name]) for words in one.tried)
        )
    ]
    left = psutil.Process().children(recursive=True)
    result = {
        "bench": "grade",
        "submissions": len(results),
        "bad": sum(isinstance(one, str) for one in due.values()),
        "lost_or_wrong": len(due.keys() - {one.name for one in results}) + len(wrong),
        "left_running": len(left),
        "ours_s": round(whole, 2),
        "ours_each_ms": round(1000 * whole / MANY, 1),
        "nbgrader_each_ms": round(1000 * slow, 1),
        "times": round(slow / (whole / MANY), 1),
    }
    print(json.dumps(result))
    good = len(results) == MANY and not wrong and not left
    sys.exit(0 if good and result["times"] >= 20 else 1)


if __name__ == "__main__":
    main()
