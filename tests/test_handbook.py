"""The handbook to print: whole, linked, and without answers for the learner."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from browser import ROOT
from training.content.course import load_course
from training.content.markdown import plain_words
from training.exports.handbook import EDITIONS, handbook_html, parts_of
from training.exports.pdf import print_pdf

TOC = ROOT / "book" / "_toc.yml"


@pytest.fixture(scope="module")
def editions(book):
    return {
        name: BeautifulSoup(
            handbook_html(book, parts_of(TOC, name), name, "1"), "html.parser"
        )
        for name in EDITIONS
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_link_within_the_handbook_leads_somewhere(editions, edition):
    soup = editions[edition]
    names = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(names) == len(set(names))
    links = [a["href"] for a in soup.find_all("a", href=True)]
    assert len(links) > 200
    assert [link for link in links if link[0] != "#" or link[1:] not in names] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_of_the_edition_is_printed_once(editions, edition):
    pages = [page for part in parts_of(TOC, edition) for page in part.pages]
    assert len(pages) == len(set(pages)) > 20
    assert len(editions[edition].select("main > section")) == len(pages)


def test_only_the_facilitators_edition_holds_the_answers(editions):
    course = load_course(ROOT)
    whys = [
        plain_words(option.why)
        for bank in course.banks
        for item in bank.items
        for option in getattr(item, "options", ())
        if option.why
    ]
    text = {name: _words(soup.get_text(" ")) for name, soup in editions.items()}
    found = [why for why in whys if _words(why) in text["learner"]]
    assert len(whys) > 200
    assert found == []
    assert sum(_words(why) in text["facilitator"] for why in whys) > 200
    assert editions["learner"].find_all("script") == []


def _words(text):
    return re.sub(r"[^a-z0-9]+", " ", text.lower())


def test_the_pdf_is_tagged_and_has_bookmarks(tmp_path, book):
    parts = parts_of(TOC, "learner")[:1]
    page, target = tmp_path / "handbook.html", tmp_path / "handbook.pdf"
    page.write_text(handbook_html(book, parts, "learner", "1"), "utf-8")
    print_pdf(page, target)
    pdf = PdfReader(target)
    root = pdf.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "Learner" in pdf.metadata.title
    titles = [entry.title for entry in pdf.outline if not isinstance(entry, list)]
    assert parts[0].title in titles
