"""Plays a scenario in a terminal, as a learner would, for authors.

Reads lines and writes lines through what it is given, so that a test can play too.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from training.content.markdown import plain_words
from training.play.scenario_form import compile_scenario
from training.play.trail import play, scripted

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.content.scenario import Scenario

__all__ = ["play_in_terminal"]

_WIDTH = 76


def play_in_terminal(
    scenario: Scenario,
    role: str = "",
    ask: Callable[[str], str] = input,
    say: Callable[[str], None] = print,
) -> list[str]:
    """Play until an ending or until the learner leaves; return the picks.

    With a role the others act by script; without one the player wears every hat. `b`
    goes back one decision, `q` leaves. The end of the input leaves as well.
    """
    form = compile_scenario(scenario)
    picks: list[str] = []
    _show(say, scenario.head.title, scenario.head.content_note, scenario.head.intro)
    while True:
        state = play(form, picks)
        if state["ending"] is not None:
            _end(scenario, state, say)
            return picks
        other = scripted(state, role) if role else None
        if other:
            _picked(scenario, state["scene"], other, say)
            picks.append(other)
            continue
        _scene(scenario, state, role, say)
        pick = _asked(scenario, state, role, ask, say)
        if pick == "q":
            say(f"You left after {len(picks)} decisions: {' '.join(picks)}")
            return picks
        if pick == "b":
            picks = picks[:-1]
            continue
        _picked(scenario, state["scene"], pick, say)
        picks.append(pick)


def _show(say: Callable[[str], None], *texts: str) -> None:
    for text in texts:
        for paragraph in plain_words(text).split("\n"):
            if paragraph.strip():
                say(textwrap.fill(paragraph.strip(), _WIDTH) + "\n")


def _record(scenario: Scenario, name: str) -> Any:
    return next(one for one in scenario.scenes if one.id == name)


def _scene(
    scenario: Scenario, state: Any, role: str, say: Callable[[str], None]
) -> None:
    scene = _record(scenario, state["scene"])
    place = " · ".join(part for part in (scene.place, scene.time) if part)
    say(f"— {scene.title}{f' ({place})' if place else ''} —\n")
    texts = [scene.text or ""]
    for name, text in scene.for_.items():
        if role in ("", name):
            texts.append(text if role else f"[{name}] {text}")
    texts += [
        f"{line.who}: “{line.says}”"
        for line in scene.lines
        if not (role and line.roles) or role in line.roles
    ]
    for index in state["also"]:
        part = scene.also[index]
        if not (role and part.roles) or role in part.roles:
            texts.append(part.text)
    _show(say, *texts)
    meters = [
        f"{one.name} {state['counters'][one.id]}" for one in scenario.head.counters
    ]
    for clock in scenario.head.clocks:
        now = state["clocks"][clock.id]
        if now["running"]:
            meters.append(
                f"{now['left'] * clock.each} {clock.unit} until {clock.until}"
            )
    say("   ".join(meters) + "\n")


def _asked(
    scenario: Scenario,
    state: Any,
    role: str,
    ask: Callable[[str], str],
    say: Callable[[str], None],
) -> str:
    scene = _record(scenario, state["scene"])
    offered: list[str] = []
    for choice, now in zip(scene.choices, state["choices"], strict=True):
        hat = f"[{'/'.join(choice.roles)}] " if choice.roles and not role else ""
        mine = not role or not choice.roles or role in choice.roles
        if mine and not now["closed"]:
            offered.append(choice.id)
            say(f"  {len(offered)}. {hat}{choice.label}")
        elif mine and now["closed"] == "when" and choice.closed:
            say(f"  -  {choice.label} ({choice.closed})")
    while True:
        try:
            answer = ask("\nNumber, b to go back, q to leave: ").strip().lower()
        except EOFError:
            return "q"
        if answer in ("b", "q"):
            return answer
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(offered):
            return offered[int(answer) - 1]
        say(f'"{answer}" is not a number from 1 to {len(offered)}, b or q.')


def _picked(
    scenario: Scenario, scene: str, pick: str, say: Callable[[str], None]
) -> None:
    choice = next(one for one in _record(scenario, scene).choices if one.id == pick)
    say(f"\n> {choice.label}\n")
    _show(say, choice.says or "")


def _end(scenario: Scenario, state: Any, say: Callable[[str], None]) -> None:
    ending = next(one for one in scenario.head.endings if one.id == state["ending"])
    say(f"— {ending.title} ({state['grade']}) —\n")
    _show(say, ending.text, *(ending.also[index].text for index in state["also"]))
    for harm in state["critical"]:
        found = _record(scenario, harm["scene"])
        choice = next(one for one in found.choices if one.id == harm["choice"])
        assert choice.critical
        say(f"Critical error at step {harm['step'] + 1}: {choice.label}")
        _show(say, choice.critical.rule, f"Better: {choice.critical.better}")
        say(f"Source: {choice.critical.source}\n")
    say("Looking back")
    for number, step in enumerate(state["steps"], start=1):
        scene = _record(scenario, step["scene"])
        say(f"\n{number}. {scene.title}: {step['choice']}")
        if scene.weighed:
            _show(say, scene.weighed.text)
