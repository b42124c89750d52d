"""A register of 400 coded rows, all invented: a fixed seed writes the same rows each time.

Story: thread T09, the Statistics Office on Monday 20 August (day 232). Days are counted
from 1 January. No row holds a name. The crime unit and the shelters ask each person for a
code, a word and a number of the person's own choice; each desk writes it as it hears it.
The words are invented names of the course's pool that nobody in the story has.

What is planted:

- Four desks, three kinds of row: person, file, event. Only person rows stand for people.
- Five person rows carry the note "event T09": inspected, no indication.
- 34 people stand on two lists, at the crime unit and at the shelters. Of these pairs 11 are
  spelled alike, 12 differ in one sign and 7 in two; all 30 have the same age group. Four
  more are hard to find: two have another age group, one differs in three signs, one in four.
- Other people chose the same word by chance. They look alike and are two people.
- The desks have looked at their own cards: 27 pairs are one person. Three true pairs and
  two wrong ones stay open. One true open pair is a man who refused contact: nobody traces him.
- `form` is blank most often at the border agency after 20:00 and, from April on, at the
  inspectors. "asked, not known" is an answer.
- `consent` to pass the file on is yes, no, or blank.
- Age group "0" in nine rows of the border agency: what the field shows until one types.
- Five rows have a first contact after the day they came in, six a referral before it.
"""

from __future__ import annotations

import random
from functools import cache

SEED, AUDIT_DAY = 20180863, 232
DESKS = ("crime unit", "border agency", "shelters", "inspectors")
QUARTERS = {
    "January to March": (1, 90),
    "April to June": (91, 181),
    "since July": (182, AUDIT_DAY),
}
UNKNOWN = "asked, not known"
FORMS = ("labour", "another form", UNKNOWN, "")
AGES = ("under 18", "18-23", "24-26", "27-29", "30-38", "39 and over")
# Person rows by desk, quarter and hour, in the order of FORMS.
_PERSONS = {
    "crime unit": (
        {"day": (8, 9, 2, 3), "evening": (5, 4, 1, 2)},
        {"day": (7, 7, 1, 2), "evening": (3, 3, 1, 1)},
        {"day": (6, 6, 2, 3), "evening": (2, 2, 1, 2)},
    ),
    "border agency": (
        {"day": (2, 2, 2, 2), "evening": (1, 1, 0, 4)},
        {"day": (2, 2, 2, 2), "evening": (1, 1, 0, 5)},
        {"day": (2, 2, 1, 1), "evening": (1, 0, 0, 4)},
    ),
    "shelters": (
        {"day": (10, 11, 4, 1), "evening": (4, 3, 1, 0)},
        {"day": (9, 9, 3, 1), "evening": (3, 3, 0, 1)},
        {"day": (6, 6, 3, 1), "evening": (2, 0, 1, 2)},
    ),
    "inspectors": (
        {"day": (15, 0, 5, 0)},
        {"day": (8, 0, 5, 9)},
        {"day": (6, 0, 5, 5)},
    ),
}
# Rows that are no persons, by quarter.
_OTHERS = (
    ("crime unit", "file", (12, 9, 9)),
    ("crime unit", "event", (5, 3, 4)),
    ("border agency", "event", (30, 8, 12)),
    ("shelters", "event", (2, 2, 2)),
    ("inspectors", "event", (11, 12, 9)),
)
_CONSENT = {  # yes, no, blank
    "crime unit": (40, 16, 27),
    "border agency": (9, 11, 20),
    "shelters": (38, 37, 9),
    "inspectors": (21, 15, 22),
}
# People on two lists, by quarter: signs that differ, age group alike, what the desks say.
_PAIRS = (
    (
        *(((0, True, "same"),) * 6 + ((1, True, "same"),) * 6 + ((2, True, "same"),) * 4),
        (1, True, "open"),
        (1, False, ""),
        (3, True, ""),
    ),
    (
        *(((0, True, "same"),) * 3 + ((1, True, "same"),) * 2 + ((2, True, "same"),)),
        (1, True, "open"),
        (4, True, ""),
    ),
    (
        *(((0, True, "same"),) * 2 + ((1, True, "same"),) * 2 + ((2, True, "same"),)),
        (2, True, "open"),
        (1, False, ""),
    ),
)
_WORDS = (
    "Issavet Ilmoque Nentaque Quermu Vesperil Sellit Tavrel Dolvey Kavvet Halmult "
    "Skezal Skoizet Ombrel Lerrow Zubrel Rostind Sedulve Trilmet Tudalon Vilvonn Brerdol "
    "Hirluth Learirn Quiftil Raftene Saindus Yustox Zoiftor Dunnoset Inquil Urrick Wolmey "
    "Ivriss Pascove Umrath Yoverin Zimbrel Vasmel Druvanti Fennimar Nettlevan Tarquimbe "
    "Zellibrook Gwerandel Mavrisco Rimbasset Sorquimar Yansolque"
).split()
_HEARD = ("ck", "iy", "vw", "sz", "dt", "ea", "ou", "bp", "mn", "rl", "ei", "ao")

