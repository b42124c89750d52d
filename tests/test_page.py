"""The plain HTML of a question: named, labelled, without answers, without danger."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from samples import BANK, sample_bank
from training.play.form import compile_item
from training.play.page import embed_json, render_item, render_key

EVIL = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
VOID = {"input", "br", "img"}


class _Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def bank(tmp_path):
    return sample_bank(tmp_path)


def _page(item):
    return render_item(compile_item(item, "sample"), 1)


def test_every_kind_is_well_formed(bank):
    for item in bank.items:
        assert _Tags(_page(item)).open == []


def test_every_control_has_a_name_a_screen_reader_can_say(bank):
    for item in bank.items:
        page = _page(item)
        for tag, attrs in _Tags(page).tags:
            if tag == "select":
                assert attrs.get("aria-label") or "<label" in page
        inputs = len(re.findall(r"<input", page))
        labels = len(re.findall(r"<label", page))
        assert inputs <= labels
        assert "<fieldset" in page or 'role="group"' in page


def test_the_page_shows_no_answer_outside_the_key(bank):
    for item in bank.items:
        shown = re.sub(r"<script.*?</script>", "", _page(item), flags=re.DOTALL)
        for option in getattr(item, "options", []):
            assert option.why not in shown
        assert "checked" not in shown


def test_without_key_nothing_to_grade_by_leaves_the_server(bank):
    for item in bank.items:
        page = render_item(compile_item(item, "b"), 1, with_key=False)
        data = json.loads(re.search(r"json\">(.*?)</script>", page, re.DOTALL).group(1))
        assert "key" not in data


def test_json_cannot_close_its_script_element():
    assert "<" not in embed_json({"a": "</script><script>alert(1)"})


PLACES = [
    ("prompt: Whom do you **ask** first?", "prompt: "),
    ("text: Her.", "text: "),
    ("why: He may decide what is heard.", "why: "),
    ("text: He drove us.", "text: "),
    ("text: We ask you to [[what]] it.", "text: '[[what]]' "),
    ("text: sevet", "text: "),
    ("text: drell", "text: "),
    ("prompt: Support needs a statement.", "prompt: "),
    ("why: Rate times hours.", "why: "),
    ("accept: [NR-1]", "accept: "),
    ("text: Labels", "text: "),
    ("hints: [Who can hear the answer?, Who may say no?]", "hints: "),
]


@pytest.mark.parametrize(("old", "field"), PLACES, ids=[old for old, _ in PLACES])
def test_hostile_text_is_shown_and_never_executed(tmp_path, old, field):
    value = json.dumps(EVIL + " [[what]]" if "[[" in old else EVIL)
    if "[" in old and "[[" not in old:
        value = f"[{value}]"
    assert old in BANK
    bank = sample_bank(tmp_path, BANK.replace(old, field.split("'")[0] + value, 1))
    for item in bank.items:
        form = compile_item(item, "b")
        tags = _Tags(render_item(form, 1) + render_key(form, 1)).tags
        assert not [tag for tag, _ in tags if tag == "img"]
        scripts = [attrs for tag, attrs in tags if tag == "script"]
        assert all(attrs == {"type": "application/json"} for attrs in scripts)
        assert not [a for _, attrs in tags for a in attrs if a.startswith("on")]


def test_the_key_names_the_answer_in_words(bank):
    key = {i.id: render_key(compile_item(i, "b"), 1) for i in bank.items}
    assert "Her." in key["one"]
    assert "8028.00 sevet" in key["counted"]
    assert "Labels" in key["marked"]
    assert "NR-1" in key["named"]
