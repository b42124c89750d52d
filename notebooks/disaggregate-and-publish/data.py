"""A practice register, two published tables, and what a reader with a pencil can do.

Everything is invented. Rules of the register: one row is one person with an indication,
entered in the practice year; no names, only a code; `_PEOPLE` says how many of each sex,
age span and form there are; a fixed seed picks each age inside its span and mixes the
rows. Inhabitants are those of the story: Castellia 14 800 000, Belmora 2 500 000.

Published counts: Eurostat 2023, source F5. Cells under five are hidden by story law LC-24.
"""

from __future__ import annotations

import random
from functools import cache

Cell = tuple[str, str]
Cells = dict[Cell, int]
Note = tuple[str, tuple[Cell, ...]]

SEED = 20180910
LIMIT = 5
CASTELLIA, BELMORA = 14_800_000, 2_500_000
YEAR_BEFORE = 225
FORMS = ("labour", "sexual", "other")
SEXES = ("women", "men")

# From this age up to the next: how many for labour, sexual, other.
_PEOPLE = {
    "women": {
        0: (8, 14, 15),
        18: (6, 14, 3),
        21: (9, 17, 4),
        25: (11, 16, 5),
        30: (15, 12, 6),
        40: (9, 3, 5),
        50: (9, 2, 3),
    },
    "men": {
        0: (11, 5, 13),
        18: (9, 2, 4),
        21: (14, 2, 3),
        25: (19, 3, 2),
        30: (22, 3, 4),
        40: (13, 1, 2),
        50: (8, 1, 6),
    },
}
_OLDEST = 69

# Where each age band begins. The first is where the control starts.
BANDS = {
    "seven bands": (0, 18, 21, 25, 30, 40, 50),
    "four bands": (0, 18, 25, 50),
    "three bands": (0, 18, 30),
    "two bands, cut at 25": (0, 25),
    "two bands, cut at 18": (0, 18),
    "all ages together": (0,),
}

# Belmora, as sent to us: this year, and the year before.
THIS_YEAR: Cells = {
    ("women", "labour"): 14,
    ("women", "sexual"): 19,
    ("women", "other"): 6,
    ("men", "labour"): 27,
    ("men", "sexual"): 3,
    ("men", "other"): 12,
    ("children", "labour"): 6,
    ("children", "sexual"): 5,
    ("children", "other"): 8,
}
THIS_YEAR_HIDDEN = (("men", "sexual"), ("men", "other"), ("women", "sexual"))
LAST_YEAR: Cells = {
    ("women", "labour"): 12,
    ("women", "sexual"): 15,
    ("women", "other"): 7,
    ("men", "labour"): 21,
    ("men", "sexual"): 6,
    ("men", "other"): 4,
    ("children", "labour"): 5,
    ("children", "sexual"): 8,
    ("children", "other"): 9,
}
LAST_YEAR_HIDDEN = (
    ("men", "sexual"),
    ("men", "other"),
    ("women", "sexual"),
    ("women", "other"),
)

# What the police unit told the press in March, before the table was made.
NOTE: Note = ("press note", (("0–17", "other"), ("18–24", "other")))


def make(seed: int = SEED) -> list[dict[str, object]]:
    """Return the register: one row a person, in mixed order."""
    dice = random.Random(seed)
    people: list[dict[str, object]] = []
    for sex, spans in _PEOPLE.items():
        for start, end, numbers in _spans(spans):
            for form, number in zip(FORMS, numbers, strict=True):
                people += [
                    {"sex": sex, "age": dice.randint(start, end), "form": form}
                    for _ in range(number)
                ]
    dice.shuffle(people)
    return [{"code": f"R{at:04}", **one} for at, one in enumerate(people, 1)]


def _spans(spans: dict[int, tuple[int, ...]]) -> list[tuple[int, int, tuple[int, ...]]]:
    ends = [*[start - 1 for start in spans][1:], _OLDEST]
    return [(a, b, n) for (a, n), b in zip(spans.items(), ends, strict=True)]


@cache
def _register() -> tuple[dict[str, object], ...]:
    return tuple(make())


def names(starts: tuple[int, ...]) -> list[str]:
    """Return the names of age bands: 0–17, 18–24, 25+."""
    if len(starts) == 1:
        return ["all ages"]
    ends = [f"{a}–{b - 1}" for a, b in zip(starts, starts[1:], strict=False)]
    return [*ends, f"{starts[-1]}+"]


