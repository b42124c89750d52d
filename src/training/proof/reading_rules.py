"""Rules on how hard pages and questions are to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.proof.reading import measure, sentences
from training.proof.rules import BOOK, QUIZZES, Finding, at_item, at_page, rule
from training.proof.words import count_words, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course

__all__ = ["RULES"]

_SENTENCE, _SENTENCE_AVERAGE, _GRADE = 40, 20, 11
_READ = ("paragraph", "entry", "step", "tick")


@rule(
    "reading-level",
    BOOK,
    says="A page reads at level B2: sentences of 20 words or fewer on average, and a "
    "Flesch-Kincaid grade of at most 11.",
    fix="split sentences, and use the short word",
)
def reading_level(course: Course) -> Iterator[Finding]:
    for page in course.pages:
        found = measure(p.text for p in page.passages if p.element in _READ)
        if found.words < 100:
            continue
        if found.sentence_length > _SENTENCE_AVERAGE:
            message = f"has {found.sentence_length:.1f} words in a sentence on average"
            yield at_page(page, 1, message)
        elif found.grade > _GRADE:
            yield at_page(page, 1, f"reads at grade {found.grade:.1f}")


@rule(
    "sentence-long",
    BOOK,
    QUIZZES,
    says=f"No sentence has more than {_SENTENCE} words.",
    fix="make two sentences, or a list",
)
def sentence_long(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        for words in texts_of(item):
            longest = _longest(words.plain)
            if words.part != "document" and longest > _SENTENCE:
                message = f"has a sentence of {longest} words"
                yield at_item(course, bank, item, words.where, message)
    for page in course.pages:
        for passage in page.passages:
            longest = _longest(passage.text)
            if passage.element in _READ and longest > _SENTENCE:
                message = f"has a sentence of {longest} words"
                yield at_page(page, passage.line, message)


def _longest(text: str) -> int:
    parts = (part for line in text.split("\n") for part in sentences(line))
    return max(map(count_words, parts), default=0)


RULES = (reading_level, sentence_long)
