"""The learner's own pages in a browser: tests, practice, certificate, tips, privacy."""

from __future__ import annotations

import datetime as dt

import pytest

from browser import Watch, violations

pytestmark = pytest.mark.browser
START = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def tab(browser, server):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    watch = Watch(context, server.split("/")[2])
    page = context.new_page()
    page.clock.install(time=START)
    yield page
    context.close()
    assert watch.foreign == []
    assert watch.errors == []


def test_a_wrong_answer_comes_back_the_next_day(tab, server):
    tab.goto(f"{server}practice-today.html")
    assert tab.locator('[data-practice-when="untouched"]').is_visible()
    tab.goto(f"{server}justice/assets.html")
    player = tab.locator('quiz-player[data-item="assets/frozen-is-not-taken"]')
    for value in ("true", "a", "certain"):
        player.locator(f'label:has(input[value="{value}"])').click()
    player.get_by_role("button", name="Check").click()
    tab.goto(f"{server}practice-today.html")
    assert tab.locator('[data-practice-when="later"]').is_visible()
    tab.clock.set_fixed_time(START + dt.timedelta(days=1))
    tab.reload()
    tab.wait_for_selector("[data-practice-list] quiz-player")
    assert tab.locator("[data-practice-list] quiz-player").count() == 1
    assert violations(tab) == []


def test_a_certificate_says_that_it_is_self_declared_and_keeps_no_name(tab, server):
    tab.goto(f"{server}certificate.html")
    tab.fill("[data-certificate-name]", "A. <b>Learner</b>")
    assert tab.inner_text("[data-certificate-named]") == "A. <b>Learner</b>"
    assert "Self-declared" in tab.inner_text(".training-certificate")
    assert "Learner" not in tab.evaluate("JSON.stringify({...localStorage})")
    assert violations(tab) == []
    tab.goto(f"{server}my-progress.html")
    assert violations(tab) == []


def test_a_private_answer_is_compared_on_the_device_alone(tab, server):
    tab.goto(f"{server}understanding/seven-workplaces.html")
    boxes = tab.locator("private-question")
    assert boxes.count() == 2
    boxes.nth(0).locator("input").first.check(force=True)
    boxes.nth(1).locator("input").last.check(force=True)
    shown = boxes.nth(1).locator("[data-private-compare]")
    assert shown.is_visible()
    assert shown.locator('[data-private-same="no"]').is_visible()


def test_a_term_explains_itself_by_keyboard_and_escape_closes_it(tab, server):
    tab.goto(f"{server}rights/several-claims.html")
    term = tab.locator("a.training-term").first
    term.focus()
    tip = tab.get_by_role("tooltip")
    assert tip.is_visible()
    assert len(tip.inner_text()) > 20
    assert violations(tab) == []
    tab.keyboard.press("Escape")
    assert tip.count() == 0


def test_a_tip_stays_on_the_page_and_while_the_pointer_is_on_it(tab, server):
    tab.goto(f"{server}rights/several-claims.html")
    terms = tab.locator("a.training-term")
    tip = tab.get_by_role("tooltip")
    for at in range(terms.count()):
        terms.nth(at).focus()
        box = tip.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    tab.keyboard.press("Escape")
    terms.first.hover()
    words = tip.inner_text()
    tip.hover()
    tab.clock.run_for(2000)
    assert tip.inner_text() == words
    tab.mouse.move(1, 1)
    tab.clock.run_for(2000)
    assert tip.count() == 0


def test_a_tap_on_a_term_explains_it_and_does_not_leave_the_page(browser, server):
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{server}rights/several-claims.html")
    page.locator("a.training-term").first.tap()
    tip = page.get_by_role("tooltip")
    assert tip.is_visible()
    assert page.url.endswith("several-claims.html")
    tip.get_by_role("link").tap()
    page.wait_for_url("**/about/glossary.html#term-*")
    context.close()


def test_without_a_script_terms_are_links(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}rights/several-claims.html")
    href = page.locator("a.training-term").first.get_attribute("href")
    assert href.startswith("../about/glossary.html#term-")
    context.close()


@pytest.mark.parametrize("name", ["my-progress", "practice-today", "certificate"])
def test_the_learners_pages_are_sound_in_the_dark(browser, server, name):
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme="dark"
    )
    page = context.new_page()
    page.goto(f"{server}{name}.html")
    assert violations(page) == []
    context.close()


def test_a_certificate_prints_on_one_light_page(browser, server):
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{server}certificate.html")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    ground = "getComputedStyle(document.querySelector('.training-certificate'))"
    assert page.evaluate(f"{ground}.backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("[data-certificate-name]").is_hidden()
    context.close()


def test_practice_works_from_a_memory_stick(browser, book):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.clock.install(time=START)
    page.goto((book / "justice/assets.html").as_uri())
    player = page.locator('quiz-player[data-item="assets/frozen-is-not-taken"]')
    for value in ("true", "a", "certain"):
        player.locator(f'label:has(input[value="{value}"])').first.click()
    player.get_by_role("button", name="Check").click()
    page.clock.set_fixed_time(START + dt.timedelta(days=2))
    page.goto((book / "practice-today.html").as_uri())
    page.wait_for_selector("[data-practice-list] quiz-player")
    again = page.locator("[data-practice-list] quiz-player")
    for value in ("false", "certain"):
        again.locator(f'label:has(input[value="{value}"])').first.click()
    again.locator("fieldset").nth(1).locator("label").nth(1).click()
    again.get_by_role("button", name="Check").click()
    assert page.locator('[data-practice-when="done"]').is_visible()
    page.reload()  # what was answered today is still today's, with its reasons
    page.wait_for_selector("[data-practice-list] .training-feedback")
    context.close()
