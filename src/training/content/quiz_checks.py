"""What a question needs before it can be graded at all, kind by kind.

Each check returns faults located by field; `quiz.py` turns them into problems. It
reads items by their fields only, so it need not import them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from training.content.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["CHECKS", "Fault", "gap_ids", "span_parts"]

_GAP = re.compile(r"\[\[([^\[\]]*)\]\]")
_SPAN = re.compile(r"\[([^\[\]]+)\]\{([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Fault:
    """Something that keeps an item from being graded, at a field of the item."""

    where: tuple[str | int, ...]
    message: str
    fix: str
    rule: str = "ungradable"


def gap_ids(text: str) -> list[str]:
    """Return the ids of the gaps in a cloze text, in order.

    >>> gap_ids("We ask to [[what]] it because [[why]].")
    ['what', 'why']
    """
    return _GAP.findall(text)


def span_parts(document: str) -> list[tuple[str, str]]:
    """Return a document as (text, span id) pieces; '' where nothing can be marked.

    >>> span_parts("Two [men]{a} sat.")
    [('Two ', ''), ('men', 'a'), (' sat.', '')]
    """
    parts: list[tuple[str, str]] = []
    at = 0
    for match in _SPAN.finditer(document):
        if match.start() > at:
            parts.append((document[at : match.start()], ""))
        parts.append((match.group(1), match.group(2)))
        at = match.end()
    if at < len(document):
        parts.append((document[at:], ""))
    return parts


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _unique(field: str, records: list[Any]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, record in enumerate(records):
        if record.id in seen:
            yield Fault(
                (field, index),
                f'uses the id "{record.id}" twice among its {field}',
                "give each its own id",
                "duplicate-id",
            )
        seen.add(record.id)


def _one_right(
    field: str, options: list[Any], base: tuple[str | int, ...] = ()
) -> Iterator[Fault]:
    right = [option.id for option in options if option.right]
    if len(right) != 1:
        has = f"has {len(right)} right answers ({_listed(right)})" if right else ""
        yield Fault(
            (*base, field),
            has or "has no right answer",
            "write `right: true` at exactly one option",
        )
    for index, option in enumerate(options):
        if option.right and option.critical:
            yield Fault(
                (*base, field, index),
                f'option "{option.id}" is both right and critical',
                "take one of the two out",
            )


def _single(item: Any) -> Iterator[Fault]:
    yield from _unique("options", item.options)
    yield from _one_right("options", item.options)


def _multiple(item: Any) -> Iterator[Fault]:
    yield from _unique("options", item.options)
    right = [option.id for option in item.options if option.right]
    if not right or len(right) == len(item.options):
        yield Fault(
            ("options",),
            f"has {len(right)} right answers among {len(item.options)} options",
            "make at least one right and at least one wrong",
        )


def _true_false(item: Any) -> Iterator[Fault]:
    yield from _unique("reasons", item.reasons)
    yield from _one_right("reasons", item.reasons)


def _classify(item: Any) -> Iterator[Fault]:
    yield from _unique("groups", item.groups)
    yield from _unique("facts", item.facts)
    known = [group.id for group in item.groups]
    for index, fact in enumerate(item.facts):
        if not fact.right:
            yield Fault(("facts", index), "belongs to no group", "add `group:` to it")
        for name in [*fact.right, *fact.not_]:
            if name not in known:
                yield Fault(
                    ("facts", index),
                    f'group "{name}" is not among its groups ({_listed(known)})',
                    f"use one of them.{did_you_mean(name, known)}",
                )
        for name in set(fact.right) & set(fact.not_):
            yield Fault(
                ("facts", index, "not"),
                f'group "{name}" is both right and under `not`',
                "take it out of `not`",
            )


def _order(item: Any) -> Iterator[Fault]:
    yield from _unique("steps", item.steps)
    if item.steps[0].with_previous:
        yield Fault(
            ("steps", 0), "is the first step and has none before it", "move it down"
        )
    if all(step.with_previous for step in item.steps[1:]):
        yield Fault(("steps",), "has no order at all", "take out some `with-previous`")


def _numeric(item: Any) -> Iterator[Fault]:
    if item.unit and item.units:
        yield Fault(("unit",), "has both `unit` and `units`", "keep one of the two")
    yield from _unique("units", item.units)
    for index, unit in enumerate(item.units):
        if Decimal(unit.per) <= 0:
            yield Fault(
                ("units", index, "per"),
                f'per "{unit.per}" is not above zero',
                "mend it",
            )
    if item.units and Decimal(item.units[0].per) != 1:
        yield Fault(("units", 0, "per"), "is the first unit", "leave `per` out there")
    for index, slip in enumerate(item.slips):
        if Decimal(slip.answer) == Decimal(item.answer):
            yield Fault(("slips", index), "is the right answer", "take this slip out")


def _short_text(item: Any) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    sets = [("accept", item.accept)]
    sets += [(f"slip {n + 1}", slip.accept) for n, slip in enumerate(item.slips)]
    for name, words in sets:
        for word in words:
            plain = " ".join(word.split()).lower()
            if any(ord(letter) > 0xFFFF for letter in word):
                yield Fault(
                    ("accept",),
                    f'"{word}" has a character graders cannot compare',
                    "use plain letters",
                )
            if plain in taken and taken[plain] != name:
                yield Fault(
                    ("slips",),
                    f'"{word}" is both in {taken[plain]} and in {name}',
                    "keep it in one of them",
                )
            taken[plain] = name


def _cloze(item: Any) -> Iterator[Fault]:
    yield from _unique("gaps", item.gaps)
    yield from _same_ids("text", gap_ids(item.text), "gaps", item.gaps, "[[{}]]")
    for index, gap in enumerate(item.gaps):
        yield from _one_right("options", gap.options, ("gaps", index))
        ids = Counter(option.id for option in gap.options)
        for name in (name for name, count in ids.items() if count > 1):
            yield Fault(
                ("gaps", index),
                f'uses the id "{name}" twice',
                "rename one",
                "duplicate-id",
            )


def _mark_up(item: Any) -> Iterator[Fault]:
    yield from _unique("categories", item.categories)
    yield from _unique("spans", item.spans)
    found = [name for _, name in span_parts(item.document) if name]
    yield from _same_ids("document", found, "spans", item.spans, "[words]{{{}}}")
    known = [category.id for category in item.categories]
    for index, span in enumerate(item.spans):
        if span.category and span.options:
            yield Fault(
                ("spans", index), "has a category and options", "keep one of the two"
            )
        names = [span.category] if span.category else []
        names += [] if span.options else list(span.not_)
        for name in names:
            if name not in known:
                yield Fault(
                    ("spans", index),
                    f'category "{name}" is not among its categories ({_listed(known)})',
                    f"use one of them.{did_you_mean(name, known)}",
                )
        if span.options:
            yield from _one_right("options", span.options, ("spans", index))
    if not any(span.category or span.options for span in item.spans):
        yield Fault(("spans",), "has nothing to mark", "give a span its `category`")
    if not known and not all(span.options for span in item.spans if span.category):
        yield Fault(("categories",), "are missing", "add `categories:`")


def _same_ids(
    field: str, found: list[str], other: str, records: list[Any], shape: str
) -> Iterator[Fault]:
    known = [record.id for record in records]
    for name, count in Counter(found).items():
        if name not in known:
            near = did_you_mean(name, known)
            yield Fault(
                (field,),
                f"{shape.format(name)} is not among its {other}",
                f"add it to `{other}`, or correct the name.{near}",
            )
        elif count > 1:
            yield Fault(
                (field,), f"{shape.format(name)} stands {count} times", "keep one"
            )
    for index, name in enumerate(known):
        if name not in found:
            yield Fault(
                (other, index),
                f'"{name}" does not stand in its {field}',
                f"write {shape.format(name)} where it belongs",
            )


CHECKS: dict[str, Callable[[Any], Iterator[Fault]]] = {
    "single": _single,
    "multiple": _multiple,
    "true-false": _true_false,
    "classify": _classify,
    "order": _order,
    "numeric": _numeric,
    "short-text": _short_text,
    "cloze": _cloze,
    "mark-up": _mark_up,
}
