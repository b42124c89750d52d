"""Rules on coverage: every point of the workshop is taught, asked and practised.

A registry that says `complete: true` promises that no point is left out; a course that
is still being written leaves the line away.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from training.content.lab import lab_folders, read_lab
from training.content.scenario import read_scenario
from training.proof.rules import BOOK, SOURCES, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from training.content.course import Course
    from training.content.registry import Recommendation

__all__ = ["RULES"]

_FILE = "recommendations.yml"


def _at(course: Course, point: Recommendation, message: str) -> Finding:
    document = course.registry.documents[_FILE]
    records = document.data["recommendations"]
    index = next(i for i, raw in enumerate(records) if raw.get("id") == point.id)
    line = document.line(("recommendations", index))
    return Finding(document.path, line, point.id, message)


@rule(
    "point-untaught",
    SOURCES,
    BOOK,
    says="In a registry that is `complete: true`, every point has a page, and that "
    "page's points have questions.",
    fix="name it in the `recommendations:` of the page that teaches it",
)
def point_untaught(course: Course) -> Iterator[Finding]:
    if not course.registry.is_complete:
        return
    taught = {
        name
        for page in course.pages
        if not page.facts.job_aid
        for name in page.facts.recommendations or ()
    }
    for point in course.registry.recommendations:
        if not point.composite and point.id not in taught:
            yield _at(course, point, "no page teaches it")


@rule(
    "point-unpractised",
    SOURCES,
    BOOK,
    says="The scenarios and labs in which a point is practised exist, and name it.",
    fix="correct `practice:`, or add the point to its `recommendations:`",
)
def point_unpractised(course: Course) -> Iterator[Finding]:
    for point in course.registry.recommendations:
        for name in point.practice:
            trained = _trains(course.root, name)
            if trained is None:
                message = f'practice "{name}" is no scenario and no lab'
                yield _at(course, point, message)
            elif point.id not in trained:
                yield _at(course, point, f'practice "{name}" does not name it')


@cache
def _trains(root: Path, name: str) -> tuple[str, ...] | None:
    """Return the points a scenario or lab trains, or None if there is none."""
    path = root / "scenarios" / f"{name}.yml"
    if path.is_file():
        scenario = read_scenario(path)[0]
        return tuple(scenario.head.recommendations) if scenario else ()
    folder = next((one for one in lab_folders(root) if one.name == name), None)
    if folder is None:
        return None
    lab = read_lab(folder)[0]
    return tuple(lab.facts.recommendations) if lab else ()


RULES = (point_untaught, point_unpractised)
