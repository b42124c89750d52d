"""Two lists of one town, made with a fixed seed, and list sizes of a published table.

Only the town is invented, and only of the town is the truth known. Its seed was chosen
so that without a fault the formula comes near the truth. `SIZES` and `SHARED`
count cases of the United Kingdom in 2013 (source D1): on each list, and on both lists of
a pair. Nothing here holds people.
"""

from __future__ import annotations

import random

# Local authorities, associations, police forces, government, the general public.
SIZES = {"LA": 94, "NG": 567, "PF": 1102, "GO": 807, "GP": 336}
SHARED = {"LA-NG": 18, "LA-PF": 21, "NG-PF": 65, "NG-GO": 25, "NG-GP": 1, "PF-GO": 75}
TOWN, SEED = 500, 20141018


def make(seed: int = SEED, missed: float = 0.0, left: float = 0.0) -> tuple[int, ...]:
    """Return first list, second list and matches of a town of TOWN people in need.

    `missed` is the share of true matches that a typing slip hides. `left` is the share of
    people who move away after the first list is made; as many others arrive.
    """
    dice = random.Random(seed)
    first = second = both = 0
    for _ in range(TOWN):
        on_first = dice.random() < 0.36
        moved, hidden = dice.random() < left, dice.random() < missed
        on_second = dice.random() < 0.30
        first += on_first
        second += on_second
        both += on_first and on_second and not moved and not hidden
    return first, second, both


def pair(name: str) -> tuple[int, int, int]:
    """Return first list, second list and shared cases of a published pair."""
    one, other = name.split("-")
    return SIZES[one], SIZES[other], SHARED[name]
