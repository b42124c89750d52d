"""The two trails are one: vectors, every path to a bound, and 100,000 random walks."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from agreement.trail_forms import ROLES, Table, make_form
from agreement.twin import HERE, Twin
from training.content.scenario import read_scenario
from training.play import trail
from training.play.scenario_form import compile_scenario

ROOT = Path(__file__).parents[1]
TRAIL = ROOT / "src/training/play/static/trail.js"
SERVER = HERE / "trail_server.mjs"
VECTORS = json.loads((HERE / "trail_vectors.json").read_text("utf-8"))
SEED = 20261123
WALKS = 100_000
_FILES = [
    ROOT / "tests/fixtures/side-gate.yml",
    *sorted((ROOT / "scenarios").glob("*.yml")),
]


def _form(path):
    scenario, problems = read_scenario(path)
    assert scenario, problems
    return compile_scenario(scenario)


FORMS = {path.stem: _form(path) for path in _FILES}
GATE = FORMS["side-gate"]


@pytest.fixture(scope="module")
def twin():
    with Twin(TRAIL, SERVER) as process:
        yield process


def _same(process, number, form, cases):
    """Assert that both trails and the explorer's steps lead to the same state."""
    table = Table(form["key"])
    for at in range(0, len(cases), 200):
        part = cases[at : at + 200]
        theirs = process.ask([["play", number, picks] for picks, _ in part])
        for (picks, place), other in zip(part, theirs, strict=True):
            ours = trail.play(form, picks)
            assert ours == other, (form["id"], picks)
            assert place is None or table.agrees(ours, place), (form["id"], picks)


@pytest.mark.parametrize("vector", VECTORS, ids=[one["says"] for one in VECTORS])
def test_vector_holds_in_both_languages(vector, twin):
    form = {"format": 1, "id": "vector", "view": {}, "key": vector["key"]}
    twin.ask([["load", [form]]])
    for state in (
        trail.play(form, vector["picks"]),
        *twin.ask([["play", 0, vector["picks"]]]),
    ):
        for name, value in vector["state"].items():
            assert state[name] == value, name


@pytest.mark.parametrize("name", sorted(FORMS))
def test_trails_agree_on_every_path_up_to_the_bound(name, twin):
    form = FORMS[name]
    twin.ask([["load", [form]]])
    table, depth, cases = Table(form["key"]), 1, []
    while depth < 12 and len(cases) < 3000:
        cases = list(table.paths(depth))
        depth += 1
    _same(twin, 0, form, cases)


@pytest.mark.slow
def test_trails_agree_on_100_000_random_walks(twin):
    rng = random.Random(SEED)
    forms = [*FORMS.values(), *(make_form(rng, number) for number in range(198))]
    twin.ask([["load", forms]])
    each = WALKS // len(forms) + 1
    total = 0
    for number, form in enumerate(forms):
        table = Table(form["key"])
        walks = [table.walk(rng, rng.randint(0, 14)) for _ in range(each)]
        _same(twin, number, form, walks)
        total += len(walks)
    assert total >= WALKS, f"seed {SEED}"


def test_trails_agree_on_picks_that_cannot_be_made(twin):
    rng = random.Random(SEED)
    forms = [GATE, *(make_form(rng, number) for number in range(60))]
    twin.ask([["load", forms]])
    wild = ["p0", "p1", "p2", "room", "__proto__", "constructor", "", None, 3, ["p0"]]
    for number, form in enumerate(forms):
        cases = [([rng.choice(wild) for _ in range(6)], None) for _ in range(40)]
        _same(twin, number, form, cases)


def test_walks_catch_a_twin_written_without_thinking():
    with Twin(HERE / "naive_trail.mjs", SERVER) as naive:
        naive.ask([["load", [GATE]]])
        picks = ["water", "room"]
        assert naive.ask([["play", 0, picks]]) != [trail.play(GATE, picks)]


def test_saved_games_go_on_or_are_refused_alike(twin):
    changed = json.loads(json.dumps(GATE))
    changed["key"]["fingerprint"] = "other"
    shorter = json.loads(json.dumps(changed))
    shorter["key"]["scenes"][0]["choices"].pop(1)
    twin.ask([["load", [GATE, changed, shorter]]])
    saved = trail.save(GATE, ["water", "room"])
    assert twin.ask([["save", 0, ["water", "room"]]]) == [saved]
    damaged = [
        None, 3, "x", [], {}, {"picks": "room"}, {**saved, "picks": [1]},
        {**saved, "format": True}, {**saved, "format": "1"}, {**saved, "format": 2},
        {**saved, "scenario": "other"}, {**saved, "picks": ["room"] * 3000},
        {**saved, "picks": ["nonsense"]}, {**saved, "format": 1.0},
    ]  # fmt: skip
    forms = (GATE, changed, shorter)
    for number, form in enumerate(forms):
        for one in [saved, *damaged]:
            ours = trail.resume(form, one)
            assert [ours] == twin.ask([["resume", number, one]]), one
    assert trail.resume(GATE, saved)["how"] == "same"
    assert trail.resume(changed, saved)["how"] == "renewed"
    refused = trail.resume(shorter, saved)
    assert (refused["how"], refused["why"]) == ("refused", "changed")
    assert refused["state"]["refused"] == {"step": 0, "why": "unknown"}
    foreign = trail.resume(GATE, {**saved, "scenario": "other"})
    assert foreign["why"] == "foreign"


def test_scripted_roles_move_alike_and_only_when_it_is_their_turn(twin):
    rng = random.Random(SEED)
    forms = [GATE, *(make_form(rng, number) for number in range(40))]
    twin.ask([["load", forms]])
    for number, form in enumerate(forms):
        table = Table(form["key"])
        for _ in range(20):
            picks, _ = table.walk(rng, 4)
            for role in ROLES:
                ours = trail.scripted(trail.play(form, picks), role)
                assert twin.ask([["scripted", number, picks, role]]) == [ours]
    after_water = trail.play(GATE, ["water"])
    assert trail.scripted(after_water, "officer") is None
    assert trail.scripted(after_water, "caseworker") == "room"


def test_form_of_another_format_is_refused_loudly():
    with pytest.raises(ValueError, match="form 2 is not format 1"):
        trail.play({**GATE, "format": 2}, [])


def test_playing_never_changes_the_form():
    before = json.dumps(GATE)
    trail.play(GATE, ["water", "room", "open", "refer"])
    assert json.dumps(GATE) == before
