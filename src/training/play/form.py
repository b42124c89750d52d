"""Compiles a question into its player form, the one thing all surfaces play.

The form is JSON: `{"format": 1, "id": "bank/item", "view": {...}, "key": {...}}`. A
`view` may be shown, a `key` grades. All of the authors' richness ends here: a tolerance
in percent becomes an absolute `within`, units become targets, Markdown becomes HTML.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from training.content.markdown import render_inline, render_markdown
from training.content.quiz_checks import span_parts
from training.play.grading import shuffle
from training.play.words import say_html

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMAT", "compile_item", "messages"]

FORMAT = 1
_OF = 100  # every question is worth the same
_Form = dict[str, Any]


class _Words:
    """Renders an item's texts, each translated first."""

    def __init__(
        self, translate: Callable[[str], str], label: Callable[[str], str]
    ) -> None:
        self.say = translate
        self.label = label

    def block(self, text: str) -> str:
        return render_markdown(self.say(text))

    def line(self, text: str) -> str:
        return render_inline(self.say(text))

    def choices(self, records: Any) -> list[_Form]:
        return [{"id": r.id, "html": self.line(r.text)} for r in records]

    def why(self, option: Any) -> str:
        html = self.block(option.why)
        if option.source:
            html += f"<p><small>{render_inline(self.label(option.source))}</small></p>"
        return html


def compile_item(
    item: Any,
    bank: str,
    translate: Callable[[str], str] = str,
    label: Callable[[str], str] = str,
) -> _Form:
    """Return the player form of one item of a bank.

    `translate` maps each of the author's texts to the reader's language, `label` maps
    a source key to the words a reader sees.
    """
    words = _Words(translate, label)
    view, key = _COMPILERS[item.kind](item, words)
    view |= {
        "kind": item.kind,
        "track": item.track,
        "prompt": words.block(item.prompt),
        "hints": [words.block(hint) for hint in item.hints],
        "certainty": item.certainty,
        "shuffle": item.shuffle,
        "section": item.section,
        "sources": [label(source) for source in item.sources],
    }
    fall = 100 // item.attempts
    key |= {"of": _OF, "falls": [100 - fall * n for n in range(item.attempts)]}
    return {"format": FORMAT, "id": f"{bank}/{item.id}", "view": view, "key": key}


def messages(item: Any) -> list[str]:
    """Return every text of an item that a translator has to translate, once each."""
    found: dict[str, None] = {}

    def note(text: str) -> str:
        found[text] = None
        return text

    compile_item(item, "", note)
    return list(found)


def _choice(item: Any, words: _Words) -> tuple[_Form, _Form]:
    many = item.kind == "multiple"
    return {"options": words.choices(item.options), "many": many}, {
        "type": "choice",
        "many": many,
        "options": [option.id for option in item.options],
        "right": [option.id for option in item.options if option.right],
        "critical": [option.id for option in item.options if option.critical],
        "credit": item.credit if many else "all-or-nothing",
        "remarks": {option.id: words.why(option) for option in item.options},
    }


def _field(name: str, legend: str, options: list[_Form]) -> _Form:
    return {"id": name, "legend": legend, "options": options}


def _fields_key(
    kind: str, credit: str, fields: list[_Form], right: dict[str, list[str]]
) -> _Form:
    return {
        "type": kind,
        "credit": credit,
        "critical": [],
        "remarks": {},
        "slots": [
            {
                "id": field["id"],
                "options": [option["id"] for option in field["options"]],
                "right": right.get(field["id"], []),
            }
            for field in fields
        ],
    }


def _note_options(key: _Form, slot: str, options: Any, words: _Words) -> None:
    for option in options:
        key["remarks"][f"{slot}/{option.id}"] = words.why(option)
        if option.critical:
            key["critical"].append(f"{slot}/{option.id}")


def _right(options: Any) -> list[str]:
    return [option.id for option in options if option.right]


def _true_false(item: Any, words: _Words) -> tuple[_Form, _Form]:
    verdicts = [
        {"id": "true", "html": say_html("True")},
        {"id": "false", "html": say_html("False")},
    ]
    fields = [
        _field("verdict", say_html("True or false?"), verdicts),
        _field("reason", say_html("Why?"), words.choices(item.reasons)),
    ]
    right = {
        "verdict": ["true" if item.answer else "false"],
        "reason": _right(item.reasons),
    }
    key = _fields_key("match", item.credit, fields, right)
    key["remarks"]["verdict"] = words.block(item.why)
    _note_options(key, "reason", item.reasons, words)
    return {"fields": fields}, key


def _classify(item: Any, words: _Words) -> tuple[_Form, _Form]:
    groups = words.choices(item.groups)
    fields = [_field(fact.id, words.line(fact.text), groups) for fact in item.facts]
    right = {fact.id: fact.right for fact in item.facts}
    key = _fields_key("match", item.credit, fields, right)
    for fact in item.facts:
        key["remarks"][fact.id] = words.block(fact.why)
        for group, why in fact.not_.items():
            key["remarks"][f"{fact.id}/{group}"] = words.block(why)
    return {"fields": fields}, key


