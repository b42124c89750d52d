"""Three invented accounts of ninety days, and invented sets of accounts to try rules on.

Story: the dormitory at Cadrulle, Wed 31 Jan (day 31) to Mon 30 Apr (day 120). No names; men
are W2, W5, W8. The rules by which `make` writes the lines:

- provider: once a month the wages of nine men arrive as one sum; little goes on to them;
- worker: one wage each payday, a fixed part of it sent to the family abroad;
- agency: cash each Monday, as much as the ticket book says, less refunds.

Chance sets the provider's cash days and the agency's weeks; all else is fixed. Every bound
and every sum was made up for training. None comes from a real rule.
"""

from __future__ import annotations

import random
from decimal import Decimal

SEED = 20290131
OPENING = Decimal("24380.00")
MONTHS = {"Jan": 1, "Feb": 32, "Mar": 60, "Apr": 91}
MONTH_ENDS = (59, 89, 120)
MONDAYS = tuple(range(36, 121, 7))
# Fridays; day 75 is Charter Day, so that wage comes on Thursday.
PAYDAYS = tuple(74 if day == 75 else day for day in range(33, 118, 7))
MONTHLY = (
    (MONTH_ENDS, "wages in", "main contractor: wages of nine men", "24300.00"),
    (MONTH_ENDS, "kept back", "second firm: beds and cards, nine men", "-2268.00"),
    ((58, 87, 117), "clerk", "office clerk, own account: pay", "-1950.00"),
    ((57, 86, 116), "ordinary", "van lease", "-420.00"),
    ((38, 51, 64, 78, 93, 107), "drawings", "director: drawings", "-8900.00"),
)
TO_THE_MEN = {
    "W2": ("607.50", (40, 47, 54)),
    "W5": ("300.00", (47, 61, 82, 103)),
    "W8": ("134.00", (54, 61, 68)),
}

# Twenty accounts that several people's wages arrive at: how many people, how much of 100 sv
# goes on to their own accounts, whether cash comes in too, whether wages are held back in
# truth, and what the papers showed.
TWENTY = (
    (3, 0, True, False, "paid in cash, signed for"),
    (9, 4, True, True, "held back"),
    (6, 9, False, True, "held back"),
    (5, 12, False, True, "held back"),
    (8, 18, False, True, "held back"),
    (3, 20, True, False, "a family account"),
    (7, 25, False, True, "held back"),
    (12, 31, True, True, "held back"),
    (4, 35, True, False, "crew asked for cash"),
    (6, 38, False, True, "held back"),
    (5, 45, False, False, "accounts not open yet"),
    (10, 52, False, True, "held back"),
    (2, 55, False, False, "mother saves for two sons"),
    (8, 60, False, True, "held back"),
    (6, 65, True, False, "advances, signed for"),
    (15, 82, False, False, "payroll office"),
    (4, 85, False, True, "held back: hours left out"),
    (9, 90, True, False, "payroll office"),
    (5, 94, False, False, "all paid on"),
    (7, 98, True, False, "all paid on"),
)

# A town of 4 000 accounts: (sends money abroad, part of a case) -> how many.
TOWN = {
    (True, True): 20,
    (True, False): 1580,
    (False, True): 60,
    (False, False): 2340,
}

# What was traced by Thu 10 May: what, whose on paper, value, may a freeze hold it?
TRACED = (
    ("the provider's account", "her firm; nine men's wages came in", "9476.50", True),
    (
        "her second firm's account",
        "same director; the men's bed money",
        "61640.00",
        True,
    ),
    ("four vans", "second firm; paid from these accounts", "38000.00", True),
    ("a fifth van", "a leasing firm, no part in the case", "11500.00", False),
    ("a subcontractor's account", "another firm, itself unpaid", "17420.00", False),
    ("the worker's account", "the worker; no link found", "1164.00", False),
)

