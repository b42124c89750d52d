"""Between a notebook's kernel in the browser and the page around it.

A mark goes out over a broadcast channel, which the page's shell hears; the answers of
an earlier day come in before the cells run. Elsewhere nothing is sent and nothing is
kept. Standard library alone: this runs in a learner's browser.
"""

from __future__ import annotations

import json
import sys
from typing import Any

__all__ = ["CHANNEL", "kept", "remember", "tell"]

CHANNEL = "training.marks"
_MOST_ANSWER = 4000  # as in progress.js, which refuses longer ones
_answers: dict[str, object] = {}


def tell(
    name: str, answer: object, points: int, of: int, *, critical: bool = False
) -> bool:
    """Send the mark of the exercise `lab/exercise` to the page; False if none hears.

    An answer that is too long or is not JSON is told as null: the mark still counts.
    """
    try:
        fits = len(json.dumps(answer, allow_nan=False)) <= _MOST_ANSWER
    except (TypeError, ValueError):
        fits = False
    kept_answer = answer if fits else None
    _answers[name] = kept_answer
    if sys.platform != "emscripten":
        return False
    import js  # type: ignore[import-not-found, unused-ignore]

    mark = {"points": points, "of": of, "critical": critical}
    channel = js.BroadcastChannel.new(CHANNEL)
    channel.postMessage(json.dumps({"id": name, "answer": kept_answer, "mark": mark}))
    channel.close()
    return True


def kept(name: str) -> Any:
    """Return the last answer to the exercise `lab/exercise`, or None.

    >>> remember('{"wages-owed/arrears": "5904.00"}')
    >>> kept("wages-owed/arrears")
    '5904.00'
    """
    return _answers.get(name)


def remember(text: str) -> None:
    """Take the answers the page keeps: a JSON object from exercise to answer."""
    try:
        found = json.loads(text)
    except ValueError:
        return
    if isinstance(found, dict):
        _answers.update(found)
