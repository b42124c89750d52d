"""Every kind of question, answered in Chromium by keyboard alone.

The page here holds one question of each kind, rendered and graded as in the book.
"""

from __future__ import annotations

import pytest

from browser import violations
from samples import sample_bank
from training.play.assets import join_modules, static_folder
from training.play.form import compile_item
from training.play.page import render_item

pytestmark = pytest.mark.browser
KINDS = ["one", "some", "judged", "sorted", "placed", "counted", "named", "filled"]
KINDS += ["marked"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("player")
    bank = sample_bank(place)
    pages = [
        render_item(compile_item(item, bank.id), n)
        for n, item in enumerate(bank.items, 1)
    ]
    items = "".join(pages)
    (place / "training.js").write_text(join_modules(), "utf-8")
    (place / "training.css").write_bytes(
        (static_folder() / "training.css").read_bytes()
    )
    (place / "index.html").write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Questions</title>"
        "<meta name=viewport content='width=device-width, initial-scale=1'>"
        "<link rel=stylesheet href=training.css><script defer src=training.js></script>"
        f"<body><main><h1>Questions</h1>{items}<p id=here>Text</p></main>",
        "utf-8",
    )
    return place


@pytest.fixture
def page(browser, folder):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    errors = []
    found = context.new_page()
    found.on("pageerror", lambda error: errors.append(str(error)))
    found.goto(folder.as_uri() + "/index.html")
    found.wait_for_selector("#item-sample--marked button")
    yield found
    assert errors == []
    context.close()


class Learner:
    """Presses keys and looks where the focus is; never touches a mouse."""

    def __init__(self, page, item):
        self.page, self.item = page, item
        self.player = page.locator(f"#item-sample--{item}")

    def reach(self, query):
        """Tab until the focus stands on what the query names."""
        for _ in range(200):
            if self.page.evaluate(
                "([id, q]) => document.activeElement.matches(q) && "
                "document.activeElement.closest('quiz-player')?.id === id",
                [f"item-sample--{self.item}", query],
            ):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{query} cannot be reached by Tab")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, value, group="input[type=radio]"):
        """Move with the arrows to a radio of the group that has the focus."""
        self.reach(group)
        self.press("Space")
        for _ in range(10):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"no radio {value}")

    def check(self):
        self.reach("button[type=submit]")
        self.press("Enter")
        self.page.wait_for_function(
            "id => document.getElementById(id).dataset.state", arg=self.player_id
        )
        return self.player.get_attribute("data-state")

    @property
    def player_id(self):
        return f"item-sample--{self.item}"


def _one(learner):
    learner.choose("a", "input[name$='--one']")


def _some(learner):
    for value in ("a", "b"):
        learner.page.evaluate("document.activeElement.blur()")
        learner.reach(f"input[type=checkbox][value={value}]")
        learner.press("Space")


def _judged(learner):
    learner.choose("false", "input[name$='--verdict']")
    learner.choose("a", "input[name$='--reason']")


def _sorted(learner):
    learner.choose("act", "input[name$='--drive']")
    learner.choose("means", "input[name$='--debt']")


def _placed(learner):
    for at, name in enumerate(("trace", "freeze", "tell", "pay")):
        for _ in range(9):
            steps = learner.player.locator(".training-step").all()
            if [s.get_attribute("data-step") for s in steps].index(name) <= at:
                break
            learner.page.evaluate("document.activeElement.blur()")
            learner.reach(f"[data-step={name}] button[aria-label^=Up]")
            learner.press("Enter")


def _counted(learner):
    learner.reach(".training-number input")
    learner.page.keyboard.type("8 028,00")


def _named(learner):
    learner.reach(".training-text")
    learner.page.keyboard.type(" nr-1 ")


def _filled(learner):
    learner.reach("select")
    learner.page.keyboard.type("susp")


def _marked(learner):
    for value in ("label-1", "claim-1"):
        learner.reach(f".training-span input[value={value}]")
        learner.press("Space")
    learner.choose("label", "input[name$='--label-1']")
    learner.choose("claim", "input[name$='--claim-1']")


_WAYS = [_one, _some, _judged, _sorted, _placed, _counted, _named, _filled, _marked]


