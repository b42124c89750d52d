"""The course's drawn signs, and the few of them that a page needs.

A sign is used as `<svg class="training-icon"><use href="#training-NAME"/></svg>`. Each
page carries only the drawings it uses, so that no sign is ever a request of its own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NAMES", "icon", "player_signs", "sprite"]

# Own drawings on a grid of 24, without fill; the style sheet gives the stroke.
_DRAWINGS = {
    "again": '<path d="M5 12a7 7 0 1 0 2.3-5.2M5 4v4h4"/>',
    "aid": '<path d="M5 3.5h14v17H5zM8.3 8.5l1 1 2-2.2M13.7 8.5h2.3M8.3 14.5l1 1'
    ' 2-2.2M13.7 14.5h2.3"/>',
    "arrow": '<path d="M5 12h14M13.5 6.5 19 12l-5.5 5.5"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.75"/><path d="M12 7.5V12l3 2"/>',
    "device": '<path d="M7 3h10v18H7zM10.5 18h3"/>',
    "evidence": '<path d="M14 3H6v18h5M14 3l4 4v3M9 9h5M9 13h2"/><circle cx="16"'
    ' cy="16" r="3.5"/><path d="M18.6 18.6 21.2 21.2"/>',
    "exit": '<path d="M13 4H5v16h8M10 12h11M17.5 8.5 21 12l-3.5 3.5"/>',
    "harm": '<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5v5.5M12'
    ' 16.4v.2"/>',
    "hint": '<path d="M9.5 18h5M10.5 21h3M12 3a6 6 0 0 0-3.5 10.9c.7.5 1 1.2 1'
    ' 2.1h5c0-.9.3-1.6 1-2.1A6 6 0 0 0 12 3z"/>',
    "lab": '<path d="M3.5 20.5h17M6.5 17v-5M11 17V6M15.5 17v-4M20 17V9"/>',
    "law-enforcement": '<path d="M4.2 12.5C4.2 8.7 7.6 6 12 6s7.8 2.7 7.8 6.5M3'
    ' 12.5h18L19.5 17c-4-1.6-11-1.6-15 0zM12 8.5v1"/>',
    "lock": '<path d="M6 11h12v9.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "note": '<path d="M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z"/>'
    '<circle cx="12" cy="12" r="2.5"/>',
    "offline": '<path d="M4 4l16 16M7 9.6A4.5 4.5 0 0 0 7.5 18.5H17M10.5 6.4A5 5 0 0 1'
    ' 17.3 10a4 4 0 0 1 2.9 6"/>',
    "print": '<path d="M7 8V3.5h10V8M7 17H4V9.5A1.5 1.5 0 0 1 5.5 8h13A1.5 1.5 0 0 1 20'
    ' 9.5V17h-3M7 14h10v6.5H7z"/>',
    "recommends": '<circle cx="12" cy="12" r="3.75"/><circle cx="12" cy="3.75"'
    ' r="1.5"/><circle cx="12" cy="20.25" r="1.5"/><circle cx="3.75" cy="12" r="1.5"/>'
    '<circle cx="20.25" cy="12" r="1.5"/>',
    "requires": '<path d="M12 4v16M7.5 20h9M5 7h14M5 7l-2.6 6a2.8 2.8 0 0 0 5.2 0zM19'
    ' 7l-2.6 6a2.8 2.8 0 0 0 5.2 0z"/>',
    "rights": '<circle cx="12" cy="5" r="2.2"/><path d="M4 9c3 1.7 5 2.3 8 2.3S17 10.7'
    ' 20 9M12 11.3V15l-3.5 6M12 15l3.5 6"/>',
    "safety": '<path d="M12 3v1.5M3.5 13a8.5 8.5 0 0 1 17 0zM12 13v5.5a2 2 0 0 1-4'
    ' 0"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5.5 5.5"/>',
    "social-work": '<circle cx="8.5" cy="8" r="2.8"/><circle cx="16.7" cy="9.5"'
    ' r="2.2"/><path d="M3 19c0-3.6 2.4-6 5.5-6s5.5 2.4 5.5 6M15.7 14.2c3 0 5 2 5'
    ' 4.8"/>',
    "story": '<path d="M12 6.5C10 5 7 4.5 3.5 5v13.5c3.5-.5 6.5 0 8.5 1.5 2-1.5 5-2'
    ' 8.5-1.5V5C17 4.5 14 5 12 6.5zM12 6.5V20"/>',
    "suggests": '<circle cx="12" cy="12" r="9"/><path d="M15.8 8.2l-2.2 5.4-5.4'
    ' 2.2 2.2-5.4z"/>',
    "talk": '<path d="M4 5h16v11h-9l-5 4v-4H4z"/>',
    "trust": '<circle cx="9" cy="12" r="5.75"/><circle cx="15" cy="12" r="5.75"/>',
}
# The players speak of answers, the drawings of things.
_ALSO = {"near": "again", "right": "check"}
_POINTING = ("exit", "arrow")  # these turn round where a page runs from right to left
NAMES = tuple(sorted({*_DRAWINGS, *_ALSO}))
_USE = re.compile(r'href="#training-([a-z-]+)"')


def icon(name: str) -> str:
    """Return a drawn sign; always beside a word, so hidden from screen readers."""
    flip = " training-flip" if name in _POINTING else ""
    return (
        f'<svg class="training-icon{flip}" aria-hidden="true">'
        f'<use href="#training-{name}"/></svg>'
    )


@cache
def player_signs(script: Path) -> frozenset[str]:
    """Return the signs that a player's script may add to a page after it is read."""
    if not script.is_file():
        return frozenset()
    text = script.read_text(encoding="utf-8")
    return frozenset(name for name in NAMES if f'"{name}"' in text)


def sprite(html: str, also: frozenset[str] = frozenset()) -> str:
    """Return one hidden drawing that holds every sign used in the HTML.

    >>> sprite("<p>No sign here.</p>")
    ''
    """
    wanted = sorted((set(_USE.findall(html)) | also) & set(NAMES))
    if not wanted:
        return ""
    symbols = "".join(
        f'<symbol id="training-{name}" viewBox="0 0 24 24">'
        f"{_DRAWINGS[_ALSO.get(name, name)]}</symbol>"
        for name in wanted
    )
    return f'<svg class="training-signs" aria-hidden="true">{symbols}</svg>'
