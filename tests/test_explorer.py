"""The explorer finds what is wrong on some path, proves what holds on all, says which.

The mutation test plants faults in copies of scenarios; each must be caught with the
right words at the right line. Run it alone: `pytest -k fault`.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from agreement.trail_forms import make_form
from planted_faults import BUS, FAULTS, GATE
from training.play.trail import play
from training.proof.explorer import peak_memory, prove_file
from training.proof.packed import Machine, Monitor
from training.proof.search import explore
from training.proof.slices import Space, leading_names, sliced
from training.proof.strategies import kindness

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))
from synthetic import synthetic_key  # noqa: E402

SEED = 20261123


def _prove(tmp_path, text, name="copy.yml"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return prove_file(path)


@pytest.mark.parametrize("name", [GATE, BUS])
def test_scenario_is_proven_on_every_path(name):
    report, problems = prove_file(ROOT / name)
    assert [str(one) for one in problems] == []
    assert report.walk.complete
    assert "every path" in report.coverage()
    assert set(report.endings()) == {one.id for one in report.scenario.head.endings}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_planted_fault_is_caught_with_its_words_and_line(name, tmp_path):
    file, old, new, rule, words, line = FAULTS[name]
    text = (ROOT / file).read_text("utf-8")
    assert old in text, "the scenario changed: plant this fault elsewhere"
    count = -1 if name == "an orphan scene" else 1
    text = text.replace(old, new, count)
    _, problems = _prove(tmp_path, text)
    found = [
        one
        for one in problems
        if one.rule == rule and any(word in one.message for word in words.split("|"))
    ]
    assert found, [str(one) for one in problems]
    assert line in text.splitlines()[found[0].line - 1], str(found[0])
    assert found[0].fix


def test_at_least_thirty_faults_are_planted_and_half_in_a_real_scenario():
    assert len(FAULTS) >= 30
    assert sum(fault[0] == BUS for fault in FAULTS.values()) >= 15


def test_violated_promise_prints_a_shortest_path_that_can_be_played(tmp_path):
    text = (ROOT / GATE).read_text("utf-8")
    text = text.replace("          - to: late\n", "          - to: aboard\n")
    report, problems = _prove(tmp_path, text)
    (found,) = [one for one in problems if one.rule == "broken"]
    steps = [line.split() for line in found.message.splitlines()[1:-2]]
    picks = [words[2] for words in steps]
    state = play(report.form, picks)
    assert state["refused"] is None
    assert state["scene"] == "aboard"
    assert state["flags"]["referred"]
    assert f"after {len(picks)} decisions" in found.message


def test_search_that_stops_early_says_what_it_covered():
    report, problems = prove_file(ROOT / GATE, limit=60)
    assert not report.walk.complete
    found = [one.message for one in problems if one.rule == "unfinished"]
    assert any("all ways of up to" in message for message in found)
    assert "not every path" in report.coverage()
    assert not {one.rule for one in problems} & {"unreachable", "never-open"}


def test_scenario_without_numpy_is_searched_with_the_same_findings(tmp_path):
    text = (ROOT / GATE).read_text("utf-8").replace("    may-clip: true\n", "")
    path = tmp_path / "copy.yml"
    path.write_text(text, "utf-8")
    fast, slow = prove_file(path), prove_file(path, plain=True)
    assert fast[1]
    assert {(p.rule, p.line) for p in fast[1]} == {(p.rule, p.line) for p in slow[1]}
    assert fast[0].walk.states == slow[0].walk.states


def _met(walk):
    return {
        (scene, int(state))
        for level in walk.levels
        for scene, states in level.items()
        for state in states
    }


def test_three_ways_to_search_meet_the_same_states_on_random_forms(monkeypatch):
    rng = random.Random(SEED)
    for number in range(60):
        key = make_form(rng, number)["key"]
        bitmap = explore(Machine(key))
        plain = explore(Machine(key, plain=True))
        monkeypatch.setattr("training.proof.visited._BITMAP", 0)
        hashed = explore(Machine(key))
        monkeypatch.undo()
        assert _met(bitmap) == _met(plain) == _met(hashed), number
        assert bitmap.decisions == plain.decisions == hashed.decisions
        stuck = [set(one.stuck) for one in (bitmap, plain, hashed)]
        assert stuck[0] == stuck[1] == stuck[2]
        ends = [one.endless() for one in (bitmap, plain, hashed)]
        assert [one is None for one in ends] in ([True] * 3, [False] * 3), number


def test_slice_reaches_the_same_scenes_choices_and_endings():
    rng = random.Random(SEED)
    for number in range(60):
        key = make_form(rng, number)["key"]
        space = Space(key, [], 10**6, plain=False)
        whole = explore(Machine(key))
        part = explore(Machine(sliced(key, leading_names(key))))
        assert space.base.complete
        assert set(whole.seen) == set(part.seen), number
        assert set(whole.opened) == set(part.opened), number
        assert whole.led == part.led, number


def test_every_shortest_path_can_be_played_to_its_state():
    rng = random.Random(SEED)
    for number in range(40):
        form = make_form(rng, number)
        walk = explore(Machine(form["key"]))
        for scene in walk.seen:
            level, found, state = walk.find([scene])
            picks = [choice for _, choice in walk.path(found, state, level)]
            played = play(form, picks)
            assert played["refused"] is None
            assert played["scene"] == walk.machine.scenes[scene]


def test_kind_words_are_counted_as_words():
    assert kindness("Water the comfortable waterfall") == 2


@pytest.mark.slow
def test_synthetic_scenario_is_searched_whole():
    walk = explore(Machine(synthetic_key()))  # how long it takes: bench/explorer.py
    assert walk.complete
    assert walk.states > 7_700_000
    assert peak_memory() > 0


def test_slices_prove_of_a_small_scenario_what_the_whole_proves(monkeypatch):
    monkeypatch.setattr("training.proof.slices._SMALL", 10)
    assert prove_file(ROOT / GATE)[1] == []


def test_further_search_that_stops_early_is_noted():
    def count(machine, states, memory):
        return machine.least(states + (1 << memory.shift), (1 << machine.bits) - 1)

    rng = random.Random(SEED)
    space = Space(make_form(rng, 1)["key"], [], 10**6, plain=False)
    space.limit = space.base.states
    assert space.unfinished == []
    space.monitored(Monitor(6, count))
    (noted,) = space.unfinished
    assert noted.startswith("with the memory that a promise needs (")


def test_scenario_too_wide_for_a_whole_number_is_named_and_still_proven(tmp_path):
    text = (ROOT / GATE).read_text("utf-8")
    flags = [f"extra-{number}" for number in range(60)]
    named = "".join(f"  - id: {one}\n    says: It is so.\n" for one in flags)
    text = text.replace("clocks:\n", f"{named}clocks:\n", 1)
    tests = ", ".join(f"{{flag: {one}}}" for one in flags)
    text = text.replace(
        "      - id: leave\n",
        f"      - id: late\n        label: Wait.\n        when: [{tests}]\n"
        "        goto: late\n      - id: leave\n",
    )
    report, problems = _prove(tmp_path, text)
    (found,) = [one for one in problems if one.rule == "too-wide"]
    assert found.line == 1
    assert "bits" in found.message
    assert report.walk.complete


@pytest.mark.parametrize("name", [GATE, BUS])
def test_scenario_of_ordinary_size_is_not_too_wide(name):
    assert not [one for one in prove_file(ROOT / name)[1] if one.rule == "too-wide"]
