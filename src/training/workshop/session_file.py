"""Sessions as files: read strictly, and put together in any order to the same whole.

`training workshop export` writes such a file. It may come from another hall by mail, so
it is read as foreign: what does not fit is a located problem, never a traceback.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    ValidationError,
)

from training.content.problems import ContentError, Problem, shown_path
from training.play.grading import grade, solution
from training.workshop.counts import bars
from training.workshop.room import Answer as RoomAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Answer", "SessionFile", "Story", "Way", "merge", "read_session"]

_LARGEST = 32 * 1024 * 1024  # bytes; a room of 500 with 100 answers each takes 10 MB
_LARGEST_FORM = 64 * 1024  # letters; a question of the course has 4,000
_MOST_PARTS = 500  # lists and records in a question or an answer
_MOST_NAMES = 200  # questions of a plan, or scenes of a story
_Short = Annotated[str, Field(max_length=200)]
_ItemKey = Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=200)]
_Count = Annotated[int, Field(ge=0, lt=2**31)]
# A phone may have sent its round as 1.0, and the room has kept it.
_Round = Annotated[int, Field(ge=0, lt=2**31, strict=False)]
_Day = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_One = TypeVar("_One")
# A list stops at its first fault: a report of each of a million would fill the memory.
_Few = Annotated[list[_One], FailFast(), Field(max_length=1000)]
_Many = Annotated[list[_One], FailFast(), Field(max_length=200_000)]


def _is_short(value: Any) -> Any:
    if isinstance(value, dict) and len(value) > _MOST_NAMES:
        message = f"has more than {_MOST_NAMES} entries"
        raise ValueError(message)
    return value


_Named = Annotated[dict[_Short, _One], BeforeValidator(_is_short)]


def _is_answer(value: Any) -> Any:
    text = json.dumps(value)
    if len(text) > 5000 or text.count("[") + text.count("{") > _MOST_PARTS:
        message = "is no answer: too long or too deep"
        raise ValueError(message)
    return value


class _Part(BaseModel):
    """A part of the file; what a report does not need is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Activity(_Part):
    """What the room did, in the order of the plan."""

    id: _Short
    kind: _Short
    title: _Short
    items: _Few[_Short]
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
    round: _Round
    answer: Annotated[Any, AfterValidator(_is_answer)]
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

    seats: _Few[_Count] = []
    steps: _Few[Step]
    ending: str | None = None


class Play(_Part):
    """One scenario, as the teams of a room and the expert went through it."""

    activity: _Short
    scenario: _Short
    expert: Way
    teams: _Few[Way]


class Ending(_Part):
    """An ending as it is called."""

    title: _Short


class Story(_Part):
    """What a picture needs of a scenario: names, and which version it was."""

    title: _Short
    fingerprint: _Short
    scenes: _Named[_Short]
    endings: _Named[Ending]


class SessionFile(_Part):
    """A session of format 1."""

    format: Literal[1]
    kind: Literal["training-workshop"]
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    made: Annotated[str, Field(pattern=_Day)]
    title: _Short
    activities: _Few[Activity]
    items: Annotated[dict[_ItemKey, dict[str, Any]], BeforeValidator(_is_short)]
    seats: _Many[Seat]
    answers: _Many[Answer]
    simulations: _Few[Play] = []
    scenarios: _Named[Story] = {}

    @property
    def extent(self) -> tuple[int, str]:
        """Return how much the file knows, to tell an early export from a late one."""
        last = max((one.seq for one in self.answers), default=0)
        return last, json.dumps(self.model_dump(), sort_keys=True, allow_nan=False)


def read_session(path: Path) -> SessionFile:
    """Return the session of a file, or raise ContentError with what is wrong."""
    try:
        if path.stat().st_size > _LARGEST:
            raise _wrong(path, 1, "is larger than 32 MB", "export the session anew")
        data = json.loads(
            path.read_text("utf-8"), parse_constant=_no_number, parse_float=_finite
        )
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
            for one in error.errors(include_input=False)[:20]
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
        text = json.dumps(form, ensure_ascii=False, allow_nan=False)
        size = len(text.encode())  # fails for half a letter
        if size > _LARGEST_FORM or text.count("[") + text.count("{") > _MOST_PARTS:
            return False
        best = solution(form["key"])
        bars(form, [{"": RoomAnswer(best, "", 0)}], with_key=True)
        mark = grade(form["key"], best)
        return mark["points"] == mark["of"] > 0 and all(
            isinstance(one, str) for one in _words(form)
        )
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError):
        return False
    except RecursionError:
        return False


def _words(form: dict[str, Any]) -> list[Any]:
    """Return what a report writes of a question: all of it has to be text."""
    view = form["view"]
    fields = view.get("fields", [])
    groups = [view.get("options", []), *(field["options"] for field in fields)]
    return [
        *(view["kind"], view["prompt"], *form["key"]["remarks"].values()),
        *(field[name] for field in fields for name in ("id", "legend")),
        *(one[name] for group in groups for one in group for name in ("id", "html")),
    ]


_ANEW = "write it again with `training workshop export CODE --to FILE`"


def _no_number(word: str) -> None:
    raise ValueError(word)


def _finite(word: str) -> float:
    value = float(word)
    if not math.isfinite(value):  # 1e999
        raise ValueError(word)
    return value


def _where(place: tuple[int | str, ...]) -> str:
    words = ".".join(str(part) for part in place)[:200]
    # A key of the file may hold what a terminal takes for a command.
    return "".join(one if one.isprintable() else "?" for one in words) or "the file"


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