def _answer_right(learner):
    dict(zip(KINDS, _WAYS, strict=True))[learner.item](learner)


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_this_kind_is_answered_by_keyboard_alone(page, kind):
    learner = Learner(page, kind)
    _answer_right(learner)
    assert learner.check() == "right"
    assert "Right" in learner.player.locator(".training-status").text_content()
    assert learner.player.locator(".training-feedback--right").count() >= 1


def test_a_wrong_answer_explains_itself_and_can_be_tried_again(page):
    learner = Learner(page, "one")
    learner.choose("b", "input[name$='--one']")
    assert learner.check() == "near"
    box = learner.player.locator(".training-feedback--near")
    assert "He may decide what is heard." in box.text_content()
    assert box.evaluate("e => e.parentElement.querySelector('input').value") == "b"
    learner.press("Enter")  # "Try again"
    learner.choose("a", "input[name$='--one']")
    assert learner.check() == "right"
    kept = page.evaluate("JSON.parse(localStorage['training.progress'])")
    assert kept["items"]["sample/one"]["points"] == 67


def test_a_critical_error_says_so_and_leads_back_to_the_text(page):
    learner = Learner(page, "one")
    learner.choose("c", "input[name$='--one']")
    assert learner.check() == "harm"
    assert "Critical error" in learner.player.locator(".training-status").text_content()
    assert learner.player.locator("a[href='#here']").is_visible()


def test_an_open_part_is_named_and_gets_the_focus(page):
    learner = Learner(page, "sorted")
    learner.choose("act", "input[name$='--drive']")
    learner.reach("button[type=submit]")
    learner.press("Enter")
    assert "We owe him." in learner.player.locator(".training-missing").text_content()
    assert page.evaluate("document.activeElement.name").endswith("--debt")


def test_an_unreadable_number_costs_no_attempt(page):
    learner = Learner(page, "counted")
    learner.reach(".training-number input")
    page.keyboard.type("1,250")
    learner.reach("button[type=submit]")
    learner.press("Enter")
    assert "thousands" in learner.player.locator(".training-missing").text_content()
    assert page.evaluate("localStorage['training.progress']") is None or (
        "counted" not in page.evaluate("localStorage['training.progress']")
    )


def test_hints_come_one_by_one(page):
    hints = page.locator("#item-sample--one .training-hint")
    assert [hints.nth(n).is_visible() for n in (0, 1)] == [True, False]
    Learner(page, "one").reach("summary")
    page.keyboard.press("Enter")
    hints.nth(1).wait_for(state="visible")


def test_answers_come_back_after_a_reload(page):
    learner = Learner(page, "marked")
    _answer_right(learner)
    assert learner.check() == "right"
    page.reload()
    page.wait_for_selector("#item-sample--marked[data-state=right]")
    assert page.locator("#item-sample--marked .training-span--marked").count() == 2


def test_all_reasons_can_be_shown_after_an_answer(page):
    learner = Learner(page, "one")
    learner.choose("b", "input[name$='--one']")
    learner.check()
    learner.reach(".training-buttons button[type=button]")
    learner.press("Enter")
    assert "She can speak for herself." in learner.player.text_content()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_questions_have_no_accessibility_fault_before_and_after_answers(
    browser, folder, width, scheme
):
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(folder.as_uri() + "/index.html")
    page.wait_for_selector("#item-sample--marked button")
    assert violations(page) == []
    for kind in KINDS:
        learner = Learner(page, kind)
        page.evaluate("document.activeElement.blur()")
        _answer_right(learner)
        learner.check()
    assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    context.close()


def test_without_javascript_the_questions_can_be_read_and_no_answer_shows(
    browser, folder
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(folder.as_uri() + "/index.html")
    text = page.locator("main").inner_text()
    assert "The man beside her." in text
    assert "He may decide what is heard." not in text
    assert page.locator("button").count() == 0
    context.close()


def test_a_form_of_a_newer_format_is_refused_in_words(browser, folder, tmp_path):
    html = (folder / "index.html").read_text("utf-8")
    for name in ("training.js", "training.css"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "index.html").write_text(html.replace('"format":1', '"format":2'))
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    line = page.locator("#item-sample--one .training-missing")
    assert "newer version" in line.text_content()
    page.close()
