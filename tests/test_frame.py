"""The frame of the real pages: leaving, tracks, progress, offline, a memory stick."""

from __future__ import annotations

import json
import shutil
import threading

import pytest

from browser import Watch
from training.book.build import Server

pytestmark = pytest.mark.browser
PAGE = "justice/context.html"
OWN = '[data-track-only="social-work"].training-track'
OTHER = '[data-track-only="law-enforcement"].training-track'


@pytest.fixture
def context(browser):
    found = browser.new_context(viewport={"width": 1280, "height": 800})
    yield found
    found.close()


@pytest.fixture
def page(context):
    return context.new_page()


def kept(page):
    return json.loads(page.evaluate("localStorage.getItem('training.progress')"))


def is_neutral(page):
    page.wait_for_url("**/notes.html")
    return "Move" not in page.content() and page.title() == "Notes"


def test_leave_button_opens_a_page_that_does_not_name_the_course(page, server):
    page.goto(server + PAGE)
    page.click("[data-training-exit]")
    assert is_neutral(page)


def test_escape_three_times_leaves(page, server):
    page.goto(server + PAGE)
    for _ in range(3):
        page.keyboard.press("Escape")
    assert is_neutral(page)


def test_escape_twice_stays(page, server):
    page.goto(server + PAGE)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert page.url == server + PAGE


def _go_back(page):
    """As the phone's own button does: nobody waits in the page that goes away."""
    page.evaluate("() => { setTimeout(() => history.back(), 0); }")


def test_back_after_leaving_never_shows_the_course(page, server):
    page.goto(server + "index.html")
    page.goto(server + PAGE)
    page.click("[data-training-exit]")
    assert is_neutral(page)
    _go_back(page)
    page.wait_for_timeout(500)
    assert is_neutral(page)


def test_link_opens_the_course_again_in_the_tab_that_was_left(page, server):
    page.goto(server + PAGE)
    page.click("[data-training-exit]")
    assert is_neutral(page)
    page.goto(server + "index.html")
    assert page.is_visible("h1")
    page.goto(server + PAGE)
    _go_back(page)
    page.wait_for_url("**/index.html")
    assert page.is_visible("h1")


def test_leaving_erases_no_answer(page, server):
    page.goto(server + PAGE)
    page.click("[data-training-exit]")
    assert is_neutral(page)
    assert kept(page)["place"] == "justice/context"


def test_track_chosen_once_holds_on_every_page(page, server):
    page.goto(server + PAGE)
    assert page.is_visible(OWN)
    assert page.is_visible(OTHER)
    page.goto(server + "index.html")
    page.check('input[value="social-work"]')
    page.goto(server + PAGE)
    assert page.is_visible(OWN)
    assert not page.is_visible(OTHER)
    page.click(".training-switch summary")
    page.check('input[value="both"]')
    assert page.is_visible(OTHER)


def test_link_to_the_other_tracks_text_shows_it(page, server):
    page.goto(server + PAGE)
    name = page.locator('quiz-player[data-track-only="law-enforcement"]').first
    anchor = name.get_attribute("id")
    page.goto(server + "index.html")
    page.check('input[value="social-work"]')
    page.goto(f"{server}{PAGE}#{anchor}")
    assert page.is_visible(f"#{anchor}")


def test_first_visit_starts_in_one_tap_and_the_second_goes_on(page, server):
    page.goto(server + "index.html")
    page.click("[data-go-link]")
    page.wait_for_url("**/start/index.html")
    page.goto(server + PAGE)
    page.goto(server + "index.html")
    assert "left off" in page.inner_text("[data-training-go]")
    assert page.locator(".training-here").get_attribute("data-doc") == "justice/context"
    page.click("[data-go-link]")
    page.wait_for_url("**/" + PAGE)


def test_progress_travels_as_a_file_and_is_erased_on_asking(page, server, tmp_path):
    page.goto(server + PAGE)
    page.goto(server + "index.html")
    page.check('input[value="law-enforcement"]')
    with page.expect_download() as download:
        page.click('[data-device="save"]')
    file = tmp_path / "kept.json"
    download.value.save_as(file)
    page.click('[data-device="erase"]')
    page.click('[data-device="erase-now"]')
    assert page.evaluate("localStorage.getItem('training.progress')") is None
    page.set_input_files('[data-device="load"]', file)
    page.wait_for_selector("text=Loaded.")
    assert kept(page)["settings"]["track"] == "law-enforcement"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "damaged or of another kind"),
        ('{"course": "another"}', "not progress of this course"),
        ('{"course": "people-on-the-move", "format": 2}', "newer version"),
        ('{"course": "people-on-the-move", "format": 1}', "something in the file"),
    ],
)
def test_damaged_or_foreign_file_is_refused_whole(page, server, tmp_path, text, words):
    page.goto(server + PAGE)
    page.goto(server + "index.html")
    before = kept(page)
    file = tmp_path / "wrong.json"
    file.write_text(text)
    page.set_input_files('[data-device="load"]', file)
    page.click('[data-device="load-now"]')
    page.wait_for_selector(f"text={words}")
    assert kept(page) == before


