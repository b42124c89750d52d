"""The answers that count, with their marks: what every number of a report is made of.

A question that was changed between two rooms is two questions.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from training.play.grading import grade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.workshop.session_file import Answer, SessionFile

__all__ = ["Person", "Question", "Response", "occasions", "question_of", "responses"]

_Json = dict[str, Any]


class Person(NamedTuple):
    """Somebody in a room; two rooms never share one."""

    session: str
    seat: int


class Question(NamedTuple):
    """A question in one version."""

    item: str
    version: str


@dataclass(frozen=True)
class Response:
    """The answer that counts of one person to one question on one occasion."""

    who: Person
    question: Question
    part: str
    place: tuple[int, int]  # the activity's place in the plan, and the round
    answer: Any
    sure: str
    score: float  # from 0 to 1
    is_right: bool
    notes: tuple[str, ...]  # the wrong ideas it shows, as ids of the key's remarks


def question_of(session: SessionFile, key: str) -> Question:
    """Return a session's question with the version in which it was asked."""
    form = {part: session.items[key][part] for part in ("view", "key")}
    text = json.dumps(form, sort_keys=True).encode()
    return Question(key, hashlib.sha256(text).hexdigest()[:8])


def responses(session: SessionFile) -> list[Response]:
    """Return the answers that count: the last in time, and none given too late.

    What cannot be read, or belongs to nothing in the plan, is passed over.
    """
    place = {one.id: at for at, one in enumerate(session.activities)}
    questions = {key: question_of(session, key) for key in session.items}
    found = []
    for one in _counted(session):
        key, at = session.items[one.item]["key"], place[one.activity]
        mark = grade(key, one.answer)
        if mark["notes"] == ["unreadable"]:
            continue
        found.append(
            Response(
                who=Person(session.id, one.seat),
                question=questions[one.item],
                part=session.activities[at].part or "practice",
                place=(at, one.round),
                answer=one.answer,
                sure=one.sure,
                score=mark["points"] / mark["of"],
                is_right=mark["points"] == mark["of"],
                notes=_wrong(key, mark["right"], mark["notes"]),
            )
        )
    return found


def _counted(session: SessionFile) -> list[Answer]:
    """Return a person's last timely answer to a question in a round."""
    asked = {
        (activity.id, item)
        for activity in session.activities
        for item in activity.items
        if item in session.items
    }
    seats = {one.seat for one in session.seats}
    last: dict[tuple[int, str, str, int], Answer] = {}
    for one in sorted(session.answers, key=lambda one: one.seq):
        if (one.activity, one.item) in asked and one.seat in seats and not one.late:
            last[one.seat, one.activity, one.item, one.round] = one
    return [last[slot] for slot in sorted(last)]


def _wrong(key: _Json, right: list[str], notes: list[str]) -> tuple[str, ...]:
    """Return the remarks that were about something wrong."""
    known = set(right)
    parts = [note for note in notes if note.partition("/")[0] not in known]
    return tuple(note for note in parts if note in key.get("remarks", {}))


def occasions(
    every: Iterable[Response],
) -> dict[Question, dict[Person, tuple[Response, Response]]]:
    """Return by question and person the first and the last answer."""
    found: dict[Question, dict[Person, tuple[Response, Response]]] = defaultdict(dict)
    for one in sorted(every, key=lambda one: (one.question, one.who, one.place)):
        first = found[one.question].get(one.who, (one, one))[0]
        found[one.question][one.who] = (first, one)
    return found
