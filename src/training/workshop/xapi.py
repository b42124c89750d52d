"""Answers as xAPI 1.0.3 statements, for a learning record store of one's own.

A statement is about one answer of one seat: who asks for this file gets rows, not sums.
It holds no name and no time of day, and a room of fewer than five people gives none.
An actor is a number in one session; the session's id is its only home.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from training.workshop.report_parts import plain
from training.workshop.responses import responses
from training.workshop.statistics import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.workshop.responses import Response
    from training.workshop.session_file import SessionFile

__all__ = ["HOME", "statements"]

# A name of its own in no domain: nothing is ever fetched from it.
HOME = "urn:people-on-the-move"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, HOME)
_ANSWERED = {
    "id": "http://adlnet.gov/expapi/verbs/answered",
    "display": {"en": "answered"},
}
_TYPE = "http://adlnet.gov/expapi/activities/cmi.interaction"
_Json = dict[str, Any]


def statements(sessions: Iterable[SessionFile]) -> list[_Json]:
    """Return a statement for each answer that counts; the ids are always the same."""
    return [
        _statement(session, one)
        for session in sessions
        if len(session.seats) >= SMALL
        for one in responses(session)
    ]


def _statement(session: SessionFile, one: Response) -> _Json:
    place = f"{session.id}/{one.who.seat}/{one.question.item}/{one.place[0]}"
    name = f"{place}/{one.place[1]}/{one.question.version}"
    view = session.items[one.question.item]["view"]
    return {
        "id": str(uuid.uuid5(_SPACE, name)),
        "actor": {
            "objectType": "Agent",
            "account": {
                "homePage": f"{HOME}:session:{session.id}",
                "name": str(one.who.seat),
            },
        },
        "verb": _ANSWERED,
        "object": {
            "objectType": "Activity",
            "id": f"{HOME}:question:{one.question.item}:{one.question.version}",
            "definition": {
                "type": _TYPE,
                "interactionType": "other",
                "description": {"en": plain(view["prompt"])},
            },
        },
        "result": {
            "success": one.is_right,
            "score": {"scaled": round(one.score, 4)},
            "response": json.dumps(one.answer, sort_keys=True),
        },
        "context": {
            "platform": "People on the Move, workshop",
            "contextActivities": {
                "grouping": [{"id": f"{HOME}:session:{session.id}"}],
                "category": [{"id": f"{HOME}:part:{one.part}"}],
            },
        },
        "timestamp": f"{session.made}T00:00:00Z",
    }
