"""Sources, recommendations and terms as authors write them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from training.content.source import Flag, Record

__all__ = ["Area", "Article", "Recommendation", "Source", "Term"]

Text = Annotated[str, Field(min_length=1)]
SourceKind = Literal[
    "law",
    "case",
    "guidance",
    "figure",
    "study",
    "manual",
    "data",
    "workshop",
    "story",
]
Status = Literal["verified", "verified-other-language", "secondary", "unverified"]


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f'"{text}" is not a date such as 2026-03-31') from None


Day = Annotated[date, BeforeValidator(_day)]


class Article(Record):
    """One citable part of a source, and how we know what it says.

    `level` and `yardstick` compare story law with real law.
    """

    id: Text
    title: Text
    status: Status
    says: Text
    kind: SourceKind | None = None
    quote: Text | None = None
    read_where: Text | None = None
    checked: Day | None = None
    review_by: Day
    since_2014: Flag = False
    note: Text | None = None
    numerator: Text | None = None
    denominator: Text | None = None
    years: Text | None = None
    limits: Text | None = None
    level: Text | None = None
    yardstick: list[Text] = []


class Source(Record):
    """A text, figure, study or story rule, with the parts that may be cited."""

    id: Text
    kind: SourceKind
    title: Text
    short: Text
    year: str
    binds: Text | None = None
    canonical: Text
    articles: list[Article] = Field(min_length=1)
    note: Text | None = None


class Area(Record):
    """A challenge area of the workshop's text."""

    id: Text
    title: Text
    workshop: Text


class Recommendation(Record):
    """A point of the workshop's text, and what each track will be able to do.

    A composite point only groups its parts: pages and questions name the parts.
    """

    id: Text
    area: Text
    title: Text
    composite: Flag = False
    actors: list[Text] = Field(min_length=1)
    law_enforcement: Text | None = None
    social_work: Text | None = None
    since_2014: list[Text] = []
    exercise: Text | None = None


class Term(Record):
    """A word of the glossary; one that is `everyday` is not linked by itself."""

    id: Text
    term: Text
    means: Text
    sources: list[str] = []
    also: list[str] = []
    everyday: Flag = False
