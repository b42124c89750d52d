"""The words of a question, each with its place and its part in the question.

Rules ask for "every option" or "every text a learner reads"; which fields those are,
kind by kind, is known here and nowhere else in `proof`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from training.content.markdown import plain_words
from training.content.quiz_checks import gap_ids, span_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Where

__all__ = [
    "Part",
    "Words",
    "choice_sets",
    "content_words",
    "count_words",
    "document_words",
    "plain_text",
    "texts_of",
]

Part = Literal["prompt", "option", "wording", "why", "hint", "document", "label"]
_WORD = re.compile(r"[^\W_](?:[\w'\u2019-]*\w)?")
_SMALL = frozenset(
    """
    a an the and or but if of to in on at by for with from as is are was were be
    been it its this that these those he she they him her them his their you your we
    our i not no who what which when where how do does did can may must will would
    should has have had than then so there here also only
    """.split()  # noqa: SIM905 - words read best as words
)


@dataclass(frozen=True)
class Words:
    """One text of a question: its field, its part, and its words without marks."""

    where: Where
    part: Part
    raw: str

    @property
    def plain(self) -> str:
        """Return the text as a learner reads it."""
        return plain_text(self.raw)


@cache
def plain_text(raw: str) -> str:
    """Return the words of a text without marks; parsed once, as many rules ask."""
    return plain_words(raw)


def count_words(text: str) -> int:
    """Return the number of words.

    >>> count_words("It's one-third, isn't it?")
    4
    """
    return len(_WORD.findall(text))


def content_words(text: str) -> set[str]:
    """Return the words that carry meaning, in lower case."""
    return {word.lower() for word in _WORD.findall(text)} - _SMALL


def document_words(item: Any) -> str:
    """Return the document of a mark-up question without its span marks."""
    return "".join(text for text, _ in span_parts(item.document))


def choice_sets(item: Any) -> Iterator[tuple[Where, list[Any]]]:
    """Yield each set of options among which exactly one or several are right."""
    if item.kind in ("single", "multiple"):
        yield ("options",), item.options
    elif item.kind == "true-false":
        yield ("reasons",), item.reasons
    elif item.kind == "cloze":
        for index, gap in enumerate(item.gaps):
            yield ("gaps", index, "options"), gap.options
    elif item.kind == "mark-up":
        for index, span in enumerate(item.spans):
            if span.options:
                yield ("spans", index, "options"), span.options


def texts_of(item: Any) -> Iterator[Words]:
    """Yield every text of a question that some learner reads, in the order written."""
    yield Words(("prompt",), "prompt", item.prompt)
    wording: Part = "wording" if item.kind in ("cloze", "mark-up") else "option"
    for base, options in choice_sets(item):
        for index, option in enumerate(options):
            yield Words((*base, index, "text"), wording, option.text)
            yield Words((*base, index, "why"), "why", option.why)
    yield from _OWN.get(item.kind, lambda _: iter(()))(item)
    if hasattr(item, "why"):
        yield Words(("why",), "why", item.why)
    for index, hint in enumerate(item.hints):
        yield Words(("hints", index), "hint", hint)


def _classify(item: Any) -> Iterator[Words]:
    for index, group in enumerate(item.groups):
        yield Words(("groups", index, "text"), "label", group.text)
    for index, fact in enumerate(item.facts):
        yield Words(("facts", index, "text"), "option", fact.text)
        yield Words(("facts", index, "why"), "why", fact.why)
        for name, why in fact.not_.items():
            yield Words(("facts", index, "not", name), "why", why)


def _order(item: Any) -> Iterator[Words]:
    for index, step in enumerate(item.steps):
        yield Words(("steps", index, "text"), "option", step.text)
        yield Words(("steps", index, "why"), "why", step.why)


def _slips(item: Any) -> Iterator[Words]:
    for index, slip in enumerate(item.slips):
        yield Words(("slips", index, "why"), "why", slip.why)


def _cloze(item: Any) -> Iterator[Words]:
    text = item.text
    for name in gap_ids(text):
        text = text.replace(f"[[{name}]]", "…")
    yield Words(("text",), "prompt", text)


def _mark_up(item: Any) -> Iterator[Words]:
    yield Words(("document",), "document", document_words(item))
    for index, category in enumerate(item.categories):
        yield Words(("categories", index, "text"), "label", category.text)
    for index, span in enumerate(item.spans):
        yield Words(("spans", index, "why"), "why", span.why)
        for name, why in span.not_.items():
            yield Words(("spans", index, "not", name), "why", why)


_OWN = {
    "classify": _classify,
    "order": _order,
    "numeric": _slips,
    "short-text": _slips,
    "cloze": _cloze,
    "mark-up": _mark_up,
}
