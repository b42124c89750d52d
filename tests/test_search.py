"""The book's search finds every word of the glossary and every point by its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.book.writers import point_anchor
from training.content.course import load_course

pytestmark = pytest.mark.browser
REGISTRY = load_course(Path(__file__).parents[1]).registry
FIND = """words => words.map(one =>
  Search._performSearch(...Search._parseQuery(one)).map(found => found[0] + found[2]))
"""


@pytest.fixture
def page(browser, server):
    found = browser.new_page()
    found.goto(server + "search.html")
    found.wait_for_function("typeof Search == 'object' && Search.hasIndex()")
    yield found
    found.close()


def found_by(page, words):
    return dict(zip(words, page.evaluate(FIND, list(words)), strict=True))


def test_each_word_of_the_glossary_is_found_where_it_is_explained(page):
    places = {
        words: f"about/glossary#term-{term.id}"
        for term in REGISTRY.terms
        for words in (term.term, *term.also)
    }
    found = found_by(page, places)

    assert len(places) >= 80
    assert [words for words, place in places.items() if place not in found[words]] == []


def test_each_point_is_found_by_its_number_with_the_pages_that_teach_it(page):
    found = found_by(page, sorted(REGISTRY.taught))

    for name, places in found.items():
        assert f"about/what-it-covers#{point_anchor(name)}" in places
        assert [one for one in places if not one.startswith("about/")], name


def test_a_point_typed_into_the_box_shows_its_pages_and_what_they_say(page):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.locator("#training-query").fill("3.2a")
    page.keyboard.press("Enter")
    rows = page.locator("#search-results li")
    rows.nth(1).locator("p.context").wait_for()
    shown = " ".join(rows.all_inner_texts())

    assert 1 < rows.count() < 8
    assert "3.2a" in shown
    assert "track" not in shown.split("What this course covers")[0]
    assert errors == []
