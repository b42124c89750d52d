"""Sources, recommendations and terms as authors write them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from training.content.source import Flag, Record

__all__ = [
    "LABOUR",
    "Area",
    "Article",
    "Person",
    "Professional",
    "Recommendation",
    "Source",
    "Term",
]

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
Sex = Literal["female", "male"]
Age = Literal["child", "young", "adult", "older"]
Part = Literal[
    "exploited",
    "person",
    "not-exploited",
    "accused",
    "accused-and-exploited",
    "cleared",
]
Kind = Literal[
    "farm",
    "fishing",
    "fish-hall",
    "building",
    "household",
    "salon",
    "begging",
    "forced-crime",
    "none",
]
LABOUR = frozenset(("farm", "fishing", "fish-hall", "building", "household", "salon"))
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
    `practice` names the scenarios and labs in which it is practised.
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
    practice: list[Text] = []


class Term(Record):
    """A word of the glossary; one that is `everyday` is not linked by itself."""

    id: Text
    term: Text
    means: Text
    sources: list[str] = []
    also: list[str] = []
    everyday: Flag = False


class Person(Record):
    """An invented person of a case: who, and what the facts show in the end.

    `kind` is the work or form of exploitation, `standing` how they stand to the country
    of their case, `role` what someone accused or cleared was to the others.
    """

    id: Text
    name: Text
    sex: Sex
    age: Age
    part: Part
    kind: Kind
    standing: Literal["national", "union", "other"]
    disability: Flag = False
    role: Text | None = None

    @property
    def is_suspected(self) -> bool:
        """Return whether somebody suspects or accuses them of an offence."""
        return self.part in ("accused", "accused-and-exploited", "cleared")

    @property
    def is_labour_case(self) -> bool:
        """Return whether they are exploited in work that others do lawfully."""
        return self.part == "exploited" and self.kind in LABOUR


class Professional(Record):
    """An invented colleague: officer, prosecutor, social worker, interpreter."""

    id: Text
    name: Text
    sex: Sex
    track: Literal["law-enforcement", "social-work", "both"]
