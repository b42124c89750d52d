"""Scenarios are read strictly, compiled exactly, and say what is wrong and where."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from training.content.scenario import read_scenario, scenario_schema
from training.exports.twee import export_twee
from training.play.scenario_form import compile_scenario
from training.play.trail import play
from training.proof.scenario_graph import graph
from training.terminal import play_in_terminal

ROOT = Path(__file__).parents[1]
GATE = ROOT / "tests/fixtures/side-gate.yml"
TEXT = GATE.read_text("utf-8")
FILES = [GATE, *sorted((ROOT / "scenarios").glob("*.yml"))]


def _problems(tmp_path, old, new, count=1):
    """Return the problems of the fixture with one passage changed, and its line."""
    assert TEXT.count(old) >= 1, old
    path = tmp_path / "changed.yml"
    path.write_text(TEXT.replace(old, new, count), "utf-8")
    return read_scenario(path)


BAD = {
    "a target that does not exist": (
        "        goto: room\n",
        "        goto: rom\n",
        'scene "rom" does not exist',
        'Did you mean "room"?',
        "        goto: rom",
    ),
    "a counter that starts out of bounds": (
        "    high: 3\n    start: 1\n",
        "    high: 3\n    start: 4\n",
        'start 4 is outside counter "trust" (0 to 3)',
        "widen",
        "    start: 4",
    ),
    "a counter set out of bounds": (
        "set: {rights: 1}",
        "set: {rights: 9}",
        'set 9 is outside counter "rights"',
        "0 to 2",
        "set: {rights: 9}",
    ),
    "a condition on an unknown flag": (
        "      - when: {flag: spoken-alone}\n        text",
        "      - when: {flag: spoken}\n        text",
        'flag "spoken" does not exist',
        "add that flag",
        "{flag: spoken}",
    ),
    "a condition beyond a counter": (
        "at-least: 3}\n        text: She asks",
        "at-least: 7}\n        text: She asks",
        'compared with 7 is outside counter "trust"',
        "0 to 3",
        "at-least: 7",
    ),
    "a role without a scene": (
        "counters:\n",
        "  - {id: driver, name: Driver, hat: both, card: You drive.}\ncounters:\n",
        'role "driver" has no scene',
        "take it out",
        "id: driver",
    ),
    "a scene id used twice": (
        "  - id: signed\n",
        "  - id: room\n",
        'uses the id "room" a second time',
        "its own id",
        "",
    ),
    "a choice id used twice": (
        "      - id: take-form\n",
        "      - id: stop-him\n",
        'uses the id "stop-him" a second time',
        "its own id",
        "",
    ),
    "a scene without text": (
        "    text: The form waits on the desk.\n",
        "",
        "has no text for officer",
        "write `text:`",
        "  - id: decide",
    ),
    "a scene without choices": (
        "    choices:\n      - id: on\n        label: Go on.\n        goto: decide\n",
        "",
        "has no choices",
        "make it an ending",
        "  - id: signed",
    ),
    "a label that is too long": (
        "label: Go on.",
        f"label: {'go ' * 16}on.",
        "label has 17 words",
        "cut it",
        "go go",
    ),
    "a way on that can fail": (
        "            to: held\n          - to: late\n",
        "            to: held\n",
        "has no way on when none of its conditions hold",
        "without `when:`",
        "",
    ),
    "a choice that leads nowhere": (
        "        label: Go on.\n        goto: decide\n",
        "        label: Go on.\n",
        "leads nowhere",
        "add `goto:`",
        "      - id: on",
    ),
    "an invariant on a missing ending": (
        "      ending: good\n      unless",
        "      ending: fine\n      unless",
        'ending "fine" does not exist',
        "one of its endings",
        "ending: fine",
    ),
    "a misspelled field": (
        "    hub: true\n",
        "    hubb: true\n",
        'has an unknown field "hubb"',
        'Did you mean "hub"?',
        "hubb",
    ),
    "a condition on two things": (
        "{counter: trust, at-most: 1}",
        "{counter: trust, at-most: 1, flag: grounds}",
        "a condition is about one thing, not flag, counter",
        "name one of",
        "",
    ),
    "a comparison without a number": (
        "{counter: trust, at-most: 1}",
        "{counter: trust}",
        "compares 0 numbers where 1 is due",
        "`at-least`",
        "",
    ),
    "a clock moved backwards": (
        "advance: {slot: 2}",
        "advance: {slot: -2}",
        "advance -2 does not move",
        "from 1",
        "slot: -2",
    ),
    "nothing for the debrief": (
        (
            "    weighed:\n      text: A note cannot stop a ferry. A call can.\n"
            "      choose: [call]\n      sources: [L8/art-10]\n"
        ),
        "",
        "nothing for the debrief",
        "add `weighed:`",
        "  - id: aboard",
    ),
    "a wrong number of words for a counter": (
        "[none, a little, some, good]",
        "[none, some]",
        "has 2 words for 4 values",
        "from 0 to 3",
        "",
    ),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_input_is_a_located_problem_with_a_fix(name, tmp_path):
    old, new, message, fix, line = BAD[name]
    scenario, problems = _problems(tmp_path, old, new)
    assert scenario is None
    found = [one for one in problems if message in one.message]
    assert found, [str(one) for one in problems]
    assert fix in found[0].fix
    if line:
        written = (tmp_path / "changed.yml").read_text("utf-8").splitlines()
        assert line.strip() in written[found[0].line - 1], str(found[0])


def test_circle_that_no_choice_leaves_is_located(tmp_path):
    text = TEXT.replace(
        "    then:\n      - when: {flag: referred}\n        to: held\n"
        "      - to: gone\n",
        "",
    ).replace("then: helper", "then: signed")
    text = text.replace(
        "        label: Go on.\n        goto: decide",
        "        label: Go on.\n        goto: signed",
    )
    path = tmp_path / "circle.yml"
    path.write_text(text, "utf-8")
    scenario, problems = read_scenario(path)
    assert scenario is None
    (found,) = problems
    assert "in a circle that no choice leaves" in found.message
    assert "id: signed" in text.splitlines()[found.line - 1]


def test_one_bad_scene_does_not_hide_the_next(tmp_path):
    text = TEXT.replace("goto: room", "goto: rom").replace("hub: true", "hub: maybe")
    path = tmp_path / "two.yml"
    path.write_text(text, "utf-8")
    _, problems = read_scenario(path)
    assert any('"maybe" is neither true nor false' in one.message for one in problems)
    assert any('scene "rom" does not exist' in one.message for one in problems)
    assert problems == sorted(problems)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_expert_path_is_played_to_its_end_and_the_form_is_plain_json(path):
    scenario, problems = read_scenario(path)
    assert problems == []
    form = compile_scenario(scenario)
    text = json.dumps(form, allow_nan=False)
    assert json.loads(text) == form
    assert (
        compile_scenario(scenario)["key"]["fingerprint"] == form["key"]["fingerprint"]
    )
    state = play(form, [move.pick for move in scenario.head.expert])
    assert (state["grade"], state["refused"]) == ("good", None)
    choices = [(len(s["choices"]), s["id"]) for s in form["key"]["scenes"]]
    assert choices == [(len(s["choices"]), s["id"]) for s in form["view"]["scenes"]]


def test_view_holds_no_markup_of_the_author(tmp_path):
    text = TEXT.replace("label: Go on.", "label: <b>Go</b> on.")
    path = tmp_path / "markup.yml"
    path.write_text(text, "utf-8")
    view = json.dumps(compile_scenario(read_scenario(path)[0])["view"])
    assert "<b>" not in view
    assert "&lt;b&gt;Go" in view


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_schema_accepts_what_we_accept(path):
    def typed(value):
        if isinstance(value, dict):
            return {str(key): typed(one) for key, one in value.items()}
        if isinstance(value, list):
            return [typed(one) for one in value]
        return value

    data = typed(YAML(typ="safe", pure=True).load(path.read_text("utf-8")))
    jsonschema.validate(data, scenario_schema())


def test_graph_names_every_scene_and_marks_harm_in_words():
    scenario, _ = read_scenario(GATE)
    picture = graph(scenario)
    for one in (*scenario.scenes, *scenario.head.endings):
        assert f"· {one.id}" in picture
    assert "leave (critical)" in picture
    assert "from anywhere, when slot runs out" in picture
    assert picture == graph(scenario)


def test_twee_keeps_scenes_and_reports_what_is_lost():
    scenario, _ = read_scenario(GATE)
    twee = export_twee(scenario)
    assert twee.text.startswith(":: StoryTitle\nThe side gate\n\n:: StoryData\n{")
    assert twee.text.count("\n:: ") == 2 + 6 + 3
    assert '<<set $f["spoken-alone"] to true>>' in twee.text
    lost = " ".join(twee.lost)
    for word in ("roles", "slot", "helper-returns", "debrief", "invariants"):
        assert word in lost


def test_terminal_plays_goes_back_and_leaves():
    scenario, _ = read_scenario(GATE)
    said = []
    answers = iter(["1", "9", "b", "2", "2", "1", "2"])
    picks = play_in_terminal(scenario, "", lambda _: next(answers), said.append)
    assert picks == ["water", "room", "open", "refer"]
    text = "\n".join(said)
    assert '"9" is not a number from 1 to ' in text
    assert "The place is held (good)" in text
    assert "Grounds are enough to hold." in text


def test_terminal_scripts_the_other_role_and_ends_with_the_input():
    scenario, _ = read_scenario(GATE)

    def silent(_):
        raise EOFError

    said = []
    assert play_in_terminal(scenario, "caseworker", silent, said.append) == []
    answers = iter(["1", "1", "q"])
    picks = play_in_terminal(
        scenario, "caseworker", lambda _: next(answers), said.append
    )
    assert picks[:2] == ["water", "room"]
