"""Scenarios in Chromium: like `play()` in Python, by keyboard, on paper, offline."""

from __future__ import annotations

import gzip
import json
import random
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from browser import ROOT, Watch, violations
from training.content.scenario import read_scenario
from training.play.scenario_form import compile_scenario
from training.play.trail import play, save, scripted

pytestmark = pytest.mark.browser
NAMES = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yml"))
WEIGHT = 170_000  # bytes, gzip, of a page with a scenario, on a first visit
SEED = 20261124
GATE = "bus-at-gate-4"

# Chooses as a learner does, through the page's own controls, and says what it sees.
LOOK = """() => {
  const stage = document.querySelector('.training-stage');
  const words = query => [...stage.querySelectorAll(query)].map(e => e.textContent);
  return {
    title: stage.querySelector('h2').textContent,
    focus: document.activeElement === stage.querySelector('h2'),
    meters: words('.training-meters__value').map(
      w => parseInt(w.match(/(\\d+) of/)[1])),
    clocks: words('.training-clocks b'),
    facts: words('.training-sofar li'),
    options: [...stage.querySelectorAll('.training-option input')].map(
      i => [i.value, i.disabled]),
    grade: stage.querySelector('.training-grade')
      ?.className.match(/--(\\w+)/)[1] ?? null,
    criticals: stage.querySelectorAll('.training-feedback--harm').length,
  };
}"""
CHOOSE = """pick => {
  const form = document.querySelector('form.training-choices');
  if (!form) { document.querySelector('.training-choices button').click(); return; }
  form.querySelector(`input[value="${pick}"]`).click();
  form.querySelector('button[type=submit]').click();
}"""


def _form(name):
    scenario, problems = read_scenario(ROOT / "scenarios" / f"{name}.yml")
    assert scenario, problems
    return compile_scenario(scenario)


FORMS = {name: _form(name) for name in NAMES}


def _expert(name):
    return [one["pick"] for one in FORMS[name]["view"]["expert"]]


def _walk(form, role, rng):
    """Return picks to an ending; where others act by script, they do."""
    picks: list[str] = []
    while len(picks) < 120:
        state = play(form, picks)
        if state["ending"]:
            return picks
        other = scripted(state, role) if role else None
        mine = [
            one["id"]
            for one in state["choices"]
            if not one["closed"]
            and (not role or not one["roles"] or role in one["roles"])
        ]
        picks.append(other or rng.choice(mine))
    raise AssertionError(f"no ending in {form['id']}: seed {SEED}")


def _harmful(name):
    """Return a walk that makes a critical error and comes to an ending."""
    rng = random.Random(SEED)
    walks = (_walk(FORMS[name], "", rng) for _ in range(500))
    return next(one for one in walks if play(FORMS[name], one)["critical"])


def _expected(form, picks, role):
    """Return what a page has to show after the picks, by the rules in Python."""
    state, view = play(form, picks), form["view"]
    places = {one["id"]: one for one in (*view["scenes"], *view["endings"])}
    place = places[state["scene"]]
    shut = {one["id"]: one["closed"] for one in place.get("choices", ())}
    theirs = bool(role and scripted(state, role))
    options = [
        [one["id"], bool(one["closed"])]
        for one in state["choices"]
        if not theirs
        and (not role or not one["roles"] or role in one["roles"])
        and (one["closed"] == "" or (one["closed"] == "when" and shut[one["id"]]))
    ]
    running = [
        state["clocks"][one["id"]]["left"] * one["each"]
        for one in view["clocks"]
        if state["clocks"][one["id"]]["running"]
    ]
    facts = [
        one["says"]
        for one in view["flags"]
        if one["shown"] and state["flags"][one["id"]]
    ]
    over = state["ending"] is not None
    return {
        "title": place["title"],
        "focus": True,
        "meters": [] if over else list(state["counters"].values()),
        "clocks": [] if over else running,
        "facts": [] if over else facts,
        "options": options,
        "grade": state["grade"],
        "criticals": len(state["critical"]) if over else 0,
    }


def _seen(page):
    found = page.evaluate(LOOK)
    times = (re.match(r"\d+", words) for words in found["clocks"])
    return {**found, "clocks": [int(one[0]) for one in times if one]}


def _plain(texts):
    return [text.replace("’", "'") for text in texts]


