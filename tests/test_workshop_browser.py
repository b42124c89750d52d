"""A room of eight real pages: one console, one projector, six phones."""

from __future__ import annotations

import time

import pytest

from browser import Watch, violations
from workshop_server import server, start, write_plan

pytestmark = pytest.mark.browser
HOSTILE = [
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    '"><svg onload=window.hacked=1>',
    "javascript:window.hacked=1",
    "</script><script>window.hacked=1</script>",
    "{{constructor.constructor('window.hacked=1')()}}",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>",
    "<a href=javascript:window.hacked=1>x</a>",
    "<style>@import 'http://evil.example'</style>",
    "\u202e<b onmouseover=window.hacked=1>",
]


class Stage:
    """The browser's pages around one server."""

    def __init__(self, browser, running):
        self.browser, self.running, self.watches = browser, running, []

    def page(self, path, *, scheme="light", width=390, height=844):
        context = self.browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": height}
        )
        self.watches.append(Watch(context, self.running.base.partition("//")[2]))
        page = context.new_page()
        page.goto(self.running.base + path)
        return page

    def desk(self, **more):
        link = self.running.desk_link.removeprefix(self.running.base)
        page = self.page(link, width=1280, height=900, **more)
        page.wait_for_selector("#open:not([hidden])")
        return page

    def wall(self, **more):
        path = f"/projector/{self.running.code}"
        return self.page(path, width=1920, height=1080, **more)

    def phone(self, name="", **more):
        page = self.page(f"/j/{self.running.code}", **more)
        page.wait_for_selector("#join:not([hidden])")
        page.fill("#name", name)
        page.click("#join button")
        page.wait_for_selector("#room:not([hidden])")
        return page

    def wrong(self):
        return [
            words
            for watch in self.watches
            for words in (*watch.foreign, *watch.errors, *watch.failed)
        ]


@pytest.fixture
def stage(browser, tmp_path):
    plan = str(write_plan(tmp_path))
    with server(tmp_path / "room.db", "--plan", plan) as running:
        yield Stage(browser, running)
        for context in browser.contexts:
            context.close()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def go(desk, words):
    press(desk, "Next")
    desk.wait_for_function(
        "words => document.querySelector('#now').textContent.includes(words)", arg=words
    )


def vote(phone, number):
    phone.locator("#work .training-option input").nth(number).check()
    press(phone, "Send my answer")
    phone.wait_for_function(
        "() => document.querySelector('#sent').textContent.startsWith('Sent')"
    )


def reads(page, where, words):
    page.wait_for_function(
        "([where, words]) => document.querySelector(where).innerText.includes(words)",
        arg=[where, words],
    )


def test_eight_pages_play_a_quiz_workshop_to_its_end(stage):
    desk, wall = stage.desk(), stage.wall()
    schemes = ["light", *["dark", "light"] * 2, "dark"]
    phones = [stage.phone(scheme=scheme) for scheme in schemes]
    reads(desk, "#counts", "6 in the room")
    assert len({page.locator("#you").text_content() for page in phones}) == 6

    press(desk, "Start the workshop")
    reads(wall, "#title", "Welcome")
    go(desk, "Answer alone")
    for phone in phones:
        phone.wait_for_selector("#work quiz-player")
        vote(phone, 0)
        press(phone, "Next question")
        vote(phone, 1)
    reads(desk, "#counts", "6 answered")
    go(desk, "question 1 of 2")
    press(desk, "Show the bars")
    wall.wait_for_selector(".workshop-bars")
    assert not wall.locator(".workshop-bars__right").count()
    press(desk, "Show the answer")
    wall.wait_for_selector(".workshop-bars__right")
    for phone in phones:
        phone.wait_for_selector("quiz-player[data-state]")
        assert phone.locator(".training-feedback").count() == 1
    go(desk, "question 2 of 2")
    go(desk, "Vote alone")
    for phone in phones:
        phone.wait_for_selector("#work .training-option input:enabled")
        vote(phone, 1)
    go(desk, "Talk with a neighbour")
    for phone in phones:
        reads(phone, "#sent", "Now talk with a neighbour")
    go(desk, "Vote again")
    for phone in phones:
        phone.wait_for_selector("#work .training-option input:enabled")
        vote(phone, 2)
    go(desk, "Look at both pictures")
    press(desk, "Show the bars")
    reads(wall, "#picture", "before talking")
    press(desk, "Empty the projector")
    reads(wall, "#title", "look at each other")
    go(desk, "Debrief")
    press(desk, "End the workshop")
    press(desk, "Yes, end it for everyone")
    for page in phones:
        reads(page, "#title", "Thank you")
    assert stage.wrong() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_view_at_any_step(stage, scheme):
    outside = stage.page(f"/j/{stage.running.code}", scheme=scheme)
    outside.wait_for_selector("#join:not([hidden])")
    desk, wall = stage.desk(scheme=scheme), stage.wall(scheme=scheme)
    phone = stage.phone(scheme=scheme)
    found = violations(outside)
    for path in ("/", "/privacy", "/j?code=nonsense"):
        found += violations(stage.page(path, scheme=scheme))
    phone.locator("summary").click()
    phone.fill("#question", "Who pays?")
    press(phone, "Park it")
    press(desk, "Start the workshop")
    for words in ("Answer alone", "question 1", "question 2", "Vote", "Talk", "again"):
        go(desk, words)
        if words in {"Answer alone", "Vote", "again"}:
            phone.wait_for_selector("#work .training-option input:enabled")
            vote(phone, 0)
        if words == "question 1":
            press(desk, "Show the bars")
            press(desk, "Show the answer")
            phone.wait_for_selector("quiz-player[data-state]")
            wall.wait_for_selector(".workshop-bars__right")
        for page in (desk, wall, phone):
            found += violations(page)
    assert found == []


