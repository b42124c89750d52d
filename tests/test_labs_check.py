"""Labs: every rule finds its fault, and sound labs are not run again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("nbclient")

from training.content.lab import read_lab
from training.labs import check as check_module
from training.labs.check import check_labs
from training.labs.lab_rules import RULES

ROOT = Path(__file__).parents[1]
SOUND = ROOT / "notebooks/wages-owed"


# rule -> a change to the sound lab that breaks it: file, what stands there, what then
FAULTS = {
    "lab-text": ("lab.md", ":track: social-work", ":track: social-wrok"),
    "lab-wrong": ("wrong.yml", "name: multiplied", "nam: multiplied"),
    "lab-code": ("lab.md", "days = data.make()", "days = data.mak()"),
    "lab-pairs": ("wrong.yml", "says: wrong-way", "says: wrong-wya"),
    "lab-unchecked": ("checks.py", 'Exercise("fee"', 'Exercise("feee"'),
    "lab-messages": (
        "checks.py",
        'hint="Divide by ten.",\n)\ndef ten',
        'hint="",\n)\ndef ten',
    ),
    "lab-wrongs": (
        "wrong.yml",
        (
            '  - {name: still in drell, answer: "4200.00", says: still-drell}\n'
            '  - {name: the rate of Belmora, answer: "2100.00", says: other-currency}\n'
        ),
        "",
    ),
    "lab-refused": ("wrong.yml", "says: wrong-way", "says: still-drell"),
    "lab-parts": ("lab.md", "## Do no harm", "## Be kind"),
    "lab-source": ("lab.md", "{source}`LA-13`", "{source}`LA-99`"),
    "lab-solution": ("lab.md", "one_week = week(58", "one_week = week(57"),
    "lab-starter": (
        "lab.md",
        '{"claims": None, "social"',
        '{"claims": 1 / 0, "social"',
    ),
    "lab-mutants": (
        "checks.py",
        "return Seen(answer == 420,",
        "return Seen(answer < 421,",
    ),
    "lab-leak": ("lab.md", "## Do no harm", "It is 8 028.00 sv.\n\n## Do no harm"),
    "lab-outputs": (
        "lab.md",
        'bar("No two weeks of claim 7 are alike"',
        "bar(f\"At {__import__('time').time()}\"",
    ),
    "lab-data": ("data.py", "random.Random(seed)", "random.Random()"),
}


@pytest.fixture(scope="module")
def problems(tmp_path_factory):
    """All faults at once: each in a copy of the lab that is named after the rule."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "registry", root / "registry")
    for rule, (name, old, new) in FAULTS.items():
        folder = root / "notebooks" / rule
        shutil.copytree(SOUND, folder, ignore=shutil.ignore_patterns("__pycache__"))
        text = (folder / name).read_text("utf-8")
        assert old in text, f"{rule}: the sound lab no longer holds {old!r}"
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    shutil.copytree(SOUND, root / "notebooks/lab-stored")
    (root / "notebooks/lab-stored/x.ipynb").write_text("{}", "utf-8")
    shutil.copytree(SOUND, root / "notebooks/sound")
    return check_labs(root, cached=False)


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_finds_its_fault_and_says_how_to_mend_it(rule, problems):
    mine = [one for one in problems if Path(one.path).parent.name == rule]
    found = [one for one in mine if one.rule == rule]
    assert found, [str(one) for one in mine]
    assert all(one.line >= 1 and one.message and one.fix for one in found)


def test_one_bad_lab_does_not_touch_the_others(problems):
    assert not [one for one in problems if "/sound/" in one.path]


def test_a_picture_that_differs_is_shown_as_a_difference(problems):
    found = next(one for one in problems if one.rule == "lab-outputs")
    assert "page" in found.message
    assert "notebook" in found.message
    assert "-" in found.message
    assert "+" in found.message


def course(tmp_path):
    shutil.copytree(ROOT / "registry", tmp_path / "registry")
    shutil.copytree(SOUND, tmp_path / "notebooks/one")
    return tmp_path


def test_a_sound_lab_is_run_once_and_again_when_anything_changed(tmp_path, monkeypatch):
    root = course(tmp_path)
    runs = []
    real = check_module._prove  # noqa: SLF001 - to count how often it runs

    async def counted(*given):
        runs.append(given)
        return await real(*given)

    monkeypatch.setattr(check_module, "_prove", counted)

    assert check_labs(root) == []
    assert check_labs(root) == []
    assert len(runs) == 1
    data = root / "notebooks/one/data.py"
    data.write_text(data.read_text("utf-8") + "\n# another line\n", "utf-8")
    assert check_labs(root) == []
    assert len(runs) == 2
    shutil.rmtree(root / "build")
    assert check_labs(root) == []
    assert len(runs) == 3
    (root / "build/labs/one.json").write_text("not JSON", "utf-8")
    assert check_labs(root) == []
    assert len(runs) == 4


def test_a_lab_with_problems_is_never_taken_as_sound(tmp_path):
    root = course(tmp_path)
    (root / "notebooks/one/wrong.yml").write_text("", "utf-8")
    assert check_labs(root)
    assert check_labs(root)
    assert not (root / "build/labs/one.json").exists()


def test_a_folder_without_its_files_is_a_problem_and_no_traceback(tmp_path):
    root = course(tmp_path)
    for name in ("checks.py", "data.py", "lab.md", "wrong.yml"):
        shutil.copytree(
            root / "notebooks/one", root / f"notebooks/no-{name[:-3].strip('.')}"
        )
        (root / f"notebooks/no-{name[:-3].strip('.')}" / name).unlink()
    found = {Path(one.path).parent.name for one in check_labs(root)}
    assert found == {"no-checks", "no-data", "no-lab", "no-wrong"}


HEAD = "---\ntitle: x\n---\n"
BROKEN = {
    "---\ntitle: x\n": "facts",
    "no facts at all": "facts",
    f"{HEAD}::::{{exercise}} a\nprompt\n": "never closes",
    f"{HEAD}::::{{exercise}}\n```{{solution}}\nx = 1\n```\n::::\n": "no id",
    f"{HEAD}::::{{exercise}} a\nprompt\n::::\n": "no solution",
    f"{HEAD}::::{{exercise}} a\n```{{solution}}\na = (\n```\n::::\n": "not Python",
    f"{HEAD}::::{{exercise}} a\n```{{solution}}\nb = 1\n```\n::::\n": 'never sets "a"',
    f"{HEAD}::::{{exercise}} a\n:trakc: both\n```{{solution}}\na = 1\n```\n::::\n": (
        "no option"
    ),
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_text_is_a_located_problem(text, tmp_path):
    (tmp_path / "lab.md").write_text(text, "utf-8")
    _, problems = read_lab(tmp_path)
    assert any(BROKEN[text] in one.message for one in problems), problems
    assert all(one.line >= 1 and one.fix for one in problems)
