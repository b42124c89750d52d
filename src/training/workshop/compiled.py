"""A plan compiled for a session: JSON that is frozen when the session is made.

It holds the questions with their keys, so that a file changed during a workshop changes
nothing in the room, and a restart finds what it had. It never leaves the server whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.content.markdown import render_markdown
from training.content.quiz import read_bank
from training.content.registry import load_registry
from training.play.form import compile_item
from training.workshop.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from training.content.plan import Plan
    from training.content.problems import Problem

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
    return [
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


def compile_plan(plan: Plan, root: Path) -> _Json:
    """Return the frozen plan of a session; call it on a plan without problems."""
    items = _Items(root)
    registry, _ = load_registry(root)

    def label(key: str) -> str:
        pair = registry.source(key)
        return pair[0].short if pair else key

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
    }


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
