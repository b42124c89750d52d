"""A scenario compiled to its player form: JSON, format 1.

`view` holds what may be shown (safe HTML, by role), `key` what decides where a pick
leads. The explorer, `trail.py` and `trail.js` read the key and nothing else, so the
richness of the authors' format ends here.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from training.content.markdown import render_inline, render_markdown
from training.play.trail import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.content.scenario import Scenario
    from training.content.scenario_parts import (
        Also,
        Choice,
        Effects,
        Ending,
        Scene,
        Test,
        Way,
    )

__all__ = ["compile_scenario", "lower_test", "lower_tests"]

_Json = dict[str, Any]


def compile_scenario(scenario: Scenario) -> _Json:
    """Return the scenario's player form; the same scenario gives the same bytes."""
    return {
        "format": FORMAT,
        "id": scenario.id,
        "view": _view(scenario),
        "key": _key(scenario),
    }


def lower_tests(tests: Iterable[Test]) -> list[Any]:
    """Return conditions as one closed condition that holds if all of them do."""
    lowered = [lower_test(test) for test in tests]
    return lowered[0] if len(lowered) == 1 else (["all", *lowered] if lowered else [])


def lower_test(test: Test) -> list[Any]:  # noqa: PLR0911 - one per kind
    """Return one condition in the closed form that the evaluators read."""
    if test.flag is not None:
        return ["flag", test.flag]
    if test.critical is not None:
        return ["critical"] if test.critical else ["not", ["critical"]]
    if test.not_ is not None:
        return ["not", lower_test(test.not_)]
    if test.all_ is not None:
        return ["all", *(lower_test(one) for one in test.all_)]
    if test.any_ is not None:
        return ["any", *(lower_test(one) for one in test.any_)]
    if test.running is not None:
        running = ["running", test.clock]
        return running if test.running else ["not", running]
    kind = "counter" if test.counter is not None else "clock"
    name = test.counter or test.clock
    for sign, value in ((">=", test.at_least), ("<=", test.at_most), ("=", test.is_)):
        if value is not None:
            return [kind, name, sign, value]
    raise AssertionError(test)  # scenario_checks lets no such condition through


def _ways(ways: list[Way]) -> list[Any]:
    return [[lower_tests(way.when), way.to] for way in ways]


