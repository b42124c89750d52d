"""Every picture and table of every lab, at each end of each control, as people see it.

Here no web font is loaded: the machine's own is wider than the course's, so what fits
here fits there.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from training.content.lab import lab_folders, read_lab
from training.labs import Amounts, Exercise, Number, Seen, bar, matrix, overlap, table
from training.labs.answers import true_minus
from training.labs.desk import Control
from training.labs.fields import mark_html, mark_words
from training.play.lab_view import first_views
from training.workshop.report_parts import spread
from training.workshop.statistics import Estimate

ROOT = Path(__file__).parents[1]
LABS = [folder.name for folder in lab_folders(ROOT)]
STYLES = {
    "book": ROOT / "src/training/play/static/training.css",
    "lab": ROOT / "src/training/labs/shell/static/shell.css",
}
HYPHEN = re.compile(r"(?<![\w.)\]\-])-(?=\.?[0-9])")
MEASURE = """() => [...document.querySelectorAll("svg.training-picture")].map((svg) => {
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1
    && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const meet = (a, b) => a.left < b.right && b.left < a.right
    && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")];
  const boxes = texts.map((text) => text.getBoundingClientRect());
  const told = (at) => texts[at].textContent;
  const size = (text) => parseFloat(getComputedStyle(text).fontSize);
  return {
    title: svg.parentElement.querySelector("figcaption").textContent,
    sizes: texts.map((text) => size(text) * svg.getScreenCTM().a),
    outside: boxes.flatMap((box, at) => inside(box, frame) ? [] : [told(at)]),
    meeting: boxes.flatMap((box, at) => boxes.slice(0, at).flatMap(
      (other, by) => meet(box, other) ? [`${told(at)} | ${told(by)}`] : [])),
  };
})"""


def ends(one):
    return one if isinstance(one, list) else one[:3]


def every_state(control):
    """Return a control's pictures at both ends, and the start, of each part."""
    states = product(*map(ends, control.ranges.values()))
    drawn = [control.draw(**dict(zip(control.ranges, s, strict=True))) for s in states]
    return "".join(one._repr_html_() for one in drawn)


@pytest.fixture(scope="module")
def views():
    """What every lab shows, by its name."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Control, "_repr_html_", every_state)
        for name in LABS:
            folder = ROOT / "notebooks" / name
            shown, _, problems = first_views(read_lab(folder)[0], folder.parent)
            assert not problems
            found[name] = "".join(shown.values())
    other = overlap("Two", "local authority", "shelters", (4800, 12, 28), unseen=11200)
    found["not used yet"] = other._repr_html_()
    return found


@pytest.mark.browser
@pytest.mark.parametrize(("width", "least"), [(320, 12), (390, 15), (1280, 17)])
@pytest.mark.parametrize("style", STYLES)
def test_a_pictures_text_is_as_large_as_that_around_it(
    style, width, least, views, browser
):
    page = browser.new_page(viewport={"width": width, "height": 844})
    css = STYLES[style].read_text("utf-8")
    page.set_content(f"<style>{css} body {{ margin: 16px !important }}</style>")
    shown = {}
    for name, html in views.items():
        page.evaluate("html => { document.body.innerHTML = html; }", html)
        shown[name] = page.evaluate(MEASURE)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.close()

    found = [(name, one) for name, pictures in shown.items() for one in pictures]
    assert len(found) > 100
    for name, one in found:
        assert one["outside"] == one["meeting"] == [], (name, one["title"])
        assert least <= min(one["sizes"]) <= max(one["sizes"]) <= 18, (name, one)


@pytest.mark.parametrize("name", LABS)
def test_no_lab_shows_a_hyphen_for_a_minus(name, views):
    words = re.sub(r"<[^>]*>", " ", views[name])
    assert not [words[m.start() - 20 : m.end() + 9] for m in HYPHEN.finditer(words)]


def test_the_labs_do_show_negative_numbers(views):
    assert len(re.findall("\N{MINUS SIGN}[0-9]", "".join(views.values()))) > 20


def test_pictures_tables_and_marks_write_a_true_minus():
    change = table("Down -3", "By -3", ["x", "-1"], [["-2", -3, Decimal("-3200.50")]])
    drawn = bar("Down", {"-4": 1, "b": -5}, unit="sv", says="-5 in all")
    crossed = matrix("M", ["-6", "b"], {("-6", "b"): -7})
    shown = "".join(one._repr_html_() + repr(one) for one in (change, drawn, crossed))
    exercise = Exercise("n", "N?", Amounts({"a": "first"}, "sv"))

    @exercise.check(points=1, passes="", fails="{answer}; {evidence}", hint="")
    def never(_answer, _data):
        return Seen(holds=False, evidence="off by -8")

    mark = exercise.mark({"a": "-9"}, None)
    shown += mark_html(mark) + mark_words(mark)

    assert not HYPHEN.search(re.sub(r"<[^>]*>", " ", shown))
    for number in ("1", "2", "3", "3\u202f200.50", "4", "5", "6", "7", "8", "9"):
        assert f"\N{MINUS SIGN}{number}" in shown
    assert mark.answer == {"a": "-9"}  # data stays data
    assert (
        spread(Estimate(-0.25, -0.5, 0.1), points=True)
        == "\u22120.25 (\u22120.50 to 0.10)"
    )


@pytest.mark.parametrize("words", ["W-5", "2018-08-20", "2-4", "PF-GO", "x - 3", "--5"])
def test_a_hyphen_between_words_stays_one(words):
    assert true_minus(words) == words


@pytest.mark.parametrize("raw", ["-48", "\N{MINUS SIGN}48", " - 48.0 ", -48])
def test_an_answer_may_be_typed_with_either_sign(raw):
    assert Number().read(raw) == -48
