"""Labs: warm kernels, and what becomes of notebooks that are broken or hostile."""

from __future__ import annotations

import copy
import json
import os
import time
from pathlib import Path

import pytest
from jupyter_core.utils import run_sync

pytest.importorskip("nbclient")

from training.content.lab import read_lab
from training.labs.intake import missing_parts, read_notebook
from training.labs.runner import marks_of, run_all, run_notebook
from training.labs.warm import can_fork
from training.play.lab_notebook import learner_notebook

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks/wages-owed"


@pytest.fixture(scope="module")
def lab():
    return read_lab(FOLDER)[0]


def notebook(*sources):
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{n}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for n, source in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def text_of(ran, cell):
    return "".join(one.get("text", "") for one in ran.outputs[cell])


def test_a_bad_notebook_is_a_result_and_the_rest_goes_on(tmp_path):
    hostile = {
        "dies": ("import os; os._exit(3)", "ended its kernel"),
        "hangs": ("import time; time.sleep(60)", "took longer than 3 seconds"),
        "fails": ("1 / 0", "ZeroDivisionError"),
        "prints": ("while True: print('x' * 10_000)", "wrote more than"),
        "shouts": ("print('x' * 1_000_000_000)", "wrote more than"),
        "leaves": ("raise SystemExit(3)", "SystemExit"),
        "misspells": ("def (", "SyntaxError"),
    }
    jobs = [
        (name, notebook("a = 1", code), tmp_path) for name, (code, _) in hostile.items()
    ]
    jobs.append(("good", notebook("a = 1", "print(a + 1)"), tmp_path))

    hangs = [job for job in jobs if job[0] == "hangs"]
    others = [job for job in jobs if job[0] != "hangs"]  # given time on a busy machine
    ran = {
        one.name: one
        for one in (*run_all(hangs, timeout=3), *run_all(others, timeout=60))
    }

    assert len(ran) == len(jobs)
    for name, (_, words) in hostile.items():
        assert words in ran[name].fault, (name, ran[name].fault)
        assert ran[name].cell == "cell-1", name
    assert ran["good"].fault == ""
    assert text_of(ran["good"], "cell-1") == "2\n"


def test_a_kernel_that_is_not_installed_is_named(tmp_path):
    strange = notebook("1")
    strange["metadata"]["kernelspec"]["name"] = "klingon"

    [ran] = run_all([("x", strange, tmp_path)])

    assert "klingon" in ran.fault


def test_a_notebook_works_in_its_own_folder_and_shares_nothing(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    code = "import os, random, training; training.mine = globals().get('x'); x = 1"
    show = "print(os.path.basename(os.getcwd()), training.mine, random.random())"
    jobs = [(n, notebook(code, show), tmp_path / n) for n in ("one", "two")]

    one, two = run_all(jobs)

    words = [text_of(ran, "cell-1").split() for ran in (one, two)]
    assert [word[0] for word in words] == ["one", "two"]
    assert [word[1] for word in words] == ["None", "None"]
    assert words[0][2] != words[1][2], "forks share their dice"


@pytest.mark.skipif(not can_fork(), reason="this system does not fork")
def test_kernels_are_forked_from_one_that_has_imported_already(tmp_path):
    code = "import sys, os\nprint('ipywidgets' in sys.modules, os.getppid())"
    ran = run_all([(str(n), notebook(code), tmp_path) for n in range(3)])

    words = [text_of(one, "cell-0").split() for one in ran]

    assert [word[0] for word in words] == ["True"] * 3
    assert len({word[1] for word in words}) == 1
    assert int(words[0][1]) != os.getpid()


def test_where_fork_is_missing_an_ordinary_kernel_runs(tmp_path, monkeypatch):
    monkeypatch.setattr("training.labs.warm.can_fork", lambda: False)
    code = "import os; print(os.getppid())"

    [ran] = run_all([("plain", notebook(code), tmp_path)])

    assert ran.fault == ""
    assert int(text_of(ran, "cell-0")) == os.getpid()


@pytest.mark.skipif(not can_fork(), reason="this system does not fork")
def test_no_kernel_outlives_its_notebook(tmp_path):
    code = "import os; print(os.getpid())"
    ran = run_all([("a", notebook(code), tmp_path), ("b", notebook(code), tmp_path)])
    pids = [int(text_of(one, "cell-0")) for one in ran]

    end = time.monotonic() + 5
    while time.monotonic() < end and any(Path(f"/proc/{pid}").exists() for pid in pids):
        time.sleep(0.05)

    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


FILES = {
    "json": (b'{"cells": [', "not JSON"),
    "binary": (bytes(range(256)), "not JSON"),
    "empty": (b"", "not JSON"),
    "list": (b"[]", "no cells"),
    "deep": (b"[" * 100_000, "not JSON"),
    "old": (json.dumps(notebook() | {"nbformat": 3}).encode(), "format 3"),
    "kernel": (json.dumps(notebook() | {"metadata": {}}).encode(), "no kernel"),
    "schema": (
        json.dumps(notebook() | {"cells": [{"cell_type": "soup"}]}).encode(),
        "breaks the notebook format",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_sound_notebook_is_told_so(name, tmp_path):
    content, words = FILES[name]
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)

    found = read_notebook(path)

    assert found.notebook is None
    assert words in found.fault


def test_a_missing_file_and_a_huge_one_are_told_apart(tmp_path):
    assert "cannot be read" in read_notebook(tmp_path / "none.ipynb").fault
    huge = tmp_path / "huge.ipynb"
    with huge.open("wb") as file:
        file.truncate(2_000_000_000)
    assert "at most" in read_notebook(huge).fault


def test_stored_outputs_are_not_read(tmp_path):
    stored = notebook("1")
    stored["cells"][0]["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "forged"}
    ]
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps(stored), "utf-8")

    assert read_notebook(path).notebook["cells"][0]["outputs"] == []


def test_a_deleted_check_cell_loses_that_exercise_alone(lab):
    mine = learner_notebook(lab)
    mine["cells"] = [cell for cell in mine["cells"] if cell["id"] != "fee-check"]

    assert missing_parts(lab, mine) == {"fee": "its check cell was deleted"}
    ran = run_sync(run_notebook)("x", mine, FOLDER)
    assert ran.fault == ""
    assert len(marks_of(ran)) == len(lab.exercises()) - 1


def test_a_renamed_answer_variable_is_named(lab):
    mine = copy.deepcopy(learner_notebook(lab))
    cell = next(cell for cell in mine["cells"] if cell["id"] == "one-week-answer")
    cell["source"] = "my_week = 819"

    assert 'no cell sets "one_week"' in missing_parts(lab, mine)["one-week"]
    ran = run_sync(run_notebook)("x", mine, FOLDER)
    assert (ran.cell, "NameError" in ran.fault) == ("one-week-check", True)


@pytest.mark.parametrize(
    "value", ["object()", "[1, 2]", "{'a': 1}", "print", "float('nan')", "True"]
)
def test_an_answer_of_the_wrong_type_is_unreadable_and_the_rest_is_marked(lab, value):
    mine = copy.deepcopy(learner_notebook(lab))
    cell = next(cell for cell in mine["cells"] if cell["id"] == "one-week-answer")
    cell["source"] = f"one_week = {value}"

    ran = run_sync(run_notebook)("x", mine, FOLDER)

    marks = marks_of(ran)
    assert ran.fault == ""
    assert marks["one-week"]["state"] == "unreadable"
    assert len(marks) == len(lab.exercises())
