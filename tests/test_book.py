"""The built book as its readers meet it: every page, both themes, without a network."""

from __future__ import annotations

import gzip
import json
import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from browser import COLOURS, Watch, violations

pytestmark = pytest.mark.browser
WEIGHT = 150_000  # bytes, gzip, of a page with ten questions, on a first visit


@pytest.fixture(scope="module")
def pages(book):
    found = sorted(p.relative_to(book).as_posix() for p in book.rglob("*.html"))
    return [name for name in found if not name.startswith(("_static/", "lab/"))]


PARTS = 4  # so that every core gets its share of the pages
TABS = 6  # opened together: each waits half a second to see that nothing more is asked


def _open(browser, **options):
    return browser.new_context(reduced_motion="reduce", **options)


def test_every_chapter_page_is_there(pages):
    assert {"index.html", "justice/non-punishment.html", "search.html"} <= set(pages)
    assert len([name for name in pages if name.startswith("justice/")]) == 11


def _sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_asks_another_host_or_throws(browser, server, pages, part):
    context = _open(browser)
    watch = Watch(context, urlsplit(server).netloc)
    tabs = [context.new_page() for _ in range(TABS)]
    mine = pages[part::PARTS]
    for at in range(0, len(mine), TABS):
        opened = list(zip(tabs, mine[at:], strict=False))
        for page, name in opened:
            page.goto(server + name, wait_until="commit")
        for page, _ in opened:
            page.wait_for_load_state("networkidle")
    context.close()
    assert (watch.foreign, watch.errors, watch.failed) == ([], [], [])


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_and_fits_at_every_width_light_and_dark(
    browser, server, pages, part
):
    """Each page is loaded once: what a scheme can change is colour alone."""
    context = _open(browser, bypass_csp=True)  # so that axe-core may be put into it
    page = context.new_page()
    found = {}
    flat = [name for name in pages if not name.startswith("slides/")]  # test_slides.py
    for name in flat[part::PARTS]:
        page.emulate_media(color_scheme="light")
        page.goto(server + name)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="light")
            faults = ["scrolls sideways"] if _sideways(page) else []
            if width > 320:
                faults += violations(page)
                page.emulate_media(color_scheme="dark")
                faults += violations(page, COLOURS)
            if faults:
                found[name, width] = faults
    context.close()
    assert found == {}


def test_every_internal_link_and_anchor_resolves(book, pages):
    ids = {
        name: set(re.findall(r'\bid="([^"]+)"', (book / name).read_text("utf-8")))
        for name in pages
    }
    broken = []
    for name in pages:
        html = (book / name).read_text("utf-8")
        for href in re.findall(r'<a\b[^>]*?\bhref="([^"]+)"', html):
            if re.match(r"(https?|mailto|about|data):", href):
                continue
            target, _, anchor = urljoin(f"/{name}", href)[1:].partition("#")
            target = unquote(target.partition("?")[0])
            if target.startswith("lab/") and not (book / "lab").is_dir():
                continue  # built apart, by `training build --lite`
            if target.endswith("/") or not target:
                target += "index.html"
            if (target not in ids and not (book / target).is_file()) or (
                anchor and unquote(anchor) not in ids.get(target, {unquote(anchor)})
            ):
                broken.append(f"{name}: {href}")
    assert broken == []


def test_each_question_leads_to_a_section_of_its_page(book, pages):
    lost = []
    for name in pages:
        html = (book / name).read_text("utf-8")
        ids = set(re.findall(r'\bid="([^"]+)"', html))
        for data in re.findall(r'<script type="application/json">(.*?)</script>', html):
            facts = json.loads(data)
            section = facts.get("view", {}).get("section")
            if section and section not in ids and not name.startswith("tests/"):
                lost.append(f"{name}: {facts['id']} -> {section}")
    assert lost == []


def test_no_page_has_inline_script_or_style(book, pages):
    for name in pages:
        html = (book / name).read_text("utf-8")
        assert not re.search(r"<[^>]+\sstyle=", html), name
        assert not re.search(r"<[^>]+\son[a-z]+=", html), name
        for kind in re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html):
            assert "application/json" in kind, name


def test_a_page_of_questions_weighs_little_on_a_first_visit(browser, server):
    """Counts everything but the service worker's copies, which load afterwards."""
    context = _open(browser, service_workers="block")
    page = context.new_page()
    total = []
    page.on("response", lambda r: total.append(len(gzip.compress(r.body(), 6))))
    page.goto(server + "justice/non-punishment.html")
    page.wait_for_load_state("networkidle")
    assert page.locator("quiz-player").count() >= 10
    context.close()
    assert sum(total) <= WEIGHT


def _answer_something(page, server):
    page.goto(server + "justice/non-punishment.html")
    player = page.locator("quiz-player:has(.training-item--single)").first
    player.locator("input[type=radio]").first.check()
    player.get_by_role("button", name="Check").click()
    player.locator(".training-feedback").first.wait_for()
    return player.get_attribute("data-item")


def test_at_400_percent_every_question_can_be_answered(browser, server):
    """WCAG 1.4.10: 1280 px wide at 400 % is 320 px."""
    context = _open(browser, viewport={"width": 320, "height": 256})
    page = context.new_page()
    name = _answer_something(page, server)
    assert name
    context.close()


def test_a_printed_page_shows_questions_and_no_answer(browser, server):
    context = _open(browser)
    page = context.new_page()
    page.goto(server + "justice/non-punishment.html")
    page.emulate_media(media="print")
    assert page.locator("quiz-player .training-option").first.is_visible()
    assert not page.get_by_role("button", name="Check").first.is_visible()
    assert not page.locator(".training-feedback").count()
    context.close()


@pytest.mark.parametrize("word", ["refoulement", "reflection", "confiscation"])
def test_search_finds_words_and_points(browser, server, word):
    context = _open(browser)
    page = context.new_page()
    page.goto(server + f"search.html?q={word}")
    page.locator("#search-results li").first.wait_for()
    context.close()
