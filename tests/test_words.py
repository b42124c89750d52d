"""Every word that the players say goes through `say`, so that it can be translated."""

from __future__ import annotations

import re

import pytest
from babel.messages.jslexer import tokenize

from training.play.assets import BUNDLES, static_folder
from training.play.words import say, say_html, speak

# Reads like words for people: a capital and small letters, two small words in a row, or
# a number or slot ($) with a word beside it.
PROSE = re.compile(
    r"^\W*[A-Z][a-z]+\b(?![A-Z])"
    r"|(^|[ “])[a-z]{2,}[,:]? [a-z]{2,}"
    r"|[\d$] [a-z]{2,}\b|\b[a-z]{2,} [\d$]"
)
NOT_PROSE = re.compile(
    r"Escape|.*training[-.].*"
)  # a key; class names, keys of storage
CALLS = [["say", "("], ["Error", "("], ["TypeError", "("]]
SLOT = re.compile(r"\$\{(\{[^}]*\}|[^{}])*\}")


def is_prose(literal: str) -> bool:
    words = SLOT.sub("$", literal[1:-1])
    return bool(PROSE.search(words)) and not NOT_PROSE.fullmatch(words)


def unsaid(text: str) -> list[str]:
    """Return line and words of each string of a module that nobody can translate."""
    comments = ("linecomment", "multilinecomment")
    tokens = [token for token in tokenize(text) if token.type not in comments]
    return [
        f"{token.lineno}: {token.value}"
        for at, token in enumerate(tokens)
        if token.type in ("string", "template_string")
        and is_prose(token.value)
        and [one.value for one in tokens[at - 2 : at]] not in CALLS
    ]


def test_every_word_of_the_players_can_be_translated():
    names = sorted({name for bundle in BUNDLES.values() for name in bundle})
    wrong = [
        f"{name}:{one}"
        for name in names
        for one in unsaid((static_folder() / name).read_text("utf-8"))
    ]
    assert not wrong, "wrap in say(): " + "\n".join(wrong)


@pytest.mark.parametrize(
    "line",
    [
        'makeButton("Check", "training-button", "submit")',
        "line.textContent = `${count} marked. Say what each is:`;",
        'const label = right ? "best left as it is" : "";',
        "ranOut: (/** @type {string} */ clock) => `The time is over: ${clock}.`,",
        "change: (by) => `up ${by}`,",
        'box.setAttribute("aria-label", "Up");',
    ],
)
def test_a_word_that_nobody_can_translate_is_found(line):
    assert len(unsaid(line)) == 1


def test_words_are_said_in_the_readers_language_and_names_are_filled_in():
    speak({"Question {number}": "Pregunta {number} & {numero}"})
    try:
        assert say("Question {number}", number=2) == "Pregunta 2 & {numero}"
        assert say_html("Question {number}", number=2) == "Pregunta 2 &amp; {numero}"
        assert say("Answer {number}", number=2) == "Answer 2"
    finally:
        speak({})
