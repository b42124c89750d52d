"""Words of the glossary are found whole where they stand, longest first."""

from __future__ import annotations

import pytest

from training.book.terms import find_terms
from training.content.registry_records import Term


def _term(name, words, **more):
    return Term(id=name, term=words, means="It means this.", **more)


TERMS = [
    _term("refugee", "refugee"),
    _term("guardian", "guardian"),
    _term("smuggling", "smuggling of migrants"),
    _term("act", "act", everyday=True),
    _term("consent", "consent (in trafficking)"),
    _term("peace", "PEACE"),
    _term("child", "child"),
    _term("separated", "separated child"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A refugee waits.", [("refugee", "refugee")]),
        ("Refugees wait.", [("Refugees", "refugee")]),
        ("The refugee-led group", []),
        ("A safeguardian", []),
        ("smuggling of migrants", [("smuggling of migrants", "smuggling")]),
        ("a separated child", [("separated child", "separated")]),
        ("We act within the law.", []),
        ("consent (in trafficking)", []),
        ("peace and PEACE", [("PEACE", "peace")]),
        ("", []),
    ],
)
def test_a_term_is_found_whole_and_in_its_own_case(text, found):
    spans = find_terms(text, TERMS)
    assert [(text[start:end], name) for start, end, name in spans] == found


def test_no_terms_find_nothing():
    assert list(find_terms("A refugee waits.", [])) == []
