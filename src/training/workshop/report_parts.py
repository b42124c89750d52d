"""The small parts of a report: words out of markup, numbers in words, tables."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.workshop.statistics import Estimate

__all__ = ["percent", "plain", "spread", "table"]


# No parser: Python's own takes a minute for 40 kB of "<a <a <a".
_PERCENT = "\N{NO-BREAK SPACE}%"
_TAG = re.compile(r"<(/?)[a-zA-Z!?][^<>]*>")


def plain(html: str) -> str:
    """Return the words of rendered text, without markup.

    >>> plain("<p>One <b>two</b></p><script>x</script>")
    'One two x'
    """
    bare = _TAG.sub(lambda tag: " " if tag[1] else "", html)
    return " ".join(unescape(bare).split())


def percent(value: float) -> str:
    """Return a share as whole percent."""
    return f"{100 * value:.0f}{_PERCENT}"


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def spread(one: Estimate | None, *, points: bool = False) -> str:
    """Return an estimate in words: in percent or, for `points`, as a plain number."""
    if one is None:
        return "too few to say"
    show = _number if points else percent
    if one.low is None or one.high is None:
        return show(one.value)
    low, high = show(one.low), show(one.high)
    return f"{show(one.value)} ({low.removesuffix(_PERCENT)} to {high})"


def table(label: str, heads: Sequence[str], rows: str) -> str:
    """Return a table that can be scrolled by keyboard; `rows` is HTML.

    Each label is used once on a page, because a screen reader lists them.
    """
    head = "".join(
        f"<th scope='col'>{one}</th>" if one else "<td></td>" for one in heads
    )
    return (
        "<div class='report-table' tabindex='0' role='region' aria-label="
        f"'{escape(label, quote=True)}'><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )
