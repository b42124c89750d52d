"""Grading a folder of notebooks: the walls hold, nothing is lost, all of it is told."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grade_attempts import ATTEMPTS, QUIET
from training.cli import app
from training.content.lab import read_lab
from training.labs import grade_sandbox
from training.labs.grade import KEPT, Plan, grade
from training.labs.grade_marks import TRIED, Graded
from training.labs.grade_report import as_csv, as_html, printable
from training.labs.grade_sandbox import Limits, Refusal, Sandbox
from training.play.lab_notebook import learner_notebook, notebook_bytes, solved_notebook

ROOT = Path(__file__).parents[1]
NAME = "wages-owed"
LAB = read_lab(ROOT / "notebooks" / NAME)[0]
LIMITS = Limits(wall=4, seconds=2, memory=256 << 20)
FULL = 700


def notebook(code="", *, solved=False):
    """A learner's notebook with a cell of code behind the first."""
    found = (solved_notebook if solved else learner_notebook)(LAB)
    if code:
        cell = {**found["cells"][0], "id": "attempt", "source": code}
        found["cells"].insert(1, cell)
    return found


def changed(name, code):
    """The solved notebook with one cell's code replaced."""
    found = notebook(solved=True)
    for cell in found["cells"]:
        if cell["id"] == name:
            cell["source"] = code
    return found


def write(folder, name, found):
    path = folder / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(found if isinstance(found, bytes) else notebook_bytes(found))
    return path


def run(subs, out=None, **more):
    more = {"limits": LIMITS, "jobs": 1, **more}
    plan = Plan(subs, out or subs.parent / "out", ROOT, **more)
    return {one.name.removesuffix(".ipynb"): one for one in grade(plan)}


@pytest.fixture
def subs(tmp_path):
    folder = tmp_path / "subs"
    write(folder, "honest", notebook(solved=True))
    return folder


# --- the walls ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ATTEMPTS)
def test_an_attempt_fails_and_is_called_what_it_is(name, subs, tmp_path):
    kind, code = ATTEMPTS[name]
    flag, out = tmp_path / "flag", tmp_path / "out"
    for word, path in (("root", ROOT), ("out", out), ("subs", subs), ("flag", flag)):
        code = code.replace(f"{{{word}}}", str(path))
    lab = f'from training.labs import *\nlab = open_lab("{NAME}")\n'
    found = notebook(QUIET + lab + code)
    for cell in found["cells"]:  # what the attempt answers is what is checked
        cell["source"] = cell["source"].replace("one_week = None", "")
    write(subs, "attempt", found)

    results = run(subs)

    attempt, honest = results["attempt"], results["honest"]
    assert any(words.startswith(TRIED[kind]) for words in attempt.tried), attempt
    assert attempt.points == 0
    assert (honest.state, honest.points, honest.tried) == ("graded", FULL, ())
    assert "PROOF" not in "".join(str(mark["answer"]) for mark in attempt.marks)
    assert not flag.exists()
    assert "PROOF" not in (out / KEPT).read_text("utf-8").replace(code, "")
    assert len(json.loads((out / "results.json").read_text("utf-8"))["notebooks"]) == 2


def test_every_kind_of_attempt_is_proven():
    assert {kind for kind, _ in ATTEMPTS.values()} == set(TRIED)
    assert len(ATTEMPTS) >= 15


def test_nothing_of_the_checks_or_of_others_is_in_memory(subs):
    code = (
        "import ctypes, gc, sys\n"
        "kinds = {type(one).__name__ for one in gc.get_objects()}\n"
        "names = [one for one in sys.modules if 'check' in one or 'cases' in one]\n"
        "texts = [one for one in gc.get_objects() if isinstance(one, (list, dict))]\n"
        "found = [one for one in texts if 'no_bands' in map(str, one)]\n"
        "raise ValueError(('Exercise' in kinds, names, found))"
    )
    write(subs, "z", notebook(code))
    [note] = run(subs)["z"].notes
    assert note == "cell attempt stopped with ValueError: (False, [], [])"


def test_the_learner_stands_in_an_empty_folder_without_powers(subs):
    code = (
        "import os\n"
        "handles = [one for one in range(64) if _open(one)]\n"
        "raise ValueError((os.listdir('.'), handles, dict(os.environ), os.getpid()))"
    )
    helper = (
        "def _open(one):\n"
        "    try: os.fstat(one)\n"
        "    except OSError: return False\n"
        "    return True\n"
    )
    write(subs, "z", notebook(f"import os\n{helper}{code}"))
    [note] = run(subs)["z"].notes
    home = "{'HOME': '/learner', 'TMPDIR': '/learner', 'LC_ALL': 'C.UTF-8'}"
    assert f"([], [0, 1, 2, 3], {home}, 1)" in note


def test_one_learner_finds_nothing_of_the_one_before(subs):
    write(subs, "a", notebook("open('left', 'w').write('x')\nimport json\njson.x = 1"))
    code = "import json, os\nraise ValueError((os.listdir('.'), hasattr(json, 'x')))"
    write(subs, "b", notebook(code))
    results = run(subs)
    assert results["a"].notes == ()
    assert "([], False)" in results["b"].notes[0]


def test_no_process_is_left_when_the_run_is_over(subs):
    import psutil

    write(subs, "z", notebook("import time\ntime.sleep(100)"))
    run(subs)
    mine = psutil.Process().children(recursive=True)
    assert not [one for one in mine if "grade_zygote" in " ".join(one.cmdline())]


def test_a_grader_that_dies_takes_its_learners_along(subs, tmp_path):
    import psutil

    code = "import time\nmark_of_this_test = 1\ntime.sleep(100)"
    write(subs, "a", notebook(code))
    words = (
        "import sys; from pathlib import Path\n"
        "from training.labs.grade import Plan, grade\n"
        f"grade(Plan(Path({str(subs)!r}), Path({str(tmp_path / 'out')!r}), "
        f"Path({str(ROOT)!r})))"
    )
    grader = subprocess.Popen([sys.executable, "-c", words])
    end = time.monotonic() + 20
    while time.monotonic() < end:
        children = psutil.Process(grader.pid).children(recursive=True)
        if len(children) >= 3:
            break
        time.sleep(0.1)
    assert len(children) >= 3
    grader.kill()
    grader.wait()
    gone, left = psutil.wait_procs(children, timeout=10)
    assert len(gone) >= 3
    assert not left


# --- where there are no walls ------------------------------------------------------


def test_without_walls_nothing_is_run_and_the_way_out_is_said(
    subs, tmp_path, monkeypatch
):
    def refuse(_self):
        raise Refusal("namespaces: Operation not permitted")

    monkeypatch.setattr(Sandbox, "start", refuse)
    out = tmp_path / "out"
    done = CliRunner().invoke(
        app, ["grade", str(subs), "--out", str(out), "--root", str(ROOT)]
    )
    assert done.exit_code == 2
    assert done.output.startswith(f"{subs}:1: nothing was run")
    assert "namespaces: Operation not permitted\n    fix: " in done.output
    assert "--unsafe" in done.output
    assert not list(out.glob("results.*"))[1:]


def test_a_machine_that_allows_no_namespaces_refuses(monkeypatch):
    """Started where users may not be made: the zygote itself says which wall."""
    real = subprocess.Popen
    limit = (
        "import ctypes, os, sys\n"
        "libc = ctypes.CDLL(None)\n"
        "rules = ctypes.CDLL('libseccomp.so.2')\n"
        "rules.seccomp_init.restype = ctypes.c_void_p\n"
        "made = ctypes.c_void_p(rules.seccomp_init(0x7fff0000))\n"
        "number = rules.seccomp_syscall_resolve_name(b'unshare')\n"
        "rules.seccomp_rule_add_array(made, 0x50001, number, 0, None)\n"
        "assert rules.seccomp_load(made) == 0\n"
        "os.execv(sys.argv[1], sys.argv[1:])"
    )

    def popen(command, **more):
        return real([sys.executable, "-c", limit, *command], **more)

    monkeypatch.setattr(grade_sandbox.subprocess, "Popen", popen)
    with pytest.raises(Refusal, match="namespaces: Operation not permitted"):
        Sandbox(LIMITS).start()


def test_unsafe_marks_the_same_and_still_keeps_its_limits(subs):
    write(subs, "busy", notebook("while True: pass"))
    write(subs, "loud", notebook("while True: print('x' * 10000)"))
    write(subs, "asleep", notebook("import time\ntime.sleep(100)"))
    results = run(subs, unsafe=True)
    assert results["honest"].points == FULL
    assert {name: one.state for name, one in results.items()} == {
        "honest": "graded",
        **dict.fromkeys(("busy", "loud", "asleep"), "partly"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "read-the-checks",
        "write-outside",
        "write-into-pythons-library",
        "change-the-machines-own-devices",
        "open-a-socket",
        "fork-bomb",
        "kill-the-parent",
        "leave-the-walls",
    ],
)
def test_a_person_who_is_not_root_has_the_same_walls(name, subs, tmp_path, monkeypatch):
    """There is no other user to become, then: powers alone are given up."""
    monkeypatch.setattr(grade_sandbox, "_has_nobody", lambda _place: False)
    test_an_attempt_fails_and_is_called_what_it_is(name, subs, tmp_path)


# --- bad input ---------------------------------------------------------------------


def without_kernel():
    found = notebook(solved=True)
    del found["metadata"]["kernelspec"]
    return found


def without(name):
    found = notebook(solved=True)
    found["cells"] = [cell for cell in found["cells"] if cell["id"] != name]
    return found


BAD = {  # what was handed in, its points, and what is said of it
    "not-json": (b"{cut off", 0, "is not JSON"),
    "empty": (b"", 0, "is not JSON"),
    "bytes": (b"\xff\xfe\0\1", 0, "is not JSON"),
    "nested": (b"[" * 200_000, 0, "is not JSON"),
    "no-cells": (b"{}", 0, "has no cells"),
    "no-kernel": (without_kernel(), 0, "names no kernel"),
    "wrong-version": (
        notebook(solved=True) | {"nbformat": 3},
        0,
        "has notebook format 3; format 4 is read",
    ),
    "wrong-schema": (
        notebook() | {"cells": [{"cell_type": "song"}]},
        0,
        "breaks the notebook format",
    ),
    "check-cell-deleted": (
        without("one-week-check"),
        FULL,  # the answer is still there, and counts
        "one-week: its check cell was deleted",
    ),
    "answer-renamed": (
        changed("one-week-answer", "my_week = 3"),
        FULL - 100,
        'one-week: no cell sets "one_week": was it renamed?',
    ),
    "wrong-type": (
        changed("one-week-answer", "one_week = {'a': [1]}"),
        FULL - 100,
        "",
    ),
    "not-finite": (
        changed("one-week-answer", "one_week = float('nan')"),
        FULL - 100,
        "",
    ),
    "a-cell-that-fails": (
        changed("fee-answer", "fee = 1 / 0"),
        FULL - 100,
        "cell fee-answer stopped with ZeroDivisionError: division by zero",
    ),
    "a-cell-that-is-no-python": (
        changed("fee-answer", "fee = = 4"),
        FULL - 100,
        "cell fee-answer stopped with SyntaxError",
    ),
    "a-cell-that-exits": (changed("fee-answer", "exit()"), FULL - 100, "SystemExit"),
    "a-gigabyte": (
        notebook("print('x' * 10**9)", solved=True),
        FULL,  # there is no memory for so much text; the rest goes on
        "cell attempt stopped with MemoryError",
    ),
    "a-gigabyte-in-pieces": (
        notebook("for _ in range(1000): print('x' * 10**6)", solved=True),
        0,
        "cell attempt wrote more than 5,000,000 letters",
    ),
    "too-many-cells": (
        notebook() | {"cells": notebook()["cells"][:1] * 1001},
        0,
        "has 1,001 cells; at most 1,000 are read",
    ),
    "kernel-dies": (
        notebook("import ctypes\nctypes.string_at(0)", solved=True),
        0,
        "cell attempt ended its kernel (SIGSEGV)",
    ),
    "kernel-dies-late": (
        changed("not-enough-answer", "import os\nos._exit(3)"),
        FULL - 100,  # what was answered before counts
        "cell not-enough-answer ended its kernel",
    ),
    "another-lab": (
        notebook() | {"metadata": {**notebook()["metadata"], "training": {"lab": "x"}}},
        0,
        'is of the lab "x", which is not here',
    ),
    "no-lab": (
        notebook() | {"cells": [], "metadata": {"kernelspec": {
            "name": "python3", "display_name": "x"}}},
        0,
        "does not say of which lab it is: name it with --lab",
    ),
    "many-letters": (
        notebook(f"x = '{chr(0x4E00) * 5_000_000}'", solved=True),
        FULL,
        "",
    ),
    "half-a-letter": (
        json.dumps(notebook("x = '\ud800'", solved=True)).encode(),
        FULL,
        "cell attempt stopped with UnicodeEncodeError",
    ),
    "magic-words": (
        changed("fee-answer", "%matplotlib inline\n!ls\nfee_in_sevet = 420"),
        FULL,
        "",
    ),
}  # fmt: skip


def test_each_bad_notebook_has_its_line_and_the_rest_goes_on(tmp_path):
    subs = tmp_path / "subs"
    for name, (found, _, _) in BAD.items():
        write(subs, name, found)
    write(subs, "zz-honest", notebook(solved=True))
    (subs / "unreadable.ipynb").mkdir()
    os.mkfifo(subs / "pipe.ipynb")
    (subs / "link.ipynb").symlink_to(subs / "zz-honest.ipynb")
    (subs / "up").symlink_to(tmp_path)
    (subs / os.fsdecode(b"caf\xe9.ipynb")).write_bytes(notebook_bytes(notebook()))
    write(subs, "caf\\xe9", notebook(solved=True))  # shown by the same name

    results = run(subs, jobs=2)

    wrong = {
        name: (results[name].points, results[name].notes)
        for name, (_, points, says) in BAD.items()
        if results[name].points != points or says not in " ".join(results[name].notes)
    }
    assert wrong == {}
    assert results["zz-honest"].points == FULL
    assert results["pipe"].notes == ("is no plain file; only plain files are read",)
    assert results["link"].notes == ("is a link; only plain files are read",)
    assert results["up"].notes == ("is a link; only plain files are read",)
    same = sorted(one.points for name, one in results.items() if name[:3] == "caf")
    assert same == [0, FULL]
    assert "broken" not in {one.state for one in results.values()}
    marks = {mark["exercise"]: mark for mark in results["wrong-type"].marks}
    assert marks["one-week"]["state"] == "unreadable"


def test_only_the_lab_asked_for_is_marked(subs):
    write(subs, "other", notebook() | {
        "metadata": {**notebook()["metadata"],
                     "training": {"lab": "multiple-systems-estimation"}}})  # fmt: skip
    results = run(subs, lab=NAME)
    says = f'is of the lab "multiple-systems-estimation"; "{NAME}" is marked here'
    assert results["other"].notes == (says,)
    assert results["honest"].points == FULL


# --- keeping, resuming, telling ----------------------------------------------------


def test_a_stopped_run_goes_on_and_runs_nothing_twice(subs, tmp_path, monkeypatch):
    out = tmp_path / "out"
    write(subs, "second", notebook())
    run(subs, out)
    kept = out / KEPT
    lines = kept.read_text("utf-8").splitlines()
    assert len(lines) == 2
    kept.write_text(f"{lines[0]}\n{lines[1][:40]}", "utf-8")  # cut off by a power cut
    write(subs, "third", notebook(solved=True))
    ran = []
    real = Sandbox.run
    monkeypatch.setattr(
        Sandbox, "run", lambda self, order: ran.append(1) or real(self, order)
    )

    results = run(subs, out)
    assert len(ran) == 2
    assert {name: one.points for name, one in results.items()} == {
        "honest": FULL, "second": 0, "third": FULL,
    }  # fmt: skip

    write(subs, "second", notebook(solved=True))
    assert run(subs, out)["second"].points == FULL
    assert len(ran) == 3
    assert run(subs, out).keys() == {"honest", "second", "third"}
    assert len(ran) == 3


def test_a_sandbox_that_is_lost_is_our_fault_and_is_run_again(subs, monkeypatch):
    real = Sandbox.run

    def lost(_self, _order):
        raise OSError(5, "the zygote is gone")

    monkeypatch.setattr(Sandbox, "run", lost)
    assert run(subs)["honest"].state == "broken"
    monkeypatch.setattr(Sandbox, "run", real)
    assert run(subs)["honest"].points == FULL


def test_a_killed_zygote_costs_one_result_and_no_more():
    box = Sandbox(LIMITS)
    box.start()
    box._zygote.kill()  # noqa: SLF001 - as a machine without memory would
    box._zygote.wait()  # noqa: SLF001
    order = {"lab": NAME, "data": "", "cells": [], "variables": {}}
    assert "the fault is ours" in box.run(order)["ended"]
    assert box.run(order)["ended"] == ""
    box.close()


def test_the_command_tells_marks_and_keeps_three_reports(subs, tmp_path):
    write(subs, "zero", notebook("import socket\nsocket.socket()"))
    out = tmp_path / "out"
    words = ["grade", str(subs), "--out", str(out), "--root", str(ROOT)]

    done = CliRunner().invoke(app, words)

    assert done.exit_code == 0, done.output
    assert f"{subs}/zero.ipynb: 0 of {FULL} points. cell attempt stopped" in done.output
    assert "tried to reach a network (socket)" in done.output
    assert "2 notebooks: 1 graded, 1 graded in part" in done.output
    rows = list(csv.DictReader((out / "results.csv").open(encoding="utf-8")))
    assert [(row["notebook"], row["points"]) for row in rows] == [
        ("honest.ipynb", str(FULL)), ("zero.ipynb", "0"),
    ]  # fmt: skip
    assert rows[0][f"{NAME}/one-week"] == "100"
    page = (out / "results.html").read_text("utf-8")
    assert "honest.ipynb" in page
    assert "<script" not in page

    again = CliRunner().invoke(app, words)
    assert again.exit_code == 2
    assert "marks of an earlier run\n    fix: go on with --resume" in again.output
    assert CliRunner().invoke(app, [*words, "--resume"]).exit_code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["{subs}", "--lab", "wages-owd"], 'Did you mean "wages-owed"'),
        (["{subs}/none"], "is no folder"),
        (["{subs}", "--root", "{subs}"], "there is no course here"),
        (["{subs}", "--out", "/proc/none"], "/proc/none:1: "),
        (["{subs}", "--scheduler", "tcp://127.0.0.1:1"], "tcp://127.0.0.1:1:1: "),
    ],
)
def test_wrong_use_is_told_with_its_mend(words, says, subs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = [word.format(subs=subs) for word in words]
    root = [] if "--root" in words else ["--root", str(ROOT)]
    done = CliRunner().invoke(app, ["grade", *words, *root])
    assert done.exit_code == 2, done.output
    assert says in done.output
    assert "\n    fix: " in done.output


def test_what_a_learner_wrote_is_no_formula_no_markup_and_no_command():
    evil = Graded(
        "=cmd.ipynb", "k", "partly", NAME, 0, 7, ("<script>x</script>\x1b[2J",),
        ("+1",), ({"exercise": "a", "points": 0, "of": 7, "message": "<b>"},),
    )  # fmt: skip
    [_, row] = csv.reader(as_csv([evil]).splitlines())
    assert row[0] == "'=cmd.ipynb"
    assert row[6] == "'+1"
    page = as_html([evil])
    assert "<script>" not in page
    assert "&lt;b&gt;" in page
    assert "\x1b" not in printable(evil.notes[0])


def test_a_cluster_gives_the_same_marks(subs, tmp_path):
    write(subs, "zero", notebook("import socket\nsocket.socket()"))
    write(subs, "dead", notebook("import os\nos._exit(1)"))
    cluster = (
        "import sys, time\n"
        "from distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True,\n"
        "                      dashboard_address=None) as cluster:\n"
        "        print(cluster.scheduler_address, flush=True)\n"
        "        sys.stdin.read()\n"
    )
    script = tmp_path / "cluster.py"
    script.write_text(cluster, "utf-8")
    started = subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        address = started.stdout.readline().strip()
        assert address.startswith("tcp://127.0.0.1:")
        there = run(subs, tmp_path / "there", scheduler=address)
        here = run(subs, tmp_path / "here")
    finally:
        started.stdin.close()
        started.wait(30)

    def facts(results):
        return {n: (o.points, o.notes, o.tried, o.marks) for n, o in results.items()}

    assert facts(there) == facts(here)
    assert there["honest"].points == FULL
