"""The rules for scenarios, and the run that holds every scenario file to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.content.scenario import read_scenario
from training.proof.explorer import prove
from training.proof.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from training.content.course import Course
    from training.content.problems import Problem
    from training.content.scenario import Scenario

__all__ = ["RULES", "SCENARIOS", "scenario_problems"]

SCENARIOS = "scenarios"


def _rule(name: str, says: str, fix: str) -> Rule:
    return Rule(name, (SCENARIOS,), says, fix)


RULES = (
    _rule(
        "unplayable",
        "Every name in a scenario exists, every number fits its counter, every scene "
        "says something and leads somewhere.",
        "correct the name or number, or add what it names",
    ),
    _rule("debrief", "Every decision has something to debrief.", "add `weighed:`"),
    _rule("unreachable", "Some path reaches every scene and ending.", "lead to it"),
    _rule("dead-end", "Some choice is open wherever one can be.", "leave one open"),
    _rule("endless", "An ending can be reached from everywhere.", "open a way out"),
    _rule("never-open", "Every choice can be open.", "loosen its `when:`"),
    _rule("always-open", "A condition on a choice matters.", "take `when:` out"),
    _rule("never-taken", "Every way of a choice can be taken.", "mend its conditions"),
    _rule("never-shown", "Every conditional text can be seen.", "mend its `when:`"),
    _rule("always-shown", "A condition on a text matters.", "move it to `text:`"),
    _rule("clips", "No step of a counter is lost at its limit.", "widen the counter"),
    _rule("unused", "Every flag, counter and clock is used.", "use it or take it out"),
    _rule("praised-harm", "No critical error ends well.", "lead it elsewhere"),
    _rule("broken", "Every invariant holds on every path.", "mend the path it prints"),
    _rule("expert", "The expert's path can be played and is not beaten.", "mend it"),
    _rule("thoughtless", "No rule of thumb ends well.", "reorder or reword choices"),
    _rule("alone", "Each role can end well when played alone.", "mark `scripted:`"),
    _rule("too-long", "A scene fits a phone: 130 words for one reader.", "cut a fifth"),
    _rule("hard-to-read", "A scene reads at 15 or younger.", "use short sentences"),
    _rule("unfinished", "The whole space is searched.", "use fewer counters and flags"),
    _rule("too-wide", "A state fits 62 bits, so that it is fast.", "use fewer flags"),
    _rule("alternative", "The equal-credit alternative exists.", "name what exists"),
)


def scenario_problems(
    course: Course,
    files: Collection[Path] = (),
    progress: Callable[[str], None] | None = None,
) -> Iterator[Problem]:
    """Yield every problem of the course's scenarios, or of these files alone."""
    for path in sorted(files or (course.root / SCENARIOS).glob("*.yml")):
        if progress:
            progress(path.name)
        scenario, problems = read_scenario(path)
        yield from problems
        if scenario is not None:
            yield from prove(scenario).problems
            yield from _references(scenario, course)


def _references(scenario: Scenario, course: Course) -> Iterator[Problem]:
    for where, key in scenario.citations():
        if no := course.registry.citable(key, course.today):
            yield scenario.problem(where, no.message, no.fix, no.rule)
    for index, name in enumerate(scenario.head.recommendations):
        if course.registry.recommendation(name) is None:
            message = f'recommendation "{name}" is not in the registry'
            fix = "use an id of registry/recommendations.yml"
            where = ("recommendations", index)
            yield scenario.problem(where, message, fix, "recommendation-unknown")
    other = scenario.head.alternative
    bank = course.bank(other.quiz) if other.quiz else None
    if other.quiz and bank is None:
        message = f'quiz "{other.quiz}" does not exist'
        fix = "name a file in quizzes/, without .yml"
        yield scenario.problem(("alternative", "quiz"), message, fix, "alternative")
    if other.page and course.page(other.page) is None:
        message = f'page "{other.page}" does not exist'
        fix = "name a page below book/, without .md"
        yield scenario.problem(("alternative", "page"), message, fix, "alternative")
    for index, item in enumerate(other.items if bank else ()):
        if bank and bank.item(item) is None:
            message = f'question "{item}" is not in quiz "{other.quiz}"'
            where = ("alternative", "items", index)
            yield scenario.problem(where, message, "name one that is", "alternative")
