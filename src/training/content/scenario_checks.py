"""What a scenario needs before it can be played at all.

Names point to something, numbers stay within bounds, every scene says something and
leads somewhere. Each check yields faults located by field; `scenario.py` turns them
into problems. It reads records by their fields only.
"""

from __future__ import annotations

from collections import Counter as Tally
from typing import TYPE_CHECKING, Any

from training.content.problems import did_you_mean
from training.content.scenario_names import Fault, Names, outside, tests_in
from training.content.scenario_promises import faults_in_promises

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.scenario_parts import Scene

__all__ = ["faults_of"]

_Where = tuple[str | int, ...]
_LABEL_WORDS = 15


def faults_of(head: Any, scenes: list[tuple[int, Scene]], data: Any) -> Iterator[Fault]:
    """Yield everything that keeps the scenario from being played."""
    names = Names(head, data)
    yield from _duplicates(head, names)
    for index, counter in enumerate(head.counters):
        yield from _counter(counter, ("counters", index))
    for field in ("clocks", "timers"):
        for index, clock in enumerate(getattr(head, field)):
            yield from _ways(clock.then, names, (field, index, "then"))
    for index, scene in scenes:
        yield from _scene(scene, names, ("scenes", index))
    for index, ending in enumerate(head.endings):
        yield from _also(ending.also, names, ("endings", index))
    yield from _silent_roles(head, scenes)
    if len(scenes) == len(data["scenes"]):
        yield from _no_way_out(head, scenes, names)
    for place, message, fix in faults_in_promises(head, names, tests_in):
        yield Fault(place, message, fix)


def _duplicates(head: Any, names: Names) -> Iterator[Fault]:
    for field in ("roles", "counters", "flags", "invariants"):
        yield from _twice([one.id for one in getattr(head, field)], (field,), 0)
    clocks = [one.id for one in head.clocks]
    yield from _twice(clocks, ("clocks",), 0)
    yield from _twice(
        [*clocks, *(one.id for one in head.timers)], ("timers",), len(clocks)
    )
    yield from _twice(names.scenes, ("scenes",), 0)
    yield from _twice(names.targets, ("endings",), len(names.scenes))


def _twice(ids: list[str], base: _Where, skip: int) -> Iterator[Fault]:
    for at, name in enumerate(ids):
        if at >= skip and name in ids[:at]:
            message = f'uses the id "{name}" a second time'
            fix = "give each its own id"
            yield Fault((*base, at - skip, "id"), message, fix, "duplicate-id")


def _counter(counter: Any, where: _Where) -> Iterator[Fault]:
    if counter.low >= counter.high:
        message = f"low {counter.low} is not below high {counter.high}"
        yield Fault((*where, "high"), message, "write the smaller number at `low:`")
    elif not counter.low <= counter.start <= counter.high:
        yield outside("start", counter.start, counter, (*where, "start"))
    span = counter.high - counter.low + 1
    if counter.words and len(counter.words) != span:
        message = f"has {len(counter.words)} words for {span} values"
        fix = f"write one word for each value from {counter.low} to {counter.high}"
        yield Fault((*where, "words"), message, fix)


def _scene(scene: Scene, names: Names, where: _Where) -> Iterator[Fault]:
    missing = [role for role in names.roles if role not in scene.for_]
    if not scene.text and missing:
        message = f"has no text for {', '.join(missing)}"
        yield Fault(where, message, "write `text:` for everybody, or `for:` each role")
    for role in scene.for_:
        yield from names.unknown("role", role, names.roles, (*where, "for", role))
    for index, line in enumerate(scene.lines):
        yield from _roles(line.roles, names, (*where, "lines", index))
    yield from _also(scene.also, names, where)
    ids = [choice.id for choice in scene.choices]
    yield from _twice(ids, (*where, "choices"), 0)
    if not ids:
        message = "has no choices, so nobody gets out of it"
        yield Fault(where, message, "add `choices:`, or make it an ending")
    for index, choice in enumerate(scene.choices):
        yield from _choice(choice, scene, names, (*where, "choices", index))
    yield from _weighed(scene, ids, where)


def _weighed(scene: Scene, ids: list[str], where: _Where) -> Iterator[Fault]:
    if len(ids) > 1 and not scene.weighed:
        message = f"has {len(ids)} choices and nothing for the debrief"
        fix = "add `weighed:` with `text:` and `sources:`"
        yield Fault(where, message, fix, "debrief")
    for name in scene.weighed.choose if scene.weighed else []:
        if name not in ids:
            message = f'choice "{name}" is not in this scene ({", ".join(ids)})'
            fix = f"use one of them.{did_you_mean(name, ids)}"
            yield Fault((*where, "weighed", "choose"), message, fix)


def _roles(roles: list[str], names: Names, where: _Where) -> Iterator[Fault]:
    for role in roles:
        yield from names.unknown("role", role, names.roles, (*where, "roles"))


