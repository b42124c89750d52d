"""Finds what lets one choose right without knowing: length, place, small words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from training.proof.rules import QUIZZES, Finding, at_item, rule
from training.proof.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course
    from training.content.quiz import Bank

__all__ = ["RULES"]

# A share means something only where there are a few questions.
_ENOUGH = 4
_LONGEST_SHARE = 0.5
_LONGEST_BY = 1.1  # of the next longest option
_MUCH_LONGER = 1.8  # of the average of the wrong ones
_PLACE_SHARE = 0.6
_SAME_ANSWER = 0.75
_MANY, _NEVER_SHARE = 12, 0.1
_ABSOLUTE = re.compile(
    r"\b(?:always|never|nobody|no one|everybody|everyone|nothing|everything|impossible|"
    r"completely|totally|in every case|in any case|under no circumstances)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:(?<!who )may|might|usually|often|sometimes|probably|perhaps|generally|"
    r"in principle|where possible|if possible|as far as possible)\b",
    re.IGNORECASE,
)
_NORMS = re.compile(r"\b(?:may|must|shall|should)\b", re.IGNORECASE)


def _choices(bank: Bank) -> list[Any]:
    return [
        item
        for item in bank.items
        if item.kind == "single" and not item.retired and len(item.options) > 2
    ]


def _texts(item: Any) -> tuple[str, list[str]]:
    """Return the right option's words and those of the wrong ones."""
    right = next(plain_text(o.text) for o in item.options if o.right)
    return right, [plain_text(o.text) for o in item.options if not o.right]


@rule(
    "right-often-longest",
    QUIZZES,
    says="In a file, the right option is the longest one in at most half of the single "
    "choices.",
    fix="shorten right options, or say in wrong ones as much",
)
def right_often_longest(course: Course) -> Iterator[Finding]:
    for bank in course.banks:
        choices = _choices(bank)
        longest = [item for item in choices if _is_longest(item, _LONGEST_BY)]
        if len(choices) >= _ENOUGH and len(longest) > _LONGEST_SHARE * len(choices):
            names = ", ".join(item.id for item in longest)
            message = (
                f"has {len(longest)} of {len(choices)} single choices in which the "
                f"right option is the longest ({names})"
            )
            yield at_item(course, bank, longest[0], ("options",), message)


@rule(
    "right-much-longer",
    QUIZZES,
    says="A right option is not nearly twice as long as the wrong ones.",
    fix="move the reasons to its `why`",
)
def right_much_longer(course: Course) -> Iterator[Finding]:
    for bank in course.banks:
        for item in _choices(bank):
            right, wrong = _texts(item)
            average = sum(map(len, wrong)) / len(wrong)
            if len(right) > 40 and len(right) > _MUCH_LONGER * average:
                message = "has a right option much longer than the wrong ones"
                yield at_item(course, bank, item, ("options",), message)


@rule(
    "right-same-place",
    QUIZZES,
    says="In a file, the right options do not stand mostly in the same place.",
    fix="move some of them; the order written is the order printed",
)
def right_same_place(course: Course) -> Iterator[Finding]:
    for bank in course.banks:
        choices = _choices(bank)
        places: dict[int, list[Any]] = {}
        for item in choices:
            at = next(n for n, option in enumerate(item.options) if option.right)
            places.setdefault(at, []).append(item)
        if len(choices) < _ENOUGH:
            continue
        at, items = max(places.items(), key=lambda pair: len(pair[1]))
        if len(items) > _PLACE_SHARE * len(choices):
            message = (
                f"has the right option in place {at + 1} in {len(items)} of "
                f"{len(choices)} single choices"
            )
            yield at_item(course, bank, items[0], ("options",), message)


@rule(
    "absolutes-wrong",
    QUIZZES,
    says="Words such as always and never do not mark the wrong options only.",
    fix="take the absolute out of wrong options; people who err seldom say never",
)
def absolutes_wrong(course: Course) -> Iterator[Finding]:
    for bank in course.banks:
        for item in _choices(bank):
            right, wrong = _texts(item)
            marked = [text for text in wrong if _ABSOLUTE.search(text)]
            if not _ABSOLUTE.search(right) and len(marked) * 2 > len(wrong):
                shown = _ABSOLUTE.search(marked[0])
                assert shown is not None
                message = (
                    f"has absolutes in {len(marked)} of {len(wrong)} wrong options "
                    f'("{shown.group()}") and not in the right one'
                )
                yield at_item(course, bank, item, ("options",), message)


@rule(
    "lone-may",
    QUIZZES,
    says="The right option is not the only careful one.",
    fix="give a wrong option a may or a usually, or take it from the right one",
)
def lone_may(course: Course) -> Iterator[Finding]:
    for bank in course.banks:
        for item in _choices(bank):
            right, wrong = _texts(item)
            hedge = _HEDGE.search(right)
            if hedge is None or any(_HEDGE.search(text) for text in wrong):
                continue
            # Where options weigh may against must, the word is the answer.
            if any(_NORMS.search(text) for text in wrong):
                continue
            message = f'has "{hedge.group()}" in the right option only'
            yield at_item(course, bank, item, ("options",), message)


@rule(
    "right-true-false",
    QUIZZES,
    says="Of the statements to judge in the course, at least a quarter are true and a "
    "quarter false.",
    fix="turn some statements round, here and in other files",
)
def right_true_false(course: Course) -> Iterator[Finding]:
    judged = [
        (bank, item) for bank, item in course.items() if item.kind == "true-false"
    ]
    for answer in (True, False):
        same = [(bank, item) for bank, item in judged if item.answer is answer]
        if len(judged) >= _ENOUGH and len(same) > _SAME_ANSWER * len(judged):
            bank, item = same[0]
            word = str(answer).lower()
            message = (
                f"is one of {len(same)} statements of {len(judged)} that are {word}"
            )
            yield at_item(course, bank, item, ("answer",), message)


@rule(
    "right-never-longest",
    QUIZZES,
    says="In the course, the right option is the longest one in at least a tenth of "
    "the single choices: who strikes out the longest gains nothing.",
    fix="let right options say as much as they need, here and in other files",
)
def right_never_longest(course: Course) -> Iterator[Finding]:
    choices = [(bank, item) for bank in course.banks for item in _choices(bank)]
    longest = [item for _, item in choices if _is_longest(item, 1)]
    if len(choices) >= _MANY and len(longest) < _NEVER_SHARE * len(choices):
        bank, item = choices[0]
        message = (
            f"is one of {len(choices)} single choices, of which only {len(longest)} "
            "have the right option as the longest"
        )
        yield at_item(course, bank, item, ("options",), message)


def _is_longest(item: Any, by: float) -> bool:
    """Return whether the right option is longer than every other, and by how much."""
    right, wrong = _texts(item)
    return len(right) > by * max(map(len, wrong))


RULES = (
    right_often_longest,
    right_much_longer,
    right_same_place,
    absolutes_wrong,
    lone_may,
    right_true_false,
    right_never_longest,
)
