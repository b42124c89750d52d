"""Writes the diversity table: who is met in the cases, and who is suspected."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.content.registry import Person

__all__ = ["WRITTEN"]

_KINDS = {
    "farm": "Farm work",
    "fishing": "Fishing",
    "fish-hall": "Fish processing",
    "building": "Building",
    "household": "Work in a household",
    "salon": "Salon",
    "begging": "Begging",
    "forced-crime": "Crime under orders",
    "none": "No work or crime: a claim, a wish, a journey",
}
_PARTS = {
    "exploited": "exploited",
    "person": "a claim or wish of their own",
    "not-exploited": "wrongly suspected victim",
    "accused": "accused",
    "accused-and-exploited": "accused and exploited",
    "cleared": "cleared",
}
_STANDING = {
    "national": "citizen of the country",
    "union": "Union citizen",
    "other": "foreign national",
}


def _people(page: Any, _node: Any) -> str:
    everybody = page.library.registry.people
    met = [one for one in everybody if one.part not in ("accused", "cleared")]
    suspected = [one for one in everybody if one.is_suspected]
    labour = [one for one in everybody if one.is_labour_case]
    men = sum(one.sex == "male" for one in labour)
    return (
        f"<p>{len(met)} people are met in cases, {len(suspected)} are suspected. "
        f"{men} of the {len(labour)} people exploited at work are men.</p>\n"
        + _table(
            "People met, by the work or form of exploitation",
            ("Kind", "Women and girls", "Men and boys", "Children", "Disabled"),
            [_row(words, met, kind) for kind, words in _KINDS.items()],
        )
        + _table(
            "Who is suspected",
            ("What they were to the others", "Sex", "Standing", "In the end"),
            [
                (
                    one.role or "",
                    "woman" if one.sex == "female" else "man or boy",
                    _STANDING[one.standing],
                    _PARTS[one.part],
                )
                for one in suspected
            ],
        )
    )


def _row(words: str, met: list[Person], kind: str) -> tuple[str, ...]:
    mine = [one for one in met if one.kind == kind]
    counts = (
        sum(one.sex == "female" for one in mine),
        sum(one.sex == "male" for one in mine),
        sum(one.age == "child" for one in mine),
        sum(one.disability for one in mine),
    )
    return (words, *map(str, counts))


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>\n"
        for first, *rest in rows
    )
    return (
        f"<h2>{escape(title)}</h2>\n"
        f'<div class="training-table" tabindex="0" role="region" '
        f'aria-label="{escape(title)}"><table>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>{body}</tbody></table></div>\n"
    )


WRITTEN: dict[str, Callable[[Any, Any], str]] = {"people": _people}
