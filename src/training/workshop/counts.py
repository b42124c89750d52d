"""The room's answers as numbers without names; pure."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from training.play.grading import grade, solution

if TYPE_CHECKING:
    from collections.abc import Mapping

    from training.workshop.room import Answer

__all__ = ["bars", "chose"]

_Json = dict[str, Any]
_Tally = list[tuple[Any, int]]  # each different answer, and how many gave it


def bars(form: _Json, rounds: list[Mapping[str, Answer]], *, with_key: bool) -> _Json:
    """Return how often each option was chosen, once per round.

    `right` stands on an option only if `with_key`. What was written freely is counted,
    never shown to a room.
    """
    view, key = form["view"], form["key"]
    best = solution(key) if with_key else None
    tallies = [_tally(one) for one in rounds]
    groups: list[_Json] = []
    if key["type"] == "choice":
        records = [(option, "") for option in view["options"]]
        groups.append(_group("", "", records, tallies, best))
    for field in view.get("fields", []) if key["type"] in ("match", "marks") else []:
        records = [(option, field["id"]) for option in field["options"]]
        groups.append(_group(field["id"], field["legend"], records, tallies, best))
    found: _Json = {"answered": [len(one) for one in rounds], "groups": groups}
    if with_key:
        found["right"] = [
            sum(n for answer, n in one if _is_right(key, answer)) for one in tallies
        ]
    return found


def _tally(answers: Mapping[str, Answer]) -> _Tally:
    found = Counter(json.dumps(one.answer, sort_keys=True) for one in answers.values())
    return [(json.loads(text), count) for text, count in found.items()]


def _is_right(key: _Json, answer: Any) -> bool:
    mark = grade(key, answer)
    return mark["points"] == mark["of"]


def _group(
    name: str,
    legend: str,
    records: list[tuple[_Json, str]],
    tallies: list[_Tally],
    best: Any,
) -> _Json:
    return {
        "id": name,
        "legend": legend,
        "bars": [
            {
                "id": option["id"],
                "html": option["html"],
                "counts": [
                    sum(n for answer, n in one if chose(answer, slot, option["id"]))
                    for one in tallies
                ],
                **({} if best is None else {"right": chose(best, slot, option["id"])}),
            }
            for option, slot in records
        ],
    }


def chose(answer: Any, slot: str, option: str) -> bool:
    """Return whether an answer holds an option; `slot` is "" where there are none."""
    if slot:
        return isinstance(answer, dict) and answer.get(slot) == option
    return isinstance(answer, list) and option in answer
