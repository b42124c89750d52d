"""Scenarios as authors write them, read strictly.

`read_scenario` returns a scenario only if it can be played at all; otherwise every
problem that prevents it. What holds on every path is for `proof` to find out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from training.content import scenario_parts as parts
from training.content.problems import Problem, shown_path
from training.content.scenario_checks import faults_of
from training.content.source import (
    Document,
    Record,
    Whole,
    fields_of,
    fit,
    read_yaml,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Head", "Scenario", "read_scenario", "scenario_schema"]

_Where = tuple[str | int, ...]


class Head(Record):
    """All of a scenario but its scenes."""

    title: parts.Text
    minutes: Annotated[Whole, Field(ge=1, le=20)]
    recommendations: list[parts.Text] = Field(min_length=1)
    sources: list[parts.Text] = Field(min_length=1)
    content_note: parts.Text
    alternative: parts.Alternative
    intro: parts.Text
    roles: list[parts.Role] = Field(min_length=1)
    counters: list[parts.Counter] = []
    flags: list[parts.FlagName] = []
    clocks: list[parts.Clock] = []
    timers: list[parts.Timer] = []
    endings: list[parts.Ending] = Field(min_length=1)
    expert: list[parts.Move] = Field(min_length=1)
    invariants: list[parts.Invariant] = []


class _File(Head):
    scenes: list[Any] = Field(min_length=1)


class _Whole(Head):
    """A branching scenario, for editors that check while one types."""

    scenes: list[parts.Scene] = Field(min_length=1)


@dataclass(frozen=True)
class Scenario:
    """One scenario; its id is the file's name and it starts in its first scene."""

    id: str
    head: Head
    scenes: tuple[parts.Scene, ...]
    document: Document

    @property
    def path(self) -> str:
        """Return the file's path as shown to people."""
        return self.document.path

    def problem(self, where: _Where, message: str, fix: str, rule: str) -> Problem:
        """Return a problem located at a value of the file."""
        return self.document.problem(where, message, fix, rule)

    def place(self, scene: str, choice: str = "") -> _Where:
        """Return where a scene or ending stands in the file, or one of its choices."""
        for index, ending in enumerate(self.head.endings):
            if ending.id == scene:
                return ("endings", index)
        for index, found in enumerate(self.scenes):
            if found.id == scene:
                ids = [one.id for one in found.choices]
                inner = ("choices", ids.index(choice)) if choice in ids else ()
                return ("scenes", index, *inner)
        return ()

    def citations(self) -> Iterator[tuple[_Where, str]]:
        """Yield every source key with the place that cites it."""
        for index, source in enumerate(self.head.sources):
            yield ("sources", index), source
        for at, scene in enumerate(self.scenes):
            for index, source in enumerate(
                scene.weighed.sources if scene.weighed else ()
            ):
                yield ("scenes", at, "weighed", "sources", index), source
            for index, choice in enumerate(scene.choices):
                if choice.critical:
                    where = ("scenes", at, "choices", index, "critical", "source")
                    yield where, choice.critical.source


def _every_field() -> list[str]:
    found = set(fields_of(_File))
    for part in vars(parts).values():
        if isinstance(part, type) and issubclass(part, Record):
            found |= set(fields_of(part))
    return sorted(found)


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, for editors."""
    schema = _Whole.model_json_schema(by_alias=True)
    schema["title"] = "Scenario"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def read_scenario(path: Path) -> tuple[Scenario | None, list[Problem]]:
    """Return the scenario, or None with all problems in line order."""
    document, problems = read_yaml(path)
    if document is None:
        return None, problems
    if not isinstance(document.data, dict):
        fix = "start the file with `title:`, `minutes:` and `scenes:`"
        message = "is not a scenario"
        return None, [Problem(shown_path(path), 1, "", message, fix, "yaml")]
    known = _every_field()
    head, wrong = fit(_File, document, (), known)
    problems += wrong
    scenes, wrong = _read_scenes(document, known)
    problems += wrong
    if head is not None:
        problems += [
            document.problem(fault.where, fault.message, fault.fix, fault.rule)
            for fault in faults_of(head, scenes, document.data)
        ]
    if problems or head is None:
        return None, sorted(set(problems))
    whole = tuple(scene for _, scene in scenes)
    return Scenario(path.stem, head, whole, document), []


def _read_scenes(
    document: Document, known: list[str]
) -> tuple[list[tuple[int, parts.Scene]], list[Problem]]:
    scenes: list[tuple[int, parts.Scene]] = []
    problems: list[Problem] = []
    raw = document.data.get("scenes")
    for index in range(len(raw) if isinstance(raw, list) else 0):
        scene, wrong = fit(parts.Scene, document, ("scenes", index), known)
        problems += wrong
        if scene is not None:
            scenes.append((index, scene))
    return scenes, problems
