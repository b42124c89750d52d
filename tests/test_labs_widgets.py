"""Questions and scenarios in a notebook: the book's players, marked by the kernel."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("anywidget")

from training.content.problems import ContentError
from training.content.quiz import read_bank
from training.play.grading import solution
from training.widgets import Quiz, Scenario

ROOT = Path(__file__).parents[1]
BANK = read_bank(ROOT / "quizzes/non-punishment.yml")[0]
SINGLE = next(item for item in BANK.items if item.kind == "single")
SCENARIO = min((ROOT / "scenarios").glob("*.yml")).stem
ESM = {one: vars(one)["_esm"] for one in (Quiz, Scenario)}
# What anywidget gives a module: a model that talks to the kernel, and an element.
HOST = """
async ([esm, state]) => {
  const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  const heard = [];
  const model = {
    get: (name) => state[name],
    on: (_name, listener) => heard.push(listener),
    send: async (message) => {
      const answer = await window.kernel(JSON.stringify(message));
      for (const listener of heard) listener(JSON.parse(answer));
    },
  };
  await widget.render({ model, el: document.querySelector("#here") });
}
"""


def quiz(item=SINGLE):
    return Quiz(BANK.id, item.id, ROOT)


def test_the_key_stays_in_the_kernel():
    widget = quiz()
    sent = widget.page + widget.style + ESM[Quiz]
    assert '"key"' not in widget.page
    remarks = [
        text for text in widget.form["key"]["remarks"].values() if len(text) > 30
    ]
    assert remarks
    assert not [text for text in remarks if text in sent]


def test_a_mark_brings_the_remarks_it_names_and_no_others():
    widget = quiz()
    right = solution(widget.form["key"])
    mark = widget.mark(right)
    assert mark["points"] == mark["of"]
    assert (
        set(mark["remarks"]) == set(mark["notes"]) < set(widget.form["key"]["remarks"])
    )
    assert widget.mark({"no": "sense"})["notes"] == ["unreadable"]


def test_a_message_that_is_none_of_ours_is_passed_over():
    widget = quiz()
    for content in (None, 3, [], {}, {"answer": ["a"]}):
        widget._answer(widget, content, [])  # noqa: SLF001 - as the notebook calls it


def test_what_is_not_there_is_named():
    with pytest.raises(LookupError, match="Did you mean"):
        Quiz(BANK.id, f"{SINGLE.id}x", ROOT)
    with pytest.raises(ContentError):
        Quiz("no-such-bank", "x", ROOT)
    with pytest.raises(ContentError):
        Scenario("no-such-scenario", ROOT)


@pytest.mark.browser
def test_the_players_work_in_a_notebooks_page(browser):
    widget = quiz()
    key = widget.form["key"]
    wrong = next(name for name in key["options"] if name not in key["right"])
    asked, errors = [], []

    def kernel(text):
        message = json.loads(text)
        asked.append(message["answer"])
        return json.dumps(
            {"ask": message["ask"], "mark": widget.mark(message["answer"])}
        )

    context = browser.new_context()
    context.on("weberror", lambda error: errors.append(str(error.error)))
    page = context.new_page()
    page.expose_function("kernel", kernel)
    page.set_content("<main id=here></main>")
    state = {"page": widget.page, "style": widget.style}
    page.evaluate(HOST, [ESM[Quiz], state])
    page.locator(f'quiz-player input[value="{wrong}"]').check()
    page.get_by_role("button", name="Check").click()
    page.locator(".training-feedback").first.wait_for()
    shown = page.locator(".training-feedback").first.inner_text()
    size = page.locator("quiz-player").bounding_box()

    other = context.new_page()
    other.set_content("<main id=here></main>")
    scenario = Scenario(SCENARIO, ROOT)
    state = {"page": scenario.page, "style": scenario.style}
    other.evaluate(HOST, [ESM[Scenario], state])
    other.locator("scenario-player button").first.wait_for()
    first = other.locator("scenario-player").inner_text()
    buttons = other.locator("scenario-player button").count()
    context.close()

    assert errors == []
    assert asked == [[wrong]]
    words = " ".join(key["remarks"][wrong].split())[3:40]
    assert words in " ".join(shown.split())
    assert size["height"] > 100
    assert scenario.page
    assert len(first) > 200
    assert buttons >= 1
