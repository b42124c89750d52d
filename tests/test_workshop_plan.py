"""Plans: what is promised to a room adds up, and every question is there."""

from __future__ import annotations

import pytest

from training.content.plan import read_plan
from training.workshop.compiled import compile_plan, plan_problems
from workshop_server import PLAN, ROOT, write_plan

PLANS = sorted((ROOT / "workshops").glob("*.yml"))


def faults(tmp_path, text):
    plan, problems = read_plan(write_plan(tmp_path, text))
    if plan is not None:
        problems = plan_problems(plan, ROOT)
    return [str(one) for one in problems]


def test_three_lengths_of_plan_ship():
    assert {90, 180, 360} <= {read_plan(path)[0].minutes for path in PLANS}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_shipped_plan_has_no_problem_and_its_minutes_add_up(path):
    plan, problems = read_plan(path)

    assert problems == []
    assert plan_problems(plan, ROOT) == []
    assert sum(one.minutes for one in plan.activities) == plan.minutes
    assert all(one.say for one in plan.activities if one.kind != "break")


def test_a_wrong_sum_is_located_and_says_the_right_one(tmp_path):
    (found,) = faults(tmp_path, PLAN.replace("minutes: 20", "minutes: 30"))

    assert ":3: minutes is 30, but its activities add up to 20" in found
    assert "fix: write `minutes: 20`" in found


def test_phases_that_do_not_fill_their_activity_are_located(tmp_path):
    (found,) = faults(
        tmp_path, PLAN.replace("vote: 2, discuss: 3", "vote: 2, discuss: 4")
    )

    assert "peer: minutes is 9, but its phases add up to 10" in found


def test_a_question_nobody_wrote_is_located(tmp_path):
    (found,) = faults(
        tmp_path, PLAN.replace("item: words/the-shorter-word", "item: words/nothing")
    )

    assert 'names the question "words/nothing"' in found
    assert "peer:" in found


def test_an_unknown_kind_and_a_repeated_id_are_both_said(tmp_path):
    text = PLAN.replace("kind: debrief", "kind: debreif")
    (found,) = faults(tmp_path, text)
    assert 'Did you mean "debrief"' in found

    (found,) = faults(tmp_path, PLAN.replace("id: talk", "id: peer"))
    assert 'has the id "peer" again' in found


@pytest.mark.parametrize("text", ["", "[]", "title: x", "- a\n- b", "activities: 3"])
def test_what_is_no_plan_is_a_problem_never_a_traceback(tmp_path, text):
    assert faults(tmp_path, text)


def test_a_compiled_plan_keeps_keys_apart_from_views(tmp_path):
    plan, _ = read_plan(write_plan(tmp_path))

    compiled = compile_plan(plan, ROOT)

    assert set(compiled["items"]) == {
        "words/the-shorter-word",
        "non-punishment/whose-name-on-the-card",
    }
    assert [one["id"] for one in compiled["activities"][2]["phases"]] == [
        *("vote", "discuss", "revote", "compare")
    ]