Row = dict  # field -> value, as a clerk's row


@cache
def letters_apart(one: str, other: str) -> int:
    """Return how many letters or digits must be changed, added or left out."""
    before = list(range(len(other) + 1))
    for here, letter in enumerate(one, 1):
        now = [here]
        for there, sign in enumerate(other, 1):
            change = before[there - 1] + (letter != sign)
            now.append(min(change, before[there] + 1, now[-1] + 1))
        before = now
    return before[-1]


def make(seed: int = SEED) -> list[Row]:
    """Return the 400 rows, in the order in which they came in."""
    return [dict(row) for row in _rows(seed)]


def persons() -> list[Row]:
    """Return the person rows without the five of the salon: second entries are still in."""
    return [row for row in make() if row["kind"] == "person" and not row["note"]]


def apart(one: Row, other: Row) -> int:
    """Return how many letters or digits two rows' codes are apart: word, then number."""
    pairs = zip(one["code"].split(), other["code"].split(), strict=True)
    return sum(letters_apart(*pair) for pair in pairs)


@cache
def possible_pairs() -> tuple[tuple[Row, Row, int], ...]:
    """Return crime-unit row, shelter row and signs that differ, for up to four signs."""
    rows = persons()
    police = [row for row in rows if row["desk"] == "crime unit"]
    shelter = [row for row in rows if row["desk"] == "shelters"]
    found = []
    for one in police:
        for other in shelter:
            signs = apart(one, other)
            if signs <= 4:
                found.append((one, other, signs))
    return tuple(found)


def proposed(letters: int, same_age: bool = True) -> list[tuple[Row, Row]]:
    """Return the pairs a rule would lay before the desks."""
    return [
        (one, other)
        for one, other, signs in possible_pairs()
        if signs <= letters and (one["age"] == other["age"] or not same_age)
    ]


def desks_say() -> list[tuple[Row, Row, str]]:
    """Return each pair laid before the desks: same, two people, or open.

    The rule was: up to two letters or digits, age group alike.
    """
    pairs = proposed(2)
    settled = {row["id"] for pair in pairs if _is_one(*pair) for row in pair}
    answers, doubts = [], 2  # two wrong pairs stay open as well
    for one, other in pairs:
        answer = one["desks_say"] if _is_one(one, other) else "two people"
        if answer == "two people" and doubts and not {one["id"], other["id"]} & settled:
            answer, doubts = "open", doubts - 1
            settled |= {one["id"], other["id"]}
        answers.append((one, other, answer))
    return answers


def _is_one(one: Row, other: Row) -> bool:
    """Return whether two rows are one person, which only the maker of the data knows."""
    return one["person"] == other["person"]


@cache
def _rows(seed: int) -> tuple[Row, ...]:
    dice = random.Random(seed)
    people = _people(dice)
    _give_codes(people, dice)
    for desk in DESKS:
        mine = [row for row in people if row["desk"] == desk]
        _deal(mine, "consent", dict(zip(("yes", "no", ""), _CONSENT[desk], strict=True)), dice)
    _give_police_contact(people, dice)
    _spoil_ages(people, dice)
    _give_dates(people, dice)
    rows = people + _no_persons(dice)
    rows.sort(key=lambda row: row["day"])
    for number, row in enumerate(rows, 1):
        row["id"] = f"R{number:04d}"
    return tuple(rows)


def _day(quarter: int, dice: random.Random) -> int:
    return dice.randint(*tuple(QUARTERS.values())[quarter])


