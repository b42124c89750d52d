"""Banks of questions as authors write them, read strictly.

`read_bank` returns what can be used and every problem that prevents the rest. What is
merely unwise (a right answer that is always the longest) is the business of `proof`.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from training.content.problems import Problem, did_you_mean, shown_path
from training.content.quiz_checks import CHECKS
from training.content.source import Flag, Record, Whole, fields_of, fit, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "FORMS",
    "KINDS",
    "Bank",
    "Category",
    "Choice",
    "Classify",
    "Cloze",
    "Fact",
    "Gap",
    "Group",
    "Item",
    "MarkUp",
    "Multiple",
    "NumberSlip",
    "Numeric",
    "Option",
    "Order",
    "ShortText",
    "Single",
    "Span",
    "Step",
    "TextSlip",
    "TrueFalse",
    "Unit",
    "read_bank",
]


def _slug(text: str) -> str:
    if text == "unreadable":  # the graders' word for an answer nobody can read
        raise ValueError('"unreadable" is a word of the graders; choose another id')
    return text


Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$"),
    AfterValidator(_slug),
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Credit = Literal["all-or-nothing", "per-part", "right-minus-wrong"]


def _number(text: str) -> str:
    try:
        finite = Decimal(text).is_finite()
    except InvalidOperation:
        finite = False
    if not finite or "e" in text.lower() or "_" in text:
        raise ValueError(f'"{text}" is not a plain number such as "8028.00"')
    return text


def _tolerance(text: str) -> str:
    if Decimal(_number(text.removesuffix("%").strip())) < 0:
        raise ValueError(f'"{text}" is below zero')
    return text


Number = Annotated[str, AfterValidator(_number)]
Tolerance = Annotated[str, AfterValidator(_tolerance)]


class Option(Record):
    """One answer to choose, with the reason for or against it."""

    id: Slug
    text: Text
    why: Text
    right: Flag = False
    critical: Flag = False
    source: str | None = None


class Group(Record):
    """A group that facts are sorted into."""

    id: Slug
    text: Text


class Fact(Record):
    """A fact to sort; `not` gives tempting wrong groups a reason of their own."""

    id: Slug
    text: Text
    group: Slug | None = None
    groups: list[Slug] = []
    why: Text
    not_: dict[str, Text] = Field({}, alias="not")

    @property
    def right(self) -> list[str]:
        """Return the groups that count as right."""
        return [*([self.group] if self.group else []), *self.groups]


class Step(Record):
    """A step to put in order; `with-previous` shares the place of the one before."""

    id: Slug
    text: Text
    why: Text
    with_previous: Flag = False


class Unit(Record):
    """A unit a number may be given in; `per` of it make one of the first unit."""

    id: Slug
    text: Text
    per: Number = "1"


class NumberSlip(Record):
    """A wrong number people really get, and how they got there."""

    answer: Number
    why: Text


class TextSlip(Record):
    """Wrong words people really write, and why they are wrong."""

    accept: list[Text] = Field(min_length=1)
    why: Text


class Gap(Record):
    """A menu in a text."""

    id: Slug
    options: list[Option] = Field(min_length=2)


class Category(Record):
    """What a marked span can be said to be."""

    id: Slug
    text: Text


class Span(Record):
    """A span of the document: with a category or options it should be marked."""

    id: Slug
    why: Text
    category: Slug | None = None
    options: list[Option] = []
    not_: dict[str, Text] = Field({}, alias="not")


class Item(Record):
    """What every question has, whatever its kind."""

    id: Slug
    track: Literal["law-enforcement", "social-work", "both"]
    difficulty: Literal["easy", "medium", "hard"]
    section: str
    sources: list[str] = Field(min_length=1)
    prompt: Text
    recommendation: str | None = None
    layer: Literal["recommends", "requires", "suggests"] | None = None
    hints: list[Text] = Field([], max_length=3)
    attempts: Annotated[Whole, Field(ge=1, le=5)] = 3
    certainty: Flag = True
    shuffle: Flag = True
    retired: Flag = False


class Single(Item):
    """Choose one."""

    kind: Literal["single"]
    options: list[Option] = Field(min_length=2)


class Multiple(Item):
    """Choose all that apply."""

    kind: Literal["multiple"]
    options: list[Option] = Field(min_length=3)
    credit: Credit = "right-minus-wrong"


class TrueFalse(Item):
    """Judge a statement and give the reason."""

    kind: Literal["true-false"]
    answer: Flag
    why: Text
    reasons: list[Option] = Field(min_length=2)
    credit: Credit = "all-or-nothing"


class Classify(Item):
    """Sort facts into groups."""

    kind: Literal["classify"]
    groups: list[Group] = Field(min_length=2)
    facts: list[Fact] = Field(min_length=2)
    credit: Credit = "per-part"


class Order(Item):
    """Put steps in order."""

    kind: Literal["order"]
    steps: list[Step] = Field(min_length=3)
    credit: Credit = "per-part"


class Numeric(Item):
    """Work out a number."""

    kind: Literal["numeric"]
    answer: Number
    tolerance: Tolerance = "0"
    unit: str | None = None
    units: list[Unit] = []
    why: Text
    slips: list[NumberSlip] = []


class ShortText(Item):
    """Write a word or two."""

    kind: Literal["short-text"]
    accept: list[Text] = Field(min_length=1)
    why: Text
    slips: list[TextSlip] = []


class Cloze(Item):
    """Complete a text from menus."""

    kind: Literal["cloze"]
    text: Text
    gaps: list[Gap] = Field(min_length=1)
    credit: Credit = "per-part"


class MarkUp(Item):
    """Mark spans in a document and say what each is."""

    kind: Literal["mark-up"]
    document: Text
    categories: list[Category] = []
    spans: list[Span] = Field(min_length=2)
    credit: Credit = "right-minus-wrong"


Choice = Single | Multiple
KINDS: dict[str, type[Item]] = {
    "single": Single,
    "multiple": Multiple,
    "true-false": TrueFalse,
    "classify": Classify,
    "order": Order,
    "numeric": Numeric,
    "short-text": ShortText,
    "cloze": Cloze,
    "mark-up": MarkUp,
}


# The banks of the course's own tests: three parallel forms, kept out of its pages.
FORMS = {"before": "form-a", "after": "form-b", "later": "form-c"}


class _Header(Record):
    title: Text
    recommendation: str
    items: list[Any] = Field(min_length=1)


class Bank(Record):
    """The questions of one subject; its id is the file's name."""

    id: str
    path: str
    title: str
    recommendation: str
    items: tuple[Any, ...]
    lines: dict[str, int]

    @property
    def is_form(self) -> bool:
        """Whether its questions are a test of the course, and stand on no page."""
        return self.id in FORMS.values()

    @property
    def in_use(self) -> list[Any]:
        """Return the questions that are not retired."""
        return [item for item in self.items if not item.retired]

    def item(self, item_id: str) -> Any:
        """Return the item of that id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    def recommendation_of(self, item: Any) -> str:
        """Return the recommendation an item trains."""
        return item.recommendation or self.recommendation


def _every_field() -> Iterator[str]:
    records: list[type[BaseModel]] = [
        *(Option, Group, Fact, Step, Unit, NumberSlip, TextSlip, Gap, Category, Span),
        *KINDS.values(),
    ]
    for record in records:
        yield from fields_of(record)


def read_bank(path: Path) -> tuple[Bank | None, list[Problem]]:
    """Return the bank with every usable item, and all problems in line order."""
    document, problems = read_yaml(path)
    if document is None:
        return None, problems
    if not isinstance(document.data, dict):
        fix = "start the file with `title:`, `recommendation:` and `items:`"
        return None, [
            Problem(shown_path(path), 1, "", "is not a bank of questions", fix, "yaml")
        ]
    header, wrong = fit(_Header, document, (), fields_of(_Header))
    problems += wrong
    if header is None:
        return None, sorted(problems)
    known = sorted(set(_every_field()))
    items: list[Any] = []
    lines: dict[str, int] = {}
    for index, raw in enumerate(header.items):
        where = ("items", index)
        item, wrong = _read_item(raw, document, where, known)
        problems += wrong
        if item is None:
            continue
        if item.id in lines:
            message = f'uses the id "{item.id}" a second time (line {lines[item.id]})'
            fix = "give this question an id of its own"
            problems.append(document.problem(where, message, fix, "duplicate-id"))
            continue
        items.append(item)
        lines[item.id] = document.line(where)
    bank = Bank(
        id=path.stem,
        path=document.path,
        title=header.title,
        recommendation=header.recommendation,
        items=tuple(items),
        lines=lines,
    )
    return bank, sorted(problems)


def _read_item(
    raw: object, document: Any, where: tuple[str | int, ...], known: list[str]
) -> tuple[Any, list[Problem]]:
    if not isinstance(raw, dict):
        message, fix = "is not a question", "start it with `- id:` and `kind:`"
        return None, [document.problem(where, message, fix, "schema")]
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        message = f'kind "{kind}" is not one of {", ".join(KINDS)}'
        fix = f"use one of them.{did_you_mean(str(kind), KINDS)}"
        return None, [document.problem((*where, "kind"), message, fix, "schema")]
    item, problems = fit(KINDS[kind], document, where, known)
    if item is None:
        return None, problems
    found = [
        document.problem((*where, *fault.where), fault.message, fault.fix, fault.rule)
        for fault in CHECKS[kind](item)
    ]
    return (None if found else item), found
