"""Whether a scenario keeps its invariants on every path.

Four closed forms, each decided by looking at every state: `never`, `within`,
`possible`, `apart`. A promise about the past takes a few more bits of memory and a
search of its own; the others are read off the search that was made anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.play.scenario_form import lower_tests
from training.proof.packed import Machine, Monitor
from training.proof.search import Walk, chosen, edges
from training.proof.slices import Name, Space, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.problems import Problem
    from training.content.scenario import Scenario
    from training.proof.packed_parts import Field

__all__ = ["asked_by", "broken_promises", "told"]


def told(walk: Walk, scenario: Scenario, found: tuple[int, int, int]) -> str:
    """Return the shortest way to a state, scene by scene, one line each."""
    level, scene, state = found
    labels = {
        (one.id, choice.id): choice.label
        for one in scenario.scenes
        for choice in one.choices
    }
    names = walk.machine.scenes
    lines = [
        f"      {number}. {names[at]}: {choice} ({labels[names[at], choice]})"
        for number, (at, choice) in enumerate(walk.path(scene, state, level), start=1)
    ]
    return "\n".join([*lines, f"      {len(lines) + 1}. {names[scene]}"])


def broken_promises(scenario: Scenario, space: Space) -> Iterator[Problem]:
    """Yield a problem for every invariant that some path breaks, with that path."""
    checks = {
        "never": _never,
        "within": _within,
        "possible": _possible,
        "apart": _apart,
    }
    for index, one in enumerate(scenario.head.invariants):
        form = next(name for name in checks if getattr(one, name))
        for message, fix in checks[form](getattr(one, form), scenario, space):
            where = ("invariants", index, form)
            yield scenario.problem(where, f"{message}\n      {one.says}", fix, "broken")


def asked_by(scenario: Scenario) -> Iterator[Name]:
    """Yield the variables that the invariants speak of."""
    for one in scenario.head.invariants:
        for form in (one.never, one.within, one.possible):
            for field in ("when", "after", "unless", "then"):
                yield from names_in(lower_tests(getattr(form, field, [])))
        for name in one.apart:
            clocks = [clock.id for clock in scenario.head.clocks]
            yield ("clock" if name in clocks else "flag"), name


_Found = tuple[str, str]


def _remembers(test: Any) -> Monitor:
    """Return a monitor whose one bit says whether a condition ever held."""
    made: list[Any] = []

    def update(machine: Machine, states: Any, memory: Field) -> Any:
        if not made:
            made.append(machine.test(test))
        return states | (machine.bit(made[0](states), states) << memory.shift)

    return Monitor(1, update)


def _remembered(machine: Machine) -> Any:
    return lambda states: machine.memory.read(states) == 1


def _places(form: Any, machine: Machine) -> tuple[list[int], Any]:
    """Return the scenes a promise speaks of, and what of their states it means."""
    if form.ending is not None:
        ends = machine.key["endings"]
        names = [one["id"] for one in ends if form.ending in (one["id"], one["grade"])]
        return [machine.number[name] for name in names], None
    if getattr(form, "scene", None) is not None:
        return [machine.number[form.scene]], None
    scene, choice = form.choice.split("/")
    step = next(one for one in machine.steps[machine.number[scene]] if one.id == choice)
    free = step.when is None and step.once is None
    return [step.scene], None if free else lambda states: machine.is_open(step, states)


def _never(form: Any, scenario: Scenario, space: Space) -> Iterator[_Found]:
    walk = space.base
    tests: list[Any] = []
    if form.after:
        after = lower_tests(form.after)
        if _lasts(after, walk.machine.key):
            tests.append(walk.machine.test(after))
        else:
            walk = space.monitored(_remembers(after))
            tests.append(_remembered(walk.machine))
    machine = walk.machine
    scenes, place = _places(form, machine)
    tests += [place, machine.test(lower_tests(form.when))]
    unless = machine.test(lower_tests(form.unless))
    if unless is not None:
        tests.append(lambda states: unless(states) ^ True)
    tests = [one for one in tests if one is not None]
    found = walk.find(scenes, _all(tests) if tests else None)
    if found:
        story = told(walk, scenario, found)
        fix = "add the missing `when:` or effect on this way, or mend the promise"
        yield f"is broken after {found[0]} decisions:\n{story}", fix


def _all(tests: list[Any]) -> Any:
    def every(states: Any) -> Any:
        found = tests[0](states)
        for test in tests[1:]:
            found = found & test(states)
        return found

    return every


def _lasts(test: Any, key: Any) -> bool:
    """Whether a condition, once so, stays so: flags that no choice takes back."""
    if test[0] in ("all", "any"):
        return all(_lasts(one, key) for one in test[1:])
    choices = [choice for scene in key["scenes"] for choice in scene["choices"]]
    undone = {op[1] for choice in choices for op in choice["ops"] if op[0] == "unflag"}
    return test[0] == "critical" or (test[0] == "flag" and test[1] not in undone)


def _within(form: Any, scenario: Scenario, space: Space) -> Iterator[_Found]:
    top = form.decisions + 2
    made: list[Any] = []

    def update(machine: Machine, states: Any, memory: Field) -> Any:
        if not made:
            made.extend(machine.test(lower_tests(t)) for t in (form.after, form.then))
        after, then = (machine.bit(one(states), states) for one in made)
        waited = memory.read(states)
        begun = machine.bit(waited > 0, states)
        longer = begun * machine.least(waited + 1, top) + (1 - begun) * after
        keep = ~(memory.mask << memory.shift)
        return (states & keep) | (((1 - then) * longer) << memory.shift)

    own = space.monitored(Monitor(top.bit_length(), update))
    machine = own.machine
    memory, ends = machine.memory, range(machine.playable, len(machine.scenes))
    everywhere = range(len(machine.scenes))
    late = own.find(everywhere, lambda states: memory.read(states) >= top)
    never = own.find(ends, lambda states: memory.read(states) > 0)
    found = min([one for one in (late, never) if one], default=None)
    if found:
        what = "is not kept in time" if found == late else "is not kept when it ends"
        story = told(own, scenario, found)
        fix = "let every way from here lead to it in time, or mend the promise"
        yield f"{what}, after {found[0]} decisions:\n{story}", fix
    elif own.complete and not _ever(form.after, space.base):
        yield _empty("after")


def _possible(form: Any, scenario: Scenario, space: Space) -> Iterator[_Found]:
    def until(machine: Machine) -> Any:
        return _places(form, machine)[0], _remembered(machine)

    own = space.monitored(_remembers(lower_tests(form.after)), until)
    if own.find(*until(own.machine)) or not own.complete:
        return
    found = own.find(range(len(own.machine.scenes)), _remembered(own.machine))
    if found is None:
        yield _empty("after")
        return
    story = told(own, scenario, found)
    fix = f'add a way from here to the ending "{form.ending}", or mend the promise'
    yield f"is out of reach from here:\n{story}", fix


def _ever(tests: Any, walk: Walk) -> bool:
    everywhere = range(len(walk.machine.scenes))
    return walk.find(everywhere, walk.machine.test(lower_tests(tests))) is not None


def _empty(field: str) -> _Found:
    message = f"proves nothing, because its `{field}:` never comes true"
    return message, "let some choice bring it about, or take the promise out"


def _apart(names: list[str], scenario: Scenario, space: Space) -> Iterator[_Found]:
    walk = space.base
    machine = walk.machine
    for at, level in enumerate(walk.levels):
        for scene, states in level.items():
            for step, before, target, after in edges(machine, scene, states):
                for pair in _closings(machine, step, names):
                    hit = _closing_state(machine, pair, before, after)
                    if hit is None:
                        continue
                    story = told(walk, scenario, (at, scene, hit))
                    label = machine.scenes[target]
                    message = (
                        f'"{pair[0]}" closes "{pair[1]}" at choice "{step.id}", '
                        f"after {at} decisions:\n{story} → {step.id} → {label}"
                    )
                    yield message, "take the `stop:` or `unflag:` out of that choice"
                    return


def _closings(machine: Machine, step: Any, names: list[str]) -> list[tuple[str, str]]:
    scene = machine.key["scenes"][step.scene]
    choice = next(one for one in scene["choices"] if one["id"] == step.id)
    lost = [op[1] for op in choice["ops"] if op[0] in ("stop", "unflag")]
    clocks = [name for name in names if ("clock", name) in machine.fields]
    pairs = [(one, other) for one in clocks for other in names if one != other]
    return [pair for pair in pairs if pair[1] in lost]


def _closing_state(
    machine: Machine, pair: tuple[str, str], before: Any, after: Any
) -> int | None:
    """Return a state in which starting or ending one clock closes another claim."""
    one, other = pair
    left, running = machine.fields["clock", one], machine.fields["running", one]
    claim = machine.fields.get(("running", other)) or machine.fields["flag", other]
    own = machine.fields.get(("clock", other))

    def closes(old: Any, new: Any) -> Any:
        begun = (running.read(old) == 0) & (running.read(new) == 1)
        spent = (left.read(old) > 0) & (left.read(new) == 0)
        lost = (claim.read(old) == 1) & (claim.read(new) == 0)
        found = (begun | spent) & lost
        return found & (own.read(new) > 0) if own else found

    if isinstance(before, list):
        pairs = zip(before, after, strict=True)
        return next((old for old, new in pairs if closes(old, new)), None)
    found = chosen(before, closes(before, after))
    return int(found[0]) if len(found) else None