def _begin(page, role=""):
    page.wait_for_selector(".training-start button[type=submit]")
    page.check(f'input[name$="-role"][value="{role}"]')
    page.click(".training-start button[type=submit]")


def _play(page, form, picks, role=""):
    _begin(page, role)
    for at in range(len(picks) + 1):
        seen, due = _seen(page), _expected(form, picks[:at], role)
        assert _plain([seen.pop("title")]) == _plain([due.pop("title")])
        assert _plain(seen.pop("facts")) == _plain(due.pop("facts"))
        assert seen == due, (form["id"], role, picks[:at])
        if at < len(picks):
            page.evaluate(CHOOSE, picks[at])


@pytest.fixture
def page(browser):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, service_workers="block"
    )
    errors: list[str] = []
    found = context.new_page()
    found.on("pageerror", lambda error: errors.append(str(error)))
    yield found
    assert errors == []
    context.close()


def _address(place, name):
    base = place if isinstance(place, str) else f"{Path(place).as_uri()}/"
    return f"{base}practice/{name}.html"


@pytest.mark.parametrize("name", NAMES)
def test_page_does_what_python_does_on_the_experts_way(page, server, name):
    page.goto(_address(server, name))
    _play(page, FORMS[name], _expert(name))
    assert page.locator("scenario-player").get_attribute("data-mode") == "debrief"
    kept = page.evaluate("JSON.parse(localStorage['training.progress'])")
    mark = kept["items"][f"scenario/{name}"]
    assert (mark["points"], mark["of"], mark["critical"]) == (2, 2, False)


@pytest.mark.parametrize("name", NAMES)
def test_page_does_what_python_does_on_sampled_walks_in_every_role(page, server, name):
    form, rng = FORMS[name], random.Random(SEED)
    roles = [one["id"] for one in form["view"]["roles"] if one["alone"]]
    for role in ("", *roles):
        page.goto(_address(server, name))
        page.evaluate("localStorage.clear()")
        page.reload()
        _play(page, form, _walk(form, role, rng), role)


class Keys:
    """A learner with a keyboard alone."""

    def __init__(self, page):
        self.page = page

    def reach(self, query):
        for _ in range(120):
            if self.page.evaluate("q => document.activeElement.matches(q)", query):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{query} cannot be reached by Tab")

    def choose(self, group, value):
        self.reach(group)
        self.page.keyboard.press("Space")
        for _ in range(12):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no radio {value}")


def test_whole_scenario_is_played_by_keyboard_alone(page, server):
    page.goto(_address(server, GATE))
    page.wait_for_selector(".training-start button[type=submit]")
    keys, form, picks = Keys(page), FORMS[GATE], _expert(GATE)
    keys.choose("input[name$='-role']", "")
    keys.reach(".training-start button[type=submit]")
    page.keyboard.press("Enter")
    for at, pick in enumerate(picks):
        assert _seen(page)["focus"], at
        keys.choose("input[name$='-pick']", pick)
        keys.reach(".training-choices button[type=submit]")
        page.keyboard.press("Enter")
    assert _seen(page)["grade"] == play(form, picks)["grade"]
    keys.reach(".training-decision button")
    page.keyboard.press("Enter")
    assert _seen(page)["options"] == _expected(form, [], "")["options"]


def test_decision_without_a_choice_says_what_is_missing(page, server):
    page.goto(_address(server, GATE))
    _begin(page)
    page.click(".training-choices button[type=submit]")
    assert page.locator(".training-missing[role=alert]").is_visible()
    assert page.evaluate("document.activeElement.type") == "radio"


def test_new_scene_is_announced_with_what_changed(page, server):
    page.goto(_address(server, GATE))
    _begin(page)
    page.evaluate(CHOOSE, "count")
    status = page.locator("scenario-player > [role=status]")
    assert status.text_content() == "Facts on paper up 1."
    assert page.locator(".training-followed").text_content().startswith("Border")


def test_undo_and_another_way_lead_back(page, server):
    page.goto(_address(server, GATE))
    _begin(page)
    for pick in _expert(GATE)[:3]:
        page.evaluate(CHOOSE, pick)
    page.get_by_role("button", name="Undo the last step").click()
    assert (
        page.evaluate("document.querySelector('scenario-player').game.picks")
        == (_expert(GATE)[:2])
    )
    page.locator(".training-mine summary").click()
    page.get_by_role("button", name="Try another way from here: decision 1").click()
    assert _seen(page)["title"] == FORMS[GATE]["view"]["scenes"][0]["title"]


