"""Whether a scenario's scenes fit a phone and a tired reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.content.markdown import plain_words
from training.proof.reading import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.problems import Problem
    from training.content.scenario import Scenario

__all__ = ["reading_problems"]

MOST_WORDS = 130  # what a phone shows in two screens, with everything that may appear
OLDEST = 15  # years: a Flesch-Kincaid grade of ten, and five
LONGEST = 20  # words of a sentence, on average


def reading_problems(scenario: Scenario) -> Iterator[Problem]:
    """Yield scenes and endings that are too long, or too hard, for one of the roles."""
    roles = [role.id for role in scenario.head.roles]
    for index, scene in enumerate(scenario.scenes):
        texts = [_as_seen(scene, role) for role in roles]
        yield from _problems(scenario, ("scenes", index), texts)
    for index, ending in enumerate(scenario.head.endings):
        parts = [ending.text, *(part.text for part in ending.also)]
        yield from _problems(scenario, ("endings", index), [parts])


def _as_seen(scene: Any, role: str) -> list[str]:
    parts = [scene.text or "", scene.for_.get(role, "")]
    parts += [one.says for one in scene.lines if not one.roles or role in one.roles]
    parts += [one.text for one in scene.also if not one.roles or role in one.roles]
    return parts


def _problems(
    scenario: Scenario, where: tuple[Any, ...], texts: list[list[str]]
) -> Iterator[Problem]:
    found = [measure(map(plain_words, parts)) for parts in texts]
    words = max(one.words for one in found)
    if words > MOST_WORDS:
        message = f"has {words} words for one reader; a phone scene has {MOST_WORDS}"
        fix = "cut a fifth, or split it in two scenes"
        yield scenario.problem(where, message, fix, "too-long")
    longest = max(one.sentence_length for one in found)
    age = max(one.grade for one in found) + 5
    if longest > LONGEST or age > OLDEST:
        message = f"reads at age {age:.0f}, with {longest:.0f} words to a sentence"
        fix = f"use short words and sentences: age {OLDEST}, {LONGEST} words"
        yield scenario.problem(where, message, fix, "hard-to-read")
