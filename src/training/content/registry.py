"""Sources, recommendations and glossary as data, and what may be cited today.

A key such as `L9/art-13` names one article of one source. This module decides whether
a key exists and may carry a statement; it does not know who cites it or why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from training.content.problems import did_you_mean
from training.content.registry_records import (
    Area,
    Article,
    Person,
    Professional,
    Recommendation,
    Source,
    Term,
)
from training.content.source import Record, fields_of, fit, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from training.content.problems import Problem
    from training.content.source import Document

__all__ = [
    "Area",
    "Article",
    "Person",
    "Professional",
    "Recommendation",
    "Registry",
    "Source",
    "Term",
    "Uncitable",
    "load_registry",
]

_SHOWN = 8  # keys named in one remedy


@dataclass(frozen=True)
class Uncitable:
    """Why a key may not carry a statement, and what to do; `rule` names the reason."""

    message: str
    fix: str
    rule: str


@dataclass(frozen=True)
class Registry:
    """Everything that content may refer to by key or id."""

    sources: tuple[Source, ...] = ()
    areas: tuple[Area, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    terms: tuple[Term, ...] = ()
    people: tuple[Person, ...] = ()
    professionals: tuple[Professional, ...] = ()
    caveat: str = ""
    is_complete: bool = False
    unread: frozenset[str] = frozenset()
    documents: dict[str, Document] = field(default_factory=dict, repr=False)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def keys(self) -> dict[str, tuple[Source, Article]]:
        """Return every key that names one thing, with what it names.

        A source's bare id is a key if it has one article, or is story law.
        """
        found: dict[str, tuple[Source, Article]] = {}
        for source in self.sources:
            if len(source.articles) == 1 or source.kind == "story":
                found[source.id] = (source, source.articles[0])
            for article in source.articles:
                found[f"{source.id}/{article.id}"] = (source, article)
        return found

    def source(self, key: str) -> tuple[Source, Article] | None:
        """Return the source and article of a key, or None if it names no one thing."""
        return self.keys.get(key)

    def kind(self, key: str) -> str:
        """Return the kind of what a key names, '' if it names nothing."""
        found = self.source(key)
        return (found[1].kind or found[0].kind) if found else ""

    def recommendation(self, name: str) -> Recommendation | None:
        """Return the recommendation of that id, or None."""
        return next((r for r in self.recommendations if r.id == name), None)

    @cached_property
    def taught(self) -> frozenset[str]:
        """Return the ids that pages and questions may name: all but the headings."""
        return frozenset(r.id for r in self.recommendations if not r.composite)

    def citable(self, key: str, on: date) -> Uncitable | None:
        """Return None if a statement may rest on the key on that day, else why not.

        A key of a record that could not be read is not judged: its own problem comes
        first.
        """
        found = self.source(key)
        if not self.sources or key.split("/", 1)[0] in self.unread:
            return None
        if found is None:
            return self._unknown(key)
        article = found[1]
        if article.status == "unverified":
            message = f'source "{key}" is unverified: nobody has read its words'
            fix = "cite a source that was read, or read this one and record it"
            return Uncitable(message, fix, "source-unverified")
        if article.review_by < on:
            message = f'source "{key}" had to be read again by {article.review_by}'
            fix = "read it again; then mend `checked` and `review-by` in the registry"
            return Uncitable(message, fix, "source-outdated")
        return None

    def _unknown(self, key: str) -> Uncitable:
        source = self._sources.get(key)
        if source is not None:
            ids = [f"{key}/{article.id}" for article in source.articles]
            shown = ", ".join(ids[:_SHOWN]) + (", …" if len(ids) > _SHOWN else "")
            message = f'source "{key}" has several articles'
            return Uncitable(message, f"name one: {shown}", "source-vague")
        head = key.split("/", 1)[0]
        inside = [other for other in self.keys if other.split("/", 1)[0] == head]
        near = did_you_mean(key, inside or self.keys)
        message = f'source "{key}" is not in registry/sources.yml'
        fix = f"correct the key, or add the source with its status.{near}"
        if inside and not near:
            fix = f"use one of {', '.join(inside[:_SHOWN])}"
        return Uncitable(message, fix, "source-unknown")


def load_registry(root: Path) -> tuple[Registry, list[Problem]]:
    """Return the registry of a course and every problem in its files.

    A course without cases has no `people.yml`.
    """
    folder = root / "registry"
    sources = _File(folder / "sources.yml", ("sources",))
    points = _File(folder / "recommendations.yml", ("areas", "recommendations"))
    glossary = _File(folder / "glossary.yml", ("terms",))
    cast = folder / "people.yml"
    people = _File(cast, ("people", "professionals")) if cast.is_file() else None
    registry = Registry(
        sources=tuple(sources.records("sources", Source, Article)),
        areas=tuple(points.records("areas", Area)),
        recommendations=tuple(points.records("recommendations", Recommendation)),
        terms=tuple(glossary.records("terms", Term)),
        people=tuple(people.records("people", Person)) if people else (),
        professionals=tuple(
            people.records("professionals", Professional) if people else ()
        ),
        caveat=points.text("caveat"),
        is_complete=points.text("complete") == "true",
        unread=frozenset(sources.unread),
        documents={
            file.name: file.document
            for file in (sources, points, glossary, people)
            if file and file.document is not None
        },
    )
    found = [*sources.problems, *points.problems, *glossary.problems]
    found += people.problems if people else []
    return registry, sorted(found)


class _File:
    """One file of the registry, and the problems met in it."""

    def __init__(self, path: Path, tops: tuple[str, ...]) -> None:
        self.name = path.name
        self.document, self.problems = read_yaml(path)
        self.unread: list[str] = []
        if self.document is None:
            return
        data = self.document.data
        if not isinstance(data, dict) or not all(
            isinstance(data.get(top), list) for top in tops
        ):
            fix = "start it with " + " and ".join(f"`{top}:`" for top in tops)
            message = f"is not a list of {' and '.join(tops)}"
            self.problems.append(self.document.problem((), message, fix, "schema"))
            self.document = None
            return
        for top in data:
            if top not in (*tops, "caveat", "complete"):
                fix = f"take it out or correct it.{did_you_mean(top, tops)}"
                message = f'has an unknown field "{top}"'
                problem = self.document.problem((top,), message, fix, "schema")
                self.problems.append(problem)

    def text(self, top: str) -> str:
        """Return a text at the top of the file, or ''."""
        return str(self.document.data.get(top) or "") if self.document else ""

    def records(
        self, top: str, kind: type[Record], *inner: type[Record]
    ) -> Iterator[Any]:
        """Yield the usable records of a list; an id that comes again is a problem."""
        if self.document is None:
            return
        known = [name for record in (kind, *inner) for name in fields_of(record)]
        taken: set[str] = set()
        for index in range(len(self.document.data[top])):
            where = (top, index)
            record, wrong = fit(kind, self.document, where, known)
            self.problems += wrong
            if record is None:
                raw = self.document.data[top][index]
                self.unread.append(str(raw.get("id")) if isinstance(raw, dict) else "")
                continue
            if record.id in taken:
                self._twice(where, record.id)
                continue
            taken.add(record.id)
            self._unique_articles(where, record)
            yield record

    def _unique_articles(self, where: tuple[str | int, ...], record: Any) -> None:
        taken: set[str] = set()
        for index, article in enumerate(getattr(record, "articles", ())):
            if article.id in taken:
                self._twice((*where, "articles", index), article.id)
            taken.add(article.id)

    def _twice(self, where: tuple[str | int, ...], name: str) -> None:
        assert self.document is not None
        message = f'uses the id "{name}" a second time'
        fix = "give each its own id, or take the second one out"
        problem = self.document.problem(where, message, fix, "duplicate-id")
        self.problems.append(problem)
