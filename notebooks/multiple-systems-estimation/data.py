"""Published overlap tables: how many cases are on exactly which lists (source D1).

Each key has one digit per list, 1 for being on it; combinations that are not shown are
empty. The counts are facts, read from the data files of the package SparseMSE (Chan,
Silverman, Vincent). No table holds people: only how many cases share which lists.
"""

from __future__ import annotations

import random

# United Kingdom 2013: local authorities, NGOs, police forces, government organisations,
# the general public, and the National Crime Agency.
UK_LISTS = ("LA", "NG", "PF", "GO", "GP", "NCA")
UK = {
    "100000": 54, "010000": 463, "001000": 907, "000100": 695, "000010": 316,
    "000001": 57, "110000": 15, "101000": 19, "100100": 3, "011000": 56, "010100": 19,
    "010010": 1, "010001": 3, "001100": 69, "001010": 10, "001001": 31, "000110": 8,
    "000101": 6, "000011": 1, "111000": 1, "110100": 1, "011100": 4, "011001": 3,
    "001101": 1, "111100": 1,
}  # fmt: skip
# The same cases with police and crime agency as one list.
UK_FIVE_LISTS = ("LA", "NG", "PFNCA", "GO", "GP")
UK_FIVE = {
    "10000": 54, "01000": 463, "00100": 995, "00010": 695, "00001": 316, "11000": 15,
    "10100": 19, "10010": 3, "01100": 62, "01010": 19, "01001": 1, "00110": 76,
    "00101": 11, "00011": 8, "11100": 1, "11010": 1, "01110": 4, "11110": 1,
}  # fmt: skip
# The Netherlands 2010 to 2015, six years together: labour inspectorate, border police,
# shelters, national police, regional coordinators, others.
NL_LISTS = ("I", "K", "O", "P", "R", "Z")
NL = {
    "100000": 352, "010000": 1299, "001000": 403, "000100": 4466, "000010": 650,
    "000001": 632, "101100": 4, "101000": 1, "100101": 4, "100100": 18, "100010": 3,
    "100001": 16, "011000": 1, "010100": 44, "010001": 4, "001110": 2, "001101": 7,
    "001100": 59, "001010": 2, "001001": 57, "000111": 1, "000110": 82, "000101": 125,
    "000011": 2,
}  # fmt: skip
# New Orleans: eight lists without names, 185 cases.
NO_LISTS = tuple("ABCDEFGH")
_NO = {
    "A": 25, "B": 5, "C": 70, "D": 33, "E": 6, "F": 6, "G": 6, "H": 21, "AC": 1,
    "AD": 2, "AE": 1, "ACG": 1, "ADE": 1, "BF": 1, "CD": 1, "CE": 1, "CG": 1, "DE": 2,
    "EH": 1,
}  # fmt: skip
NO = {"".join("1" if n in on else "0" for n in NO_LISTS): c for on, c in _NO.items()}
# An invented town: here, and only here, the whole is known.
TOWN, SEED = 600, 20181105


def make(seed: int = SEED, together: float = 0.0) -> dict[str, int]:
    """Return three invented lists of a town of TOWN people in need.

    `together` from 0 to 1 says how far the second list hears of people through the
    first: at 0 the two are independent.
    """
    dice = random.Random(seed)
    table: dict[str, int] = {}
    for _ in range(TOWN):
        first = dice.random() < 0.30
        through, alone = dice.random() < together, dice.random() < 0.25
        second = first if through else alone
        third = dice.random() < 0.20
        key = "".join(str(int(on)) for on in (first, second, third))
        if key != "000":
            table[key] = table.get(key, 0) + 1
    return table


def without(
    table: dict[str, int], lists: tuple[str, ...], out: str
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the table as it would be if one list had never been handed in."""
    at = lists.index(out)
    fewer: dict[str, int] = {}
    for key, count in table.items():
        rest = key[:at] + key[at + 1 :]
        if "1" in rest:
            fewer[rest] = fewer.get(rest, 0) + count
    return fewer, tuple(name for name in lists if name != out)
