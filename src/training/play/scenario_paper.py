"""A scenario on paper: numbers to turn to, boxes to tick, conditions in plain words.

Reads the closed form that `scenario_form` writes and nothing else, so that paper and
screen follow the same rules. Returns plain text and ids; `scenario_page` makes HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from training.play.grading import shuffle
from training.play.words import say, to_say

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Paper", "Turn", "letter"]

_Json = Any


@dataclass(frozen=True)
class Turn:
    """Where to turn next: the condition in words (empty: otherwise), the number."""

    when: str
    number: int


def letter(index: int) -> str:
    """Return the name of a box: A to Z, then AA, AB and so on.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    head, last = divmod(index, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + last)


class Paper:
    """One scenario's numbers and words for play without any device."""

    def __init__(self, form: _Json) -> None:
        """Give every scene, outcome and ending a number; the first scene has 1."""
        self.key: _Json = form["key"]
        view = form["view"]
        self.names: dict[str, str] = {
            one["id"]: one["name"] for one in (*view["counters"], *view["clocks"])
        }
        for index, one in enumerate(view["timers"], start=1):
            self.names[one["id"]] = one["name"] or say("Timer {n}", n=index)
        self.boxes = {name: letter(at) for at, name in enumerate(self.key["flags"])}
        self.says = {one["id"]: one["says"] for one in view["flags"] if one["shown"]}
        self._clocks = {one["id"]: one for one in self.key["clocks"]}
        self.entries = list(self._entries(view))
        rest = [name for name in self.entries if name != self.key["start"]]
        order = [self.key["start"], *shuffle(rest, f"paper {form['id']}")]
        self.number = {name: at for at, name in enumerate(order, start=1)}
        self.errors = {
            f"{scene['id']}/{one['id']}": 0
            for scene in self.key["scenes"]
            for one in scene["choices"]
            if one["critical"]
        }
        for at, name in enumerate(self.errors, start=1):
            self.errors[name] = at

    def _entries(self, view: _Json) -> Iterator[str]:
        for scene, shown in zip(self.key["scenes"], view["scenes"], strict=True):
            yield scene["id"]
            for one, words in zip(scene["choices"], shown["choices"], strict=True):
                if one["ops"] or one["critical"] or words["says"] or one["ways"][0][0]:
                    yield f"{scene['id']}/{one['id']}"
        yield from (one["id"] for one in self.key["endings"])

    def turn(self, scene: str, choice: _Json) -> int:
        """Return the number to which a choice turns: its outcome, or the next scene."""
        name = f"{scene}/{choice['id']}"
        return self.number.get(name) or self.number[choice["ways"][0][1]]

    def turns(self, choice: _Json) -> list[Turn]:
        """Return where an outcome turns: clocks that ran out first, then its ways."""
        stopped = {one[1] for one in choice["ops"] if one[0] == "stop"}
        moved = {one[1] for one in choice["ops"] if one[0] == "advance"} - stopped
        found: list[Turn] = []
        for name in self._clocks:
            if name in moved:
                found += self.run_out(name)
        return found + self._ways(choice["ways"])

    def run_out(self, name: str) -> list[Turn]:
        """Return where a clock turns when its last box is crossed, or nothing."""
        gone = say("the last box of {clock} is now crossed", clock=self.names[name])
        return [
            Turn(f"{gone} {say('and')} {turn.when}" if turn.when else gone, turn.number)
            for turn in self._ways(self._clocks[name]["then"])
        ]

    def _ways(self, ways: _Json) -> list[Turn]:
        return [Turn(self.condition(test), self.number[to]) for test, to in ways]

    def condition(self, test: _Json) -> str:
        """Return a condition in words; an empty one is an empty text."""
        if not test:
            return ""
        kind = test[0]
        if kind in ("all", "any"):
            either = f", {say('or')} "
            word = f" {say('and')} " if kind == "all" else either
            parts = [self.condition(one) for one in test[1:]]
            inner = [f"({x})" if either in x and kind == "all" else x for x in parts]
            return word.join(inner)
        if kind == "not":
            return self._denied(test[1])
        return self._plain(test, denied=False)

    def _denied(self, test: _Json) -> str:
        if test[0] in ("flag", "critical", "running"):
            return self._plain(test, denied=True)
        if test[0] in ("all", "any"):
            other = "any" if test[0] == "all" else "all"
            return self.condition([other, *(["not", one] for one in test[1:])])
        if test[0] == "not":
            return self.condition(test[1])
        kind, name, sign, value = test
        if sign == "=":
            return say("not: {condition}", condition=self._plain(test, denied=False))
        turned = [">=", value + 1] if sign == "<=" else ["<=", value - 1]
        return self._plain([kind, name, *turned], denied=False)

    def _plain(self, test: _Json, *, denied: bool) -> str:
        kind = test[0]
        if kind == "flag":
            box = self.boxes[test[1]]
            empty, ticked = (
                say("box {box} is empty", box=box),
                say("box {box} is ticked", box=box),
            )
            return empty if denied else ticked
        if kind == "critical":
            none = say("you have noted no critical error")
            return none if denied else say("you have noted a critical error")
        name = self.names[test[1]]
        if kind == "running":
            stands = say("{clock} is not running", clock=name)
            return stands if denied else say("{clock} is running", clock=name)
        sign, value = test[2], test[3]
        words = {
            ">=": say("{value} or more", value=value),
            "<=": say("{value} or less", value=value),
            "=": f"{value}",
        }
        if kind == "counter":
            return say("{counter} is at {value}", counter=name, value=words[sign])
        return say("{clock} has {value} open boxes", clock=name, value=words[sign])

    def work(self, name: str, choice: _Json) -> list[str]:
        """Return what an outcome changes on the sheet, one sentence each, in order."""
        found = []
        if choice["critical"]:
            found.append(say("Note critical error {number}.", number=self.errors[name]))
        found += [self._operation(one) for one in choice["ops"]]
        return found

    def _operation(self, operation: _Json) -> str:
        kind, name = operation[0], operation[1]
        if kind == "flag":
            return self._tick(name)
        if kind == "unflag":
            return say("Rub out the tick in box {box}.", box=self.boxes[name])
        name = self.names[name]
        if kind in _CLOCK_WORDS:
            return say(_CLOCK_WORDS[kind], clock=name)
        amount = operation[2]
        if kind == "set":
            return say("{counter}: set it to {value}.", counter=name, value=amount)
        if kind == "advance":
            one = say("{clock}: cross 1 box if it is running.", clock=name)
            more = say(
                "{clock}: cross {n} boxes if it is running.", clock=name, n=amount
            )
            return one if amount == 1 else more
        up = say("{counter}: {value} up.", counter=name, value=amount)
        down = say("{counter}: {value} down.", counter=name, value=-amount)
        return up if amount > 0 else down

    def _tick(self, name: str) -> str:
        box, meaning = self.boxes[name], self.says.get(name)
        if meaning:
            return say("Tick box {box}: {meaning}", box=box, meaning=meaning)
        return say("Tick box {box}.", box=box)


_CLOCK_WORDS = {
    "fill": to_say("{clock}: rub out all its crosses."),
    "run": to_say("{clock}: it is running from now on."),
    "stop": to_say("{clock}: it stops."),
}
