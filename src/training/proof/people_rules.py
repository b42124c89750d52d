"""Rules on who is met in the cases: no one kind of person stands for a crime.

A learner who only ever meets one kind of victim, or of offender, looks for that kind at
work and overlooks the rest. The bounds are those of the course's do-no-harm rules.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training.content.registry_records import LABOUR
from training.proof.rules import BOOK, SOURCES, Finding, at_page, rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.content.course import Course
    from training.content.registry import Person, Professional

__all__ = ["BOUNDS", "RULES"]

_FILE = "people.yml"
_CONTENT = ("book/**/*.md", "quizzes/*.yml", "scenarios/*.yml", "notebooks/*/lab.md")


def _suspects(people: list[Person]) -> list[Person]:
    return [one for one in people if one.is_suspected]


def _met(people: list[Person]) -> list[Person]:
    return [one for one in people if one.part not in ("accused", "cleared")]


def _labour(people: list[Person]) -> list[Person]:
    return [one for one in people if one.is_labour_case]


def _share(
    of: Callable[[list[Person]], list[Person]], like: Callable[[Person], bool]
) -> Callable[[list[Person]], float]:
    def share(people: list[Person]) -> float:
        group = of(people)
        return sum(map(like, group)) / len(group) if group else 0.0

    return share


def _is_citizen(one: Person) -> bool:
    return one.standing != "other"


# What is measured, its least and greatest share, and the words for it.
BOUNDS: tuple[tuple[str, Callable[[list[Person]], float], float, float], ...] = (
    ("men in labour cases", _share(_labour, lambda p: p.sex == "male"), 1 / 3, 0.9),
    ("women in labour cases", _share(_labour, lambda p: p.sex == "female"), 0.1, 2 / 3),
    ("women among people met", _share(_met, lambda p: p.sex == "female"), 0.25, 0.75),
    ("children among people met", _share(_met, lambda p: p.age == "child"), 0.1, 0.5),
    ("citizens among people met", _share(_met, _is_citizen), 0.1, 0.9),
    ("people with a disability", _share(_met, lambda p: p.disability), 0.08, 0.5),
    (
        "people met who are not exploited",
        _share(_met, lambda p: p.part in ("person", "not-exploited")),
        0.2,
        0.8,
    ),
    (
        "one kind of work among the labour cases",
        lambda people: max(
            _share(_labour, lambda p, kind=kind: p.kind == kind)(people)  # type: ignore[misc]
            for kind in LABOUR
        ),
        0.0,
        0.5,
    ),
    (
        "women among the suspected",
        _share(_suspects, lambda p: p.sex == "female"),
        0.2,
        0.8,
    ),
    ("citizens among the suspected", _share(_suspects, _is_citizen), 0.5, 1.0),
    (
        "employers among the suspected",
        _share(_suspects, lambda p: "employer" in (p.role or "")),
        0.2,
        0.8,
    ),
    (
        "relatives among the suspected",
        _share(_suspects, lambda p: "relative" in (p.role or "")),
        0.1,
        0.8,
    ),
    ("cleared of suspicion", _share(_suspects, lambda p: p.part == "cleared"), 0.1, 1),
)


@rule(
    "people-balance",
    SOURCES,
    says="The people of the cases stay within the bounds of the diversity table.",
    fix="change or add a case, so that nobody stands for a whole group",
)
def people_balance(course: Course) -> Iterator[Finding]:
    people = list(course.registry.people)
    if not people:
        return
    document = course.registry.documents[_FILE]
    for words, measure, least, most in BOUNDS:
        share = measure(people)
        if not least <= share <= most:
            message = f"{words}: {share:.0%}, and {least:.0%} to {most:.0%} is right"
            yield Finding(document.path, document.line(("people",)), "", message)


@rule(
    "person-role",
    SOURCES,
    says="Whoever is suspected has a `role`: what they were to the others.",
    fix="add `role`, such as employer, relative or labour provider",
)
def person_role(course: Course) -> Iterator[Finding]:
    for index, one in enumerate(course.registry.people):
        if one.is_suspected and not one.role:
            document = course.registry.documents[_FILE]
            line = document.line(("people", index))
            yield Finding(document.path, line, one.id, "is suspected and has no `role`")


@rule(
    "person-met",
    SOURCES,
    says="Everybody in the diversity table is met on a page, in a question or a case.",
    fix="take them out of people.yml, or give them a case",
)
def person_met(course: Course) -> Iterator[Finding]:
    if not course.registry.people:
        return
    text = "\n".join(
        path.read_text("utf-8", errors="replace")
        for pattern in _CONTENT
        for path in course.root.glob(pattern)
        if "_build" not in path.parts
    )
    document = course.registry.documents[_FILE]
    for index, one in enumerate(course.registry.people):
        if not _is_named(one, text):
            message = f"{one.name} is met nowhere in the course"
            yield Finding(
                document.path, document.line(("people", index)), one.id, message
            )


@rule(
    "case-people",
    BOOK,
    says="A {case} names somebody of registry/people.yml, so that the table counts it.",
    fix="add the person to registry/people.yml, or correct the name",
)
def case_people(course: Course) -> Iterator[Finding]:
    cast: tuple[Person | Professional, ...] = (
        *course.registry.people,
        *course.registry.professionals,
    )
    if not cast:
        return
    for page in course.pages:
        for case in page.named("case"):
            told = " ".join(
                passage.text for passage in page.passages if passage.within("case")
            )
            if not any(_is_named(one, told) for one in cast):
                yield at_page(page, case.line, "tells of nobody in people.yml")


def _is_named(one: Person | Professional, text: str) -> bool:
    """Return whether a text names a person, by any part of the name."""
    return re.search(rf"\b(?:{'|'.join(one.name.split())})\b", text) is not None


RULES = (people_balance, person_role, person_met, case_people)
