"""Labs: how answers are read and marked, mutants made and pictures drawn."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from training.labs import (
    Amounts,
    Choice,
    Choices,
    Exercise,
    Money,
    Number,
    Seen,
    bar,
    line,
    matrix,
    overlap,
    table,
)
from training.labs.answers import Unreadable
from training.labs.mutants import answer_mutants, code_mutants
from training.labs.trial import trial

ROOT = Path(__file__).parents[1]


def sheep():
    exercise = Exercise("sheep", "How many?", Number("sheep"))

    @exercise.slip(fails="You counted the dog, too.", hint="It barks.")
    def dog_counted(answer, data):
        return answer == data + 1

    @exercise.check(points=40, passes="Even.", fails="Odd.", hint="Count in pairs.")
    def even(answer, _data):
        return answer % 2 == 0

    @exercise.check(
        points=60, passes="All.", fails="{answer}: {evidence}.", hint="Again."
    )
    def all_of_them(answer, data):
        return Seen(answer == data, "looked at the field")

    return exercise


@pytest.mark.parametrize(
    "raw", ["819", "819.00", " 819,00 ", 819, 819.0, Decimal(819), "+819", "8\u202f19"]
)
def test_a_sum_is_the_same_however_it_is_written(raw):
    assert Money("sv").read(raw) == 819


@pytest.mark.parametrize(
    "raw",
    *[
        [
            "eight",
            "1,234",
            "1.2.3",
            "",
            True,
            None,
            [],
            {},
            "nan",
            "1e3",
            "\u0661",
            "9" * 99,
        ]
    ],
)
def test_what_is_no_number_is_unreadable_in_words(raw):
    with pytest.raises(Unreadable, match="Write a number"):
        Money("sv").read(raw)


def test_a_field_and_an_edited_value_give_the_same_answer():
    amounts = Amounts({"one": "First", "two": "Second"}, "sv")
    assert amounts.read({"one": "1.00", "two": "2"}) == amounts.read(
        {"one": 1, "two": 2.0}
    )
    choices = Choices({"a": "x", "b": "y", "c": "z"})
    assert choices.read(["c", "a"]) == choices.read("A, c") == choices.read({"a", "c"})


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        (Choice({"a": "x"}), "q", "among the options"),
        (Choice({"a": "x"}), 3, "Choose one"),
        (Choices({"a": "x"}), 3, "list of letters"),
        (Choices({"a": "x"}), ["q"], "among the options"),
        (Amounts({"one": "First"}), 3, "each of: one"),
        (Amounts({"one": "First"}), {"other": 3}, "is not one of: one"),
        (Amounts({"one": "First", "two": "Second"}), {"one": 3}, "still open: Second"),
    ],
)
def test_a_wrong_type_is_told_how_to_write_it(kind, raw, words):
    exercise = Exercise("x", "X", kind)
    exercise.check(points=1, passes="p", fails="f", hint="h")(lambda *_: True)

    mark = exercise.mark(raw, None)

    assert mark.state == "unreadable"
    assert words in mark.message
    assert mark.points == 0


def test_one_mark_holds_score_message_hint_and_evidence():
    mark = sheep().mark("6", 8)

    assert (mark.state, mark.points, mark.of) == ("near", 40, 100)
    assert mark.message == "6 sheep: looked at the field."
    assert mark.hint == "Again."
    assert mark.because == "all-of-them"
    assert [one.passed for one in mark.outcomes] == [True, False]
    assert mark.outcomes[1].evidence == "looked at the field"
    assert json.loads(json.dumps(mark.as_json()))["points"] == 40


def test_a_slip_speaks_before_the_check_that_fails():
    mark = sheep().mark("9", 8)
    assert (mark.because, mark.message) == ("dog-counted", "You counted the dog, too.")


def test_right_is_right_and_untouched_is_open():
    assert sheep().mark(8, 8).message == "Even. All."
    for raw in (None, "", "  ", [], {}, {"a": None}):
        assert sheep().mark(raw, 8).state == "open"


def test_a_check_that_breaks_is_our_fault_and_says_so():
    exercise = Exercise("x", "X", Number())
    exercise.check(points=1, passes="p", fails="f", hint="h")(lambda a, _: a / 0 > 1)

    mark = exercise.mark("1", None)

    assert mark.state == "broken"
    assert "fault is ours" in mark.message


def test_mutants_of_an_answer_are_never_the_answer():
    for kind, value in (
        (Money("sv"), Decimal("819.00")),
        (Number("people", "1"), Decimal(9470)),
        (Choice({"a": "x", "b": "y"}), "a"),
        (Choices({"a": "x", "b": "y", "c": "z"}), ("a", "c")),
        (Amounts({"one": "1", "two": "2"}), {"one": Decimal(3), "two": Decimal(4)}),
    ):
        mutants = list(answer_mutants(kind, value))
        assert mutants
        for done, raw in mutants:
            assert not kind.same(kind.read(raw), value), done


def test_mutants_of_code_differ_from_it_and_are_python():
    source = "x = sum(n * 2 for n in [1, 2, 3] if n > 1) - 4"
    made = [text for _, text in code_mutants(source)]
    assert len(made) == len(set(made)) >= 8
    assert source not in made
    for text in made:
        compile(text, "m", "exec")


class Desk:
    def __init__(self, exercise, data):
        self.exercises, self.data = {exercise.id: exercise}, data


def test_a_check_that_accepts_too_much_lets_mutants_live():
    loose = Exercise("n", "N", Number())
    loose.check(points=1, passes="p", fails="f", hint="h")(lambda answer, _: answer > 0)
    strict = Exercise("n", "N", Number())
    strict.check(points=1, passes="p", fails="f", hint="h")(
        lambda answer, _: answer == 8
    )

    space = {"n": 8}
    alive = trial(Desk(loose, None), space, "n", "n", "n = 4 + 4")["alive"]

    assert len(alive) > 5
    assert trial(Desk(strict, None), space, "n", "n", "n = 4 + 4")["alive"] == []
    assert space == {"n": 8}


def test_an_endless_mutant_is_stopped_and_counts_as_refused():
    exercise = Exercise("n", "N", Number())
    exercise.check(points=1, passes="p", fails="f", hint="h")(lambda a, _: a == 3)
    source = "n = 0\nwhile n < 3:\n    n += 1"  # `n -= 1` never ends

    found = trial(Desk(exercise, None), {"n": 3}, "n", "n", source)

    assert found["alive"] == []
    assert found["tried"] > 5


FIGURES = {
    "bar": lambda: bar("Due is more", {"due": 819, "paid": 150.5}, unit="sv"),
    "stack": lambda: bar("Parts", {"due": {"a": 1, "b": 2}, "paid": {"c": 1}}),
    "line": lambda: line(
        "Falls", [(1, 90), (2, 40), (3, 30)], across="both", up="all", mark=2
    ),
    "matrix": lambda: matrix("Pairs", ["A", "B"], {("A", "B"): 3, ("A", "A"): 9}),
    "overlap": lambda: overlap("Two", "police", "shelters", (48, 12, 28), unseen=112),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_has_words_and_a_table_and_no_colour(name):
    figure = FIGURES[name]()
    html = figure._repr_html_()
    tree = ET.fromstring(html)

    svg = tree.find("svg")

    assert svg.get("role") == "img"
    names = svg.get("aria-labelledby").split()
    assert {node.get("id") for node in tree.iter()} >= set(names)
    assert svg.find("desc").text == figure.says
    assert len(tree.findall(".//tbody/tr")) == len(figure.rows) >= 1
    assert not re.search(
        r"#[0-9a-f]{3,6}\b(?!\")|rgb|hsl|fill=\"(?!currentColor|url|none)", html
    )
    assert html == FIGURES[name]()._repr_html_()


def test_foreign_text_cannot_become_markup():
    figure = bar("<script>", {"<b>": 1}, unit="<i>", says="<u>")
    assert "<script>" not in figure._repr_html_()
    assert "<b>" not in figure._repr_html_().replace('<b id="', "")
    assert table("t", "s", ["<i>"], [["<u>"]])._repr_html_().count("&lt;") == 2


def test_a_picture_of_nothing_is_still_a_picture():
    ET.fromstring(bar("None", {})._repr_html_())
    ET.fromstring(bar("Zero", {"a": 0})._repr_html_())
    ET.fromstring(line("One", [(1, 0)], across="x", up="y")._repr_html_())


def test_labs_can_be_imported_with_python_alone():
    code = (
        "import sys; sys.path.append('src')\n"
        "import training.labs, training.labs.trial, training.labs.loglinear\n"
        "own = {n.split('.')[0] for n in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(*sorted(n for n in own if not n.startswith('_')))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.split() == ["training"]