def _key(scenario: Scenario) -> _Json:
    head = scenario.head
    clocks = [
        {
            "id": one.id,
            "start": one.start,
            "running": one.running,
            "tick": one.each_decision,
            "then": _ways(one.then),
        }
        for one in head.clocks
    ]
    timers = [
        {
            "id": one.id,
            "start": one.after,
            "running": one.running,
            "tick": 1,
            "then": _ways(one.then),
        }
        for one in head.timers
    ]
    key: _Json = {
        "start": scenario.scenes[0].id,
        "counters": [
            {"id": one.id, "low": one.low, "high": one.high, "start": one.start}
            for one in head.counters
        ],
        "flags": [one.id for one in head.flags],
        "clocks": clocks + timers,
        "scenes": [_scene_key(scene, scenario) for scene in scenario.scenes],
        "endings": [
            {"id": one.id, "grade": one.grade, "also": _also_key(one.also)}
            for one in head.endings
        ],
    }
    exact = json.dumps(key, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return {"fingerprint": hashlib.sha256(exact.encode()).hexdigest()[:16], **key}


def _also_key(parts: list[Also]) -> list[Any]:
    return [lower_tests(part.when) for part in parts]


def _scene_key(scene: Scene, scenario: Scenario) -> _Json:
    return {
        "id": scene.id,
        "also": _also_key(scene.also),
        "choices": [_choice_key(one, scene, scenario) for one in scene.choices],
    }


def _choice_key(choice: Choice, scene: Scene, scenario: Scenario) -> _Json:
    timers = {one.id for one in scenario.head.timers}
    return {
        "id": choice.id,
        "roles": list(choice.roles),
        "when": lower_tests(choice.when),
        "once": choice.once,
        "scripted": choice.scripted,
        "critical": choice.critical is not None,
        "ops": _operations(choice.effects, timers),
        "ways": _ways(choice.goto) or [[[], scene.id]],
    }


def _operations(effects: Effects, timers: set[str]) -> list[Any]:
    return [
        *(["set", name, amount] for name, amount in effects.set_.items()),
        *(["add", name, amount] for name, amount in effects.add.items()),
        *(["flag", name] for name in effects.flag),
        *(["unflag", name] for name in effects.unflag),
        *(["fill", name] for name in effects.start if name in timers),
        *(["run", name] for name in effects.start),
        *(["advance", name, amount] for name, amount in effects.advance.items()),
        *(["stop", name] for name in effects.stop),
    ]


def _view(scenario: Scenario) -> _Json:
    head = scenario.head
    return {
        "title": head.title,
        "minutes": head.minutes,
        "recommendations": list(head.recommendations),
        "sources": list(head.sources),
        "contentNote": render_markdown(head.content_note),
        "intro": render_markdown(head.intro),
        "alternative": {
            **head.alternative.model_dump(exclude={"text"}),
            "html": render_markdown(head.alternative.text),
        },
        "roles": [
            {**one.model_dump(exclude={"card"}), "html": render_markdown(one.card)}
            for one in head.roles
        ],
        "counters": [one.model_dump(exclude={"may_clip"}) for one in head.counters],
        "flags": [one.model_dump() for one in head.flags],
        "clocks": [
            {
                "id": one.id,
                "name": one.name,
                "until": one.until,
                "unit": one.unit,
                "each": one.each,
                "soon": one.soon,
                "movedBy": one.moved_by,
            }
            for one in head.clocks
        ],
        "timers": [{"id": one.id, "name": one.name or ""} for one in head.timers],
        "scenes": [
            _scene_view(scene, number)
            for number, scene in enumerate(scenario.scenes, start=1)
        ],
        "endings": [
            _ending_view(one, number)
            for number, one in enumerate(head.endings, start=len(scenario.scenes) + 1)
        ],
        "expert": [
            {"pick": move.pick, "html": render_markdown(move.why)}
            for move in head.expert
        ],
        "promises": [{"id": one.id, "says": one.says} for one in head.invariants],
    }


def _also_view(parts: list[Also]) -> list[_Json]:
    return [
        {"html": render_markdown(part.text), "roles": list(part.roles)}
        for part in parts
    ]


def _scene_view(scene: Scene, number: int) -> _Json:
    return {
        "id": scene.id,
        "number": number,
        "title": scene.title,
        "place": scene.place or "",
        "time": scene.time or "",
        "html": render_markdown(scene.text or ""),
        "for": {role: render_markdown(text) for role, text in scene.for_.items()},
        "lines": [
            {"who": one.who, "html": render_inline(one.says), "roles": list(one.roles)}
            for one in scene.lines
        ],
        "also": _also_view(scene.also),
        "hub": scene.hub,
        "choices": [_choice_view(choice) for choice in scene.choices],
        "weighed": scene.weighed
        and {
            "html": render_markdown(scene.weighed.text),
            "choose": list(scene.weighed.choose),
            "sources": list(scene.weighed.sources),
        },
    }


def _choice_view(choice: Choice) -> _Json:
    return {
        "id": choice.id,
        "label": render_inline(choice.label),
        "roles": list(choice.roles),
        "closed": render_inline(choice.closed) if choice.closed else "",
        "says": render_markdown(choice.says or ""),
        "critical": choice.critical
        and {
            "rule": render_inline(choice.critical.rule),
            "source": choice.critical.source,
            "better": render_markdown(choice.critical.better),
        },
    }


def _ending_view(ending: Ending, number: int) -> _Json:
    return {
        "id": ending.id,
        "number": number,
        "title": ending.title,
        "grade": ending.grade,
        "html": render_markdown(ending.text),
        "also": _also_view(ending.also),
    }
