"""Eight real phones, a console and a wall play a scenario to its debrief."""

from __future__ import annotations

import json
import time

import pytest
from playwright.sync_api import Error

from browser import violations
from simulation_room import BUS, HARBOUR, compiled, own_texts, plain, texts_in
from test_workshop_browser import Stage, press, reads
from workshop_server import server, start, write_plan

pytestmark = pytest.mark.browser
HEARD = """
const add = EventSource.prototype.addEventListener;
window.heard = [];
EventSource.prototype.addEventListener = function (name, hear) {
  add.call(this, name, (event) => { window.heard.push(event.data); hear(event); });
};
"""


class Hall(Stage):
    """A stage on which a simulation is played."""

    def __init__(self, browser, running, text):
        super().__init__(browser, running)
        plan = compiled(text)
        self.activity = plan["activities"][0]
        self.form = plan["scenarios"][self.activity["scenario"]]
        self.picks = [one["pick"] for one in self.form["view"]["expert"]]
        self.own = own_texts(self.form, self.activity["injects"])

    def phone(self, name="", **more):
        page = super().phone(name, **more)
        page.add_init_script(HEARD)
        page.reload()
        page.wait_for_selector("#room:not([hidden])")
        return page

    def hats(self, page):
        """The roles a phone says it has."""
        found = page.locator(".workshop-role").all_text_contents()
        return {one["id"] for one in self.form["view"]["roles"] if one["name"] in found}

    def foreign(self, page, hats):
        """Every text of another role in a phone's document or on its line."""
        heard = [json.loads(one) for one in page.evaluate("window.heard")]
        shown = plain(page.evaluate("document.body.textContent"))
        said = f"{texts_in(heard)} \n {shown}"
        return [text for roles, text in self.own if not roles & hats and text in said]


@pytest.fixture
def hall(browser, tmp_path, request):
    text = getattr(request, "param", BUS)
    plan = str(write_plan(tmp_path, text))
    with server(tmp_path / "room.db", "--plan", plan) as running:
        yield Hall(browser, running, text)
        for context in browser.contexts:
            context.close()


def deal(desk, teams="0"):
    desk.wait_for_selector("#sim:not([hidden])")
    desk.select_option("#sim select", teams)
    press(desk, "Deal the roles")
    desk.wait_for_selector("#sim li.workshop-team h3")


def step_of(page):
    """How many decisions a phone knows of, by the server's last word."""
    return page.evaluate(
        "() => [...window.heard].reverse().map((one) => JSON.parse(one))"
        ".find((one) => one && one.play)?.play.step ?? -1"
    )


def propose(page, pick):
    """Propose a choice if this phone has it; return whether it did."""
    option = page.locator(f'#work input[value="{pick}"]:enabled')
    if not option.count():
        return False
    try:
        option.check(timeout=1_000)
        page.locator("#work .training-choices button").click(timeout=1_000)
    except Error:  # the team has decided in between
        return False
    return True


def until(what, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.02)
    pytest.fail("it did not come")


def play_step(phones, pick, step):
    """Phones that may, propose the pick, until the team has made it."""
    for page in phones:
        if step_of(page) > step:
            break
        propose(page, pick)
    until(lambda: all(step_of(page) > step for page in phones))


