"""The kinds of answer an exercise can ask for, and how each is read.

A learner types, chooses or edits a value; whatever the way, `read` makes the same value
of it, or says kindly why it cannot. Numbers are decimals: cents are never floats.
Standard library only: this runs in a browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

__all__ = [
    "Amounts",
    "Choice",
    "Choices",
    "Kind",
    "Money",
    "Number",
    "Unreadable",
    "cents",
    "is_open",
    "true_minus",
]

_BLANKS = str.maketrans("", "", " \u00a0\u202f\u2009\t\n'\u2019")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,10})?", re.ASCII)
_MINUS = re.compile(r"(?<![\w.)\]\-])-(?=\.?[0-9])")
_LONGEST = 200  # letters; nobody's honest answer is longer


class Unreadable(ValueError):  # noqa: N818 - it is an answer, not an error
    """An answer that cannot be read; its text says to the learner how to write it."""


def cents(sum_: Decimal | int | str) -> Decimal:
    """Return a sum rounded to the cent, halves up.

    >>> cents(Decimal("94.505"))
    Decimal('94.51')
    """
    return Decimal(sum_).quantize(Decimal("0.01"), ROUND_HALF_UP)


def true_minus(text: str) -> str:
    r"""Return words with a true minus sign, not a hyphen, before a negative number.

    >>> true_minus("-48 on 2018-08-20") == "\u221248 on 2018-08-20"
    True
    """
    return _MINUS.sub("\N{MINUS SIGN}", text)


def is_open(raw: object) -> bool:
    """Return whether nothing has been answered yet.

    >>> is_open({"rate": None, "hours": ""})
    True
    """
    if isinstance(raw, dict):
        return all(is_open(value) for value in raw.values())
    if isinstance(raw, (list, tuple, set, frozenset)):
        return not raw
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _decimal(raw: object) -> Decimal:
    """Return a number as written, with a point or a comma before the cents."""
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float, Decimal)):
        name = type(raw).__name__
        raise Unreadable(f"Write a number, such as 1250.50. This is a {name}.")
    text = repr(raw) if isinstance(raw, float) else str(raw)
    text = text[:_LONGEST].translate(_BLANKS).replace("\u2212", "-")
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]{1,2}", text, re.ASCII):
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        raise Unreadable(
            "Write a number, such as 1250.50. Leave out the mark for thousands, or use "
            "a space."
        )
    return Decimal(text)


@dataclass(frozen=True)
class Number:
    """A number; `within` is how far from the right one an answer may lie."""

    unit: str = ""
    within: str = "0"

    def read(self, raw: object) -> Decimal:
        """Return the number."""
        return _decimal(raw)

    def same(self, one: Any, other: Any) -> bool:
        """Return whether two values count as the same answer."""
        return bool(abs(one - other) <= Decimal(self.within))

    def words(self, value: Any) -> str:
        """Return the value as a reader meets it."""
        text = true_minus(f"{value:,f}".replace(",", "\u202f"))
        return f"{text} {self.unit}".strip()

    def plain(self, value: Any) -> object:
        """Return the value as JSON keeps it."""
        return str(value)


def Money(unit: str) -> Number:  # noqa: N802 - reads as a kind beside the others
    """Return the kind of a sum of money that has to be right to the cent."""
    return Number(unit, "0.004")


@dataclass(frozen=True)
class Choice:
    """One of some options, `{"id": "words"}`; the answer is the id."""

    options: dict[str, str]

    def read(self, raw: object) -> str:
        """Return the id chosen."""
        if not isinstance(raw, str):
            raise Unreadable(f"Choose one: {', '.join(self.options)}.")
        name = raw.strip().lower()
        if name not in self.options:
            raise Unreadable(
                f'"{raw[:40]}" is not among the options: {", ".join(self.options)}.'
            )
        return name

    def same(self, one: Any, other: Any) -> bool:
        """Return whether two values count as the same answer."""
        return bool(one == other)

    def words(self, value: Any) -> str:
        """Return the words of the option."""
        return self.options[value]

    def plain(self, value: Any) -> object:
        """Return the id."""
        return value


@dataclass(frozen=True)
class Choices:
    """All that apply of some options; the answer is a list of ids."""

    options: dict[str, str]

    def read(self, raw: object) -> tuple[str, ...]:
        """Return the ids chosen, in the order of the options."""
        if isinstance(raw, str):
            raw = [part for part in raw.replace(";", ",").split(",") if part.strip()]
        if not isinstance(raw, (list, tuple, set, frozenset)):
            raise Unreadable('Write a list of letters, such as ["a", "b"].')
        one = Choice(self.options)
        chosen = {one.read(value) for value in raw}
        return tuple(name for name in self.options if name in chosen)

    def same(self, one: Any, other: Any) -> bool:
        """Return whether two values count as the same answer."""
        return bool(one == other)

    def words(self, value: Any) -> str:
        """Return the words of the options."""
        return "; ".join(self.options[name] for name in value)

    def plain(self, value: Any) -> object:
        """Return the ids as a list."""
        return list(value)


@dataclass(frozen=True)
class Amounts:
    """Several numbers with names, `{"slot": "words"}`; the answer is a dict."""

    slots: dict[str, str]
    unit: str = ""
    within: str = "0.004"

    def read(self, raw: object) -> dict[str, Decimal]:
        """Return every number by its slot."""
        if not isinstance(raw, dict):
            names = ", ".join(self.slots)
            raise Unreadable(f"Give one number for each of: {names}.")
        strange = [str(name)[:40] for name in raw if name not in self.slots]
        if strange:
            names = ", ".join(self.slots)
            raise Unreadable(f'"{strange[0]}" is not one of: {names}.')
        open_ = [words for slot, words in self.slots.items() if is_open(raw.get(slot))]
        if open_:
            raise Unreadable(f"One number is still open: {open_[0]}.")
        return {slot: _decimal(raw[slot]) for slot in self.slots}

    def same(self, one: Any, other: Any) -> bool:
        """Return whether two values count as the same answer."""
        far = Decimal(self.within)
        return all(abs(one[slot] - other[slot]) <= far for slot in self.slots)

    def words(self, value: Any) -> str:
        """Return every number with its name."""
        number = Number(self.unit)
        return "; ".join(
            f"{words}: {number.words(value[slot])}"
            for slot, words in self.slots.items()
        )

    def plain(self, value: Any) -> object:
        """Return the numbers as text by slot."""
        return {slot: str(number) for slot, number in value.items()}


Kind = Number | Choice | Choices | Amounts