def test_critical_error_stands_apart_with_rule_source_and_what_is_better(page, server):
    page.goto(_address(server, GATE))
    picks = _harmful(GATE)
    _play(page, FORMS[GATE], picks)
    box = page.locator(".training-feedback--harm").first
    for words in ("The rule", "What would have been better", "Article"):
        assert words in box.text_content()
    kept = page.evaluate("JSON.parse(localStorage['training.progress'])")
    assert kept["items"][f"scenario/{GATE}"]["critical"] is True
    step = play(FORMS[GATE], picks)["critical"][0]["step"]
    box.get_by_role("button").click()
    assert (
        page.evaluate("document.querySelector('scenario-player').game.picks")
        == (picks[:step])
    )


def test_two_ways_that_were_played_are_compared(page, server):
    page.goto(_address(server, GATE))
    for picks in (_expert(GATE), _harmful(GATE)):
        _play(page, FORMS[GATE], picks)
        page.get_by_role("button", name="Play again").first.click()
    words = page.locator(".training-start .training-endings").text_content()
    assert "2 of 5" in words
    page.locator(".training-start .training-compare button").click()
    table = page.locator(".training-start .training-compared table")
    assert "The case has failed" in table.text_content()


def test_game_goes_on_after_a_reload(page, server):
    page.goto(_address(server, GATE))
    _begin(page)
    for pick in _expert(GATE)[:4]:
        page.evaluate(CHOOSE, pick)
    before = _seen(page)
    page.reload()
    page.get_by_role("button", name="Go on at decision 5").click()
    assert _seen(page) == before


def _load(page, content):
    raw = content if isinstance(content, str) else json.dumps(content)
    page.locator(".training-start details summary").last.click()
    page.set_input_files(
        ".training-start input[type=file]",
        {"name": "x.json", "mimeType": "application/json", "buffer": raw.encode()},
    )
    return page.locator(".training-start .training-missing")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"scenario": "two-doors"}, "another case"),
        ({"picks": ["nonsense"]}, "damaged"),
        ({"picks": "count"}, "damaged"),
        ({"role": "queen"}, "damaged"),
        ({"format": 9}, "another version of the player"),
        ({"fingerprint": "older", "picks": ["count", "gone"]}, "has changed since"),
        ("no JSON", "damaged"),
        ("x" * 200_000, "too big"),
    ],
)
def test_foreign_or_damaged_game_is_refused_with_a_reason(page, server, content, words):
    page.goto(_address(server, GATE))
    _begin(page)
    page.evaluate(CHOOSE, "count")
    kept = page.evaluate("localStorage['training.games']")
    page.reload()
    page.wait_for_selector(".training-start button[type=submit]")
    good = {**save(FORMS[GATE], _expert(GATE)[:2]), "role": ""}
    bad = content if isinstance(content, str) else {**good, **content}
    message = _load(page, bad)
    message.get_by_text(words).wait_for()
    assert page.evaluate("localStorage['training.games']") == kept


def test_game_of_an_older_version_that_fits_goes_on_and_says_so(page, server):
    page.goto(_address(server, GATE))
    page.wait_for_selector(".training-start button[type=submit]")
    picks = _expert(GATE)[:2]
    _load(page, {**save(FORMS[GATE], picks), "fingerprint": "older", "role": ""})
    page.get_by_text("The case has changed since you saved").first.wait_for()
    assert page.evaluate("document.querySelector('scenario-player').game.picks") == (
        picks
    )


def test_kept_game_that_cannot_be_read_is_put_aside_not_lost(page, server):
    page.goto(_address(server, GATE))
    bad = json.dumps({GATE: {"scenario": "other", "picks": [1]}})
    page.evaluate("text => localStorage.setItem('training.games', text)", bad)
    page.reload()
    page.get_by_text("cannot be gone on with").wait_for()
    _begin(page)
    page.evaluate(CHOOSE, "count")
    games = page.evaluate("JSON.parse(localStorage['training.games'])")
    assert games[f"{GATE}.aside"] == {"scenario": "other", "picks": [1]}
    assert games[GATE]["picks"] == ["count"]