@pytest.mark.parametrize("hall", [HARBOUR], indirect=True)
def test_eight_phones_play_the_capstone_to_its_debrief(hall):
    desk, wall = hall.desk(), hall.wall()
    phones = [
        hall.phone(scheme="dark" if number % 2 else "light") for number in range(8)
    ]
    press(desk, "Start the workshop")
    deal(desk, "2")
    for page in phones:
        page.wait_for_selector(".workshop-role")
    hats = [hall.hats(page) for page in phones]
    assert all(hats)
    teams = [[], []]
    for page in phones:
        words = page.locator("#work .training-eyebrow").first.text_content()
        teams[int(words.removeprefix("Team ")[0]) - 1].append(page)
    assert [len(team) for team in teams] == [4, 4]

    press(desk, "Next")
    for page in phones:
        until(lambda page=page: step_of(page) == 0)
    for step, pick in enumerate(hall.picks):
        play_step(teams[0], pick, step)
        for page, worn in zip(phones, hats, strict=True):
            if page in teams[0] and step % 4 == 0:
                assert hall.foreign(page, worn) == []
    reads(teams[0][0], "#work", "come to an end")
    for step in range(3):  # the second team is pushed on
        desk.locator("#sim button", has_text="Push on").last.click()
        until(lambda step=step: all(step_of(page) > step for page in teams[1]))
        if step == 0:
            press(desk, "Send now: A van at the gate")
        desk.wait_for_function(
            "n => [...document.querySelectorAll('#sim h3')]"
            ".some((one) => one.textContent.endsWith(`${n} decided`))",
            arg=step + 1,
        )
    reads(wall, "#board", f"came to an end after {len(hall.picks)} decisions")

    teams[1][0].reload()  # finds the same team, role and scene
    until(lambda: step_of(teams[1][0]) == 3)
    press(desk, "Next")
    reads(wall, "#board", "E is the expert")
    wall.wait_for_selector("#board svg[role=img]")
    for page, worn in zip(phones, hats, strict=True):
        reads(page, "#title", "Look back together")
        reads(page, "#work", "the expert")
        assert hall.foreign(page, worn) == []
    desk.locator("#sim [data-scene]").nth(1).click()
    reads(wall, "#board", "An experienced colleague")
    assert hall.wrong() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_simulation(hall, scheme):
    desk, wall = hall.desk(scheme=scheme), hall.wall(scheme=scheme)
    phone = hall.phone(scheme=scheme)
    other = hall.phone(scheme=scheme)
    found = []

    def look(*more):
        time.sleep(0.7)  # the wall and the console are written twice a second
        for page in (desk, wall, phone, *more):
            for box in page.locator("details").all():
                box.evaluate("box => { box.open = true; }")
            found.extend(violations(page))

    press(desk, "Start the workshop")
    look()
    deal(desk)
    look(other)
    press(desk, "Next")
    for page in (phone, other):
        until(lambda page=page: step_of(page) == 0)
    press(desk, "Send now: A call")
    look(other)
    for step, pick in enumerate(["sign", "leave-it", "on-board"]):
        play_step([phone, other], pick, step)
    look(other)
    press(desk, "Next")
    reads(phone, "#work", "could have harmed")
    look(other)
    desk.locator("#sim [data-scene]").nth(1).click()
    look()
    assert found == []


def reach(page, words, most=80):
    """Go on with Tab until what has the focus says the words."""
    for _ in range(most):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => { const e = document.activeElement;"
            " return (e.closest('label') ?? e).textContent.trim(); }"
        )
        if words in said:
            return
    pytest.fail(f"Tab never reached {words}")


def test_a_simulation_goes_by_keyboard(hall):
    desk = hall.desk()
    phone = hall.phone()
    press(desk, "Start the workshop")
    desk.wait_for_selector("#sim:not([hidden])")
    desk.locator("h1").click()
    reach(desk, "Deal the roles")
    desk.keyboard.press("Enter")
    phone.wait_for_selector(".workshop-role")
    desk.locator("h1").click()
    reach(desk, "Next")
    desk.keyboard.press("Enter")
    until(lambda: step_of(phone) == 0)
    reach(phone, "Sign. He knows this gate")
    phone.keyboard.press("Space")
    phone.keyboard.press("ArrowDown")
    reach(phone, "Decide")
    phone.keyboard.press("Enter")
    until(lambda: step_of(phone) == 1)
    reads(phone, "#title", "Fourteen")
    assert phone.evaluate("document.activeElement.id") == "title"
    desk.wait_for_selector("#sim button:has-text('Push on: Set the short')")
    reach(desk, "Push on:")
    desk.keyboard.press("Enter")
    until(lambda: step_of(phone) == 2)
    assert desk.evaluate("document.activeElement.textContent").startswith("Push on:")


def test_a_killed_server_finds_every_phone_in_its_role_and_scene(browser, tmp_path):
    plan, base = str(write_plan(tmp_path, BUS)), tmp_path / "room.db"
    running = start(base, "--plan", plan)
    hall = Hall(browser, running, BUS)
    desk, phone = hall.desk(), hall.phone()
    press(desk, "Start the workshop")
    deal(desk)
    press(desk, "Next")
    until(lambda: step_of(phone) == 0)
    play_step([phone], "count", 0)
    hats = hall.hats(phone)
    running.process.kill()
    running.process.wait()
    assert propose(phone, "full")
    reads(phone, "#net", "No connection")
    port = int(running.base.rpartition(":")[2])
    with server(base, port=port):
        until(lambda: step_of(phone) == 2, 20)  # what was kept on the phone was sent
        assert hall.hats(phone) == hats
        reads(desk, "#sim", "2 decided")
        for context in browser.contexts:
            context.close()
