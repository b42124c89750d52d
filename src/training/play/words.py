"""Says the words that are ours and not the authors', in the reader's language.

The English text is the key, as in gettext. A book in another language calls `speak`
with its translations before it reads and writes; every other surface speaks English.
The players' twin is `static/words.js`.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["say", "say_html", "speak", "to_say"]

_SLOT = re.compile(r"\{(\w+)\}")
_spoken: dict[str, str] = {}


def speak(words: Mapping[str, str]) -> None:
    """Let `say` use these translations from now on, and no others."""
    _spoken.clear()
    _spoken.update(words)


def say(text: str, **parts: object) -> str:
    """Return a text in the reader's language, with each `{name}` filled in.

    >>> say("Question {number}", number=3)
    'Question 3'
    """
    return _filled(_spoken.get(text, text), parts)


def say_html(text: str, **parts: object) -> str:
    """Return the same as HTML; the parts are HTML already.

    >>> say_html("Read & answer: {title}", title="<b>One</b>")
    'Read &amp; answer: <b>One</b>'
    """
    return _filled(escape(_spoken.get(text, text)), parts)


def to_say(text: str) -> str:
    """Return the text as it is: marks a constant for the catalog, to be said later."""
    return text


def _filled(words: str, parts: Mapping[str, object]) -> str:
    """Fill the slots; one that a translator misspelt stays to be seen."""
    return _SLOT.sub(lambda slot: str(parts.get(slot[1], slot[0])), words)
