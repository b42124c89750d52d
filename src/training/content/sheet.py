"""Rows as a sheet (CSV) in which no cell that a learner filled becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["sheet"]

# Also within a cell: where a comma is a decimal point, sheets are cut at semicolons.
_FORMULA = re.compile(r"(^|[;\t\r\n])(\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def sheet(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return the text of a sheet; numbers stay numbers, None is an empty cell."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(heads)
    lines.writerows([_cell(one) for one in row] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    return _FORMULA.sub(r"\1'\2", value) if isinstance(value, str) else value
