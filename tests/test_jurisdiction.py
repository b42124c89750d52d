"""Country packs: laid over the pages, one at a time, silent topics said aloud."""

from __future__ import annotations

import re

import pytest

from browser import ROOT, violations
from training.book.jurisdiction import render_choice, render_contact, render_local
from training.content.jurisdiction import CONTACT_TOPICS, LAW_TOPICS, load_packs

PACKS = {pack.id: pack for pack in load_packs(ROOT)[0]}
SHOWN = [pack for pack in PACKS.values() if pack.head.kind != "template"]


def test_the_template_and_three_invented_countries_can_be_read():
    packs, problems = load_packs(ROOT)
    assert problems == []
    assert {pack.id: pack.head.kind for pack in packs} == {
        "arvenia": "fictional",
        "belmora": "fictional",
        "castellia": "fictional",
        "template": "template",
    }


def test_the_template_shows_every_topic():
    template = PACKS["template"]
    assert {rule.topic for rule in template.rules} == set(LAW_TOPICS)
    assert {one.topic for one in template.contacts} == set(CONTACT_TOPICS)


def test_a_local_part_holds_every_pack_and_shows_the_general_rule_first():
    html = render_local(SHOWN, ["reflection"], "../about/your-country.html")
    shown = re.findall(r'<(?:p|div) data-pack="([a-z]*)"( hidden)?>', html)
    assert shown == [
        ("", ""),
        *((pack.id, " hidden") for pack in SHOWN),
    ]
    assert "45 days" in html
    assert "21 days" in html


def test_a_topic_that_a_pack_lacks_says_why_and_falls_back():
    html = render_local([PACKS["belmora"]], ["firewall"], "#")
    assert PACKS["belmora"].head.not_covered["law/firewall"] in html
    assert "general rule on this page holds" in html


def test_a_contact_keeps_its_empty_slot_where_no_pack_is_chosen():
    html = render_contact(SHOWN, "labour", "[local number]")
    assert '<span data-pack="">[local number]</span>' in html
    assert "+03 000 0130" in html


def test_what_a_pack_says_is_escaped():
    pack = PACKS["castellia"]
    rule = pack.rules[0].model_copy(update={"says": "<script>"})
    changed = type(pack)(pack.id, pack.head, (rule,), pack.contacts)
    assert "<script>" not in render_local([changed], [rule.topic], "#")


def test_the_choice_tells_what_each_pack_holds():
    html = render_choice(SHOWN)
    assert html.count('type="radio"') == len(SHOWN) + 1
    assert "Law as at 23 November 2026" in html


@pytest.mark.browser
def test_a_chosen_country_shows_on_every_page_by_keyboard(server, browser):
    page = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    page.goto(f"{server}about/your-country.html")
    assert violations(page) == []
    page.focus('input[name="training-country"][value=""]')
    page.keyboard.press("ArrowDown")
    assert "Arvenia" in page.inner_text("[data-training-chosen]")
    page.goto(f"{server}justice/before-removal.html")
    part = page.locator("aside[data-training-local]").first
    assert "Arvenia" in part.inner_text()
    assert "Belmora" not in part.inner_text()
    assert violations(page) == []
    page.evaluate("localStorage.setItem('training.country', 'gone')")
    page.reload()
    assert "No country is chosen" in part.inner_text()
