"""What a search of every path shows about a scenario's scenes, choices and counters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.play.scenario_form import lower_tests
from training.proof.packed import WIDEST
from training.proof.promises import asked_by, told
from training.proof.slices import names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.problems import Problem
    from training.content.scenario import Scenario
    from training.proof.search import Walk
    from training.proof.slices import Name, Space

__all__ = [
    "dead_ends",
    "idle_parts",
    "idle_texts",
    "limits_met",
    "too_wide",
    "unreached",
    "unused_names",
]


def unreached(scenario: Scenario, walk: Walk) -> Iterator[Problem]:
    """Yield scenes and endings that no path comes to."""
    machine = walk.machine
    for index, scene in enumerate(scenario.scenes):
        if machine.number[scene.id] not in walk.seen:
            message = f'scene "{scene.id}" is never reached on any path'
            fix = "lead a choice to it, loosen a condition, or take it out"
            yield scenario.problem(("scenes", index), message, fix, "unreachable")
    for index, ending in enumerate(scenario.head.endings):
        if machine.number[ending.id] not in walk.seen:
            message = f'ending "{ending.id}" is never reached on any path'
            fix = "lead a choice to it, loosen a condition, or take it out"
            yield scenario.problem(("endings", index), message, fix, "unreachable")


def too_wide(scenario: Scenario, walk: Walk) -> Iterator[Problem]:
    """Yield one problem if what leads does not fit a whole number: it gets slow."""
    machine = walk.machine
    if machine.bits <= WIDEST:
        return
    widest = sorted(
        (field.mask.bit_length(), kind, name)
        for (kind, name), field in machine.fields.items()
    )[-3:]
    most = ", ".join(f"{kind} {name} {bits}" for bits, kind, name in reversed(widest))
    message = (
        f"needs {machine.bits} bits for a state; above {WIDEST} the search is many "
        f"times slower (most: {most})"
    )
    fix = "use fewer flags and once-only choices, or narrower counters and clocks"
    yield scenario.problem((), message, fix, "too-wide")


def dead_ends(scenario: Scenario, walk: Walk) -> Iterator[Problem]:
    """Yield scenes where every choice can be closed, and places that never end."""
    names = walk.machine.scenes
    for scene, (level, state) in sorted(walk.stuck.items()):
        story = told(walk, scenario, (level, scene, state))
        message = f"is a dead end: every choice is closed on this way:\n{story}"
        fix = "leave one choice without `when:` and `once:`"
        yield scenario.problem(scenario.place(names[scene]), message, fix, "dead-end")
    if walk.complete and not walk.stuck and (found := walk.endless()):
        level, scene, state = found
        story = told(walk, scenario, (level, scene, state))
        message = f"goes on for ever: no ending can be reached on this way:\n{story}"
        fix = "open a way to an ending, or let a clock or timer lead there"
        place = scenario.place(names[scene])
        yield scenario.problem(place, message, fix, "endless")


def idle_parts(scenario: Scenario, walk: Walk) -> Iterator[Problem]:
    """Yield conditions that never matter: choices and ways, always or never open."""
    for at, scene in enumerate(scenario.scenes):
        number = walk.machine.number[scene.id]
        if number not in walk.seen:
            continue
        for index, choice in enumerate(scene.choices):
            where = ("scenes", at, "choices", index)
            opened = walk.opened.get((number, choice.id), 0)
            if opened == 0:
                message = f'choice "{choice.id}" is never open on any path'
                fix = "loosen its `when:`, or take the choice out"
                yield scenario.problem(where, message, fix, "never-open")
            elif choice.when and opened == walk.seen[number] and not choice.once:
                message = (
                    f'choice "{choice.id}" is always open; its `when:` does nothing'
                )
                fix = "take `when:` out, or mend it"
                yield scenario.problem((*where, "when"), message, fix, "always-open")
            for way, one in enumerate(choice.goto if opened else []):
                target = walk.machine.number[one.to]
                if (number, choice.id, target) not in walk.led:
                    message = f'choice "{choice.id}" never leads to "{one.to}"'
                    fix = "mend the conditions above it, or take this way out"
                    place = (*where, "goto", way)
                    yield scenario.problem(place, message, fix, "never-taken")


def idle_texts(scenario: Scenario, space: Space) -> Iterator[Problem]:
    """Yield texts under a condition that everybody sees, or nobody."""
    records: list[tuple[str, int, Any]] = [
        *(("scenes", at, one) for at, one in enumerate(scenario.scenes)),
        *(("endings", at, one) for at, one in enumerate(scenario.head.endings)),
    ]
    for field, at, record in records:
        for index, part in enumerate(record.also):
            so, not_so = _both(space, record.id, lower_tests(part.when))
            place = (field, at, "also", index)
            if so == not_so:
                continue
            yield _idle_text(scenario, place, seen=so)


def _both(space: Space, scene: str, test: Any) -> tuple[bool, bool]:
    """Return whether a condition can be so in a scene, and whether it can be not."""
    found = _so_and_not(space.examples, scene, test)
    if all(found) and not space.examples.limited:
        return found
    return _so_and_not(space.walk(names_in(test)), scene, test)


def _so_and_not(walk: Walk, scene: str, test: Any) -> tuple[bool, bool]:
    if walk.limited:
        return True, True  # nothing can be said; the search notes that it stopped
    holds, number = walk.machine.test(test), [walk.machine.number[scene]]
    so = walk.find(number, holds) is not None
    return so, walk.find(number, lambda states: holds(states) ^ True) is not None


def _idle_text(scenario: Scenario, place: tuple[Any, ...], *, seen: bool) -> Problem:
    if not seen:
        fix = "mend its `when:`, or take the text out"
        return scenario.problem(place, "is a text nobody sees", fix, "never-shown")
    message = "is a text everybody sees; its `when:` does nothing"
    fix = "move it to `text:`, or mend its `when:`"
    return scenario.problem(place, message, fix, "always-shown")


def limits_met(scenario: Scenario, space: Space) -> Iterator[Problem]:
    """Yield additions that are lost because the counter is already at its limit."""
    for counter in scenario.head.counters:
        if counter.may_clip:
            continue
        walk = space.examples
        if not any(clip[2] == counter.id for clip in walk.clipped):
            walk = space.walk([("counter", counter.id)])
        yield from _clips(scenario, walk, counter.id)


def _clips(scenario: Scenario, walk: Walk, counter: str) -> Iterator[Problem]:
    for (scene, choice, moved), (level, state) in sorted(walk.clipped.items()):
        if moved != counter:
            continue
        name = walk.machine.scenes[scene]
        story = told(walk, scenario, (level, scene, state))
        message = (
            f'choice "{choice}" moves "{counter}" past its limit, and the step is lost:'
            f"\n{story}"
        )
        fix = "widen the counter, change the amount, or write `may-clip: true` at it"
        where = (*scenario.place(name, choice), "effects", "add", counter)
        yield scenario.problem(where, message, fix, "clips")


def unused_names(scenario: Scenario, key: Any) -> Iterator[Problem]:
    """Yield flags that nothing sets or asks, counters that never move, idle clocks."""
    choices = [choice for scene in key["scenes"] for choice in scene["choices"]]
    operations = [op for choice in choices for op in choice["ops"]]
    changed = {(op[0], op[1]) for op in operations}
    asked = _asked(scenario, key)
    for index, flag in enumerate(scenario.head.flags):
        where = ("flags", index)
        if ("flag", flag.id) not in changed:
            message, fix = "is a flag that no choice sets", "set it, or take it out"
            yield scenario.problem(where, message, fix, "unused")
        elif ("flag", flag.id) not in asked:
            fix = "ask for it in a `when:`, or take it out"
            yield scenario.problem(where, "is a flag that nothing asks", fix, "unused")
    for index, counter in enumerate(scenario.head.counters):
        if not {("add", counter.id), ("set", counter.id)} & changed:
            message, fix = (
                "is a counter that no choice moves",
                "move it, or take it out",
            )
            yield scenario.problem(("counters", index), message, fix, "unused")
    for field in ("clocks", "timers"):
        for index, clock in enumerate(getattr(scenario.head, field)):
            if not clock.running and ("run", clock.id) not in changed:
                message, fix = "is a clock that never runs", "start it, or take it out"
                yield scenario.problem((field, index), message, fix, "unused")


def _asked(scenario: Scenario, key: Any) -> set[Name]:
    places = [*key["scenes"], *key["endings"]]
    tests = [place["also"] for place in places]
    tests += [[way[0] for way in clock["then"]] for clock in key["clocks"]]
    for scene in key["scenes"]:
        for choice in scene["choices"]:
            tests += [choice["when"], [way[0] for way in choice["ways"]]]
    return {*names_in(tests), *asked_by(scenario)}
