"""A group with a pencil ends where the page ends: only words are read here."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from training.content.scenario import read_scenario
from training.play.scenario_form import compile_scenario
from training.play.scenario_page import Links, render_scenario
from training.play.scenario_paper import Paper, letter
from training.play.trail import play

ROOT = Path(__file__).parents[1]
FILES = [ROOT / "tests/fixtures/side-gate.yml", *(ROOT / "scenarios").glob("*.yml")]
SEED = 20261124
_AMOUNT = r"(\d+)( or more| or less)?"


def _form(path):
    scenario, problems = read_scenario(path)
    assert scenario, problems
    return compile_scenario(scenario)


class Pencil:
    """Somebody who reads the numbers aloud and keeps the sheet; knows no rules."""

    def __init__(self, form):
        self.paper, self.key = Paper(form), form["key"]
        names = self.paper.names
        self.counters = {names[c["id"]]: c["start"] for c in self.key["counters"]}
        self.ends = {
            names[c["id"]]: (c["low"], c["high"]) for c in self.key["counters"]
        }
        self.clocks = {
            names[c["id"]]: [c["start"], c["start"], c["running"]]
            for c in self.key["clocks"]
        }
        self.boxes, self.errors, self.gone, self.used = set(), set(), set(), set()
        self.number = 1

    def holds(self, words):
        """Whether a printed condition is so."""
        known = "|".join(map(re.escape, self.paper.names.values()))
        atoms = (
            (r"box (\w+) is (ticked|empty)", self._box),
            (r"you have noted (a|no) critical error", self._error),
            (rf"the last box of ({known}) is now crossed", self._gone),
            (rf"({known}) is (not )?running", self._running),
            (rf"({known}) is at {_AMOUNT}", self._counter),
            (rf"({known}) has {_AMOUNT} open boxes", self._clock),
        )
        for pattern, meaning in atoms:
            words = re.sub(
                pattern, lambda m, say=meaning: str(bool(say(*m.groups()))), words
            )
        words = words.replace(", or ", " or ").replace("not: ", "not ")
        assert re.fullmatch(r"(True|False|and|or|not|[() ])+", words), words
        return eval(words)

    def _box(self, box, state):
        return (box in self.boxes) == (state == "ticked")

    def _error(self, some):
        return bool(self.errors) == (some == "a")

    def _gone(self, name):
        return name in self.gone

    def _running(self, name, denied):
        return self.clocks[name][2] != bool(denied)

    def _counter(self, name, amount, more):
        return self._compared(self.counters[name], int(amount), more)

    def _clock(self, name, amount, more):
        return self._compared(self.clocks[name][0], int(amount), more)

    def _compared(self, value, amount, more):
        if more is None:
            return value == amount
        return value >= amount if "more" in more else value <= amount

    def do(self, sentence):
        """Do on the sheet what a sentence says."""
        if found := re.match(r"Tick box (\w+)", sentence):
            self.boxes.add(found[1])
        elif found := re.match(r"Rub out the tick in box (\w+)", sentence):
            self.boxes.discard(found[1])
        elif found := re.match(r"Note critical error (\d+)", sentence):
            self.errors.add(found[1])
        else:
            name, _, rest = sentence.partition(": ")
            if name in self.counters:
                self._count(name, rest)
            else:
                self._time(name, rest)

    def _count(self, name, rest):
        low, high = self.ends[name]
        amount = int(re.search(r"\d+|-\d+", rest)[0])
        value = self.counters[name]
        if "set it to" in rest:
            self.counters[name] = amount
        else:
            moved = value + amount if "up" in rest else value - amount
            self.counters[name] = min(high, max(low, moved))

    def _time(self, name, rest):
        clock = self.clocks[name]
        if "cross" in rest and "rub" not in rest:
            self._cross(name, int(re.search(r"\d+", rest)[0]))
        elif "rub out" in rest:
            clock[0] = clock[1]
        else:
            assert rest in ("it is running from now on.", "it stops.")
            clock[2] = rest != "it stops."

    def _cross(self, name, amount):
        clock = self.clocks[name]
        if clock[2]:
            clock[0] = max(0, clock[0] - amount)

    def _stop_clocks(self, before):
        """Stop what has run out, and keep in mind what was crossed just now."""
        over = {n for n, clock in self.clocks.items() if clock[2] and clock[0] == 0}
        for name in over:
            self.clocks[name][2] = False
        self.gone = {name for name in over if before[name] > 0}

    def decide(self, scene, choice):
        """Turn to a choice's number, do what it says, and turn on."""
        path = f"{scene}/{choice['id']}"
        before = {name: clock[0] for name, clock in self.clocks.items()}
        for one in self.key["clocks"]:
            self._cross(self.paper.names[one["id"]], one["tick"])
        self.number = self.paper.turn(scene, choice)
        turns = []
        if path in self.paper.number:
            for sentence in self.paper.work(path, choice):
                self.do(sentence)
            turns = self.paper.turns(choice)
        self._stop_clocks(before)
        for one in self.key["clocks"]:
            if one["tick"]:
                turns = self.paper.run_out(one["id"]) + turns
        for turn in turns:
            if not turn.when or self.holds(turn.when):
                self.number = turn.number
                return


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_paper_leads_where_the_page_leads_on_random_ways(path):
    form, rng = _form(path), random.Random(SEED)
    for _ in range(150):
        pencil, picks = Pencil(form), []
        while len(picks) < 60:
            state = play(form, picks)
            assert pencil.number == pencil.paper.number[state["scene"]], picks
            if state["ending"]:
                break
            scene = next(s for s in form["key"]["scenes"] if s["id"] == state["scene"])
            for choice, now in zip(scene["choices"], state["choices"], strict=True):
                words = pencil.paper.condition(choice["when"])
                once = choice["once"] and (scene["id"], choice["id"]) in pencil.used
                is_open = not once and (not words or pencil.holds(words))
                assert is_open == (now["closed"] == ""), (picks, choice["id"], words)
            pick = rng.choice([o["id"] for o in state["choices"] if not o["closed"]])
            pencil.used.add((scene["id"], pick))
            pencil.decide(
                scene["id"], next(c for c in scene["choices"] if c["id"] == pick)
            )
            picks.append(pick)
        assert bool(pencil.errors) == bool(play(form, picks)["critical"])


def test_numbers_are_shuffled_but_begin_with_the_first_scene():
    paper = Paper(_form(FILES[0]))
    assert paper.number["desk"] == 1
    assert sorted(paper.number.values()) == list(range(1, len(paper.number) + 1))
    assert list(paper.number.values()) == list(Paper(_form(FILES[0])).number.values())
    first = [paper.number[name] for name in paper.entries]
    assert first != sorted(first)


def test_boxes_have_letters_and_hidden_ones_say_nothing():
    assert [letter(at) for at in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]
    paper = Paper(_form(ROOT / "scenarios/referral-desk.yml"))
    assert "met-square" in paper.boxes
    assert "met-square" not in paper.says


def test_timer_is_named_on_the_sheet_with_where_it_leads():
    html = render_scenario(_form(FILES[0]), Links(str))
    sheet = html[html.index("training-papersheet") :]
    assert "Timer 1" in sheet
    assert "cross 1 after each decision while it runs" in sheet
    assert "the last box of Timer 1 is now crossed" in sheet


def test_page_escapes_what_authors_write():
    form = _form(FILES[0])
    form["view"]["title"] = "<script>alert(1)</script>"
    form["view"]["scenes"][0]["title"] = "<b>&"
    html = render_scenario(form, Links(str))
    assert "<script>alert" not in html
    assert "&lt;b&gt;&amp;" in html
