"""The directory of services, and an invented count of who asked for what in Castellia.

`DIRECTORY` is the story's directory of services, row by row (world.md 3.5): all thirty
services. `words` says again in single words what `refuses` and the name say in a
sentence. Everything else is synthetic and holds no person:

- `SHEET`: for each group and need, how many people with an open file had named the need
  on the counting night, and how many of them had it met. Rows overlap: one person may
  stand in two. No number, and no difference, lies between 1 and 4. The met numbers keep
  to the directory: six men have a bed, since Ropewalk Flat has six; no man has
  counselling; nine men's legal matter is no claim for pay, so the Panel takes it; five
  in the row of disability use no wheelchair and reach the Listening Room.
- `HAS_KEY` and `STILL_WAITING`: days since each man of the first cell named a bed.
- `make()`: how many people slept in three houses on each of 84 nights. The fixed seed
  draws ordinary nights; one night in each house is set as the fullest, and the last is
  the counting night.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import NamedTuple

SEED = 20181205
NIGHTS = 84


class Service(NamedTuple):
    """One row of the directory; `kept` are beds reserved for presumed victims."""

    id: str
    name: str
    place: str
    takes: str
    opens: str
    beds: int
    kept: int
    languages: str
    step_free: bool
    cost: str
    refuses: str
    words: frozenset[str] = frozenset()


class Group(NamedTuple):
    """A row of the grid: which codes fit it, and what doors may ask about it."""

    codes: frozenset[str]
    words: frozenset[str] = frozenset()


def _row(text: str, *words: str) -> Service:
    """Return a service from a row of the directory, its cells parted by bars."""
    cells = [cell.strip() for cell in text.split("|")]
    beds, kept, step_free = int(cells[5]), int(cells[6]), cells[8] == "y"
    return Service(
        *cells[:5], beds, kept, cells[7], step_free, cells[9], cells[10], frozenset(words)
    )


DIRECTORY = (
    _row(
        "SV01|Kindle House|Merrivant|W|NR|24|24|Me Ke Om +|y|62.00 sv|men; sons over 13",
        "son over 13",
    ),
    _row(
        "SV02|Kindle Annex|Dazenne|W|NR|16|16|Me Sa +|n|58.00 sv"
        "|sons over 13; wheelchairs (stairs)",
        "son over 13",
        "wheelchair",
    ),
    _row(
        "SV03|Ropewalk Flat|Cadrulle|M|RG|6|6|Me Ke|n|41.00 sv"
        "|stays over 30 nights; Union citizens after day 15",
        "Union citizen after day 15",
    ),
    _row("SV04|Tolvek Reception Hall|Tolvek|X|AS|120|0|+|y|33.00 sv|people with only an NR file"),
    _row(
        "SV05|Saltbox Family Home|Merrivant|F|NR|18|18|Me Om +|y|55.00 sv"
        "|fathers alone with children",
        "father alone",
    ),
    _row("SV06|Juniper Row children's home|Hesmar|C|ANY|10|4|Me Ke Om +|y|88.00 sv|over 17"),
    _row(
        "SV07|Field and Kitchen Workers' Union desk|Hesmar|X|ANY|0|0|Me Ke Do|y|0.00 sv"
        "|nobody; members first at harvest",
        "no wage claim",
    ),
    _row(
        "SV08|Merrivant Law Clinic|Merrivant|X|RES|0|0|Me +|y|0.00 sv"
        "|wage claims under 500.00 sv; no lawful stay"
    ),
    _row(
        "SV09|Legal Aid Panel|Merrivant|X|RG|0|0|+|y|0.00 sv|civil claims",
        "civil claim",
    ),
    _row("SV10|Night Clinic|Tolvek|X|ANY|0|0|Me Om Sa|y|0.00 sv|nobody; no papers asked"),
    _row(
        "SV11|Listening Room (counselling)|Merrivant|W|NR|0|0|Me Ke|n|0.00 sv"
        "|men 'for lack of staff'"
    ),
    _row(
        "SV12|Interpreters' Pool|Merrivant|X|ANY|0|0|Ke Om So Do Sa Sg|y|0.00 sv"
        "|bookings under 4 h notice"
    ),
    _row(
        "SV13|LSI Wage Claims Desk|Hesmar|X|ANY|0|0|Me Ke +|y|0.00 sv|the self-employed",
        "self-employed",
        "no wage claim",
    ),
    _row("SV14|City hostels|Merrivant|M|NAT|60|0|Me|n|27.00 sv|anyone without local residence"),
    _row("SV15|SWC shelter|Quessin|W|RG|12|12|So Om|n|70.00 ob|before B-1; sons over 10"),
    _row(
        "SV16|Pellisk Transit Centre|Pellisk|X|ANY|200|0|So +|y|44.00 ob"
        "|free exit at night (locked 21:00-06:00)"
    ),
    _row(
        "SV17|Netloft Day Room|Ambrisk|M|ANY|0|0|So Om Ke|y|0.00 ob|nobody; closes 18:00, no beds"
    ),
    _row("SV18|Mothers' House|Solthane|W|ANY|14|10|So Om|y|66.00 ob|women without children"),
    _row("SV19|Pellisk children's wing|Pellisk|C|ANY|20|0|So|n|60.00 ob|children 'assessed adult'"),
    _row("SV20|COO emergency money|Solthane|X|ANY|0|0|So +|y|0.00 ob|second grants"),
    _row(
        "SV21|Quessin Law Society duty desk|Quessin|X|ANY|0|0|So|n|0.00 ob"
        "|civil claims; 2 hours per person"
    ),
    _row(
        "SV22|SWC health point|Quessin|X|ANY|0|0|So Om|y|0.00 ob"
        "|nobody, but staff must denounce (LB-24): say so first"
    ),
    _row(
        "SV23|Return Desk|Pellisk|X|ANY|0|0|So Om Ke Sa|y|0.00 ob|people with an open criminal case"
    ),
    _row("SV24|Returnee House|Ushavel|W|ANY|10|10|Ke Om|n|210.00 dl|stays over 60 nights"),
    _row("SV25|Family Support Visits|Dommarek|F|ANY|0|0|Ke|y|0.00 dl|none; one car"),
    _row("SV26|RIO grants|Kessumar|X|ANY|0|0|Ke Om Sg|y|0.00 dl|business plans without a mentor"),
    _row("SV27|OEA complaint desk|Ushavel|X|ANY|0|0|Ke Om|y|0.00 dl|complaints after 2 years"),
    _row("SV28|MCB children's house|Ilbreth|C|ANY|12|4|Ke Om|y|190.00 dl|over 17"),
    _row("SV29|Men's Lodging|Ilbreth|M|NAT|8|8|Ke|n|120.00 dl|stays over 10 nights"),
    _row("SV30|Open Ear telephone line|Ushavel|X|ANY|0|0|Ke Om Sa|y|0.00 dl|none; 12:00-20:00"),
)
BY_ID = {service.id: service for service in DIRECTORY}
CASTELLIA = DIRECTORY[:14]
COUNTRIES = {"Castellia": CASTELLIA, "Belmora": DIRECTORY[14:23], "Arvenia": DIRECTORY[23:]}

# Which services of Castellia could answer which need. Nobody has a desk for work
# permits; the two lawyers' desks advise on stay.
NEEDS = {
    "safe housing": ("SV01", "SV02", "SV03", "SV04", "SV05", "SV06", "SV14"),
    "legal counsel": ("SV08", "SV09"),
    "health": ("SV10",),
    "work permission": ("SV08", "SV09"),
    "interpretation": ("SV12",),
    "psychosocial help": ("SV11",),
    "compensation help": ("SV07", "SV13"),
}
_BOTH = frozenset("WM")
GROUPS = {
    "women, sexual exploitation": Group(frozenset("W"), frozenset({"no wage claim"})),
    "men, labour exploitation": Group(frozenset("M"), frozenset({"civil claim"})),
    "families": Group(frozenset("FW")),
    "LGBTI persons": Group(_BOTH),
    "boys": Group(frozenset("C")),
    "persons with disability": Group(_BOTH, frozenset({"wheelchair"})),
    "Union citizens, day 16": Group(
        _BOTH, frozenset({"Union citizen after day 15", "lawful stay", "has NR-3"})
    ),
    "no contact with police": Group(_BOTH),
}
MEN = "men, labour exploitation"
DOORS = ("open", "women only", "after NR-3", "closed")


def door(service: Service, group: Group, form: str, need: str) -> str:
    """Return how a service stands to a group: one of `DOORS`."""
    words = group.words - ({"civil claim"} if need == "work permission" else set())
    refused = service.words & words or ("wheelchair" in words and not service.step_free)
    if service.takes not in group.codes | {"X"} or refused:
        return "closed"
    if service.opens in {"AS", "NAT"}:
        return "closed"
    if service.opens == "RES" and "lawful stay" not in words:
        return "closed"
    if service.opens == "RG" and form == "NR-1" and "has NR-3" not in words:
        return "after NR-3"
    if service.takes == "W" and group.codes != {"W"}:
        return "women only"
    return "open"


def doors(group: str, form: str, need: str) -> list[str]:
    """Return how every service for a need stands to a group."""
    return [door(BY_ID[one], GROUPS[group], form, need) for one in NEEDS[need]]


def best_door(group: str, form: str, need: str) -> str:
    """Return the best that a group finds for a need: one of `DOORS`."""
    return min(doors(group, form, need), key=DOORS.index)


# (named, met) on the counting night, in the order of NEEDS
_SHEET = {
    "women, sexual exploitation": "21/21 18/18 19/19 9/9 15/15 20/20 12/0",
    "men, labour exploitation": "24/6 31/9 22/22 14/9 17/17 17/0 29/29",
    "families": "14/9 8/8 12/12 6/6 9/9 11/6 6/6",
    "LGBTI persons": "6/6 5/5 6/6 0/0 5/5 5/5 0/0",
    "boys": "7/7 6/6 7/7 0/0 7/7 6/0 5/5",
    "persons with disability": "11/6 8/8 11/11 5/5 8/8 10/5 7/7",
    "Union citizens, day 16": "12/5 9/9 8/8 0/0 8/8 10/5 11/11",
    "no contact with police": "9/9 7/7 9/9 0/0 6/6 8/8 8/8",
}
SHEET = {
    (group, need): tuple(int(number) for number in pair.split("/"))
    for group, row in _SHEET.items()
    for need, pair in zip(NEEDS, row.split(), strict=True)
}
MEN_WITH_FILE = 38
HAS_KEY = (5, 6, 7, 9, 9, 12)
STILL_WAITING = (3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 26, 33)

# Three houses: id in the directory, ordinary nights, fullest night, counting night.
_HOUSES = {"SV01": (10, 16, 17, 16), "SV02": (5, 9, 10, 9), "SV05": (6, 9, 10, 9)}
HOUSES = {BY_ID[one].name: BY_ID[one] for one in _HOUSES}
SLOTS = {"house": "Kindle House", "annex": "Kindle Annex", "saltbox": "Saltbox Family Home"}
MEN_COST = Decimal("41.00")


def cost(house: str) -> Decimal:
    """Return what a place in a house costs the funder a day, in sevet."""
    return Decimal(HOUSES[house].cost.split()[0])


def make(seed: int = SEED) -> list[dict[str, int]]:
    """Return 84 nights: how many people slept in each of the three houses."""
    dice = random.Random(seed)
    nights: list[dict[str, int]] = []
    fullest = {one: dice.randrange(20, 70) for one in _HOUSES}
    for night in range(NIGHTS):
        row = {"night": night + 1}
        for one, (low, high, most, last) in _HOUSES.items():
            slept = dice.randint(low, high)
            if night == fullest[one]:
                slept = most
            row[BY_ID[one].name] = last if night == NIGHTS - 1 else slept
        nights.append(row)
    return nights