def test_blocked_storage_gets_one_sentence_and_all_else_works(context, server):
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        "{get() { throw new DOMException('blocked', 'SecurityError') }})"
    )
    page = context.new_page()
    page.goto(server + PAGE)
    assert page.locator("[data-training-blocked]:visible").count() == 1
    assert page.locator("[data-training-kept]:visible").count() == 0
    page.locator("quiz-player .training-option").first.click()
    page.locator("quiz-player button").first.click()
    page.wait_for_selector(".training-feedback")


def test_theme_is_kept_and_set_before_the_first_paint(page, server):
    page.goto(server + "index.html")
    page.select_option("[data-training-theme]", "dark")
    page.goto(server + PAGE)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(15, 22, 19)"


def test_whole_book_opens_without_network_after_one_visit(context, server):
    page = context.new_page()
    page.goto(server + "index.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    context.set_offline(True)
    for name in (PAGE, "about/accessibility.html", "job-aids/before-removal.html"):
        page.goto(server + name)
        assert page.is_visible("h1")
    page.goto(server)
    assert page.is_visible("h1")
    page.goto(server + "search.html?q=passport")
    page.wait_for_selector("#search-results li a")
    page.goto(server + PAGE)
    page.click("[data-training-exit]")
    assert is_neutral(page)


def test_search_finds_words_under_the_strict_policy(page, server):
    page.goto(server + "search.html")
    page.fill("[name=q]", "passport")
    page.click(".training-search button")
    page.wait_for_selector("#search-results li p")
    page.click("#search-results li a >> nth=0")
    page.wait_for_selector("h1")


@pytest.mark.parametrize("name", ["index", "justice/context", "search", "notes"])
def test_page_asks_no_other_host_and_breaks_no_policy(context, server, name):
    watch = Watch(context, server.split("/")[2])
    page = context.new_page()
    page.goto(f"{server}{name}.html")
    page.wait_for_timeout(300)
    assert (watch.foreign, watch.errors, watch.failed) == ([], [], [])


def test_book_opens_from_a_memory_stick(context, book):
    watch = Watch(context, "")
    page = context.new_page()
    page.goto((book / "index.html").as_uri())
    page.wait_for_url("**/index.html")
    page.check('input[value="social-work"]')
    page.click("[data-go-link]")
    page.goto((book / PAGE).as_uri())
    assert not page.is_visible(OTHER)
    page.locator("quiz-player .training-option").first.click()
    page.locator("quiz-player button").first.click()
    page.wait_for_selector(".training-feedback")
    font = "document.fonts.check('1em \"Way Sans\"')"
    assert page.evaluate(f"document.fonts.ready.then(() => {font})")
    assert (watch.foreign, watch.errors, watch.failed) == ([], [], [])
    page.click("[data-training-exit]")
    assert is_neutral(page)


def test_job_aid_prints_on_one_sheet(page, book, server):
    for path in sorted((book / "job-aids").glob("*.html")):
        if path.stem == "index":
            continue
        page.goto(f"{server}job-aids/{path.name}")
        pdf = page.pdf(prefer_css_page_size=True)
        assert pdf.count(b"/Type /Page\n") == 1, path.name


def test_book_works_and_is_kept_below_a_sub_path(context, book, tmp_path):
    shutil.copytree(book, tmp_path / "courses/people")
    server = Server(tmp_path, 0)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        address = f"{server.address}courses/people/"
        watch = Watch(context, server.address.split("/")[2])
        page = context.new_page()
        page.goto(address)
        page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        context.set_offline(True)
        page.goto(address + PAGE)
        assert page.is_visible("h1")
        page.goto(address)
        assert page.is_visible("[data-go-link]")
        assert (watch.foreign, watch.errors, watch.failed) == ([], [], [])
    finally:
        server.stop()
