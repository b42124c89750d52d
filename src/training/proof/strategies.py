"""Whether thinking pays: the expert's path is the best, and no rule of thumb wins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from training.play.trail import play
from training.proof.promises import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.content.problems import Problem
    from training.content.scenario import Scenario
    from training.proof.search import Walk
    from training.proof.slices import Space

__all__ = ["alone_roles", "expert_path", "kindness", "praised_harm", "thoughtless"]

_GRADES = ("poor", "mixed", "good")
_LONGEST = 300  # decisions of a strategy before it counts as going in circles
_KIND = frozenset(
    """
    please sorry thank thanks safe safely safety rest water help comfort comfortable
    kindly gently promise calm calmly warm listen quiet quietly understand care
    reassure trust worry welcome tea food blanket friendly smile
    """.split()  # noqa: SIM905 - words read best as words
)


def expert_path(scenario: Scenario, form: Any, space: Space) -> Iterator[Problem]:
    """Yield what is wrong with the expert's path: it cannot be played, or is beaten."""
    picks = [move.pick for move in scenario.head.expert]
    state = play(form, picks)
    where: tuple[Any, ...] = ("expert",)
    if state["refused"]:
        step, why = state["refused"]["step"], state["refused"]["why"]
        there = ", ".join(one["id"] for one in state["choices"] if not one["closed"])
        message = f'pick "{picks[step]}" is {why} in scene "{state["scene"]}"'
        fix = f"pick one of: {there or 'nothing, the scenario has ended'}"
        yield scenario.problem((*where, step, "pick"), message, fix, "expert")
        return
    if state["ending"] is None:
        message = f'the expert path stops in scene "{state["scene"]}", before an ending'
        yield scenario.problem(where, message, "add its last picks", "expert")
        return
    for harm in state["critical"]:
        message = f'the expert makes the critical error "{harm["choice"]}"'
        place = (*where, harm["step"])
        yield scenario.problem(place, message, "choose another way", "expert")
    if better := _better(space, state):
        story = told(better[0], scenario, better[1])
        message = f'the expert path (to "{state["ending"]}") is beaten by:\n{story}'
        fix = "make this the expert path, or let it cost something"
        yield scenario.problem(where, message, fix, "expert")


def _better(space: Space, state: Any) -> tuple[Walk, tuple[int, int, int]] | None:
    """Return a blameless ending of a higher grade, or with every counter as high.

    Grades are compared over every path; counters among the examples, which in a small
    scenario are every path as well.
    """
    walk = space.base
    machine = walk.machine
    blameless = machine.test(["not", ["critical"]])
    rank = _GRADES.index(state["grade"]) if state["grade"] in _GRADES else -1
    endings = machine.key["endings"]
    higher = [
        machine.number[one["id"]]
        for one in endings
        if _GRADES.index(one["grade"]) > rank
    ]
    if found := walk.find(higher, blameless):
        return walk, found
    same = [
        machine.number[one["id"]] for one in endings if one["grade"] == state["grade"]
    ]
    walk = space.examples
    found = walk.find(same, _above(walk.machine, state["counters"]))
    return (walk, found) if found else None


def _above(machine: Any, counters: dict[str, int]) -> Any:
    blameless = machine.test(["not", ["critical"]])
    fields = [
        (machine.fields["counter", name], value - machine.fields["counter", name].low)
        for name, value in counters.items()
    ]

    def above(states: Any) -> Any:
        level, more = blameless(states), (states & 0) != 0
        for field, value in fields:
            here = field.read(states)
            level = level & (here >= value)
            more = more | (here > value)
        return level & more

    return above


def praised_harm(scenario: Scenario, walk: Walk) -> Iterator[Problem]:
    """Yield good endings that can be reached after a critical error."""
    machine = walk.machine
    for index, ending in enumerate(scenario.head.endings):
        if ending.grade != "good":
            continue
        found = walk.find([machine.number[ending.id]], machine.test(["critical"]))
        if found:
            story = told(walk, scenario, found)
            message = f"is a good ending after a critical error:\n{story}"
            fix = "send that way elsewhere, for example with `when: {critical: true}`"
            yield scenario.problem(("endings", index), message, fix, "praised-harm")


def kindness(label: str) -> int:
    """Return how many words of a label sound kind.

    >>> kindness("Please rest; I promise that you are safe.")
    4
    """
    return sum(word in _KIND for word in re.findall(r"[a-z]+", label.lower()))


def thoughtless(scenario: Scenario, form: Any) -> Iterator[Problem]:
    """Yield rules of thumb that reach a good ending without any thought."""
    labels = {
        f"{scene.id}/{choice.id}": choice.label
        for scene in scenario.scenes
        for choice in scene.choices
    }
    rules: dict[str, Callable[[list[str]], str]] = {
        "first": lambda ids: ids[0],
        "last": lambda ids: ids[-1],
        "longest": lambda ids: max(ids, key=lambda one: len(labels[one])),
        "kindest-sounding": lambda ids: max(ids, key=lambda one: kindness(labels[one])),
    }
    for name, rule in rules.items():
        picks, state = _followed(form, rule)
        if state["grade"] == "good":
            scene = state["ending"]
            message = (
                f'always taking the {name} choice ends well, in "{scene}": '
                + " → ".join(picks)
            )
            fix = "reorder or reword the choices so that it takes thought"
            yield scenario.problem(("scenes",), message, fix, "thoughtless")


def _followed(form: Any, rule: Callable[[list[str]], str]) -> tuple[list[str], Any]:
    picks: list[str] = []
    state = play(form, picks)
    met: set[str] = set()
    while state["ending"] is None and len(picks) < _LONGEST:
        ids = [one["id"] for one in state["choices"] if not one["closed"]]
        here = repr(
            [state[part] for part in ("scene", "counters", "flags", "clocks", "used")]
        )
        if not ids or here in met:
            break
        met.add(here)
        chosen = rule([f"{state['scene']}/{one}" for one in ids])
        picks.append(chosen.split("/")[1])
        state = play(form, picks)
    return picks, state


def alone_roles(scenario: Scenario, space: Space) -> Iterator[Problem]:
    """Yield roles that cannot end well alone while the others act by script."""
    machine = space.base.machine
    good = [
        machine.number[one.id] for one in scenario.head.endings if one.grade == "good"
    ]
    for index, role in enumerate(scenario.head.roles):
        if not role.alone or len(scenario.head.roles) == 1:
            continue
        own = space.alone(role.id)
        where = ("roles", index)
        if own.complete and own.find(good, machine.test(["not", ["critical"]])) is None:
            message = (
                f'"{role.id}" alone reaches no good ending; the others are scripted'
            )
            fix = "mark `scripted: true` at the choice the others should take"
            yield scenario.problem(where, message, fix, "alone")
        elif own.complete and (found := own.endless()):
            story = told(own, scenario, found)
            message = (
                f'"{role.id}" alone goes in circles by the others\' script:\n{story}'
            )
            fix = "mark `scripted: true` at a choice that moves on"
            yield scenario.problem(where, message, fix, "alone")
