"""Grades one answer against one key; twin of `static/grading.js`.

Pure and closed: standard library only, no files, clocks, random numbers or regular
expressions, because the same rules must give the same mark in a browser. What the two
twins must agree on is written down in `tests/agreement/`, which both read.

A *key* is JSON made by `form.py`; its `type` is one of choice, match, marks, order,
number and text. An *answer* is any JSON at all: what cannot be read is never an error
but a mark with the note `unreadable`, which costs no attempt.
"""

from __future__ import annotations

import unicodedata
from typing import Any, TypedDict

__all__ = ["Mark", "grade", "score", "shuffle", "solution"]

BLANKS = (
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
DASHES = "\u2010\u2011\u2012\u2013\u2212"  # all written for a hyphen or a minus
QUOTES = "\u2018\u2019\u02bc"  # all written for an apostrophe
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOWER = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
LONGEST = 200  # characters of a written answer


class Mark(TypedDict):
    """What an answer earned: `points` of `of`, as whole numbers.

    `critical` says that a choice would have caused harm: the points are then 0.
    `right` lists the ids that were answered right, `notes` the ids of the remarks to
    show; both are in the order of the key.
    """

    points: int
    of: int
    critical: bool
    right: list[str]
    notes: list[str]


def grade(key: dict[str, Any], answer: Any) -> Mark:
    """Return the mark of one answer.

    >>> key = {"type": "choice", "of": 100, "options": ["a", "b"], "right": ["b"],
    ...        "critical": [], "many": False, "credit": "all-or-nothing"}
    >>> grade(key, ["b"])["points"], grade(key, ["c"])["notes"]
    (100, ['unreadable'])
    """
    return {
        "choice": _choice,
        "match": _match,
        "marks": _marks,
        "order": _order,
        "number": _number,
        "text": _text,
    }[key["type"]](key, answer)


def score(key: dict[str, Any], answers: list[Any]) -> int:
    """Return the best points of all attempts, each weighed by the key's `falls`.

    Attempts past the last fall earn nothing, unreadable ones do not count, and a later
    attempt never lowers the score.
    """
    best = tried = 0
    for answer in answers:
        mark = grade(key, answer)
        if mark["notes"] == ["unreadable"] or tried >= len(key["falls"]):
            continue
        best = max(best, mark["points"] * key["falls"][tried] // 100)
        tried += 1
    return best


def solution(key: dict[str, Any]) -> Any:
    """Return an answer that earns all the points."""
    if key["type"] == "choice":
        return list(key["right"])
    if key["type"] in ("match", "marks"):
        return {s["id"]: s["right"][0] for s in key["slots"] if s["right"]}
    if key["type"] == "order":
        return [step for rank in key["ranks"] for step in rank]
    if key["type"] == "number":
        return {"number": key["shown"], "unit": key["unit"]}
    return key["accept"][0]


def shuffle(ids: list[str], seed: str) -> list[str]:
    """Return the ids in an order that depends on the seed alone."""
    state = 2166136261
    for letter in seed:
        state = ((state ^ ord(letter)) * 16777619) & 0xFFFFFFFF
    mixed = list(ids)
    for last in range(len(mixed) - 1, 0, -1):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
        other = state % (last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed


def _mark(
    key: dict[str, Any], points: int, right: list[str], notes: list[str], *, harm: bool
) -> Mark:
    return {
        "points": 0 if harm else points,
        "of": key["of"],
        "critical": harm,
        "right": right,
        "notes": notes,
    }


def _unreadable(key: dict[str, Any]) -> Mark:
    return _mark(key, 0, [], ["unreadable"], harm=False)


def _credit(key: dict[str, Any], right: int, wrong: int, parts: int) -> int:
    """Return points by the key's rule; `parts` is what full marks need."""
    of: int = key["of"]
    if key["credit"] == "all-or-nothing":
        return of if right == parts and wrong == 0 else 0
    if key["credit"] == "right-minus-wrong":
        return of * max(0, right - wrong) // parts
    return of * right // parts


def _choice(key: dict[str, Any], answer: Any) -> Mark:
    options, right = key["options"], key["right"]
    if not _are_ids(answer, options) or (len(answer) > 1 and not key["many"]):
        return _unreadable(key)
    picked = [option for option in options if option in answer]
    hits = [option for option in picked if option in right]
    misses = len(picked) - len(hits)
    if key["credit"] == "per-part":
        left = [o for o in options if o not in picked and o not in right]
        points = _credit(key, len(hits) + len(left), misses, len(options))
    else:
        points = _credit(key, len(hits), misses, len(right))
    harm = any(option in key["critical"] for option in picked)
    return _mark(key, points, hits, picked, harm=harm)


def _are_ids(answer: Any, known: list[str]) -> bool:
    if not isinstance(answer, list) or not answer:
        return False
    if not all(isinstance(part, str) and part in known for part in answer):
        return False
    return len(set(answer)) == len(answer)


def _match(key: dict[str, Any], answer: Any) -> Mark:
    slots = key["slots"]
    if not _fills(slots, answer) or len(answer) != len(slots):
        return _unreadable(key)
    right = [s["id"] for s in slots if answer[s["id"]] in s["right"]]
    points = _credit(key, len(right), len(slots) - len(right), len(slots))
    notes, harm = _remarks(key, answer), _harms(key, answer)
    return _mark(key, points, right, notes, harm=harm)


def _marks(key: dict[str, Any], answer: Any) -> Mark:
    """Grade marked spans: one point for the span, one for saying what it is."""
    slots = key["slots"]
    if not _fills(slots, answer) or not answer:
        return _unreadable(key)
    wanted = [slot for slot in slots if slot["right"]]
    found = [slot for slot in wanted if slot["id"] in answer]
    right = [s["id"] for s in found if answer[s["id"]] in s["right"]]
    false = len(answer) - len(found)
    if key["credit"] == "per-part":
        quiet = len(slots) - len(wanted) - false
        gained, parts = len(found) + len(right) + 2 * quiet, 2 * len(slots)
    else:
        gained, parts = len(found) + len(right), 2 * len(wanted)
    points = _credit(key, gained, 2 * false, parts)
    notes, harm = _remarks(key, answer), _harms(key, answer)
    return _mark(key, points, right, notes, harm=harm)


def _fills(slots: list[dict[str, Any]], answer: Any) -> bool:
    if not isinstance(answer, dict):
        return False
    options = {slot["id"]: slot["options"] for slot in slots}
    return all(
        isinstance(value, str) and value in options.get(name, [])
        for name, value in answer.items()
    )


def _remarks(key: dict[str, Any], answer: dict[str, str]) -> list[str]:
    """Return per filled slot the remark for this very answer, or the slot's own."""
    notes = []
    for name in [slot["id"] for slot in key["slots"]]:
        if name in answer:
            exact = name + "/" + answer[name]
            notes.append(exact if exact in key["remarks"] else name)
    return notes


def _harms(key: dict[str, Any], answer: dict[str, str]) -> bool:
    return any(name + "/" + value in key["critical"] for name, value in answer.items())


def _order(key: dict[str, Any], answer: Any) -> Mark:
    ranks = {step: n for n, rank in enumerate(key["ranks"]) for step in rank}
    if not _are_ids(answer, list(ranks)) or len(answer) != len(ranks):
        return _unreadable(key)
    good = bad = 0
    wrong: set[str] = set()
    for at, first in enumerate(answer):
        for second in answer[at + 1 :]:
            if ranks[first] < ranks[second]:
                good += 1
            elif ranks[first] > ranks[second]:
                bad += 1
                wrong |= {first, second}
    points = _credit(key, good, bad, good + bad)
    right = [step for step in ranks if step not in wrong]
    notes = [step for step in ranks if step in wrong] or list(ranks)
    return _mark(key, points, right, notes, harm=False)


def _number(key: dict[str, Any], answer: Any) -> Mark:
    if not isinstance(answer, dict) or len(answer) != 2:
        return _unreadable(key)
    unit = answer.get("unit")
    value = _read_number(answer.get("number"))
    if value is None or not isinstance(unit, str) or unit not in key["targets"]:
        return _unreadable(key)
    if _hits(key["targets"], unit, value):
        return _mark(key, key["of"], ["right"], ["right"], harm=False)
    for slip in key["slips"]:
        if _hits(slip["targets"], unit, value):
            return _mark(key, 0, [], [slip["id"]], harm=False)
    return _mark(key, 0, [], ["other"], harm=False)


def _hits(targets: dict[str, Any], unit: str, value: float) -> bool:
    target = targets[unit]
    return bool(abs(value - target["value"]) <= target["within"])


def _read_number(text: Any) -> float | None:
    """Return the number written as 1250.5, 1250,5 or 1 250,5; None if unreadable.

    "1.250" and "1,250" are refused: one reader's thousand is another's one and a bit.
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    plain = _swap(_swap(text, BLANKS, " "), DASHES, "-").strip(" ")
    sign = -1.0 if plain[:1] == "-" else 1.0
    if plain[:1] in ("-", "+"):
        plain = plain[1:]
    whole, point, part = _split(plain)
    groups = whole.split(" ")
    whole = "".join(groups)
    if not _all_in(whole, DIGITS) or len(whole) > 15 or not _grouped(groups):
        return None
    if point and (not _all_in(part, DIGITS) or len(part) > 10):
        return None
    if len(part) == 3 and len(whole) <= 3 and whole[0] != "0":
        return None
    return sign * float(whole + "." + (part or "0"))


def _split(text: str) -> tuple[str, str, str]:
    at = max(text.find("."), text.find(","))
    if at < 0:
        return text, "", ""
    return text[:at], text[at], text[at + 1 :]


def _grouped(groups: list[str]) -> bool:
    first, rest = groups[0], groups[1:]
    if not rest:
        return True
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)


def _text(key: dict[str, Any], answer: Any) -> Mark:
    words = _plain(answer, fold=key["fold"])
    if not words:
        return _unreadable(key)
    if words in [_plain(text, fold=key["fold"]) for text in key["accept"]]:
        return _mark(key, key["of"], ["right"], ["right"], harm=False)
    for slip in key["slips"]:
        if words in [_plain(text, fold=key["fold"]) for text in slip["accept"]]:
            return _mark(key, 0, [], [slip["id"]], harm=False)
    return _mark(key, 0, [], ["other"], harm=False)


def _plain(text: Any, *, fold: bool) -> str:
    """Return a written answer in the one form that is compared; '' if unreadable.

    Characters beyond U+FFFF are refused: the two languages know different Unicodes.
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return ""
    if any(ord(letter) > 0xFFFF or 0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        return ""
    plain = unicodedata.normalize("NFC", text)
    plain = _swap(_swap(_swap(plain, BLANKS, " "), DASHES, "-"), QUOTES, "'")
    plain = " ".join(word for word in plain.split(" ") if word)
    if not fold:
        return plain
    return "".join(LOWER[UPPER.index(c)] if c in UPPER else c for c in plain)


def _swap(text: str, letters: str, other: str) -> str:
    return "".join(other if letter in letters else letter for letter in text)


def _all_in(text: str, letters: str) -> bool:
    return text != "" and all(letter in letters for letter in text)
