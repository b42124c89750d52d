"""Pictures of a lab: one SVG, its words, and the table behind it.

Every picture is drawn in the colour of the text, with patterns in place of colours, so
it reads the same in the dark, in forced colours and in print. The title says the
finding; the table holds every number. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from training.labs.answers import Number, true_minus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Figure", "bar", "line", "matrix", "overlap", "table"]

# Text as large as that around it; on a phone of 390 pixels it still has 15.
_WIDE, _ROW, _TEXT = 400, 46, 17
_LINED = 'fill="url(#{id}-lines)"'
_DASHED = 'stroke-dasharray="3 5"'
_EDGE = 'stroke="currentColor" stroke-width="2.5"'
_FILLS = ("1", ".28", "url(#{id}-lines)", "url(#{id}-dots)")


@dataclass(frozen=True)
class Figure:
    """A picture (`svg` may be empty), what it says, and its numbers as a table."""

    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    svg: str = ""
    height: int = 0

    @property
    def id(self) -> str:
        """A name made from what is shown, so that two runs write the same bytes."""
        shown = repr((self.title, self.says, self.rows, self.svg))
        return "lab-" + sha256(shown.encode()).hexdigest()[:10]

    def _repr_html_(self) -> str:
        """Return the picture, with its words and its table."""
        name = self.id
        head = "".join(
            f'<th scope="col">{_words(one)}</th>' if one else "<td></td>"
            for one in self.columns
        )
        body = "".join(
            f'<tr><th scope="row">{_words(row[0])}</th>'
            + "".join(f"<td>{_words(cell)}</td>" for cell in row[1:])
            + "</tr>"
            for row in self.rows
        )
        numbers = (
            '<div class="training-table" tabindex="0" role="region" aria-label="'
            f'{_words(self.title)}"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>"
        )
        caption = f'<figcaption><b id="{name}-t">{_words(self.title)}</b>'
        if not self.svg:
            return (
                f'<figure class="training-figure">{caption}'
                f"<br/>{_words(self.says)}</figcaption>{numbers}</figure>"
            )
        return (
            f'<figure class="training-figure">{caption}</figcaption>'
            f'<svg viewBox="0 0 {_WIDE} {self.height}" role="img" width="{_WIDE}"'
            f' class="training-picture" aria-labelledby="{name}-t {name}-d"'
            f' font-family="inherit" font-size="{_TEXT}" fill="currentColor"'
            f' stroke="none"><desc id="{name}-d">{_words(self.says)}</desc>'
            f"{_patterns(name)}{self.svg.replace('{id}', name)}</svg>"
            f"<details><summary>The same as a table</summary>{numbers}</details>"
            "</figure>"
        )

    def __repr__(self) -> str:
        """Return the finding and every number in plain words."""
        rows = [" | ".join(row) for row in (self.columns, *self.rows)]
        return true_minus("\n".join([self.title, self.says, *rows]))


def _words(text: str) -> str:
    """Return text as it is shown: foreign marks are harmless, a minus is a minus."""
    return escape(true_minus(text))


def _patterns(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-lines" width="7" height="7"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V7" stroke="currentColor" stroke-width="3"/></pattern>'
        f'<pattern id="{name}-dots" width="8" height="8"'
        ' patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="2"/></pattern></defs>'
    )


def _show(number: float) -> str:
    text = f"{number:,.2f}" if number % 1 else f"{number:,.0f}"
    return text.replace(",", "\u202f")


def _label(x: float, y: float, words: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{_words(words)}</text>'
    )


def _box(x: float, y: float, wide: float, high: float, series: int) -> str:
    fill = _FILLS[series % len(_FILLS)]
    paint = f'fill="{fill}"' if fill.startswith("url") else f'fill-opacity="{fill}"'
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(wide, 0):.1f}" height="{high:.1f}"'
        f' {paint} stroke="currentColor" stroke-width="1.5"/>'
    )


def table(
    title: str, says: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Figure:
    """Return a table with a title that says its finding."""
    cells = tuple(tuple(_cell(cell) for cell in row) for row in rows)
    return Figure(title, says, tuple(columns), cells)


def _cell(value: object) -> str:
    if isinstance(value, Decimal):
        return Number().words(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return _show(value)


def bar(
    title: str,
    bars: Mapping[str, float | Mapping[str, float]],
    *,
    unit: str = "",
    says: str = "",
) -> Figure:
    """Return horizontal bars; a bar may be a mapping of parts, which are stacked.

    >>> bar("Due is more than paid", {"due": 819, "paid": 150}).rows[0]
    ('due', '819')
    """
    parts = {
        name: b if not isinstance(b, (int, float)) else {"": b}
        for name, b in bars.items()
    }
    series = list(dict.fromkeys(key for one in parts.values() for key in one))
    longest = max((float(sum(one.values())) for one in parts.values()), default=1) or 1
    drawn: list[str] = []
    y = 0.0
    for name, one in parts.items():
        total = float(sum(one.values()))
        drawn.append(_label(0, y + 19, name))
        drawn.append(_label(_WIDE, y + 19, f"{_show(total)} {unit}".strip(), "end"))
        x = 1.0
        for key, value in one.items():
            wide = float(value) / longest * (_WIDE - 2)
            drawn.append(_box(x, y + 26, wide, 20, series.index(key)))
            x += wide
        y += _ROW + 14
    if series != [""]:
        y = _legend(drawn, series, y)
    columns = ("", *(series if series != [""] else [unit or "number"]))
    rows = tuple(
        (name, *(_show(float(one[key])) if key in one else "\u2013" for key in series))
        for name, one in parts.items()
    )
    told = says or "; ".join(
        f"{n}: {_show(float(sum(o.values())))} {unit}".strip() for n, o in parts.items()
    )
    return Figure(title, told, columns, rows, "".join(drawn), round(y))


def _legend(drawn: list[str], series: Sequence[str], y: float) -> float:
    for at, key in enumerate(series):
        drawn.append(_box(1, y + 4, 26, 16, at))
        drawn.append(_label(36, y + 18, key))
        y += 28
    return y


def line(  # noqa: PLR0913 - its named parts
    title: str,
    points: Sequence[tuple[float, float]],
    *,
    across: str,
    up: str,
    mark: float | None = None,
    says: str = "",
) -> Figure:
    """Return one strong line; `mark` puts a dot on the point nearest to that value."""
    left, right, top, low = 70.0, _WIDE - 14.0, 36.0, 270.0
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, x1, y1 = min(xs), max(xs), max(*ys, 0) or 1

    def place(x: float, y: float) -> tuple[float, float]:
        share = (x - x0) / ((x1 - x0) or 1)
        return left + share * (right - left), low - y / y1 * (low - top)

    path = "L".join("{:.1f} {:.1f}".format(*place(x, y)) for x, y in points)
    drawn = [
        f'<path d="M{left} {low}H{right}" stroke="currentColor"/>',
        *_grid(y1, left, right, low, top),
        f'<path d="M{path}" fill="none" stroke="currentColor" stroke-width="3.5"/>',
        _label(left, low + 22, _show(x0)),
        _label(right, low + 22, _show(x1), "end"),
        _label((left + right) / 2, low + 48, across, "middle"),
        _label(0, 18, up),
    ]
    if mark is not None:
        near = min(points, key=lambda p: abs(p[0] - mark))
        x, y = place(*near)
        side = "end" if x > (left + right) / 2 else "start"
        drawn += [
            f'<path d="M{x:.1f} {low}V{y:.1f}" stroke="currentColor" {_DASHED}/>',
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7"/>',
            _label(
                x + (-14 if side == "end" else 14),
                max(y - 10, 34),
                _show(near[1]),
                side,
            ),
        ]
    rows = tuple((_show(x), _show(y)) for x, y in points)
    ends = [f"{_show(y)} at {_show(x)}" for x, y in (points[0], points[-1])]
    told = says or f"{up} by {across}: from {ends[0]} to {ends[1]}."
    return Figure(title, told, (across, up), rows, "".join(drawn), 330)


def _grid(most: float, left: float, right: float, low: float, top: float) -> list[str]:
    drawn = []
    for share in (0.5, 1.0):
        y = low - share * (low - top)
        drawn.append(
            f'<path d="M{left} {y:.0f}H{right}" stroke="currentColor"'
            ' stroke-opacity=".35"/>'
        )
        drawn.append(_label(left - 8, y + 6, _show(most * share), "end"))
    return drawn


def matrix(
    title: str,
    names: Sequence[str],
    cells: Mapping[tuple[str, str], float | str],
    *,
    says: str = "",
) -> Figure:
    """Return a square of cells with a number in each: rows and columns are `names`."""
    left = size = _WIDE / (len(names) + 1)
    numbers = [float(v) for v in cells.values() if isinstance(v, (int, float))]
    most = max(numbers, default=1) or 1
    drawn: list[str] = []
    for row, one in enumerate(names):
        y = 30 + row * 40
        drawn.append(_label(left - 8, y + 26, one, "end"))
        drawn.append(_label(left + (row + 0.5) * size, 20, one, "middle"))
        for column, other in enumerate(names):
            value = cells.get((one, other))
            if value is None:
                continue
            x = left + column * size
            shade = 0.3 * float(value) / most if isinstance(value, (int, float)) else 0
            drawn.append(
                f'<rect x="{x:.1f}" y="{y}" width="{size:.1f}" height="40"'
                f' fill-opacity="{shade:.2f}" stroke="currentColor"/>'
            )
            drawn.append(_label(x + size / 2, y + 26, _cell(value), "middle"))
    rows = tuple(
        (one, *(_cell(cells.get((one, other), "")) for other in names)) for one in names
    )
    high = 40 + 40 * len(names)
    return Figure(title, says or title, ("", *names), rows, "".join(drawn), high)


def overlap(  # noqa: PLR0913 - its named parts
    title: str,
    first: str,
    second: str,
    counts: tuple[float, float, float],
    *,
    unseen: float | None = None,
    says: str = "",
) -> Figure:
    """Return two circles: only the first, both, only the second; around them unseen."""
    one, both, two = counts
    drawn = [
        f'<circle cx="146" cy="140" r="94" fill-opacity=".12" {_EDGE}/>',
        f'<circle cx="254" cy="140" r="94" fill-opacity=".25" {_LINED} {_EDGE}/>',
        _label(190, 30, first, "end"),
        _label(210, 30, second),
        _label(100, 146, _show(one), "middle"),
        _label(200, 146, _show(both), "middle"),
        _label(300, 146, _show(two), "middle"),
    ]
    rows = [
        (f"only {first}", _show(one)),
        ("on both", _show(both)),
        (f"only {second}", _show(two)),
    ]
    if unseen is not None:
        drawn.append(
            _label(200, 264, f"on neither, estimated: {_show(unseen)}", "middle")
        )
        rows.append(("on neither, estimated", _show(unseen)))
    told = says or "; ".join(": ".join(row) for row in rows)
    return Figure(title, told, ("list", "people"), tuple(rows), "".join(drawn), 276)
