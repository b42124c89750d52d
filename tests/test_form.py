"""The player form: closed, complete, translatable, and worth full marks to itself."""

from __future__ import annotations

import json

import pytest

from samples import BANK, sample_bank
from training.play.form import FORMAT, compile_item, messages
from training.play.grading import grade, solution

KEY_TYPES = {"choice", "match", "marks", "order", "number", "text"}
NAMES = ["one", "some", "judged", "sorted", "placed", "counted", "named", "filled"]
NAMES += ["marked"]


@pytest.fixture
def forms(tmp_path):
    bank = sample_bank(tmp_path)
    return {item.id: compile_item(item, bank.id) for item in bank.items}


def test_form_is_plain_json_with_its_format(forms):
    for form in forms.values():
        assert form["format"] == FORMAT
        assert json.loads(json.dumps(form, allow_nan=False)) == form
        assert form["key"]["type"] in KEY_TYPES


def test_the_solution_of_every_kind_earns_all(forms):
    for name, form in forms.items():
        mark = grade(form["key"], solution(form["key"]))
        assert (mark["points"], mark["critical"]) == (100, False), name


def test_every_note_a_grader_can_give_has_a_remark(forms):
    for name, form in forms.items():
        key = form["key"]
        notes = set(grade(key, solution(key))["notes"]) - {"unreadable"}
        assert notes <= set(key["remarks"]), name


def test_percent_tolerance_becomes_absolute_in_each_unit(forms):
    targets = forms["counted"]["key"]["targets"]
    assert targets["sv"]["within"] == pytest.approx(80.28, rel=1e-6)
    assert targets["dl"]["value"] == 80280.0
    slip = {"number": "59040", "unit": "dl"}
    assert grade(forms["counted"]["key"], slip)["notes"] == ["slip-1"]


def test_steps_are_never_shown_in_the_right_order(forms):
    form = forms["placed"]
    shown = [step["id"] for step in form["view"]["steps"]]
    assert grade(form["key"], shown)["points"] < 100


def test_spans_stand_in_the_order_of_the_document(forms):
    fields = [field["id"] for field in forms["marked"]["view"]["fields"]]
    assert fields == ["label-1", "women", "claim-1"]


def test_attempts_fall_in_equal_steps(forms):
    assert forms["one"]["key"]["falls"] == [100, 67, 34]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_an_item_can_be_translated(tmp_path, name):
    item = sample_bank(tmp_path).item(name)
    texts = messages(item)
    form = compile_item(item, "b", lambda text: f"«{text}»")
    shown = json.dumps(form, ensure_ascii=False)
    for text in texts:
        first = text.split("[")[0].split("*")[0].strip()
        assert f"«{first}" in shown
    assert item.prompt in texts


def test_view_holds_no_right_answer(forms):
    for form in forms.values():
        shown = json.dumps(form["view"])
        assert '"right"' not in shown
        assert '"critical"' not in shown


def test_text_of_authors_is_text_and_never_runs(tmp_path):
    evil = "<img src=x onerror=alert(1)> <script>alert(1)</script> [a](javascript:x)"
    text = BANK.replace("Whom do you **ask** first?", json.dumps(evil))
    bank = sample_bank(tmp_path, text)
    prompt = compile_item(bank.item("one"), "b")["view"]["prompt"]
    assert "<img" not in prompt
    assert "<script" not in prompt
    assert "<a" not in prompt