def _people(dice: random.Random) -> list[Row]:
    """Return the person rows of the plan, still without codes, consent and dates."""
    rows: list[Row] = []
    for desk, quarters in _PERSONS.items():
        for quarter, hours in enumerate(quarters):
            for hour, counts in hours.items():
                for form, count in zip(FORMS, counts, strict=True):
                    for _ in range(count):
                        row = {"desk": desk, "kind": "person", "note": "", "code": ""}
                        row |= {"quarter": quarter, "day": _day(quarter, dice)}
                        row |= {"hour": hour, "form": form, "age": dice.choice(AGES)}
                        rows.append(row | {"desks_say": ""})
    dice.shuffle(rows)
    for number, row in enumerate(rows):
        row["person"] = number
    return rows


def _give_codes(rows: list[Row], dice: random.Random) -> None:
    """Give codes, and make some rows of the crime unit the same people as the shelters'."""
    words = [word for _ in range(3) for word in dice.sample(_WORDS, len(_WORDS))]
    fresh = (f"{word} {dice.randint(10, 39)}" for word in words)
    for quarter, pairs in enumerate(_PAIRS):
        here = [row for row in rows if row["quarter"] == quarter]
        police = [row for row in here if row["desk"] == "crime unit"]
        shelter = [row for row in here if row["desk"] == "shelters"]
        for row in shelter + police[len(pairs) :]:
            row["code"] = next(fresh)
        for one, other, (signs, alike, say) in zip(police, shelter, pairs, strict=False):
            later = AGES[(AGES.index(other["age"]) + 1) % len(AGES)]
            one |= {"person": other["person"], "desks_say": say}
            one |= {"code": _misheard(other["code"], signs, dice)}
            one |= {"age": other["age"] if alike else later}


def _misheard(code: str, signs: int, dice: random.Random) -> str:
    """Return a code as another clerk would write it: so many letters another way."""
    text = code
    while letters_apart(code, text) < signs:
        place = dice.randrange(1, len(text) - 3)  # the first letter and the number stay
        swaps = [pair.replace(text[place], "", 1) for pair in _HEARD if text[place] in pair]
        if swaps and text[place] == code[place]:
            text = text[:place] + dice.choice(swaps) + text[place + 1 :]
    return text


def _deal(rows: list[Row], field: str, counts: dict[str, int], dice: random.Random) -> None:
    """Give each row one of some values, each as often as the plan says."""
    values = [value for value, count in counts.items() for _ in range(count)]
    dice.shuffle(values)
    for row, value in zip(rows, values, strict=True):
        row[field] = value


def _give_police_contact(rows: list[Row], dice: random.Random) -> None:
    """Say which of the shelters' people met the police, refused, or were not asked."""
    police = {row["person"]: row for row in rows if row["desk"] == "crime unit"}
    shelter = [row for row in rows if row["desk"] == "shelters"]
    single = [row for row in shelter if row["person"] not in police]
    _deal(single, "police", {"met": 3, "refused": 37, "not asked": 10}, dice)
    for row in shelter:
        row.setdefault("police", "met")
    opened = next(r for r in shelter if police.get(r["person"], r)["desks_say"] == "open")
    opened["police"] = "refused"


def _spoil_ages(rows: list[Row], dice: random.Random) -> None:
    border = [row for row in rows if row["desk"] == "border agency"]
    for hour, count in (("evening", 8), ("day", 1)):
        for row in dice.sample([row for row in border if row["hour"] == hour], count):
            row["age"] = "0"


def _give_dates(rows: list[Row], dice: random.Random) -> None:
    """Give first contact and referral, and plant eleven rows that cannot be true."""
    for row in rows:
        row["contact"] = max(1, row["day"] - dice.randint(0, 6))
        referred = dice.random() < 0.4
        row["referral"] = row["contact"] + dice.randint(0, 9) if referred else None
    theirs = [row for row in rows if row["desk"] in {"crime unit", "shelters"}]
    spoiled = dice.sample([row for row in theirs if row["quarter"]], 11)
    for row in spoiled[:5]:
        row |= {"contact": row["day"] + dice.randint(20, 90), "referral": None}
    for row in spoiled[5:]:
        row["referral"] = row["contact"] - dice.randint(5, 40)


def _no_persons(dice: random.Random) -> list[Row]:
    """Return files and events, and the five rows of one visit to a salon."""
    rows: list[Row] = []
    for desk, kind, counts in _OTHERS:
        for quarter, count in enumerate(counts):
            for _ in range(count):
                row = {"desk": desk, "kind": kind, "note": "", "quarter": quarter}
                rows.append(row | {"day": _day(quarter, dice)})
    salon = {"desk": "crime unit", "kind": "person", "note": "event T09", "quarter": 2}
    return rows + [salon | {"day": 213, "consent": "", "form": ""} for _ in range(5)]
