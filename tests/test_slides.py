"""Slides and handouts: what the pages say, readable from the back row, on paper too."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from browser import Watch, violations
from training.book.lessons import lesson_of
from training.book.slides import deck_html, handout_html
from training.exports.pdf import print_pdf

PARTS = ("start", "understanding", "justice", "rights", "prevention")
TOO_LARGE = """() => Reveal.getSlides().flatMap(slide => {
  const at = Reveal.getIndices(slide);
  Reveal.slide(at.h, at.v);
  const parts = [...slide.children].filter(one => !one.matches("aside"));
  const low = Math.max(...parts.map(one => one.offsetTop + one.offsetHeight));
  const wide = Math.max(...parts.map(one => one.offsetLeft + one.scrollWidth));
  return low > 720 || wide > 1280 ? [[at.h, at.v, low, wide]] : [];
})"""


def lessons(book, part):
    pages = sorted((book / part).glob("*.html"))
    found = [lesson_of(f"{part}/{p.stem}", p.read_text("utf-8")) for p in pages]
    return [one for one in found if one]


def words(html):
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


@pytest.mark.browser
@pytest.mark.parametrize("part", PARTS)
def test_every_page_that_teaches_is_in_its_deck_and_on_its_handout(book, part):
    deck = (book / "slides" / f"{part}.html").read_text("utf-8")
    sheet = (book / "handouts" / f"{part}.html").read_text("utf-8")
    found = lessons(book, part)

    assert len(found) >= 4
    for lesson in found:
        for text in (lesson.title, lesson.case, lesson.key_points):
            assert text
            assert words(text) in words(deck)
            assert words(text) in words(sheet)
        for layer in lesson.layers:
            assert words(layer.html) in words(deck)
        assert lesson.questions
        assert "<a " not in lesson.case + lesson.key_points


@pytest.mark.browser
@pytest.mark.parametrize("part", PARTS)
def test_every_question_is_followed_by_its_answer_and_the_notes_hold_the_rest(
    book, part
):
    soup = BeautifulSoup(
        (book / "slides" / f"{part}.html").read_text("utf-8"), "html.parser"
    )
    for asked in soup.select("section:has(> .slide-prompt)"):
        told = asked.find_next_sibling("section")
        options = asked.select(".slide-options > li")
        assert len(told.select(".slide-options > li")) == len(options)
        assert told.select(".slide-right")
        assert told.select_one(".slide-why")
        assert not asked.select(".slide-right, .slide-why")
        wrong = len(options) - len(told.select(".slide-right"))
        assert len(told.select("aside.notes > p > b")) == wrong


@pytest.mark.browser
@pytest.mark.parametrize("part", PARTS)
def test_no_slide_is_fuller_than_the_wall_and_nothing_is_asked_of_others(
    server, browser, part
):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    watch = Watch(context, server.split("/")[2])
    page = context.new_page()
    page.goto(f"{server}slides/{part}.html")
    page.wait_for_function("globalThis.Reveal && Reveal.isReady()")

    assert page.evaluate(TOO_LARGE) == []
    assert violations(page) == []
    context.close()
    assert (watch.foreign, watch.errors, watch.failed) == ([], [], [])


@pytest.mark.browser
def test_notes_show_on_a_key_and_a_second_window_follows(server, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    wall, laptop = context.new_page(), context.new_page()
    for page in (wall, laptop):
        page.goto(f"{server}slides/justice.html")
        page.wait_for_function("globalThis.Reveal && Reveal.isReady()")
    laptop.keyboard.press("n")
    assert laptop.locator(".slides-notes").is_visible()
    assert not wall.locator(".slides-notes").is_visible()

    laptop.keyboard.press("ArrowRight")
    laptop.keyboard.press("ArrowDown")

    wall.wait_for_function("Reveal.getIndices().h === 1 && Reveal.getIndices().v === 1")
    assert "Read it aloud" in laptop.inner_text(".slides-notes")
    context.close()


@pytest.mark.browser
def test_a_deck_opens_from_a_stick_without_any_server(book, browser):
    page = browser.new_page()
    page.goto((book / "slides" / "start.html").as_uri())
    page.wait_for_function("globalThis.Reveal && Reveal.isReady()")

    assert page.evaluate("Reveal.getTotalSlides()") > 30
    page.close()


@pytest.mark.browser
def test_a_handout_prints_a_sheet_for_each_page(book, tmp_path):
    print_pdf(book / "handouts" / "rights.html", tmp_path / "rights.pdf")
    reader = PdfReader(tmp_path / "rights.pdf")
    text = [page.extract_text() for page in reader.pages]

    for lesson in lessons(book, "rights"):
        at = [n for n, one in enumerate(text) if words(lesson.title) in words(one)]
        assert at, lesson.title
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(text) <= 2 * len(lessons(book, "rights")) + 1


@pytest.mark.browser
def test_without_the_show_a_deck_is_a_page_to_scroll(book):
    html = deck_html("Part", lessons(book, "rights"), "", has_show=False)

    assert not re.search(r"<script|reveal\.css", html)
    assert "Key points" in html
    assert "<h2>" in handout_html("Part", lessons(book, "rights"), "")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", PARTS)
def test_on_a_phone_a_deck_is_a_page_to_scroll(server, browser, part, scheme):
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{server}slides/{part}.html")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("h3", has_text="Key points").first.is_visible()
    context.close()
