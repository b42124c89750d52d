"""The course's test on its page, in a small book of samples: silent to its end."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import threading

import pytest

from browser import ROOT, Watch, violations
from small_course import BASE
from training.book.build import Server, build

pytestmark = pytest.mark.browser
START = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
RIGHT = {"single": ["b"], "true-false": ["false", "a"], "multiple": ["b", "c"]}
WRONG = {"single": ["a"], "true-false": ["true", "b"], "multiple": ["a", "d"]}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of a book with three tests of three questions each."""
    root = tmp_path_factory.mktemp("small") / "course"
    shutil.copytree(BASE, root)
    shutil.copy(ROOT / "book" / "_config.yml", root / "book")
    for form in (ROOT / "tests" / "fixtures" / "forms").glob("*.yml"):
        shutil.copy(form, root / "quizzes")
    toc = root / "book" / "_toc.yml"
    toc.write_text(toc.read_text("utf-8") + "  - file: my-progress\n", "utf-8")
    shutil.copy(ROOT / "book" / "my-progress.md", root / "book")
    (root / "book" / "tests").mkdir()
    for name in ("before", "after", "later"):
        text = f"# A test, {name}\n\nThree questions.\n\n```{{test}} {name}\n```\n"
        (root / "book" / "tests" / f"{name}.md").write_text(text, "utf-8")
        toc.write_text(toc.read_text("utf-8") + f"  - file: tests/{name}\n", "utf-8")
    server = Server(build(root, lambda _line: None), 0)
    threading.Thread(target=server.run, daemon=True).start()
    yield server.address
    server.stop()


@pytest.fixture
def tab(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    watch = Watch(context, address.split("/")[2])
    page = context.new_page()
    page.clock.install(time=START)
    yield page
    context.close()
    assert watch.foreign == []
    assert watch.errors == []


def _answer(page, kinds):
    """Answer the question of each kind with the values named."""
    for kind, values in kinds.items():
        form = page.locator(f".training-item--{kind}")
        for value in values:
            form.locator(f'label:has(input[value="{value}"])').first.click()


def _take(page, kinds):
    _answer(page, kinds)
    page.click('[data-test-do="finish"]')
    if page.locator('[data-test-ask="open"]').is_visible():
        page.click('[data-test-do="finish-now"]')


def _score(page):
    return page.inner_text(".training-test__score b")


def test_a_test_is_silent_to_its_end_and_then_gives_every_reason(tab, address):
    tab.goto(f"{address}tests/before.html")
    assert violations(tab) == []
    _answer(tab, {**WRONG, "single": ["b"]})
    said = ".training-feedback, .training-total, .training-hint, .training-certainty"
    assert tab.locator(said).count() == 0
    assert tab.locator("quiz-player button:visible").count() == 0
    assert tab.locator("[data-test-result]").is_hidden()
    tab.reload()  # a sitting may be interrupted
    assert tab.inner_text("[data-test-answered]") == "3"
    tab.click('[data-test-do="finish"]')
    assert _score(tab) == "1 of 3"
    assert tab.locator(".training-feedback").count() >= 4
    assert tab.locator("quiz-player input:enabled").count() == 0
    assert violations(tab) == []
    tab.locator("quiz-player").first.get_by_role("button", name="Show all").click()
    assert tab.locator("quiz-player").first.locator(".training-reason").count() == 3
    kept = json.loads(tab.evaluate("localStorage.getItem('training.progress')"))
    assert (kept["tests"]["before"]["right"], kept["items"]) == (1, {})
    tab.reload()
    assert _score(tab) == "1 of 3"


def test_an_open_question_is_asked_about_and_counts_as_not_right(tab, address):
    tab.goto(f"{address}tests/before.html")
    tab.locator('[data-test-do="finish"]').focus()
    tab.keyboard.press("Enter")
    assert tab.inner_text('[data-test-ask="open"] b') == "3"
    tab.keyboard.press("Enter")  # to the first open question
    inside = "document.activeElement.closest('quiz-player')?.id"
    assert tab.evaluate(inside) == "item-form-a--a-truck-wash"
    tab.locator('[data-test-do="finish"]').focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.hasAttribute('data-test-result')")
    assert _score(tab) == "0 of 3"
    assert tab.locator("[data-test-unanswered]:visible").count() == 3


@pytest.mark.parametrize(
    ("taken", "kind", "words"),
    [
        ((None, RIGHT), "no-before", "no gain can be worked out"),
        (({"single": ["b"]}, RIGHT), "gain", "100 %"),
        ((WRONG, {**WRONG, "single": ["b"]}), "gain", "33 %"),
        ((RIGHT, RIGHT), "ceiling", "about the test, not about you"),
        ((RIGHT | {"single": ["a"]}, WRONG), "loss", "no percentage"),
        ((WRONG, WRONG), "same", "the same as before"),
    ],
)
def test_the_gain_is_said_in_the_one_way_that_is_true(tab, address, taken, kind, words):
    before, after = taken
    if before is not None:
        tab.goto(f"{address}tests/before.html")
        _take(tab, before)
    tab.goto(f"{address}tests/after.html")
    _take(tab, after)
    shown = tab.locator("[data-test-gain]:visible")
    assert shown.count() == 1
    assert shown.get_attribute("data-test-gain") == kind
    assert words in shown.inner_text()


def test_the_later_test_is_early_then_due_and_then_comes_once_more(tab, address):
    tab.goto(f"{address}tests/later.html")
    assert tab.locator('[data-test-when="no-after"]').is_visible()
    tab.goto(f"{address}tests/after.html")
    _take(tab, RIGHT)
    tab.goto(f"{address}tests/later.html")
    early = tab.locator('[data-test-when="early"]')
    assert "30 May 2027" in early.inner_text()
    tab.clock.set_fixed_time(START + dt.timedelta(days=91))
    tab.reload()
    assert early.is_hidden()
    _take(tab, WRONG)
    assert "After the course: 3" in tab.locator('[data-test-when="kept"]').inner_text()
    tab.reload()
    assert _score(tab) == "0 of 3"
    tab.clock.set_fixed_time(START + dt.timedelta(days=181))
    tab.reload()
    assert tab.locator('[data-test-when="second"]').is_visible()
    assert tab.inner_text("[data-test-answered]") == "0"
    _take(tab, RIGHT)
    tab.goto(f"{address}my-progress.html")
    rows = tab.locator("[data-sum-test]").all_inner_texts()
    assert ["not taken" in row for row in rows] == [True, False, False, False]


def test_a_result_can_be_erased_and_the_test_taken_again(tab, address):
    tab.goto(f"{address}tests/before.html")
    _take(tab, RIGHT)
    tab.click('[data-test-do="again"]')
    tab.click('[data-test-do="again-now"]')
    tab.wait_for_selector("[data-test-do=finish]")
    assert tab.inner_text("[data-test-answered]") == "0"


def test_without_a_script_the_questions_can_be_read(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}tests/before.html")
    assert page.locator(".training-nojs").is_visible()
    assert page.locator("[data-test-result]").is_hidden()
    assert page.locator(".training-prompt, .training-item legend").count() >= 3
    context.close()