def _also(parts: list[Any], names: Names, where: _Where) -> Iterator[Fault]:
    for index, part in enumerate(parts):
        yield from tests_in(part.when, names, (*where, "also", index, "when"))
        yield from _roles(part.roles, names, (*where, "also", index))


def _choice(choice: Any, scene: Scene, names: Names, where: _Where) -> Iterator[Fault]:
    words = len(choice.label.split())
    if words > _LABEL_WORDS:
        message = f"label has {words} words; a choice has at most {_LABEL_WORDS}"
        yield Fault((*where, "label"), message, "cut it to what is decided")
    if not choice.goto and not scene.hub:
        message = "leads nowhere"
        fix = "add `goto:`, or `hub: true` to the scene if the choice returns to it"
        yield Fault(where, message, fix)
    if choice.closed and not choice.when:
        message = "says why it is closed but can never be closed"
        yield Fault((*where, "closed"), message, "add `when:`, or take `closed:` out")
    yield from _roles(choice.roles, names, where)
    yield from tests_in(choice.when, names, (*where, "when"))
    yield from _ways(choice.goto, names, (*where, "goto"))
    yield from _effects(choice.effects, names, (*where, "effects"))


def _ways(ways: list[Any], names: Names, where: _Where) -> Iterator[Fault]:
    for index, way in enumerate(ways):
        yield from names.unknown("scene", way.to, names.targets, (*where, index, "to"))
        yield from tests_in(way.when, names, (*where, index, "when"))
        last = index == len(ways) - 1
        if last and way.when:
            message = "has no way on when none of its conditions hold"
            fix = "end the list with `- to: …` without `when:`"
            yield Fault((*where, index), message, fix)
        if not last and not way.when:
            message = "hides the ways below it, because it has no condition"
            yield Fault((*where, index), message, "move it to the end")


def _effects(effects: Any, names: Names, where: _Where) -> Iterator[Fault]:
    yield from _moved_counters(effects, names, where)
    for field in ("flag", "unflag"):
        for index, name in enumerate(getattr(effects, field)):
            yield from names.unknown("flag", name, names.flags, (*where, field, index))
    running = [*names.clocks, *names.timers]
    for field in ("start", "stop"):
        for index, name in enumerate(getattr(effects, field)):
            yield from names.unknown("clock", name, running, (*where, field, index))
    for name, amount in effects.advance.items():
        place = (*where, "advance", name)
        yield from names.unknown("clock", name, names.clocks, place)
        if amount < 1:
            message = f"advance {amount} does not move the clock on"
            yield Fault(place, message, "use a whole number from 1")


def _moved_counters(effects: Any, names: Names, where: _Where) -> Iterator[Fault]:
    for field in ("set_", "add"):
        for name, amount in getattr(effects, field).items():
            place = (*where, field.rstrip("_"), name)
            yield from names.unknown("counter", name, names.counters, place)
            counter = names.counters.get(name)
            if (
                counter
                and field == "set_"
                and not (counter.low <= amount <= counter.high)
            ):
                yield outside("set", amount, counter, place)
            if (
                counter
                and field == "add"
                and (not 0 < abs(amount) <= counter.high - counter.low)
            ):
                yield outside("add", amount, counter, place)


def _silent_roles(head: Any, scenes: list[tuple[int, Scene]]) -> Iterator[Fault]:
    heard: Tally[str] = Tally()
    for _, scene in scenes:
        heard.update(list(scene.for_))
        parts: list[Any] = [*scene.choices, *scene.lines, *scene.also]
        for part in parts:
            heard.update(part.roles)
    for index, role in enumerate(head.roles):
        if not heard[role.id] and len(head.roles) > 1:
            message = f'role "{role.id}" has no scene: no text and no choice names it'
            fix = "give it `for:` texts and choices with `roles:`, or take it out"
            yield Fault(("roles", index), message, fix)
    alone = [role.hat for role in head.roles if role.alone]
    for hat in ("law-enforcement", "social-work"):
        if alone.count(hat) + alone.count("both") != 1:
            message = f"{alone.count(hat)} roles are played alone by {hat}, not one"
            fix = "write `alone: true` at one role of each hat, or one with both"
            yield Fault(("roles",), message, fix)


def _no_way_out(
    head: Any, scenes: list[tuple[int, Scene]], names: Names
) -> Iterator[Fault]:
    ends = set(names.endings)
    leads: dict[str, set[str]] = {}
    clocks = {way.to for one in (*head.clocks, *head.timers) for way in one.then}
    for _, scene in scenes:
        leads[scene.id] = {way.to for one in scene.choices for way in one.goto}
        leads[scene.id] |= clocks if scene.choices else set()
    grown = True
    while grown:
        more = {name for name, to in leads.items() if to & ends} - ends
        ends |= more
        grown = bool(more)
    for index, scene in scenes:
        if scene.id not in ends and scene.choices:
            message = "is in a circle that no choice leaves for an ending"
            fix = "let one of its choices lead towards an ending"
            yield Fault(("scenes", index), message, fix, "endless")
