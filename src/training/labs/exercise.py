"""An exercise, its checks, and the one object that says how an answer was marked.

A check is a small function with points, a message for passing and one for failing, a
hint, and the evidence it looked at. A slip is a check for one known misunderstanding:
it carries no points and speaks before the others. Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from training.labs.answers import Kind, Unreadable, is_open, true_minus

__all__ = ["Check", "Exercise", "Mark", "Outcome", "Seen", "Sentence"]


@dataclass(frozen=True)
class Seen:
    """What a check found: whether it holds, and what it looked at, in words."""

    holds: bool
    evidence: str


_Judge = Callable[[Any, Any], "bool | Seen"]


@dataclass(frozen=True)
class Check:
    """One thing an answer is held to; `points` is 0 for a slip."""

    id: str
    points: int
    passes: str
    fails: str
    hint: str
    judge: _Judge = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """How one check went, with what it looked at."""

    check: str
    passed: bool
    points: int
    message: str
    hint: str
    evidence: str


@dataclass(frozen=True)
class Mark:
    """Score, message and hint of one answer, together.

    `state` is right, near, open (nothing answered), unreadable, or broken (a fault of
    ours). `because` names the check whose message is shown.
    """

    exercise: str
    state: str
    points: int
    of: int
    message: str
    hint: str
    because: str = ""
    answer: object = None
    outcomes: tuple[Outcome, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether all points were earned."""
        return self.state == "right"

    def as_json(self) -> dict[str, Any]:
        """Return the mark as plain data, the same in every Python."""
        plain = dict(vars(self))
        plain["outcomes"] = [dict(vars(one)) for one in self.outcomes]
        return plain


@dataclass
class Exercise:
    """A question with a kind of answer and the checks it is held to.

    >>> from training.labs.answers import Number
    >>> sheep = Exercise("sheep", "How many?", Number())
    >>> @sheep.check(points=1, passes="Counted.", fails="Count again.", hint="Look.")
    ... def all_of_them(answer, data):
    ...     return answer == data
    >>> sheep.mark("3", 3).message
    'Counted.'
    """

    id: str
    label: str
    kind: Kind
    checks: list[Check] = field(default_factory=list)
    slips: list[Check] = field(default_factory=list)

    @property
    def of(self) -> int:
        """The points that can be earned."""
        return sum(check.points for check in self.checks)

    def check(
        self, *, points: int, passes: str, fails: str, hint: str
    ) -> Callable[[_Judge], _Judge]:
        """Return a decorator: the function holds the answer to something."""

        def add(judge: _Judge) -> _Judge:
            name = judge.__name__.strip("_").replace("_", "-")
            self.checks.append(Check(name, points, passes, fails, hint, judge))
            return judge

        return add

    def slip(self, *, fails: str, hint: str) -> Callable[[_Judge], _Judge]:
        """Return a decorator: the function says whether the answer shows this slip."""

        def add(judge: _Judge) -> _Judge:
            name = judge.__name__.strip("_").replace("_", "-")
            self.slips.append(Check(name, 0, "", fails, hint, judge))
            return judge

        return add

    def mark(self, raw: object, data: Any) -> Mark:
        """Return the mark of a raw answer; never raises for what a learner wrote."""
        if is_open(raw):
            words = "Not answered yet. Take your time: nothing is lost by trying."
            return self._without(raw, "open", words)
        try:
            answer = self.kind.read(raw)
        except Unreadable as error:
            return self._without(raw, "unreadable", str(error))
        try:
            return self._judged(answer, data)
        except Exception as error:  # noqa: BLE001 - a fault of ours is shown, not raised
            words = (
                "This answer could not be checked. The fault is ours: "
                f"{type(error).__name__}: {error}"
            )
            return self._without(raw, "broken", words)

    def _without(self, raw: object, state: str, words: str) -> Mark:
        hint = self.checks[0].hint if self.checks and state == "open" else ""
        shown = None if state == "open" else repr(raw)[:200]
        return Mark(self.id, state, 0, self.of, words, hint, "", shown)

    def _judged(self, answer: Any, data: Any) -> Mark:
        outcomes = [self._outcome(one, answer, data) for one in self.checks]
        points = sum(one.points for one in outcomes)
        plain = self.kind.plain(answer)
        facts: dict[str, Any] = {"answer": plain, "outcomes": tuple(outcomes)}
        if points == self.of:
            words = " ".join(one.message for one in outcomes if one.message)
            return Mark(self.id, "right", points, self.of, words, "", **facts)
        slips = (self._outcome(one, answer, data, slip=True) for one in self.slips)
        shown = [one for one in slips if not one.passed]
        first = (shown + [one for one in outcomes if not one.passed])[0]
        facts["because"] = first.check
        words, hint = first.message, first.hint
        return Mark(self.id, "near", points, self.of, words, hint, **facts)

    def _outcome(
        self, check: Check, answer: Any, data: Any, *, slip: bool = False
    ) -> Outcome:
        found = check.judge(answer, data)
        own = self.kind.words(answer)
        seen = found if isinstance(found, Seen) else Seen(bool(found), own)
        passed = seen.holds is not slip
        words = check.passes if passed else check.fails
        evidence = true_minus(seen.evidence)
        words = words.replace("{answer}", own).replace("{evidence}", evidence)
        points = check.points if passed else 0
        hint = "" if passed else check.hint
        return Outcome(check.id, passed, points, words, hint, evidence)


@dataclass(frozen=True)
class Sentence:
    """A sentence to write, ungraded: the learner compares it with a model answer."""

    id: str
    label: str
    model: str
