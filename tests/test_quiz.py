"""Banks are read strictly: every fault is located, and none hides the next."""

from __future__ import annotations

import pytest

from samples import BANK, sample_bank, write_bank
from training.content.quiz import KINDS, read_bank


def test_a_bank_with_every_kind_is_read(tmp_path):
    bank = sample_bank(tmp_path)
    assert {item.kind for item in bank.items} == set(KINDS)
    assert bank.recommendation_of(bank.item("one")) == "2.3"


BROKEN = {
    "right answer missing": (
        "text: Her., right: true",
        "text: Her.",
        "no right answer",
    ),
    "two right answers": (
        "The man beside her., why",
        "The man beside her., right: true, why",
        "has 2 right answers (a, b)",
    ),
    "right and critical": (
        "text: Her., right: true",
        "text: Her., right: true, critical: true",
        'option "a" is both right and critical',
    ),
    "unknown field": ("prompt: Which form?", "promt: Which form?", '"promt"'),
    "missing field": (
        "    why: It starts the referral.\n",
        "",
        'lacks the field "why"',
    ),
    "no as a boolean": (
        "answer: false",
        "answer: no",
        '"no" is neither true nor false',
    ),
    "unknown kind": ("kind: cloze", "kind: clozed", 'kind "clozed" is not one of'),
    "unknown track": ("track: both", "track: police", 'track "police" is not one of'),
    "duplicate id": ("id: some", "id: one", 'uses the id "one" a second time'),
    "duplicate option": ("{id: b, text: A call", "{id: a, text: A call", "twice"),
    "unknown group": ("group: means", "group: mean", 'group "mean" is not among'),
    "right group under not": ("not: {means:", "not: {act:", "both right and under"),
    "gap without definition": (
        "[[what]]",
        "[[whom]]",
        "[[whom]] is not among its gaps",
    ),
    "span not in document": ("{women}", "{men}", '"women" does not stand in'),
    "slip is the answer": (
        'answer: "5904.00"',
        'answer: "8028"',
        "is the right answer",
    ),
    "accepted twice": ("accept: [PR-1]", "accept: [nr-1]", "both in accept and"),
    "not a number": ('answer: "8028.00"', "answer: 8_028", "not a plain number"),
    "id is a grader's word": ("id: named", "id: unreadable", "word of the graders"),
    "all options right": (
        "text: A statement, why",
        "text: A statement, right: true, why",
        "has 3 right answers among 3",
    ),
    "first step without a previous": (
        "{id: trace, text: Trace, why: Know what there is.}",
        "{id: trace, text: Trace, why: Know., with-previous: true}",
        "has none before it",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), BROKEN.values(), ids=BROKEN)
def test_fault_is_reported_at_its_line(tmp_path, old, new, said):
    assert old in BANK
    text = BANK.replace(old, new, 1)
    bank, problems = read_bank(write_bank(tmp_path, text))
    assert [p for p in problems if said in p.message or said in p.fix], problems
    assert all(p.fix and p.line > 1 and p.id for p in problems)
    assert len(bank.items) >= len(KINDS) - 1  # the other questions are still there


def test_problem_says_where_and_how_to_mend(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = BANK.replace("text: Her., right: true", "text: Her.")
    _, (problem,) = read_bank(write_bank(tmp_path, text))
    line = text[: text.index("options:")].count("\n") + 1
    assert str(problem) == (
        f"sample.yml:{line}: one: has no right answer\n"
        "    fix: write `right: true` at exactly one option"
    )


def test_every_fault_of_a_file_is_found_in_one_run_in_line_order(tmp_path):
    text = BANK
    for old, new, _ in list(BROKEN.values())[:9]:
        text = text.replace(old, new, 1)
    _, problems = read_bank(write_bank(tmp_path, text))
    assert len(problems) >= 6
    assert problems == sorted(problems)


@pytest.mark.parametrize("text", ["", "- a\n", "just words\n", "title: x\n"])
def test_a_file_that_is_no_bank_is_one_located_problem(tmp_path, text):
    bank, problems = read_bank(write_bank(tmp_path, text))
    assert bank is None
    assert problems
    assert all(problem.fix for problem in problems)
