"""Sessions as files: read strictly, and put together in any order to the same whole.

`training workshop export` writes such a file. It may come from another hall by mail, so
it is read as foreign: what does not fit is a located problem, never a traceback.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from training.content.problems import ContentError, Problem, shown_path
from training.play.grading import grade, solution
from training.workshop.counts import bars
from training.workshop.room import Answer as RoomAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Answer", "SessionFile", "Story", "Way", "merge", "read_session"]

_LARGEST = 64 * 1024 * 1024  # bytes; a room of 500 with 100 answers each takes 10 MB
_Short = Annotated[str, Field(max_length=200)]
_ItemKey = Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=200)]
_Count = Annotated[int, Field(ge=0, lt=2**31)]


class _Part(BaseModel):
    """A part of the file; what a report does not need is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Activity(_Part):
    """What the room did, in the order of the plan."""

    id: _Short
    kind: _Short
    title: _Short
    items: list[_Short]
    part: _Short = ""


class Seat(_Part):
    """Somebody who was there: a number, and a track if they chose one."""

    seat: _Count
    track: _Short = ""
    left: bool = False


class Answer(_Part):
    """An answer as it was stored; `late` ones came after the room saw the picture."""

    seat: _Count
    activity: _Short
    item: _Short
    round: _Count
    answer: Any
    sure: _Short = ""
    late: bool = False
    seq: _Count


class Step(_Part):
    """A decision: from a scene, by a choice, to where it led."""

    scene: _Short
    choice: _Short
    to: _Short


class Way(_Part):
    """A team's steps through a scenario, with the people who were in it."""

    seats: list[_Count] = []
    steps: list[Step]
    ending: str | None = None


class Play(_Part):
    """One scenario, as the teams of a room and the expert went through it."""

    activity: _Short
    scenario: _Short
    expert: Way
    teams: list[Way]


class Story(_Part):
    """What a picture needs of a scenario: names, and which version it was."""

    title: _Short
    fingerprint: _Short
    scenes: dict[str, str]
    endings: dict[str, dict[str, Any]]


class SessionFile(_Part):
    """A session of format 1."""

    format: Literal[1]
    kind: Literal["training-workshop"]
    id: _Short
    made: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    title: _Short
    activities: list[Activity]
    items: dict[_ItemKey, dict[str, Any]]
    seats: list[Seat]
    answers: list[Answer]
    simulations: list[Play] = []
    scenarios: dict[str, Story] = {}

    @property
    def extent(self) -> tuple[int, str]:
        """Return how much the file knows, to tell an early export from a late one."""
        last = max((one.seq for one in self.answers), default=0)
        return last, json.dumps(self.model_dump(), sort_keys=True, allow_nan=False)


def read_session(path: Path) -> SessionFile:
    """Return the session of a file, or raise ContentError with what is wrong."""
    try:
        if path.stat().st_size > _LARGEST:
            raise _wrong(path, 1, "is larger than 64 MB", "export the session anew")
        data = json.loads(path.read_text("utf-8"), parse_constant=_no_number)
    except OSError as error:
        reason = error.strerror or "unknown"
        raise _wrong(path, 1, f"cannot be read: {reason}", "check the path") from None
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg}"
        raise _wrong(path, error.lineno, message, _ANEW) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _wrong(path, 1, "is not a session in JSON", _ANEW) from None
    try:
        session = SessionFile.model_validate(data)
    except ValidationError as error:
        raise ContentError(
            _problem(path, 1, _where(one["loc"]), one["msg"])
            for one in error.errors()[:20]
        ) from None
    bad = [name for name, form in session.items.items() if not _can_grade(form)]
    if bad:
        raise ContentError(
            _problem(path, 1, f"items.{name}", "is not a question") for name in bad
        )
    return session


def _can_grade(form: dict[str, Any]) -> bool:
    """Return whether a question is whole: its own solution can be shown and marked."""
    try:
        best = solution(form["key"])
        bars(form, [{"": RoomAnswer(best, "", 0)}], with_key=True)
        words = form["view"]["kind"], form["view"]["prompt"], *_remarks(form)
        mark = grade(form["key"], best)
        return mark["points"] == mark["of"] > 0 and all(
            isinstance(one, str) for one in words
        )
    except (KeyError, TypeError, IndexError, AttributeError, ValueError):
        return False


def _remarks(form: dict[str, Any]) -> list[Any]:
    return list(form["key"]["remarks"].values())


_ANEW = "write it again with `training workshop export CODE --to FILE`"


def _no_number(word: str) -> None:
    raise ValueError(word)


def _where(place: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in place) or "the file"


def _problem(path: Path, line: int, where: str, message: str, fix: str = _ANEW) -> Any:
    return Problem(shown_path(path), line, where, message, fix, "session-file")


def _wrong(path: Path, line: int, message: str, fix: str) -> ContentError:
    return ContentError([_problem(path, line, "", message, fix)])


def merge(files: Iterable[SessionFile]) -> tuple[SessionFile, ...]:
    """Return the sessions once each, whatever the order or the repeats.

    Of two exports of one session the later counts.
    """
    found: dict[str, SessionFile] = {}
    for one in files:
        before = found.get(one.id)
        if before is None or before.extent < one.extent:
            found[one.id] = one
    return tuple(found[name] for name in sorted(found))
