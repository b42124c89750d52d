"""The sample of three forms: the format by example, and the rules on small banks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from browser import ROOT
from training.content.quiz import FORMS, read_bank
from training.play.form import compile_item
from training.play.grading import grade, solution
from training.proof import form_rules

FOLDER = ROOT / "tests" / "fixtures" / "forms"
RULES = {rule.id: rule for rule in form_rules.RULES}


@pytest.fixture(scope="module")
def samples(course):
    """The course with the sample forms in the place of its own, and without pages."""
    banks = [read_bank(FOLDER / f"{name}.yml") for name in FORMS.values()]
    assert [problems for _, problems in banks] == [[], [], []]
    ours = tuple(bank for bank in course.banks if not bank.is_form)
    return replace(course, banks=(*ours, *(bank for bank, _ in banks)), pages=())


def test_a_sample_lacks_nothing_but_questions(samples):
    found = {name for name, rule in RULES.items() if list(rule.find(samples))}
    assert found == {"form-size"}
    assert [one.message for one in RULES["form-size"].find(samples)] == [
        "has 3 of 30 questions"
    ] * 3


def test_the_right_answer_of_each_question_earns_all(samples):
    for bank in (bank for bank in samples.banks if bank.is_form):
        for item in bank.in_use:
            key = compile_item(item, bank.id)["key"]
            mark = grade(key, solution(key))
            assert mark["points"] == mark["of"], item.id


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("kind", "multiple", None),
        ("difficulty", "hard", "forms-parallel"),
        ("recommendation", "2.2", "forms-parallel"),
    ],
)
def test_one_more_is_borne_for_kind_and_two_are_not_for_difficulty(
    samples, field, value, rule
):
    forms = [bank for bank in samples.banks if bank.is_form]
    items = [one.model_copy(update={field: value}) for one in forms[1].items[:2]]
    if rule is None:
        items = [items[0], forms[1].items[1]]
    changed = forms[1].model_copy(update={"items": (*items, forms[1].items[2])})
    banks = (forms[0], changed, forms[2])
    found = list(RULES["forms-parallel"].find(replace(samples, banks=banks)))
    assert bool(found) == (rule is not None)
    assert all(one.path.endswith("form-b.yml") for one in found)


def test_a_question_in_two_forms_is_found_at_its_line(samples):
    forms = [bank for bank in samples.banks if bank.is_form]
    items = (forms[0].items[0], *forms[1].items[1:])
    changed = forms[1].model_copy(update={"items": items})
    banks = (forms[0], changed, forms[2])
    (found,) = RULES["forms-overlap"].find(replace(samples, banks=banks))
    assert "form-a.yml:" in found.message
