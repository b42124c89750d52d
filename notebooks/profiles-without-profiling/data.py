"""Six hundred answers from two districts of Arvenia, all invented.

A fixed seed writes the same rows each time. Rules: 300 adults who think of leaving were
asked in each district (survey T07-F; the totals of people are those of the page on
reintegration). In Dommarek the young were asked more often than their number, so one
answer stands for 200, 450 or 700 people. How many of a group said yes is fixed below;
the seed decides only who. Nothing links one answer of a person to another one, except
that only people who came home were asked what was hardest, and nobody who named a fee
also refused to speak of it. A person may name several reasons, or none of the four.
"""

from __future__ import annotations

import random

SEED = 20180410
GROUPS = ("Dommarek, 18 to 29", "Dommarek, 30 and over", "Kessumar")
PEOPLE = dict(zip(GROUPS, (36_000, 54_000, 210_000), strict=True))
ASKED = dict(zip(GROUPS, (180, 120, 300), strict=True))
STANDS_FOR = {group: PEOPLE[group] // ASKED[group] for group in GROUPS}
REASONS = ("climate", "work", "family", "safety")
AGES = {
    GROUPS[0]: {"18 to 29": 180},
    GROUPS[1]: {"30 to 44": 54, "45 to 59": 42, "60 and over": 24},
    GROUPS[2]: {"18 to 29": 120, "30 to 44": 90, "45 to 59": 60, "60 and over": 30},
}
# How many said yes, in the order of GROUPS.
YES = {
    "climate": (72, 88, 60),
    "work": (126, 54, 216),
    "family": (54, 48, 75),
    "safety": (9, 12, 21),
    "job": (45, 48, 198),  # has paid work now
    "register": (72, 30, 90),  # has heard of the public register of agencies
    "step": (36, 18, 45),  # has asked an agency, an office or a relative abroad
    "home": (27, 33, 60),  # has worked abroad and come home
}
# What was hardest after coming home, asked only of those who did.
HARD = {
    "debt": (15, 21, 30),
    "no steady work": (12, 9, 33),
    "papers, school, clinic": (6, 12, 12),
    "being alone with it": (12, 12, 27),
}
# Paid or promised a fee for a place abroad, by age; and who would rather not say.
FEE = {
    GROUPS[0]: {"18 to 29": 14},
    GROUPS[1]: {"30 to 44": 9, "45 to 59": 6, "60 and over": 3},
    GROUPS[2]: {"18 to 29": 15, "30 to 44": 10, "45 to 59": 6, "60 and over": 5},
}
SILENT = dict(zip(GROUPS, (20, 10, 45), strict=True))


def _tick(dice, rows, question, count, among=None):
    """Let `count` rows say yes to a question; `among` narrows who may."""
    for row in rows:
        row.setdefault(question, False)
    for row in dice.sample(rows if among is None else among, count):
        row[question] = True


def make(seed: int = SEED) -> list[dict[str, object]]:
    """Return the 600 rows: group, age and a yes or no to each question."""
    dice = random.Random(seed)
    found: list[dict[str, object]] = []
    for at, group in enumerate(GROUPS):
        ages = AGES[group].items()
        rows = [{"group": group, "age": age} for age, count in ages for _ in range(count)]
        for question, counts in YES.items():
            _tick(dice, rows, question, counts[at])
        returned = [row for row in rows if row["home"]]
        for question, counts in HARD.items():
            _tick(dice, rows, question, counts[at], returned)
        for age, count in FEE[group].items():
            _tick(dice, rows, "fee", count, [row for row in rows if row["age"] == age])
        open_ = [row for row in rows if not row["fee"]]
        _tick(dice, rows, "silent", SILENT[group], open_)
        found += rows
    return found


def misses(asked: int, seed: int = SEED) -> list[float]:
    """Return by how many points a hundred surveys miss a town where half say yes."""
    dice = random.Random(seed)
    yes = [sum(dice.random() < 0.5 for _ in range(asked)) for _ in range(100)]
    return [abs(100 * count / asked - 50) for count in yes]