def test_ended_game_makes_its_page_done_and_so_does_the_alternative(page, server):
    page.goto(_address(server, GATE))
    facts = page.evaluate(
        "doc => trainingCourse.pages.find(one => one.doc === doc).items",
        f"practice/{GATE}",
    )
    assert [one["id"] for one in facts] == [f"scenario/{GATE}"]
    assert facts[0]["or"]
    item = {"points": 1, "of": 1, "critical": False, "hints": 0}
    item["answers"] = [
        {"answer": ["a"], "certainty": None, "at": "2026-11-24T08:00:00Z"}
    ]
    done = f"[data-training-rail] [data-doc='practice/{GATE}']"
    for ids in ([f"scenario/{GATE}"], [one["id"] for one in facts[0]["or"]]):
        page.evaluate(
            """([ids, item]) => {
              const kept = JSON.parse(localStorage['training.progress']);
              kept.items = Object.fromEntries(ids.map(id => [id, item]));
              localStorage['training.progress'] = JSON.stringify(kept);
            }""",
            [ids, item],
        )
        page.goto(f"{server}practice/two-doors.html")
        page.wait_for_selector(f"{done}.training-done", state="attached")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", ["expert", "harmful"])
def test_debrief_prints_on_two_pages(page, server, tmp_path, name, way):
    page.goto(_address(server, name))
    _begin(page)
    for pick in _expert(name) if way == "expert" else _harmful(name):
        page.evaluate(CHOOSE, pick)
    page.pdf(path=tmp_path / "x.pdf", format="A4", prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "x.pdf").pages
    assert len(pages) <= 2
    assert "Looking back" in "".join(one.extract_text() for one in pages)


@pytest.mark.parametrize("name", NAMES)
def test_gamebook_is_whole_without_a_script(browser, server, name):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(_address(server, name))
    roles = FORMS[name]["view"]["roles"]
    assert page.locator(".training-rolecard").count() == len(roles)
    assert page.locator(".training-papersheet").is_visible()
    assert not page.locator(".training-start form").is_visible()
    html = page.content()
    context.close()
    ids = re.findall(r'id="(scenario-[a-z0-9-]+--\d+)"', html)
    assert [int(one.rpartition("--")[2]) for one in ids] == list(range(1, len(ids) + 1))
    linked = set(re.findall(rf'href="#(scenario-{name}--\d+)"', html))
    assert linked == set(ids)  # every number leads somewhere, and is led to
    form = FORMS[name]
    for one in (*form["key"]["scenes"], *form["key"]["endings"]):
        assert re.search(rf'data-(scene|ending)="{one["id"]}"', html)


def test_page_works_from_a_memory_stick(page, book):
    page.goto(_address(book, GATE))
    _play(page, FORMS[GATE], _expert(GATE))


def test_first_visit_is_light_and_asks_no_other_host(browser, server):
    for name in NAMES:
        context = browser.new_context(service_workers="block")
        watch = Watch(context, urlsplit(server).netloc)
        page, bodies = context.new_page(), []
        page.on("response", lambda one, bodies=bodies: bodies.append(one))
        page.goto(_address(server, name), wait_until="networkidle")
        weight = sum(len(gzip.compress(one.body(), 6)) for one in bodies)
        assert weight <= WEIGHT, (name, weight)
        assert (watch.foreign, watch.failed) == ([], [])
        assert all("Service Worker" in words for words in watch.errors)
        context.close()


def test_scenario_scripts_load_only_where_a_scenario_is_played(page, server):
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{server}justice/before-removal.html", wait_until="networkidle")
    assert not [url for url in loaded if "scenario" in url]
    assert page.locator("scenario-player").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_scene_debrief_and_gamebook_have_no_accessibility_fault(
    browser, server, width, scheme
):
    options = {
        "viewport": {"width": width, "height": 900},
        "color_scheme": scheme,
        "reduced_motion": "reduce",
        "bypass_csp": True,
    }
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(_address(server, GATE))
    page.wait_for_selector(".training-start button[type=submit]")
    assert violations(page) == []
    _begin(page)
    for at, pick in enumerate(_harmful(GATE)):
        if at == 4:
            page.locator(".training-mine summary").click()
            assert violations(page) == []
        page.evaluate(CHOOSE, pick)
    page.locator(".training-debrief details summary").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # the gamebook, as it stands on a screen without a script
    page.evaluate(
        "const p = document.querySelector('scenario-player');"
        "delete p.dataset.mode; delete document.documentElement.dataset.js;"
        "p.querySelector('.training-stage').remove()"
    )
    assert page.locator(".training-entry").first.is_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
