"""A scenario as Twee 3 with SugarCube macros, to look at in Twine.

Twine shows scenes, choices, counters and flags. What it cannot hold to is named in the
report: an author should never believe that the export is the scenario.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from training.play.scenario_form import compile_scenario

if TYPE_CHECKING:
    from training.content.scenario import Scenario

__all__ = ["Twee", "export_twee"]

_SPACE = uuid.UUID("6f9a2c1e-5d0b-4b6c-9a53-0c7f3d1e8a42")


class Twee(NamedTuple):
    """The text of a .twee file, and a sentence for everything that is lost."""

    text: str
    lost: tuple[str, ...]


def export_twee(scenario: Scenario) -> Twee:
    """Return the scenario as Twee 3; the same scenario gives the same text."""
    form = compile_scenario(scenario)
    key = form["key"]
    names = _names(form["view"])
    passages = [
        _passage("StoryTitle", scenario.head.title),
        _passage("StoryData", json.dumps(_story(scenario, names), indent=1)),
        _passage("StoryInit", _start(key)),
    ]
    views = {one["id"]: one for one in form["view"]["scenes"]}
    for scene, record in zip(scenario.scenes, key["scenes"], strict=True):
        body = _body(scene, views[scene.id]) + _choices(scene, record, names)
        passages.append(_passage(names[scene.id], body, "hub" if scene.hub else ""))
    for ending in scenario.head.endings:
        body = f"{ending.text}\n\n''{ending.grade}''"
        passages.append(_passage(names[ending.id], body, f"ending {ending.grade}"))
    return Twee("\n\n".join(passages) + "\n", tuple(_lost(scenario)))


def _names(view: Any) -> dict[str, str]:
    found = (*view["scenes"], *view["endings"])
    return {one["id"]: f"{one['number']} {one['id']}" for one in found}


def _story(scenario: Scenario, names: dict[str, str]) -> dict[str, str]:
    return {
        "ifid": str(uuid.uuid5(_SPACE, scenario.id)).upper(),
        "format": "SugarCube",
        "format-version": "2.37.3",
        "start": names[scenario.scenes[0].id],
    }


def _passage(name: str, body: str, tags: str = "") -> str:
    marks = f" [{tags}]" if tags else ""
    safe = "\n".join(f"\\{x}" if x.startswith("::") else x for x in body.splitlines())
    return f":: {name}{marks}\n{safe.strip()}"


def _start(key: Any) -> str:
    lines = [f'<<set $c["{one["id"]}"] to {one["start"]}>>' for one in key["counters"]]
    lines += [f'<<set $f["{name}"] to false>>' for name in key["flags"]]
    for one in key["clocks"]:
        run = str(one["running"]).lower()
        clock = f"{{left: {one['start']}, running: {run}}}"
        lines.append(f'<<set $k["{one["id"]}"] to {clock}>>')
    first = "<<set $c to {}, $f to {}, $k to {}, $used to {}, $critical to false>>"
    return "\n".join([first, *lines])


def _body(scene: Any, view: Any) -> str:
    where = " · ".join(part for part in (view["place"], view["time"]) if part)
    parts = [f"//{where}//" if where else "", scene.text or ""]
    parts += [f"''{role}:'' {text}" for role, text in scene.for_.items()]
    parts += [f"''{line.who}:'' {line.says}" for line in scene.lines]
    return "\n\n".join(part.strip() for part in parts if part) + "\n\n"


def _choices(scene: Any, record: Any, names: dict[str, str]) -> str:
    lines = []
    for choice, key in zip(scene.choices, record["choices"], strict=True):
        inner = "".join(_operation(one) for one in key["ops"])
        if key["critical"]:
            inner = f"<<set $critical to true>>{inner}"
        path = f"{scene.id}/{choice.id}"
        if key["once"]:
            inner += f'<<set $used["{path}"] to true>>'
        label = choice.label.replace('"', "'")
        link = f'<<link "{label}">>{inner}{_goto(key["ways"], names)}<</link>>'
        tests = [_test(key["when"])] if key["when"] else []
        tests += [f'not $used["{path}"]'] if key["once"] else []
        lines.append(f"<<if {' and '.join(tests)}>>{link}<</if>>" if tests else link)
    return "\n".join(f"* {line}" for line in lines)


def _goto(ways: Any, names: dict[str, str]) -> str:
    parts: list[tuple[str, str]] = []
    for test, to in ways:
        word = (
            "<<else>>"
            if not test
            else f"<<{'elseif' if parts else 'if'} {_test(test)}>>"
        )
        parts.append((word, f'<<goto "{names[to]}">>'))
    if len(parts) == 1:
        return parts[0][1]
    return "".join(word + jump for word, jump in parts) + "<</if>>"


def _operation(operation: Any) -> str:
    kind, name = operation[0], operation[1]
    if kind == "set":
        return f'<<set $c["{name}"] to {operation[2]}>>'
    if kind == "add":
        return f'<<set $c["{name}"] += {operation[2]}>>'
    if kind in ("flag", "unflag"):
        return f'<<set $f["{name}"] to {str(kind == "flag").lower()}>>'
    if kind == "advance":
        return f'<<set $k["{name}"].left -= {operation[2]}>>'
    if kind == "fill":
        return ""
    return f'<<set $k["{name}"].running to {str(kind == "run").lower()}>>'


def _test(test: Any) -> str:
    kind = test[0]
    if kind in ("all", "any"):
        word = " and " if kind == "all" else " or "
        return "(" + word.join(_test(one) for one in test[1:]) + ")"
    if kind == "not":
        return f"(not {_test(test[1])})"
    if kind == "flag":
        return f'$f["{test[1]}"]'
    if kind == "critical":
        return "$critical"
    if kind == "running":
        return f'$k["{test[1]}"].running'
    value = f'$c["{test[1]}"]' if kind == "counter" else f'$k["{test[1]}"].left'
    word = {">=": "gte", "<=": "lte", "=": "is"}[test[2]]
    return f"({value} {word} {test[3]})"


def _lost(scenario: Scenario) -> list[str]:
    head = scenario.head
    clocks: list[Any] = [*head.clocks, *head.timers]
    places: list[Any] = [*scenario.scenes, *head.endings]
    lost = ["roles: everybody sees every role's text and choices in Twine"]
    if clocks:
        ids = ", ".join(one.id for one in clocks)
        lost.append(
            f"clocks and timers ({ids}): they count, but running out does nothing"
        )
    if head.counters:
        lost.append("limits of counters: Twine lets them pass their bounds")
    also = [one.id for one in places if one.also]
    if also:
        lost.append(f"texts that appear under a condition: in {', '.join(also)}")
    said = [one.id for one in scenario.scenes if any(c.says for c in one.choices)]
    if said:
        lost.append("what is said after a choice, before the next scene")
    shut = [c.id for one in scenario.scenes for c in one.choices if c.closed]
    if shut:
        lost.append(f"why a choice is closed ({', '.join(shut)}): it is hidden instead")
    lost += [
        "the debrief: what was weighed, critical errors and their sources, expert path",
        "the invariants: nothing proves the Twine version",
        "the content note's alternative, and the words for counters",
    ]
    return lost
