"""Writes the diversity table: who is met in the cases, and who is suspected."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from training.play.words import say, say_html, to_say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.content.registry import Person

__all__ = ["WRITTEN"]

_KINDS = {
    "farm": to_say("Farm work"),
    "fishing": to_say("Fishing"),
    "fish-hall": to_say("Fish processing"),
    "building": to_say("Building"),
    "household": to_say("Work in a household"),
    "salon": to_say("Salon"),
    "begging": to_say("Begging"),
    "forced-crime": to_say("Crime under orders"),
    "none": to_say("No work or crime: a claim, a wish, a journey"),
}
_PARTS = {
    "exploited": to_say("exploited"),
    "person": to_say("a claim or wish of their own"),
    "not-exploited": to_say("wrongly suspected victim"),
    "accused": to_say("accused"),
    "accused-and-exploited": to_say("accused and exploited"),
    "cleared": to_say("cleared"),
}
_STANDING = {
    "national": to_say("citizen of the country"),
    "union": to_say("Union citizen"),
    "other": to_say("foreign national"),
}
_COUNTED = (
    *(to_say("Kind"), to_say("Women and girls"), to_say("Men and boys")),
    *(to_say("Children"), to_say("Disabled")),
)
_SUSPECTED = (
    *(to_say("What they were to the others"), to_say("Sex"), to_say("Standing")),
    to_say("In the end"),
)


def _people(page: Any, _node: Any) -> str:
    everybody = page.library.registry.people
    met = [one for one in everybody if one.part not in ("accused", "cleared")]
    suspected = [one for one in everybody if one.is_suspected]
    labour = [one for one in everybody if one.is_labour_case]
    men = sum(one.sex == "male" for one in labour)
    counted = say_html(
        "{met} people are met in cases, {suspected} are suspected. {men} of the "
        "{labour} people exploited at work are men.",
        met=len(met),
        suspected=len(suspected),
        men=men,
        labour=len(labour),
    )
    return (
        f"<p>{counted}</p>\n"
        + _table(
            say("People met, by the work or form of exploitation"),
            [say(words) for words in _COUNTED],
            [_row(say(words), met, kind) for kind, words in _KINDS.items()],
        )
        + _table(
            say("Who is suspected"),
            [say(words) for words in _SUSPECTED],
            [
                (
                    one.role or "",
                    say("woman") if one.sex == "female" else say("man or boy"),
                    say(_STANDING[one.standing]),
                    say(_PARTS[one.part]),
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
