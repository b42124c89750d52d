"""Names that nobody has to think of, and names that people type.

A typed name is shown to a room, so it is one short line without marks that turn or
hide text. No real name is asked for.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["LONGEST_NAME", "clean_name", "clean_text", "free_name"]

LONGEST_NAME = 24
_ANIMALS = tuple(
    """
    Heron Otter Lark Badger Robin Hare Finch Beaver Swift Marten Plover Newt
    Wren Ibex Dove Seal Kestrel Vole Crane Lynx Magpie Toad Stork Elk Puffin
    Mole Falcon Deer Sparrow Trout Owl Hedgehog Swallow Perch Thrush Squirrel
    Curlew Bison Tern Salmon Jay Dormouse Osprey Chamois Linnet Stoat Grebe Carp
    Nightingale Turtle Raven Shrew Goose Polecat Dipper Sturgeon Starling Gecko
    Avocet Marmot
    """.split()  # noqa: SIM905 - sixty names read better so
)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_text(text: str, longest: int) -> str:
    r"""Return text as one visible line of at most `longest` characters.

    >>> clean_text("  a\u202eb\n  c ", 24)
    'ab c'
    """
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    seen = "".join(c for c in flat if unicodedata.category(c) not in _HIDDEN)
    return " ".join(seen.split())[:longest].strip()


def clean_name(text: str) -> str:
    """Return a typed name as it may be shown, or '' if nothing of it is left."""
    return clean_text(text, LONGEST_NAME)


def free_name(wanted: str, number: int, taken: Collection[str]) -> str:
    """Return the wanted name or an animal's, with a number if it is taken.

    >>> free_name("", 1, []), free_name("Heron", 2, ["Heron"])
    ('Otter', 'Heron 2')
    """
    name = wanted or _ANIMALS[number % len(_ANIMALS)]
    count, found = 1, name
    while found in taken:
        count += 1
        found = f"{name} {count}"
    return found