def counts(sex: str, bands: str) -> Cells:
    """Return how many registered people stand in each cell: age band by form."""
    starts = BANDS[bands]
    labels = names(starts)
    cells = {(label, form): 0 for label in labels for form in FORMS}
    for one in _register():
        if one["sex"] == sex:
            band = labels[sum(start <= one["age"] for start in starts) - 1]
            cells[band, one["form"]] += 1
    return cells


def small(cells: Cells) -> list[Cell]:
    """Return the cells under the limit: these are hidden first."""
    return [cell for cell, number in cells.items() if number < LIMIT]


def lines(cells: Cells) -> list[Note]:
    """Return what is printed with a total: each row, then each column."""
    rows = list(dict.fromkeys(row for row, _ in cells))
    forms = list(dict.fromkeys(form for _, form in cells))
    across = [(f"row {r}", tuple(c for c in cells if c[0] == r)) for r in rows]
    down = [(f"column {f}", tuple(c for c in cells if c[1] == f)) for f in forms]
    return across + down


def comes_back(
    cells: Cells, hidden: set[Cell], notes: tuple[Note, ...] = ()
) -> dict[Cell, list[str]]:
    """Return each hidden cell that subtraction gives back, with the sums that do it.

    The reader looks for a line with one gap, fills it, and looks again. With three
    forms and printed totals this finds all that rows, columns and a note give away.
    """
    found: dict[Cell, list[str]] = {}
    known = [*lines(cells), *notes, *_less_the_notes(cells, notes)]
    going = True
    while going:
        going = False
        for name, line in known:
            gaps = [cell for cell in line if cell in hidden and cell not in found]
            if len(gaps) == 1:
                before = [s for c in line for s in found.get(c, [])]
                found[gaps[0]] = [*dict.fromkeys(before), _sum(cells, name, line, gaps[0])]
                going = True
    return found


def _less_the_notes(cells: Cells, notes: tuple[Note, ...]) -> list[Note]:
    """Return what a line holds besides a note that lies inside it."""
    return [
        (f"{name} less the {note}", tuple(cell for cell in line if cell not in inside))
        for name, line in lines(cells)
        for note, inside in notes
        if set(inside) < set(line)
    ]


def _sum(cells: Cells, name: str, line: tuple[Cell, ...], gap: Cell) -> str:
    total = sum(cells[cell] for cell in line)
    less = "".join(f" − {cells[cell]}" for cell in line if cell != gap)
    return f"{name}: {total}{less} = {cells[gap]}"


def protect(cells: Cells) -> set[Cell]:
    """Return the cells to hide: the small ones, and the cheapest ring for each.

    A ring goes along a row, down a column, and so on, back to where it began. Cheap, but
    not always the cheapest of all.
    """
    hidden = set(small(cells))
    for cell in small(cells):
        if cell in comes_back(cells, hidden):
            hidden |= _ring(cells, hidden, cell)
    return hidden


def _ring(cells: Cells, hidden: set[Cell], cell: Cell) -> frozenset[Cell]:
    """Return the ring through a cell that takes the fewest more people out of sight."""
    reached: dict[str, tuple[int, frozenset[Cell]]] = {cell[0]: (0, frozenset())}
    going = True
    while going:
        going = False
        for other, number in cells.items():
            price = 0 if other in hidden else number
            for here, there in (other, other[::-1]):
                if other == cell or here not in reached:
                    continue
                cost, path = reached[here]
                if there not in reached or cost + price < reached[there][0]:
                    reached[there] = (cost + price, path | {other})
                    going = True
    return reached[cell[1]][1]


def sheet(cells: Cells, hidden: set[Cell] | tuple[Cell, ...] = ()) -> list[list[object]]:
    """Return a table as it is printed: a dash for each hidden cell, and all totals."""
    rows = list(dict.fromkeys(row for row, _ in cells))
    printed: list[list[object]] = []
    for row in rows:
        shown = ["–" if (row, f) in hidden else cells[row, f] for f in FORMS]
        printed.append([row, *shown, sum(cells[row, f] for f in FORMS)])
    down = [sum(cells[row, f] for row in rows) for f in FORMS]
    return [*printed, ["total", *down, sum(down)]]
