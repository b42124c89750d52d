"""Rules on questions as questions: what they train, how they grade, what they ask."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from training.content.problems import did_you_mean
from training.proof.rules import QUIZZES, Finding, at_item, rule
from training.proof.words import choice_sets, content_words, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course, Where

__all__ = ["RULES"]

_HINT_SHARE = 0.8  # of the right answer's own words
_THOUSANDS = re.compile(r"^-?\d{1,3}[.,]\d{3}$")


@rule(
    "recommendation-unknown",
    QUIZZES,
    says="A question trains a point of the workshop that is in the registry, and not "
    "a composite one.",
    fix="use an id of registry/recommendations.yml",
)
def recommendation_unknown(course: Course) -> Iterator[Finding]:
    known = {r.id: r for r in course.registry.recommendations}
    for bank in course.banks:
        named: list[tuple[str, Any]] = [(bank.recommendation, None)]
        named += [(i.recommendation, i) for i in bank.items if i.recommendation]
        for name, item in named:
            found = known.get(name)
            if found is not None and not found.composite:
                continue
            parts = [other for other in known if other != name and name in other]
            message = f'recommendation "{name}" is not in the registry'
            fix = f"correct it.{did_you_mean(name, known)}"
            if found is not None:
                message = f'recommendation "{name}" is only a heading'
                fix = f"name one of its parts: {', '.join(parts)}"
            if item is None:
                yield Finding(
                    bank.path,
                    course.bank_line(bank, ("recommendation",)),
                    "",
                    message,
                    fix,
                )
            else:
                yield at_item(course, bank, item, ("recommendation",), message, fix)


@rule(
    "option-count",
    QUIZZES,
    says="A single choice has three to six options, so that guessing does not pay.",
    fix="add what people really do, or use `true-false`",
)
def option_count(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        if item.kind == "single" and not 3 <= len(item.options) <= 6:
            message = f"has {len(item.options)} options"
            yield at_item(course, bank, item, ("options",), message)


@rule(
    "hint-gives-away",
    QUIZZES,
    says="A hint leads to the answer and does not say it.",
    fix="ask the question that an experienced colleague would ask",
)
def hint_gives_away(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        for index, hint in enumerate(item.hints):
            told = next(_told(item, plain_text(hint)), "")
            if told:
                message = f'has a hint that says the answer: "{told}"'
                yield at_item(course, bank, item, ("hints", index), message)


def _told(item: Any, hint: str) -> Iterator[str]:
    words = content_words(hint)
    prompt = content_words(plain_text(item.prompt))
    for _, options in choice_sets(item):
        wrong = {
            word
            for option in options
            if not option.right
            for word in content_words(plain_text(option.text))
        }
        for option in options:
            own = content_words(plain_text(option.text)) - wrong - prompt
            said = len(own & words)
            if option.right and len(own) > 1 and said >= len(own) * _HINT_SHARE:
                yield option.text.strip()
    accepted = getattr(item, "accept", [])
    lowered = f" {' '.join(hint.lower().split())} "
    for answer in [*accepted, *([item.answer] if item.kind == "numeric" else [])]:
        if re.search(
            rf"(?<![\w.,]){re.escape(answer.lower())}(?![\w]|[.,]\d)", lowered
        ):
            yield answer


@rule(
    "number-ambiguous",
    QUIZZES,
    says="A number cannot be read in two ways: no thousands mark, and a tolerance "
    "where there are decimals.",
    fix='write 8028.00, and give a `tolerance:` such as "0.005"',
)
def number_ambiguous(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        if item.kind != "numeric":
            continue
        given: list[tuple[Where, str]] = [(("answer",), item.answer)]
        given += [(("slips", n, "answer"), s.answer) for n, s in enumerate(item.slips)]
        for where, number in given:
            if _THOUSANDS.match(number):
                message = f'number "{number}" may be read as thousands'
                fix = "write two decimals, or none"
                yield at_item(course, bank, item, where, message, fix)
        no_room = Decimal(item.tolerance.removesuffix("%").strip()) == 0
        whole = Decimal(item.answer) == Decimal(item.answer).to_integral_value()
        if no_room and not whole:
            message = f'answer "{item.answer}" has decimals and no tolerance'
            fix = 'add `tolerance: "0.005"` or what the work allows'
            yield at_item(course, bank, item, ("answer",), message, fix)


@rule(
    "slip-accepted",
    QUIZZES,
    says="A wrong number lies outside the tolerance of the right one.",
    fix="narrow the tolerance, or take the slip out",
)
def slip_accepted(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        if item.kind != "numeric":
            continue
        room = _within(item)
        for index, slip in enumerate(item.slips):
            if abs(Decimal(slip.answer) - Decimal(item.answer)) <= room:
                message = f'slip "{slip.answer}" would be accepted as right'
                where = ("slips", index, "answer")
                yield at_item(course, bank, item, where, message)


def _within(item: Any) -> Decimal:
    number = Decimal(item.tolerance.removesuffix("%").strip())
    if item.tolerance.endswith("%"):
        return abs(Decimal(item.answer)) * number / 100
    return number


@rule(
    "accept-repeated",
    QUIZZES,
    says="Accepted words differ by more than capitals and spaces, which do not count.",
    fix="take the second one out",
)
def accept_repeated(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        if item.kind != "short-text":
            continue
        sets: list[tuple[Where, list[str]]] = [(("accept",), item.accept)]
        sets += [(("slips", n, "accept"), s.accept) for n, s in enumerate(item.slips)]
        for where, words in sets:
            plain = [" ".join(word.split()).lower() for word in words]
            for index, word in enumerate(plain):
                if word in plain[:index]:
                    message = f'accepts "{words[index]}" twice'
                    yield at_item(course, bank, item, (*where, index), message)


@rule(
    "group-empty",
    QUIZZES,
    says="At most one group or category of a question has nothing that belongs there.",
    fix="add a fact that belongs there, or take one of the empty ones out",
)
def group_empty(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        if item.kind == "classify":
            used = Counter(name for fact in item.facts for name in fact.right)
            field, names = "groups", [group.id for group in item.groups]
        elif item.kind == "mark-up" and not any(s.options for s in item.spans):
            used = Counter(span.category for span in item.spans)
            field, names = "categories", [found.id for found in item.categories]
        else:
            continue
        empty = [name for name in names if not used[name]]
        if len(empty) > 1:
            message = f"nothing belongs to {', '.join(empty)}"
            where = (field, names.index(empty[1]))
            yield at_item(course, bank, item, where, message)


@rule(
    "critical-explained",
    QUIZZES,
    says="A critical option says in at least 25 words what harm it does and what to "
    "do instead.",
    fix="name the person, the harm, and the step that avoids it",
)
def critical_explained(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        for base, options in choice_sets(item):
            for index, option in enumerate(options):
                if option.critical and len(plain_text(option.why).split()) < 25:
                    message = f'critical option "{option.id}" is hardly explained'
                    where = (*base, index, "why")
                    yield at_item(course, bank, item, where, message)


@rule(
    "critical-most",
    QUIZZES,
    says="At most half of the options are critical: it marks harm, not a mistake.",
    fix="keep `critical: true` only where the choice itself would harm a person",
)
def critical_most(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        for base, options in choice_sets(item):
            count = sum(option.critical for option in options)
            if count * 2 > len(options):
                message = f"has {count} critical options of {len(options)}"
                yield at_item(course, bank, item, base, message)


RULES = (
    recommendation_unknown,
    option_count,
    hint_gives_away,
    number_ambiguous,
    slip_accepted,
    accept_repeated,
    group_empty,
    critical_explained,
    critical_most,
)
