"""Makes keys as the compiler could and answers as an enemy would, from a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

SLUGS = ["a", "b", "c", "d", "1", "2", "10", "constructor", "toString", "length"]
SLUGS += ["valueof", "x-y", "true", "false", "null", "open"]
BLANKS = [" ", "\t", "\n", "\x0b", "\x1c", "\x85", "\xa0", "\u180e", "\u200b", "\u2003"]
BLANKS += ["\u2028", "\u202f", "\u3000", "\ufeff", "\u2060", ""]
LETTERS = ["a", "A", "É", "e\u0301", "ß", "ẞ", "İ", "ı", "ſ", "K", "Å", "ﬁ", "Ω", "σ"]
LETTERS += ["ς", "\ud800", "😀", "𝟙", "\u0ece", "\u0897", "\u0301", "\u0000", "é", "-"]
LETTERS += ["\u2011", "\u2212", "’", "'", "ʼ", "1", "١", "１", "²", "Ⅷ"]
DIGITS = ["0", "1", "2", "5", "9", "00", "12", "125", "1000", "٣", "３", "²", "999999"]
NUMBERS = ["", " ", "nan", "NaN", "inf", "-inf", "Infinity", "1e3", "0x10", "1_000"]
NUMBERS += ["1.250", "1,250", "0.125", "0,125", "1 250,50", "1\u202f250.5", "--1", "+1"]
NUMBERS += [
    "\u22121",
    "1.",
    ".5",
    "1,2,3",
    "1.2,3",
    "١٢",
    "12 5",
    "1 25",
    "1 2500",
    "-0",
]
NUMBERS += ["0.1", "0.30000000000000004", "999999999999999", "9999999999999999", "１２"]
NUMBERS += [
    "8028",
    "8028.00",
    "8 028,00",
    "8028,0000000001",
    "\ufeff12",
    "12\x1c",
    "\x8512",
]
ODD = [
    None,
    True,
    False,
    0,
    1,
    -1,
    1.5,
    10**18,
    "",
    "a",
    [],
    {},
    [[]],
    [None],
    {"a": 1},
]
ODD += [{"__proto__": "a"}, {"number": "1"}, {"number": 1, "unit": ""}, ["a", 1], "😀"]
CREDITS = ["all-or-nothing", "per-part", "right-minus-wrong"]


def _some(rng: Random, low: int, high: int) -> list[str]:
    return rng.sample(SLUGS, rng.randint(low, high))


def _word(rng: Random) -> str:
    parts = [
        rng.choice(rng.choice((LETTERS, BLANKS))) for _ in range(rng.randint(0, 6))
    ]
    return "".join(parts)


def _number(rng: Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(NUMBERS)
    parts = [rng.choice(["", "-", "+", "\u2212", " "])]
    for _ in range(rng.randint(1, 4)):
        parts += [rng.choice(DIGITS), rng.choice(["", "", ".", ",", *BLANKS])]
    return "".join(parts)


def _slots(rng: Random, *, may_be_empty: bool) -> list[dict]:
    slots = []
    for name in _some(rng, 1, 5):
        options = _some(rng, 2, 4)
        low = 0 if may_be_empty else 1
        right = rng.sample(options, rng.randint(low, 2))
        slots.append({"id": name, "options": options, "right": right})
    if not any(slot["right"] for slot in slots):
        slots[0]["right"] = [slots[0]["options"][0]]
    return slots


def _target(rng: Random, units: list[str]) -> dict:
    value = rng.choice([0.0, 0.1, 0.3, 1.0, 12.5, 1250.5, 8028.0, -3.25])
    within = rng.choice([0.0, 1e-9, 0.005, 0.5, 10.0])
    return {unit: {"value": value, "within": within} for unit in units}


def make_key(rng: Random) -> dict:
    kind = rng.choice(["choice", "match", "marks", "order", "number", "text"])
    key: dict = {"type": kind, "of": rng.choice([1, 7, 100]), "remarks": {}}
    key["credit"] = rng.choice(CREDITS)
    key["falls"] = rng.choice([[100], [100, 67, 34], [100, 80, 60, 40, 20]])
    if kind == "choice":
        options = _some(rng, 2, 6)
        right = rng.sample(options, rng.randint(1, len(options) - 1))
        critical = [o for o in options if o not in right and rng.random() < 0.2]
        many = rng.random() < 0.6
        key |= {"options": options, "right": right, "critical": critical, "many": many}
    elif kind in ("match", "marks"):
        slots = _slots(rng, may_be_empty=kind == "marks")
        pairs = [f"{s['id']}/{o}" for s in slots for o in s["options"]]
        key |= {"slots": slots, "critical": [p for p in pairs if rng.random() < 0.05]}
        key["remarks"] = {p: "why" for p in pairs if rng.random() < 0.5}
    elif kind == "order":
        steps, ranks = _some(rng, 3, 6), []
        for step in steps:
            if len(ranks) > 1 and rng.random() < 0.3:
                ranks[-1].append(step)
            else:
                ranks.append([step])
        key["ranks"] = ranks
    elif kind == "number":
        units = rng.choice([[""], ["sv", "dl"], ["constructor"]])
        slips = [{"id": "slip-1", "targets": _target(rng, units)}]
        key |= {"targets": _target(rng, units), "slips": slips, "unit": units[0]}
        key["shown"] = "1"
    else:
        accept = [_word(rng) or "a" for _ in range(2)]
        slips = [{"id": "slip-1", "accept": [_word(rng) or "b"]}]
        key |= {"accept": accept, "slips": slips, "fold": rng.random() < 0.7}
    return key


def make_answer(rng: Random, key: dict) -> object:
    if rng.random() < 0.12:
        return rng.choice(ODD)
    if key["type"] == "choice":
        known = key["options"] + (["zz"] if rng.random() < 0.1 else [])
        picked = rng.sample(known, rng.randint(0, len(known)))
        return picked + (picked[:1] if rng.random() < 0.05 else [])
    if key["type"] in ("match", "marks"):
        answer = {}
        for slot in key["slots"]:
            if key["type"] == "match" or rng.random() < 0.6:
                answer[slot["id"]] = rng.choice(slot["options"])
        if rng.random() < 0.1:
            answer[rng.choice(SLUGS)] = rng.choice([*SLUGS, 1, None])
        return answer
    if key["type"] == "order":
        steps = [step for rank in key["ranks"] for step in rank]
        rng.shuffle(steps)
        return steps if rng.random() < 0.95 else steps[1:]
    if key["type"] == "number":
        return {"number": _number(rng), "unit": rng.choice([*key["targets"], "sv"])}
    if rng.random() < 0.4:
        return rng.choice(BLANKS) + rng.choice(key["accept"]) + rng.choice(BLANKS)
    return _word(rng) * rng.choice([1, 1, 1, 40])
