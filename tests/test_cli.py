"""The door: what each command prints, and with which exit code it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from small_course import make_course, put
from training.cli import app
from training.proof.check import RULES
from training.proof.rules import KINDS

PROGRAM = Path(sys.executable).with_name("training")
ROOT = Path(__file__).parents[1]
(BAD,) = (Path(__file__).parent / "rules" / "why-length").glob("bad*short*")


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words: runner.invoke(app, [str(word) for word in words])


@pytest.fixture
def good(tmp_path):
    return make_course(tmp_path)


@pytest.fixture
def bad(good):
    put(good, "quiz.yml", BAD.read_bytes())
    return good


def test_a_sound_course_ends_with_0(run, good):
    done = run("check", "--root", good)

    assert (done.exit_code, done.stdout) == (0, "no problems\n")


def test_wrong_content_ends_with_1_and_says_where_what_and_how(run, bad):
    done = run("check", "--root", bad)

    assert done.exit_code == 1
    first, fix, count, _ = done.stderr.split("\n")
    assert "extra.yml:15: quiet-man: has a `why` of 1" in first
    assert fix.startswith("    fix: ")
    assert count == "1 problem"


@pytest.mark.parametrize(
    "words",
    [
        ("check", "quizes"),
        ("check", "--json", "--sarif"),
        ("check", "--root", "/"),
        ("check", "--colour"),
        ("lint",),
        ("lint", "none.md"),
        ("schema", "quilt"),
        ("serve", "--port", "70000"),
        ("dance",),
    ],
)
def test_wrong_usage_ends_with_2_and_no_traceback(run, words):
    done = run(*words)

    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_a_misspelt_kind_is_answered_with_the_kind_meant(run):
    assert 'Did you mean "quizzes"?' in run("check", "quizes").stderr


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_chooses_what_is_reported(run, bad, kind):
    done = run("check", kind, "--root", bad)

    assert done.exit_code == (1 if kind == "quizzes" else 0)


def test_a_path_chooses_what_is_reported_and_finds_its_course(run, bad):
    assert run("check", bad / "quizzes" / "extra.yml").exit_code == 1
    assert run("check", bad / "quizzes").exit_code == 1
    assert run("check", bad / "quizzes" / "gate.yml").exit_code == 0
    assert run("check", bad / "book").exit_code == 0


def test_json_has_one_fixed_shape(run, bad):
    done = run("check", "--json", "--root", bad)
    found = json.loads(done.stdout)

    assert done.exit_code == 1
    assert found["format"] == 1
    assert set(found["problems"][0]) == {
        *("path", "line", "id", "rule", "message", "fix"),
    }


def test_sarif_names_rules_and_places(run, bad):
    done = run("check", "--sarif", "--root", bad)
    log = json.loads(done.stdout)
    (result,) = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    place = result["locations"][0]["physicalLocation"]

    assert done.exit_code == 1
    assert log["version"] == "2.1.0"
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "why-length"
    assert place["region"]["startLine"] == 15
    assert place["artifactLocation"]["uri"].startswith("file:///")


def test_paths_are_relative_where_the_command_was_typed(bad):
    done = subprocess.run(
        [PROGRAM, "check"],
        cwd=bad,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("quizzes/extra.yml:15: ")


def test_rules_are_listed_with_their_kinds_and_sentences(run):
    listed = run("check", "--rules").stdout
    chosen = run("check", "sources", "--rules").stdout
    data = json.loads(run("check", "--rules", "--json").stdout)

    assert all(f"{rule.id} (" in listed and rule.says in listed for rule in RULES)
    assert "quote-length" in chosen
    assert "page-order" not in chosen
    ids = [rule["id"] for rule in data["rules"]]
    assert ids[: len(RULES)] == [rule.id for rule in RULES]
    assert "lab-unchecked" in ids[len(RULES) :]


def test_lint_explains_a_file_and_ends_with_1(run, tmp_path):
    note = tmp_path / "press note.txt"
    note.write_text("Two illegal migrants.\n")
    clean = tmp_path / "clean.md"
    clean.write_text("# A note\n\nTwo people came.\n")

    assert run("lint", clean).exit_code == 0
    done = run("lint", note, clean)
    assert done.exit_code == 1
    assert 'illegal-person: "illegal migrants" makes a person unlawful' in done.stdout
    assert json.loads(run("lint", note, "--json").stdout)["hits"][0]["line"] == 1


def test_a_hint_alone_does_not_fail(run, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("An illegal entry was noted.\n")

    done = run("lint", note)

    assert done.exit_code == 0
    assert "hint:" in done.stdout


def test_the_published_schema_accepts_what_the_reader_accepts(run):
    schema = json.loads(run("schema", "quiz").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    sample = YAML(typ="safe").load(
        Path(__file__).parent / "rules" / "base" / "quizzes" / "gate.yml"
    )

    assert list(validator.iter_errors(sample)) == []
    sample["items"][0]["kind"] = "singel"
    assert list(validator.iter_errors(sample))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"a: 'open\n",
        b"a: &x [*x]\n",
        b"- " * 4000,
        b"x" * 1_000_001,
        b"title: t\nrecommendation: 1\nitems: [1, null, {id: {}}, {kind: single}]\n",
        b"title: t\nrecommendation: 1\nitems:\n  - {id: a, kind: []}\n",
    ],
)
@pytest.mark.parametrize(
    "name",
    [
        "quizzes/extra.yml",
        "registry/sources.yml",
        "registry/recommendations.yml",
        "registry/glossary.yml",
        "book/gate.md",
        "book/_toc.yml",
    ],
)
def test_bad_input_of_any_kind_is_located_and_never_a_traceback(run, good, name, raw):
    (good / name).write_bytes(raw)

    done = run("check", "--root", good)

    assert done.exit_code in (0, 1)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.output


def test_each_command_explains_itself(run):
    for command in ("check", "lint", "build", "serve", "schema"):
        assert run(command, "--help").exit_code == 0


def test_completion_offers_the_commands():
    words = {
        "_TRAINING_COMPLETE": "complete_bash",
        "COMP_WORDS": "training ch",
        "COMP_CWORD": "1",
    }
    done = subprocess.run(
        [PROGRAM],
        env={**os.environ, **words},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "check" in done.stdout


STRAYS = {
    "broken.yml": (
        b"title: x\nrecommendation: a\nitems:\n  - id: b\n    kind: singel\n",
        'Did you mean "single"',
    ),
    "big.yml": (b"a" * 10_500_000, "bytes"),
    "binary.yml": (bytes(range(256)), "not UTF-8"),
    "quote.yml": (b'title: "x\nitems: []\n', "quotation"),
    "note.docx": (b"PK", "training lint"),
}


@pytest.mark.parametrize("name", STRAYS)
def test_a_broken_file_outside_the_course_is_a_located_problem(good, tmp_path, name):
    content, words = STRAYS[name]
    path = tmp_path / name
    path.write_bytes(content)
    found = subprocess.run(
        [PROGRAM, "check", str(path)],
        cwd=good,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 1
    assert words in found.stderr
    assert f"{name}:" in found.stderr
    assert "Traceback" not in found.stderr


def test_export_twee_writes_a_file_and_says_what_is_lost(run, tmp_path):
    target = tmp_path / "gate.twee"
    file = ROOT / "tests/fixtures/side-gate.yml"

    done = run("export", "twee", file, "--output", target)

    assert done.exit_code == 0, done.output
    assert target.read_text("utf-8").startswith(":: StoryTitle")
    assert "the invariants: nothing proves the Twine version" in done.output


def test_export_twee_to_a_folder_that_is_not_there_says_so(run, tmp_path):
    file = ROOT / "tests/fixtures/side-gate.yml"

    done = run("export", "twee", file, "--output", tmp_path / "no" / "gate.twee")

    assert done.exit_code == 2
    assert "cannot be written" in " ".join(done.output.split())


def test_a_sound_file_outside_the_course_says_what_was_not_checked(run, good, tmp_path):
    path = tmp_path / "words.yml"
    path.write_text((ROOT / "quizzes/words.yml").read_text("utf-8"), "utf-8")

    done = run("check", str(path), "--root", str(good))

    assert done.exit_code == 0
    assert "read for its form alone" in done.output