def _cloze(item: Any, words: _Words) -> tuple[_Form, _Form]:
    fields = [
        _field(gap.id, say_html("Gap {n}", n=n), words.choices(gap.options))
        for n, gap in enumerate(item.gaps, 1)
    ]
    right = {gap.id: _right(gap.options) for gap in item.gaps}
    key = _fields_key("match", item.credit, fields, right)
    for gap in item.gaps:
        _note_options(key, gap.id, gap.options, words)
    return {"fields": fields, "text": words.block(item.text)}, key


def _mark_up(item: Any, words: _Words) -> tuple[_Form, _Form]:
    parts = span_parts(words.say(item.document))
    text = {name: part for part, name in parts if name}
    categories = words.choices(item.categories)
    fields = [
        _field(
            span.id,
            escape(text[span.id]),
            words.choices(span.options) or categories or _changed(),
        )
        for span in sorted(item.spans, key=lambda span: list(text).index(span.id))
    ]
    right = {
        span.id: [span.category] if span.category else _right(span.options)
        for span in item.spans
    }
    key = _fields_key("marks", item.credit, fields, right)
    for span in item.spans:
        key["remarks"][span.id] = words.block(span.why)
        for category, why in span.not_.items():
            key["remarks"][f"{span.id}/{category}"] = words.block(why)
        _note_options(key, span.id, span.options, words)
    pieces = [{"text": part, "span": name} for part, name in parts]
    return {"fields": fields, "pieces": pieces}, key


def _changed() -> list[_Form]:
    """Return the one thing to say of a span when no category is due."""
    return [{"id": "change", "html": say_html("It should change")}]


def _order(item: Any, words: _Words) -> tuple[_Form, _Form]:
    ranks: list[list[str]] = []
    for step in item.steps:
        if step.with_previous:
            ranks[-1].append(step.id)
        else:
            ranks.append([step.id])
    ids = [step.id for step in item.steps]
    shown = next(
        mixed
        for n in range(100)
        if (mixed := shuffle(ids, f"{item.id} {n}"))[0] not in ranks[0]
    )
    text = {step.id: words.line(step.text) for step in item.steps}
    key = {"type": "order", "ranks": ranks, "credit": item.credit}
    key["remarks"] = {step.id: words.block(step.why) for step in item.steps}
    return {"steps": [{"id": name, "html": text[name]} for name in shown]}, key


def _targets(answer: str, tolerance: str, units: list[_Form]) -> _Form:
    value = Decimal(answer)
    if tolerance.endswith("%"):
        within = abs(value) * Decimal(tolerance[:-1].strip()) / 100
    else:
        within = Decimal(tolerance)
    hair = Decimal("1e-9") * max(Decimal(1), abs(value))  # floats are not decimals
    return {
        unit["id"]: {
            "value": float(value * unit["per"]),
            "within": float((within + hair) * unit["per"]),
        }
        for unit in units
    }


def _numeric(item: Any, words: _Words) -> tuple[_Form, _Form]:
    units = [
        {"id": unit.id, "text": words.say(unit.text), "per": Decimal(unit.per)}
        for unit in item.units
    ]
    alone = {"id": "", "text": words.say(item.unit or ""), "per": Decimal(1)}
    units = units or [alone]
    key: _Form = {
        "type": "number",
        "shown": item.answer,
        "unit": units[0]["id"],
        "targets": _targets(item.answer, item.tolerance, units),
        "slips": [],
        "remarks": {"right": words.block(item.why), "other": words.block(item.why)},
    }
    for n, slip in enumerate(item.slips, 1):
        targets = _targets(slip.answer, item.tolerance, units)
        key["slips"].append({"id": f"slip-{n}", "targets": targets})
        key["remarks"][f"slip-{n}"] = words.block(slip.why)
    return {"units": [{"id": u["id"], "text": u["text"]} for u in units]}, key


def _short_text(item: Any, words: _Words) -> tuple[_Form, _Form]:
    key: _Form = {
        "type": "text",
        "fold": True,
        "accept": [words.say(text) for text in item.accept],
        "slips": [],
        "remarks": {"right": words.block(item.why), "other": words.block(item.why)},
    }
    for n, slip in enumerate(item.slips, 1):
        accept = [words.say(text) for text in slip.accept]
        key["slips"].append({"id": f"slip-{n}", "accept": accept})
        key["remarks"][f"slip-{n}"] = words.block(slip.why)
    return {}, key


_COMPILERS: dict[str, Callable[[Any, _Words], tuple[_Form, _Form]]] = {
    "single": _choice,
    "multiple": _choice,
    "true-false": _true_false,
    "classify": _classify,
    "order": _order,
    "numeric": _numeric,
    "short-text": _short_text,
    "cloze": _cloze,
    "mark-up": _mark_up,
}
