"""The parts of a scenario as authors write them, each read strictly on its own.

A part knows what fields it has and what a lone value may be. Whether a name points
to something, and whether the whole can be played, is for `scenario_checks`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from training.content.scenario_fields import (
    Amounts,
    CounterKind,
    Grade,
    OrList,
    Slug,
    Slugs,
    Small,
    Text,
)
from training.content.source import Flag, Record, Whole

__all__ = [
    "Also",
    "Alternative",
    "Choice",
    "Clock",
    "Counter",
    "Critical",
    "Effects",
    "Ending",
    "FlagName",
    "Invariant",
    "Line",
    "Move",
    "Never",
    "Possible",
    "Role",
    "Scene",
    "Slug",
    "Test",
    "Text",
    "Timer",
    "Way",
    "Weighed",
    "Within",
]


class Role(Record):
    """Someone the learner can be; `hat` is the track that plays this role alone."""

    id: Slug
    name: Text
    hat: Literal["law-enforcement", "social-work", "both"]
    alone: Flag = False
    card: Text


class Counter(Record):
    """A small whole number between two bounds; more is better."""

    id: Slug
    name: Text
    kind: CounterKind = "other"
    low: Small = 0
    high: Small
    start: Small
    words: list[Text] = []
    may_clip: Flag = False


class FlagName(Record):
    """Something that is so or is not so; `shown: false` only helps the story."""

    id: Slug
    says: Text
    shown: Flag = True


class Test(Record):
    """One condition: exactly one of its subjects, with a whole number where due."""

    flag: Slug | None = None
    counter: Slug | None = None
    clock: Slug | None = None
    at_least: Small | None = None
    at_most: Small | None = None
    is_: Small | None = None
    running: Flag | None = None
    critical: Flag | None = None
    not_: Test | None = None
    all_: list[Test] | None = None
    any_: list[Test] | None = None


Tests = Annotated[list[Test], OrList()]


class Way(Record):
    """One way on: the first whose conditions hold is taken."""

    to: Slug
    when: Tests = []


Ways = Annotated[list[Way], OrList("to")]


class Clock(Record):
    """Time that choices use up; shown as `start` times `each` of its unit."""

    id: Slug
    name: Text
    until: Text
    unit: Text
    each: Annotated[Whole, Field(ge=1, le=1000)] = 1
    start: Annotated[Whole, Field(ge=1, le=500)]
    running: Flag = False
    each_decision: Annotated[Whole, Field(ge=0, le=10)] = 0
    soon: Small = 0
    moved_by: Text
    then: Ways = []


class Timer(Record):
    """Something that happens after so many decisions; unseen if it has no name."""

    id: Slug
    name: Text | None = None
    after: Annotated[Whole, Field(ge=1, le=100)]
    running: Flag = False
    then: Ways


class Effects(Record):
    """What a choice changes; worked through in the order of these fields."""

    set_: Amounts = {}
    add: Amounts = {}
    flag: Slugs = []
    unflag: Slugs = []
    start: Slugs = []
    advance: Amounts = {}
    stop: Slugs = []


class Critical(Record):
    """Why a choice causes serious harm, and what would have been better."""

    rule: Text
    source: Text
    better: Text


class Choice(Record):
    """Something the learner can decide; without `goto` it stays in its hub."""

    id: Slug
    label: Text
    roles: Slugs = []
    when: Tests = []
    closed: Text | None = None
    once: Flag = False
    scripted: Flag = False
    effects: Effects = Effects()
    goto: Ways = []
    says: Text | None = None
    critical: Critical | None = None


class Line(Record):
    """Words that somebody in the scene says; `roles` limits who hears them."""

    who: Text
    says: Text
    roles: Slugs = []


class Also(Record):
    """A text that stands in the scene only if something is so."""

    when: Tests = Field(min_length=1)
    text: Text
    roles: Slugs = []


class Weighed(Record):
    """What an experienced colleague would have weighed at this decision."""

    text: Text
    choose: Slugs = []
    sources: Annotated[list[Text], OrList()] = Field(min_length=1)


class Scene(Record):
    """A moment: where, what is seen and said, and what can be decided."""

    id: Slug
    title: Text
    place: Text | None = None
    time: Text | None = None
    text: Text | None = None
    for_: dict[Slug, Text] = {}
    lines: list[Line] = []
    also: list[Also] = []
    hub: Flag = False
    choices: list[Choice] = []
    weighed: Weighed | None = None


class Ending(Record):
    """How it can end, and how well."""

    id: Slug
    title: Text
    grade: Grade
    text: Text
    also: list[Also] = []


class Move(Record):
    """One step of the expert's path, and why."""

    pick: Slug
    why: Text


class Never(Record):
    """A place that is never reached: while `when`, after `after`, save `unless`."""

    ending: Slug | None = None
    scene: Slug | None = None
    choice: Text | None = None
    when: Tests = []
    after: Tests = []
    unless: Tests = []


class Within(Record):
    """After something is so, something else is so within some decisions."""

    after: Tests = Field(min_length=1)
    decisions: Annotated[Whole, Field(ge=0, le=50)]
    then: Tests = Field(min_length=1)


class Possible(Record):
    """After something is so, an ending can still be reached."""

    after: Tests = Field(min_length=1)
    ending: Slug


class Invariant(Record):
    """A promise of the scenario, in a sentence and in one of four closed forms."""

    id: Slug
    says: Text
    never: Never | None = None
    within: Within | None = None
    possible: Possible | None = None
    apart: Slugs = []


class Alternative(Record):
    """What somebody who skips the scenario does for the same credit."""

    text: Text
    page: Text | None = None
    quiz: Text | None = None
    items: Slugs = []
