"""A plan compiled for a session: JSON that is frozen when the session is made.

It holds the questions with their keys, so that a file changed during a workshop changes
nothing in the room, and a restart finds what it had. It never leaves the server whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.content.markdown import render_markdown
from training.content.quiz import read_bank
from training.content.registry import load_registry
from training.content.scenario import read_scenario
from training.play.form import compile_item
from training.play.scenario_form import compile_scenario
from training.workshop.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from training.content.plan import Plan
    from training.content.problems import Problem
    from training.content.scenario import Scenario

__all__ = ["compile_plan", "plan_problems"]

_Json = dict[str, Any]


class _Items:
    """Finds questions by `bank/item`, reading each bank once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._banks: dict[str, dict[str, Any]] = {}

    def find(self, key: str) -> Any:
        bank, _, item = key.partition("/")
        if bank not in self._banks:
            path = self.root / "quizzes" / f"{bank}.yml"
            found = read_bank(path)[0] if path.is_file() else None
            items = found.items if found else ()
            self._banks[bank] = {one.id: one for one in items if not one.retired}
        return self._banks[bank].get(item)


def _items_of(activity: Any) -> list[tuple[str, str]]:
    """Return the questions an activity names, each with the field that names it."""
    if activity.kind == "quiz":
        return [("items", key) for key in activity.items]
    return [("item", activity.item)] if activity.kind == "peer" else []


def plan_problems(plan: Plan, root: Path) -> list[Problem]:
    """Return a problem for every question the plan names that is not there."""
    items = _Items(root)
    missing = [
        plan.problem(
            index,
            field,
            f'names the question "{key}", which no bank has',
            f"name a question of quizzes/ that is in use, as bank/item ({key})",
        )
        for index, activity in enumerate(plan.activities)
        for field, key in _items_of(activity)
        if items.find(key) is None
    ]
    return missing + [
        problem
        for index, activity in enumerate(plan.activities)
        if activity.kind == "simulation"
        for problem in _simulation_problems(plan, index, activity, root)
    ]


def _scenario(root: Path, name: str) -> Scenario | None:
    path = root / "scenarios" / f"{name}.yml"
    return read_scenario(path)[0] if path.is_file() else None


def _simulation_problems(
    plan: Plan, index: int, activity: Any, root: Path
) -> list[Problem]:
    """Return a problem for a scenario that is not there, and for names not in it."""
    scenario = _scenario(root, activity.scenario)
    if scenario is None:
        message = f'plays "{activity.scenario}", which is no scenario that can be read'
        fix = f"run `training check scenarios/{activity.scenario}.yml`"
        return [plan.problem(index, "scenario", message, fix)]
    roles = ["all", *(one.id for one in scenario.head.roles)]
    scenes = [one.id for one in scenario.scenes]
    found = []
    for at, one in enumerate(activity.injects):
        for field, value, known in (("to", one.to, roles), ("at", one.scene, scenes)):
            if value and value not in known:
                message = f'names "{value}", which the scenario does not have'
                fix = f"name one of {', '.join(known)}"
                found.append(plan.problem(index, "injects", message, fix, at, field))
    return found


def compile_plan(plan: Plan, root: Path) -> _Json:
    """Return the frozen plan of a session; call it on a plan without problems."""
    items = _Items(root)
    registry, _ = load_registry(root)

    def label(key: str) -> str:
        pair = registry.source(key)
        return pair[0].short if pair else key

    scenarios = {
        one.scenario: compile_scenario(found)
        for one in plan.activities
        if one.kind == "simulation" and (found := _scenario(root, one.scenario))
    }
    forms = {
        key: compile_item(items.find(key), key.partition("/")[0], label=label)
        for activity in plan.activities
        for _, key in _items_of(activity)
    }
    return {
        "format": 1,
        "id": plan.id,
        "title": plan.title,
        "minutes": plan.minutes,
        "activities": [_activity(one, render_markdown) for one in plan.activities],
        "items": forms,
        "scenarios": scenarios,
        "sources": {
            key: label(key) for form in scenarios.values() for key in cited(form)
        },
    }


def cited(form: _Json) -> list[str]:
    """Return the keys of all sources that a scenario's debrief names."""
    scenes = form["view"]["scenes"]
    weighed = [
        key for one in scenes if one["weighed"] for key in one["weighed"]["sources"]
    ]
    harms = [
        choice["critical"]["source"]
        for one in scenes
        for choice in one["choices"]
        if choice["critical"]
    ]
    return sorted({*weighed, *harms})


def _activity(activity: Any, render: Callable[[str], str]) -> _Json:
    return {
        "id": activity.id,
        "kind": activity.kind,
        "title": activity.title,
        "minutes": activity.minutes,
        "html": render(activity.text or ""),
        "say": render(activity.say or ""),
        "items": [],
        "part": "",
        "list": [],
        **KINDS[activity.kind].compile(activity),
    }
