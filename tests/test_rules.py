"""Every rule reports its bad examples, at the right line, and leaves the good alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from small_course import make_course, problems_of, put
from training.proof.check import RULES
from training.proof.markup_rules import DIRECTIVES
from training.proof.rules import KINDS

RULE_FOLDER = Path(__file__).parent / "rules"
# good.quiz.yml, bad-12.quiz.yml, bad-7-alias.quiz.yml: the number is the line reported.
NAME = re.compile(r"(good|bad-(\d+))(?:-[a-z-]+)?\.((?:[a-z-]+)\.(?:yml|md))")
EXAMPLES = sorted(
    path.relative_to(RULE_FOLDER).as_posix()
    for path in RULE_FOLDER.glob("*/*.*")
    if path.is_file()
)


def test_the_small_course_keeps_every_rule(tmp_path):
    assert problems_of(make_course(tmp_path)) == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_rule_reports_the_bad_example_and_not_the_good_one(example, tmp_path):
    rule, name = example.split("/")
    verdict, line, ending = NAME.fullmatch(name).groups()
    root = make_course(tmp_path)
    raw = (RULE_FOLDER / example).read_bytes()
    path, before = put(root, ending, raw)

    found = problems_of(root)

    shown = "\n".join(f"{problem} [{problem.rule}]" for problem in found)
    if verdict == "good":
        assert not found, shown
        return
    assert {problem.rule for problem in found} == {rule}, shown
    assert [problem.line - before for problem in found] == [int(line)], shown
    assert found[0].path == path.as_posix()
    assert found[0].fix


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_an_id_a_sentence_and_a_remedy(rule):
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.id)
    assert rule.says.endswith(".")
    assert rule.fix
    assert set(rule.kinds) <= set(KINDS)


# These never come alone, or need a search too large to repeat: see test_explorer.py.
# Forms have thirty questions each: see test_form_rules.py. A balanced cast has
# ten people and more: see test_people.py. `complete:` is for a whole registry: see
# test_coverage.py.
ELSEWHERE = (
    *("dead-end", "endless", "unfinished", "too-wide"),
    *("forms-three", "form-size", "form-track", "form-points", "forms-parallel"),
    *("people-balance", "person-role", "person-met", "case-people"),
    "point-untaught",
    *("forms-overlap", "form-on-page", "form-section", "test-form"),
)


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES if rule.id not in ELSEWHERE],
    ids=lambda rule: rule.id,
)
def test_a_rule_has_a_good_and_a_bad_example(rule):
    names = [path.name for path in (RULE_FOLDER / rule.id).glob("*")]

    assert any(name.startswith("good") for name in names), f"add tests/rules/{rule.id}/"
    assert any(name.startswith("bad") for name in names), f"add tests/rules/{rule.id}/"


def test_rule_ids_are_unique_and_every_folder_of_examples_has_its_rule():
    ids = [rule.id for rule in RULES]
    folders = {p.name for p in RULE_FOLDER.iterdir() if p.is_dir() and p.name != "base"}

    assert len(ids) == len(set(ids)) >= 45
    assert folders <= set(ids)


def test_the_rules_know_every_directive_that_the_book_registers():
    from training.book.directives import connect

    names = []

    class App:
        def add_directive(self, name, _maker):
            names.append(name)

        def add_role(self, *_words):
            pass

        connect = add_role

    connect(App())

    assert len(names) > 5
    assert set(names) <= set(DIRECTIVES)
