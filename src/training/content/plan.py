"""Workshop plans as authors write them, read strictly.

A plan is a list of activities with their minutes. Minutes are promises to a room, so
their sums are held to the line. What an activity does is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from training.content.problems import Problem, shown_path
from training.content.scenario_fields import Slug, Text  # noqa: TC001 - pydantic reads them
from training.content.source import Document, Record, Whole, fields_of, fit, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Activity",
    "Break",
    "Debrief",
    "Inject",
    "Parking",
    "Peer",
    "PeerPhases",
    "Plan",
    "Quiz",
    "Simulation",
    "SimulationPhases",
    "Welcome",
    "Work",
    "read_plan",
]

_Minutes = Annotated[Whole, Field(ge=1, le=180)]
_ItemKey = Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]


class _Activity(Record):
    """What every activity has; `say` is for the facilitator alone."""

    id: Slug
    minutes: _Minutes
    title: Text
    text: Text | None = None
    say: Text | None = None


class Welcome(_Activity):
    """The opening: who we are, and what the room agrees on."""

    kind: Literal["welcome"]
    agreements: list[Text] = []


class Quiz(_Activity):
    """Questions that each answers alone, at their own pace."""

    kind: Literal["quiz"]
    items: list[_ItemKey] = Field(min_length=1)
    part: Literal["before", "after", "practice"] = "practice"
    feedback: Literal["review", "never"] = "review"


class PeerPhases(Record):
    """The minutes of the four steps of peer instruction."""

    vote: _Minutes
    discuss: _Minutes
    revote: _Minutes
    compare: _Minutes


class Peer(_Activity):
    """One question: vote alone, talk, vote again, look at both pictures."""

    kind: Literal["peer"]
    item: _ItemKey
    phases: PeerPhases


class Break(_Activity):
    """A pause; the projector shows when it goes on."""

    kind: Literal["break"]


class Work(_Activity):
    """Work in groups with a text on the projector and a timer."""

    kind: Literal["work"]


class Debrief(_Activity):
    """Questions to talk about, one after the other."""

    kind: Literal["debrief"]
    questions: list[Text] = Field(min_length=1)


class Parking(_Activity):
    """Time for the questions that the room has parked."""

    kind: Literal["parking"]


class SimulationPhases(Record):
    """The minutes of the three steps of a simulation; the last may be the longest."""

    brief: _Minutes
    play: _Minutes
    debrief: _Minutes


class Inject(Record):
    """News from outside: at a minute of the play, or when a team comes to a scene."""

    at: Annotated[str, Field(pattern=r"^([1-9][0-9]{0,2}|[a-z][a-z0-9-]{0,59})$")]
    to: Slug
    title: Text
    text: Text

    @property
    def minute(self) -> int | None:
        """Return the minute of the play it is planned for, if it is."""
        return int(self.at) if self.at.isdigit() else None

    @property
    def scene(self) -> str:
        """Return the scene at which it comes by itself, or ''."""
        return "" if self.at.isdigit() else self.at


class Simulation(_Activity):
    """One scenario, played by teams in roles: brief, play, debrief."""

    kind: Literal["simulation"]
    scenario: Slug
    phases: SimulationPhases
    teams: Annotated[str, Field(pattern=r"^(auto|[1-9]|1[0-2])$")] = "auto"
    injects: list[Inject] = []


Activity = Annotated[
    Welcome | Quiz | Peer | Break | Work | Debrief | Parking | Simulation,
    Field(discriminator="kind"),
]


class _File(Record):
    title: Text
    minutes: Annotated[Whole, Field(ge=10, le=600)]
    about: Text
    activities: list[Any] = Field(min_length=1)


@dataclass(frozen=True)
class Plan:
    """A plan that can be run; its id is the file's name."""

    id: str
    title: str
    minutes: int
    about: str
    activities: tuple[Any, ...]
    document: Document

    def problem(
        self, index: int, field: str, message: str, fix: str, *inside: str | int
    ) -> Problem:
        """Return a problem located at a field of an activity, or inside it."""
        where = ("activities", index, field, *inside)
        return self.document.problem(where, message, fix, "plan")


def _known() -> list[str]:
    quizzes = (Quiz, Peer, PeerPhases)
    records = (_File, Welcome, *quizzes, Debrief, Simulation, SimulationPhases, Inject)
    return sorted({name for record in records for name in fields_of(record)})


def read_plan(path: Path) -> tuple[Plan | None, list[Problem]]:
    """Return the plan, or None with all problems in line order."""
    document, problems = read_yaml(path)
    if document is None:
        return None, problems
    if not isinstance(document.data, dict):
        fix = "start the file with `title:`, `minutes:` and `activities:`"
        return None, [
            Problem(shown_path(path), 1, "", "is not a workshop plan", fix, "yaml")
        ]
    head, wrong = fit(_File, document, (), _known())
    problems += wrong
    activities: list[Any] = []
    raw = document.data.get("activities")
    for index in range(len(raw) if isinstance(raw, list) else 0):
        found, wrong = fit(Activity, document, ("activities", index), _known())
        problems += wrong
        if found is not None:
            activities.append(found)
    if not problems and head is not None:
        problems += _faults(document, head.minutes, activities)
    if problems or head is None:
        return None, sorted(set(problems))
    whole = (head.title, head.minutes, head.about, tuple(activities))
    return Plan(path.stem, *whole, document), []


def _faults(document: Document, minutes: int, activities: list[Any]) -> list[Problem]:
    found: list[Problem] = []

    def wrong(where: tuple[str | int, ...], message: str, fix: str) -> None:
        found.append(document.problem(where, message, fix, "plan"))

    total = sum(one.minutes for one in activities)
    if total != minutes:
        fix = f"write `minutes: {total}`, or change an activity's minutes"
        message = f"minutes is {minutes}, but its activities add up to {total}"
        wrong(("minutes",), message, fix)
    seen: set[str] = set()
    for index, one in enumerate(activities):
        if one.id in seen:
            fix = "give each activity an id of its own"
            wrong(("activities", index, "id"), f'has the id "{one.id}" again', fix)
        seen.add(one.id)
        if isinstance(one, Peer | Simulation):
            inner = sum(one.phases.model_dump().values())
            if inner != one.minutes:
                message = f"minutes is {one.minutes}, but its phases add up to {inner}"
                fix = f"write `minutes: {inner}`, or change a phase's minutes"
                wrong(("activities", index, "minutes"), message, fix)
        for at, inject in enumerate(one.injects if isinstance(one, Simulation) else ()):
            if inject.minute is not None and inject.minute > one.phases.play:
                message = f"comes at minute {inject.minute} of {one.phases.play}"
                fix = "name a minute of the play, or a scene"
                wrong(("activities", index, "injects", at, "at"), message, fix)
    return found
