"""The papers on the union desk, all invented: a fixed seed writes the same days each time.

Story: the packing shed at Hesmar. Rates and rules are story law LC-17 and LC-21.
"""

from __future__ import annotations

import random
from decimal import Decimal

SEED = 20180604
FARM, BUILDING, MINIMUM = Decimal("12.60"), Decimal("13.50"), Decimal("12.00")
# Claim 7: a man of the shed whose weeks differ. Hours come from the van list.
WEEKS_OF_CLAIM_7 = (38, 50, 44, 58)
IN_HAND, ADVANCE = Decimal("150.00"), Decimal("60.00")
# The dormitory at Cadrulle: what a court has adjudicated, claim by claim.
CLAIMS = tuple(
    Decimal(sum_)
    for sum_ in (
        "6682.50",
        "7386.00",
        "8505.00",
        "8505.00",
        "8100.00",
        "7560.00",
        "8586.00",
        "8032.50",
        "8103.00",
    )
)
CONFISCATED = Decimal("100000.00")


def make(seed: int = SEED) -> list[dict[str, object]]:
    """Return claim 7's days, in half hours, so that each week has its known total."""
    dice = random.Random(seed)
    rows: list[dict[str, object]] = []
    for week, total in enumerate(WEEKS_OF_CLAIM_7, 1):
        halves = [total * 2 // 6] * 6
        for extra in range(total * 2 - sum(halves)):
            halves[extra] += 1
        for _ in range(4):
            one, other = dice.sample(range(6), 2)
            halves[one] += 1
            halves[other] -= 1
        for day, half in zip(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"), halves, strict=True):
            rows.append({"week": week, "day": day, "hours": half / 2})
    return rows
