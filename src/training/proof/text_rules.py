"""Rules on every text of a question: plain Markdown, a useful `why`, a fair hint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training.proof.rules import BOOK, QUIZZES, Finding, Rule, at_item, at_page, rule
from training.proof.words import (
    choice_sets,
    content_words,
    count_words,
    document_words,
    plain_text,
    texts_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course

__all__ = ["RULES", "WHY_LONGEST", "WHY_SHORTEST"]

# CONTRIBUTING asks for 25 to 60 words; the rule holds what no reader would defend.
WHY_SHORTEST, WHY_LONGEST = 15, 90
_PROMPT_LONGEST = 130
_OPTION_LONGEST = 45

_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s|$)", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)|https?://|\bwww\.")
_DIRECTIVE = re.compile(r"^\s*(?::{3,}|`{3,})\s*\{", re.MULTILINE)
_ALL_OF = re.compile(
    r"\b(?:all|none|both|any) of the (?:above|below|(?:other )?(?:options|answers))\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\bwhich\b[^.?]*\b(?:is|are|does|do|would|should|may|can) not\b[^.?]*\?",
    re.IGNORECASE,
)


def _raw_rule(
    name: str, pattern: re.Pattern[str], what: str, *, says: str, fix: str
) -> Rule:
    @rule(name, QUIZZES, says=says, fix=fix)
    def find(course: Course) -> Iterator[Finding]:
        for bank, item in course.items():
            for words in texts_of(item):
                if match := pattern.search(words.raw):
                    shown = match.group().strip()
                    message = f'has {what}: "{shown}"'
                    yield at_item(course, bank, item, words.where, message)

    return find


html_in_text = _raw_rule(
    "html-in-text",
    _HTML,
    "HTML",
    says="Texts of questions are plain Markdown: no HTML tags or entities.",
    fix="write it as plain text; **bold** and lists are Markdown",
)
heading_in_text = _raw_rule(
    "heading-in-text",
    _HEADING,
    "a heading",
    says="A question has no headings inside it.",
    fix="write a sentence, or **bold** words",
)
link_in_text = _raw_rule(
    "link-in-text",
    _LINK,
    "a link",
    says="A question has no links; where it is explained is its `section`, what it "
    "rests on its `sources`.",
    fix="take the link out and name the source in `sources:`",
)
directive_in_text = _raw_rule(
    "directive-in-text",
    _DIRECTIVE,
    "a directive",
    says="Directives belong on pages, not in questions.",
    fix="write plain Markdown",
)
all_of_the_above = _raw_rule(
    "all-of-the-above",
    _ALL_OF,
    "an option about other options",
    says='No option says "all of the above" or "none of the above".',
    fix="write what the learner would do; use `multiple` if several are right",
)


@rule(
    "exclamation-mark",
    QUIZZES,
    BOOK,
    says="No exclamation marks outside what people say.",
    fix="end the sentence with a full stop",
)
def exclamation_mark(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        for words in texts_of(item):
            if words.part != "document" and "!" in _unspoken(words.plain):
                message = "has an exclamation mark"
                yield at_item(course, bank, item, words.where, message)
    for page in course.pages:
        for passage in page.passages:
            for match in re.finditer("!", _unspoken(passage.text)):
                if not passage.is_exempt(match.start(), match.end()):
                    line = passage.line_at(match.start())
                    yield at_page(page, line, "has an exclamation mark")


def _unspoken(text: str) -> str:
    """Return the text with quoted speech blanked, letter for letter."""
    return re.sub(
        r'"[^"]*"|\u201c[^\u201d]*\u201d', lambda match: " " * len(match.group()), text
    )


@rule(
    "why-length",
    QUIZZES,
    says=f"A `why` has {WHY_SHORTEST} to {WHY_LONGEST} words; 25 to 60 is best.",
    fix="say the rule, the fact that decides here, and what to do instead",
)
def why_length(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        for words in texts_of(item):
            if words.part != "why":
                continue
            count = count_words(words.plain)
            if not WHY_SHORTEST <= count <= WHY_LONGEST:
                message = f"has a `why` of {count} words"
                yield at_item(course, bank, item, words.where, message)


@rule(
    "why-repeated",
    QUIZZES,
    says="Every wrong answer has a `why` of its own.",
    fix="address what this answer's chooser believed",
)
def why_repeated(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        seen: set[str] = set()
        for words in texts_of(item):
            if words.part != "why":
                continue
            plain = " ".join(words.plain.lower().split())
            if plain in seen:
                message = "repeats the `why` of another answer"
                yield at_item(course, bank, item, words.where, message)
            seen.add(plain)


@rule(
    "why-restates",
    QUIZZES,
    says="A `why` explains; it does not only repeat the option.",
    fix="say why: the rule, the fact that decides here, what to do instead",
)
def why_restates(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        for base, options in choice_sets(item):
            for index, option in enumerate(options):
                why = content_words(plain_text(option.why))
                new = why - content_words(plain_text(option.text))
                if why and len(new) < len(why) * 0.35:
                    where = (*base, index, "why")
                    message = "says hardly more than the option itself"
                    yield at_item(course, bank, item, where, message)


@rule(
    "prompt-length",
    QUIZZES,
    says=f"A prompt has at most {_PROMPT_LONGEST} words, an option {_OPTION_LONGEST}.",
    fix="keep what decides; move the rest to the page, or to `document`",
)
def prompt_length(course: Course) -> Iterator[Finding]:
    longest = {"prompt": _PROMPT_LONGEST, "option": _OPTION_LONGEST}
    for bank, item in course.items():
        for words in texts_of(item):
            limit = longest.get(words.part)
            if limit is None or words.where == ("text",):
                continue
            count = count_words(words.plain)
            if count > limit:
                message = f"has a text of {count} words"
                yield at_item(course, bank, item, words.where, message)


@rule(
    "negative-prompt",
    QUIZZES,
    says="A prompt that asks for what is not so says **not** in bold.",
    fix="ask for what is so; or, if finding the exception is the job, write **not**",
)
def negative_prompt(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        if _NEGATIVE.search(plain_text(item.prompt)) and "**not" not in item.prompt:
            message = 'asks "which … not" without marking the word'
            yield at_item(course, bank, item, ("prompt",), message)


@rule(
    "document-length",
    QUIZZES,
    says="A mark-up document has 40 to 260 words.",
    fix="cut what carries no decision, or make two questions of it",
)
def document_length(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        if item.kind == "mark-up":
            count = count_words(document_words(item))
            if not 40 <= count <= 260:
                message = f"has a document of {count} words"
                yield at_item(course, bank, item, ("document",), message)


RULES = (
    html_in_text,
    heading_in_text,
    link_in_text,
    directive_in_text,
    all_of_the_above,
    exclamation_mark,
    why_length,
    why_repeated,
    why_restates,
    prompt_length,
    negative_prompt,
    document_length,
)