def test_the_whole_way_goes_by_keyboard(stage):
    desk = stage.desk()
    phone = stage.page(f"/j/{stage.running.code}")
    phone.wait_for_selector("#join:not([hidden])")
    phone.focus("#name")
    phone.keyboard.type("Ada")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("#room:not([hidden])")

    def reach(page, name, most=60):
        for _ in range(most):
            page.keyboard.press("Tab")
            words = page.evaluate("document.activeElement.textContent")
            if words == name:
                return
        pytest.fail(f"Tab never reached {name}")

    reach(desk, "Start the workshop")
    desk.keyboard.press("Enter")
    reads(desk, "#now", "Welcome")
    desk.locator("h1").click()
    reach(desk, "Next")
    desk.keyboard.press("Enter")
    reads(desk, "#now", "Answer alone")
    assert desk.evaluate("document.activeElement.textContent") == "Next"
    phone.wait_for_selector("#work quiz-player")
    for _ in range(20):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.type") == "radio":
            break
    phone.keyboard.press("Space")
    reach(phone, "Send my answer")
    phone.keyboard.press("Enter")
    reads(phone, "#sent", "Sent and kept")


def test_hostile_words_are_only_words_in_every_view(stage):
    desk, wall = stage.desk(), stage.wall()
    phones = [stage.phone(words[:24]) for words in HOSTILE]
    phone = phones[0]
    phone.locator("summary").click()
    for words in HOSTILE:
        phone.fill("#question", words)
        press(phone, "Park it")
        reads(phone, "#parked", "Parked")
    desk.check("#names")
    desk.wait_for_function(
        "n => document.querySelectorAll('#people li').length === n", arg=len(HOSTILE)
    )
    desk.wait_for_function(
        "n => document.querySelectorAll('#lot li').length === n", arg=len(HOSTILE)
    )
    press(desk, "Start the workshop")
    go(desk, "Answer alone")
    for one in phones:
        one.reload()
        one.wait_for_selector("#work quiz-player")
    wall.reload()
    for page in (desk, wall, *phones):
        assert page.evaluate("window.hacked") is None
        assert not page.evaluate(
            "document.querySelectorAll('main iframe, main img, main style').length"
        )
    shown = desk.locator("#lot").inner_text()
    assert "<img src=x onerror=window.hacked=1>" in shown
    assert stage.wrong() == []


def test_a_reload_and_a_second_page_find_the_same_seat(stage):
    phone = stage.phone("Ada")
    phone.reload()
    reads(phone, "#you", "Ada")
    second = phone.context.new_page()
    second.goto(phone.url)
    reads(second, "#you", "Ada")
    phone.context.clear_cookies()
    phone.reload()
    reads(phone, "#you", "Ada")
    desk = stage.desk()
    reads(desk, "#counts", "1 in the room")


def test_an_answer_given_without_a_network_is_kept_and_sent_later(stage):
    desk, phone = stage.desk(), stage.phone()
    press(desk, "Start the workshop")
    go(desk, "Answer alone")
    phone.wait_for_selector("#work quiz-player")
    phone.context.set_offline(True)
    phone.locator("#work .training-option input").first.check()
    press(phone, "Send my answer")
    time.sleep(1)
    kept = phone.evaluate("Object.values(localStorage).join()")
    assert '"path":"answers"' in kept
    phone.context.set_offline(False)
    reads(phone, "#sent", "Sent and kept")
    reads(desk, "#counts", "1 answered")
    assert '"path":"answers"' not in phone.evaluate(
        "Object.values(localStorage).join()"
    )


def test_a_killed_server_comes_back_and_every_page_goes_on(browser, tmp_path):
    plan, base = str(write_plan(tmp_path)), tmp_path / "room.db"
    running = start(base, "--plan", plan)
    stage = Stage(browser, running)
    desk, phone = stage.desk(), stage.phone("Ada")
    press(desk, "Start the workshop")
    go(desk, "Answer alone")
    phone.wait_for_selector("#work quiz-player")
    running.process.kill()
    running.process.wait()
    phone.locator("#work .training-option input").first.check()
    press(phone, "Send my answer")
    reads(phone, "#net", "No connection")
    port = int(running.base.rpartition(":")[2])
    with server(base, port=port) as again:
        assert again.code == running.code
        reads(phone, "#sent", "Sent and kept")
        reads(desk, "#counts", "1 answered")
        assert desk.evaluate("document.querySelector('#net').textContent") == ""
        for context in browser.contexts:
            context.close()


def test_no_key_ever_travels_to_a_phone(stage):
    bodies = []
    page = stage.page(f"/j/{stage.running.code}")
    page.on(
        "response",
        lambda answer: bodies.append(answer) if "/api/" in answer.url else None,
    )
    page.wait_for_selector("#join:not([hidden])")
    page.click("#join button")
    page.wait_for_selector("#room:not([hidden])")
    desk = stage.desk()
    press(desk, "Start the workshop")
    go(desk, "Answer alone")
    page.wait_for_selector("#work quiz-player")
    vote(page, 0)
    html = page.content()
    said = html + "".join(one.text() for one in bodies if "/live" not in one.url)
    for word in ('"key"', '"right"', "remarks", "critical"):
        assert word not in said
