"""A case on paper for a room: each role's own text on its card, news in its order."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from typer.testing import CliRunner

from browser import ROOT
from training.cli import app
from training.content.plan import Simulation, read_plan
from training.content.scenario import read_scenario
from training.exports import pdf
from training.exports.paper import paper_html
from training.play.scenario_form import compile_scenario

PLANS = ["belmora-harbour", "full-day", "half-day"]


def cases(plan):
    found, problems = read_plan(ROOT / f"workshops/{plan}.yml")
    assert not problems
    for one in found.activities:
        if isinstance(one, Simulation):
            scenario = read_scenario(ROOT / f"scenarios/{one.scenario}.yml")[0]
            yield one, compile_scenario(scenario)


CASES = [case for plan in PLANS for case in cases(plan)]


@pytest.fixture(params=CASES, ids=[one.scenario for one, _ in CASES])
def case(request):
    activity, form = request.param
    html = paper_html(activity, form, "; ".join)
    return activity, form, BeautifulSoup(html, "html.parser")


def words(html):
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def own_texts(form):
    """Every text that only some roles read, with those roles."""
    for view in (*form["view"]["scenes"], *form["view"]["endings"]):
        for role, html in view.get("for", {}).items():
            yield {role}, words(html)
        for part in (*view.get("lines", ()), *view["also"]):
            if part["roles"]:
                yield set(part["roles"]), words(part["html"])


def test_a_roles_own_text_is_on_its_card_and_nowhere_else(case):
    _, form, soup = case
    cards = {one["data-role"]: words(str(one)) for one in soup.select(".paper-card")}
    assert list(cards) == [one["id"] for one in form["view"]["roles"]]
    for card in soup.select(".paper-card"):
        card.decompose()
    rest = words(str(soup))

    texts = list(own_texts(form))

    assert len(texts) > 5
    for roles, text in texts:
        holders = {role for role, card in cards.items() if text in card}
        assert roles <= holders
        assert text not in rest


def test_a_text_stands_at_the_number_that_the_scenes_carry(case):
    _, _, soup = case
    numbers = {one.get_text() for one in soup.select(".training-entry > h3")}
    named = re.findall(r"\bAt (\d+)[:,]", soup.get_text(" "))

    assert named
    assert set(named) <= numbers
    links = [one["href"][1:] for one in soup.select(".training-entries a[href^='#']")]
    assert links
    assert all(soup.find(id=one) for one in links)


def test_news_is_in_envelopes_in_the_order_of_opening(case):
    activity, _, soup = case
    shown = [words(str(one)) for one in soup.select(".paper-envelope")]
    minutes = [one.minute for one in activity.injects if one.minute]

    assert len(shown) == len(activity.injects)
    found = [int(n) for one in shown for n in re.findall(r"after (\d+) minutes", one)]
    assert found == sorted(minutes)
    for one in activity.injects:
        assert sum(one.title in text for text in shown) == 1


def test_the_key_names_every_critical_error_and_stands_last(case):
    _, form, soup = case
    last = words(str(soup.select("main > section")[-1]))
    critical = [
        choice["critical"]["rule"]
        for scene in form["view"]["scenes"]
        for choice in scene["choices"]
        if choice["critical"]
    ]

    assert critical
    assert [rule for rule in critical if words(rule) not in last] == []


@pytest.mark.browser
def test_the_command_prints_a_tagged_pdf_with_a_page_for_each_card(tmp_path):
    done = CliRunner().invoke(
        app, ["export", "paper", "belmora-harbour", "--output", str(tmp_path)]
    )

    assert done.exit_code == 0, done.output
    (file,) = tmp_path.glob("*.pdf")
    reader = PdfReader(file)
    pages = [page.extract_text() for page in reader.pages]
    assert sum("Role card" in page[:20] for page in pages) == 9
    assert sum("Envelope" in page and "Cut here" in page for page in pages) == 8
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert {round(float(page.mediabox.width)) for page in reader.pages} == {595}


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """A machine without a Chromium: where Playwright's would be, and a real one."""
    with ThreadPoolExecutor(1) as thread:
        real = pdf.browser_path() or thread.submit(playwrights_own).result()
        monkeypatch.setattr(pdf, "_NAMES", ())
        monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
        return Path(thread.submit(playwrights_own).result()), real


def playwrights_own():
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def print_into(folder):
    given = ["export", "paper", "belmora-harbour", "--output", str(folder)]
    return CliRunner().invoke(app, given)


@pytest.mark.usefixtures("alone")
def test_without_a_chromium_it_is_said_what_to_do(tmp_path):
    done = print_into(tmp_path)

    assert done.exit_code == 2
    assert "fix: install Chromium" in done.output
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.browser
def test_playwrights_own_chromium_prints_as_well(alone, tmp_path):
    own, real = alone
    own.parent.mkdir(parents=True)
    own.symlink_to(real)

    assert print_into(tmp_path).exit_code == 0
    assert list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize(
    ("plan", "words"),
    [("ninety-minutes", "no case that is played in teams"), ("nowhere", "nowhere")],
)
def test_a_plan_that_cannot_be_printed_is_refused_with_a_reason(plan, words):
    done = CliRunner().invoke(app, ["export", "paper", plan, "--root", str(ROOT)])

    assert done.exit_code in (1, 2)
    assert words in done.output
    assert "Traceback" not in done.output