# One client's four payslips: line, in which weeks, each time.
SLIP = (
    ("pay for 40 hours", (1, 2, 3, 4), Decimal("480.00")),
    ("insurance", (1, 2, 3, 4), Decimal("38.40")),
    ("union dues", (1, 2, 3, 4), Decimal("5.00")),
    ("room", (1, 2, 3, 4), Decimal("58.00")),
    ("uniform", (1, 2), Decimal("12.50")),
    ("agency", (1, 2, 3, 4), Decimal("45.00")),
)


def when(day: int) -> str:
    """Return a day of the story year as it is written.

    >>> when(120)
    'Mon 30 Apr'
    """
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[(day - 1) % 7]
    return f"{weekday} {date(day)}"


def date(day: int) -> str:
    """Return day and month, without the weekday."""
    return f"{day - MONTHS[month(day)] + 1} {month(day)}"


def month(day: int) -> str:
    """Return the month of a day."""
    return max((name for name in MONTHS if MONTHS[name] <= day), key=MONTHS.get)


def sv(sum_: Decimal) -> str:
    """Return a sum as it stands in a ledger: two decimals, a space for thousands."""
    return f"{sum_:,.2f}".replace(",", "\u202f")


def make(seed: int = SEED) -> list[dict[str, object]]:
    """Return every line of the three accounts by day; money out has a minus."""
    dice = random.Random(seed)
    lines = [*_provider(dice), *_worker(), *_agency(dice)]
    return sorted(lines, key=lambda line: line["day"])


def of(account: str, kind: str = "") -> list[dict[str, object]]:
    """Return the lines of one account, or those of one kind."""
    found = [line for line in make() if line["account"] == account]
    return [line for line in found if kind in ("", line["kind"])]


def balance(day: int) -> Decimal:
    """Return what the provider's account holds at the end of a day."""
    return OPENING + sum(line["sum"] for line in of("provider") if line["day"] <= day)


def _line(account: str, day: int, kind: str, text: str, sum_: str | Decimal) -> dict:
    return {
        "account": account,
        "day": day,
        "kind": kind,
        "text": text,
        "sum": Decimal(sum_),
    }


def _provider(dice: random.Random) -> list[dict[str, object]]:
    lines = []
    for days, kind, text, sum_ in MONTHLY:
        lines += [_line("provider", day, kind, text, sum_) for day in days]
    for low, high in ((32, 58), (60, 88), (91, 105), (106, 118)):
        day = dice.choice([day for day in range(low, high) if (day - 1) % 7 < 5])
        sum_ = Decimal(dice.randrange(380, 940, 5))
        lines.append(_line("provider", day, "cash in", "cash paid in, no text", sum_))
    for day in (66, 101):
        lines.append(_line("provider", day, "cash out", "cash: 'advances to men'", "-480.00"))
    for man, (sum_, days) in TO_THE_MEN.items():
        text = f"{man}, own account: wages"
        lines += [_line("provider", day, "own account", text, f"-{sum_}") for day in days]
    return lines


def _worker() -> list[dict[str, object]]:
    lines = []
    for day in PAYDAYS:
        lines.append(_line("worker", day, "wage", "employer: wage of the week", "504.00"))
        lines.append(_line("worker", day, "abroad", "family, abroad", "-180.00"))
    for day in (32, 60, 92):
        lines.append(_line("worker", day, "ordinary", "rent", "-640.00"))
    return lines


def _agency(dice: random.Random) -> list[dict[str, object]]:
    lines = []
    for week, day in enumerate(MONDAYS):
        book = Decimal(dice.randrange(1900, 2300, 10) + 90 * week)
        refunds = Decimal(dice.randrange(20, 90, 10))
        lines.append(_line("agency", day, "cash in", "tickets sold last week", book - refunds))
        lines[-1]["book"] = book
    for day in MONDAYS[1:13:2]:
        lines.append(_line("agency", day, "abroad", "ferry line, abroad: tickets", "-3100.00"))
    for day in MONTH_ENDS:
        lines.append(_line("agency", day, "ordinary", "rent of the shop", "-900.00"))
    return lines
