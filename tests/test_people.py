"""Who is met in the cases: each bound of the diversity table broken on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from small_course import make_course, problems_of
from training.content.course import load_course
from training.proof.people_rules import BOUNDS

ROOT = Path(__file__).parents[1]
CAST = YAML(typ="safe").load((ROOT / "registry/people.yml").read_text("utf-8"))


def course_with(folder, people, told=None):
    """Return the small course with this cast, all of them named on a page."""
    root = make_course(folder)
    with (root / "registry/people.yml").open("w", encoding="utf-8") as file:
        YAML().dump({"people": people, "professionals": []}, file)
    gate = root / "book/gate.md"
    names = told if told is not None else ", ".join(one["name"] for one in people)
    gate.write_text(gate.read_text("utf-8") + f"\n% {names}\n", "utf-8")
    return root


def rules_of(root):
    found = [one for one in problems_of(root) if one.path.endswith("people.yml")]
    return {one.rule: one for one in found}


def test_our_own_cast_is_within_every_bound():
    people = list(load_course(ROOT).registry.people)

    shares = {words: measure(people) for words, measure, _, _ in BOUNDS}

    assert all(least <= shares[words] <= most for words, _, least, most in BOUNDS), (
        shares
    )
    assert len(people) >= 25


def test_a_balanced_cast_is_left_alone(tmp_path):
    assert rules_of(course_with(tmp_path, CAST["people"])) == {}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sex": "female"}, "men in labour cases"),
        ({"sex": "male"}, "women in labour cases"),
        ({"age": "adult"}, "children among people met"),
        ({"part": "exploited"}, "people met who are not exploited"),
        ({"kind": "farm"}, "one kind of work among the labour cases"),
        ({"standing": "other"}, "citizens among the suspected"),
        ({"role": "stranger"}, "relatives among the suspected"),
        ({"disability": False}, "people with a disability"),
    ],
)
def test_a_cast_of_one_kind_is_out_of_bounds(change, words, tmp_path):
    people = [{**one, **change} for one in CAST["people"]]

    found = [
        one
        for one in problems_of(course_with(tmp_path, people))
        if one.rule == "people-balance"
    ]

    assert any(words in one.message for one in found), [one.message for one in found]
    assert all(one.line == 1 and one.fix for one in found)


def test_somebody_met_nowhere_is_named_with_their_line(tmp_path):
    told = ", ".join(one["name"] for one in CAST["people"][1:])

    found = rules_of(course_with(tmp_path, CAST["people"], told))

    assert set(found) == {"person-met"}
    assert found["person-met"].id == CAST["people"][0]["id"]


def test_a_suspect_without_a_role_is_named(tmp_path):
    people = [dict(one) for one in CAST["people"]]
    people[-1].pop("role")

    found = rules_of(course_with(tmp_path, people))

    assert found["person-role"].id == people[-1]["id"]


def test_a_case_that_tells_of_nobody_in_the_cast_is_found(tmp_path):
    root = course_with(tmp_path, CAST["people"])
    case = "\n:::{case} Somebody else\nA stranger without a name waits.\n:::\n"
    gate = root / "book/gate.md"
    gate.write_text(gate.read_text("utf-8") + case, "utf-8")

    found = [one for one in problems_of(root) if one.rule == "case-people"]

    assert found
    assert "nobody" in found[-1].message
