"""A scenario drawn as SVG, for authors: scenes as boxes, choices as arrows.

igraph places the boxes (a layered layout that keeps crossings few); drawing is plain
text. Ways back to a hub and ways of clocks are words at the box, not arrows, or every
picture would be a knot. Meaning is never in colour alone: endings say their grade,
critical choices are marked with a word, hubs have a dashed edge.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from training.content.scenario import Scenario

__all__ = ["graph"]

_WIDE, _HIGH, _ACROSS, _DOWN, _EDGE = 150, 46, 190, 120, 30
_STYLE = """text{font:13px sans-serif;fill:#1d2430}.small{font-size:11px}
.box{fill:#fff;stroke:#1d2430;stroke-width:1.5}.start{stroke-width:4}
.hub{stroke-dasharray:6 4}.good{fill:#e3f1e6}.mixed{fill:#fbf3d9}.poor{fill:#f6e3e1}
.way{fill:none;stroke:#55606e;stroke-width:1.3}
.critical{stroke:#a3201d;stroke-width:2.5}.label{fill:#3a4350;font-size:10px}
.halo{stroke:#fff;stroke-width:4;paint-order:stroke}"""


class _Way(NamedTuple):
    source: int
    target: int
    label: str
    style: str


def graph(scenario: Scenario) -> str:
    """Return an SVG picture of the scenario.

    Raises RuntimeError, with the remedy, if igraph is not installed.
    """
    boxes: list[Any] = [*scenario.scenes, *scenario.head.endings]
    names = [one.id for one in boxes]
    found = _ways(scenario, names)
    hubs = {at for at, scene in enumerate(scenario.scenes) if scene.hub}
    depth = _depths(found)
    ways = [
        way
        for way in found
        if way.target not in hubs or depth[way.source] < depth[way.target]
    ]
    notes = _notes(scenario, names, [way for way in found if way not in ways])
    places = _places(len(names), ways)
    width = max(x for x, _ in places) + _WIDE + 2 * _EDGE
    height = max(y for _, y in places) + _HIGH + 2 * _EDGE
    title = escape(scenario.head.title)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" '
            f'height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
            f'aria-label="Map of {title}">'
        ),
        f"<title>{title}</title><style>{_STYLE}</style>",
        (
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" '
            'markerWidth="7" markerHeight="7" orient="auto">'
            '<path d="M0 0 8 4 0 8z" fill="#55606e"/>'
            "</marker></defs>"
        ),
    ]
    parts += [_arrow(way, places, at) for at, way in enumerate(ways)]
    parts += [_box(scenario, at, place) for at, place in enumerate(places)]
    parts += [_note(words, places[at]) for at, words in sorted(notes.items())]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _ways(scenario: Scenario, names: list[str]) -> list[_Way]:
    found: dict[tuple[int, int, str], list[str]] = {}
    for at, scene in enumerate(scenario.scenes):
        for choice in scene.choices:
            style = "critical" if choice.critical else ""
            targets = {names.index(way.to) for way in choice.goto} or {at}
            label = f"{choice.id} (critical)" if choice.critical else choice.id
            for target in sorted(targets):
                found.setdefault((at, target, style), []).append(label)
    return [_Way(*key[:2], ", ".join(ids), key[2]) for key, ids in found.items()]


def _depths(ways: list[_Way]) -> dict[int, int]:
    """Return how many choices each box is from the start, along the shortest way."""
    depth, level = {0: 0}, [0]
    while level:
        after = {way.target for way in ways if way.source in level} - set(depth)
        depth.update(dict.fromkeys(after, max(depth.values()) + 1))
        level = sorted(after)
    return {at: depth.get(at, 0) for way in ways for at in (way.source, way.target)}


def _notes(
    scenario: Scenario, names: list[str], returns: list[_Way]
) -> dict[int, list[str]]:
    notes: dict[int, list[str]] = {}
    for way in returns:
        words = f"↩ {names[way.target]}: {way.label}"
        notes.setdefault(way.source, []).append(words)
    clocks: list[Any] = [*scenario.head.clocks, *scenario.head.timers]
    for clock in clocks:
        for goto in clock.then:
            words = f"from anywhere, when {clock.id} runs out"
            notes.setdefault(names.index(goto.to), []).append(words)
    return notes


def _note(words: list[str], place: tuple[float, float]) -> str:
    x, y = place[0] + _WIDE / 2, place[1] + _HIGH
    return "".join(
        f'<text class="label halo" x="{x:.0f}" y="{y + 13 * line:.0f}" '
        f'text-anchor="middle">{escape(text)}</text>'
        for line, text in enumerate(words, start=1)
    )


def _places(count: int, ways: list[_Way]) -> list[tuple[float, float]]:
    try:
        import igraph
    except ImportError as error:
        message = 'drawing needs igraph: pip install "people-on-the-move[proof]"'
        raise RuntimeError(message) from error
    edges = [(way.source, way.target) for way in ways]
    drawn = igraph.Graph(n=count, edges=edges, directed=True)
    layout = drawn.layout_sugiyama(hgap=_ACROSS, vgap=_DOWN, maxiter=300)
    points = [(float(x), float(y)) for x, y in layout.coords[:count]]
    row_end: dict[float, float] = {}  # igraph may put two boxes of a row on one spot
    for at in sorted(range(count), key=lambda at: points[at]):
        x, y = points[at]
        points[at] = (max(x, row_end.get(y, x)), y)
        row_end[y] = points[at][0] + _ACROSS
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    return [(x - left + _EDGE, y - top + _EDGE) for x, y in points]


def _arrow(way: _Way, places: list[tuple[float, float]], at: int) -> str:
    (ax, ay), (bx, by) = places[way.source], places[way.target]
    if way.source == way.target:
        x, y = ax + _WIDE, ay + _HIGH / 2
        path = f"M{x:.0f} {y - 8:.0f}c34 -22 34 38 2 16"
        lx, ly = x + 6, y + 30
    else:
        down = by > ay
        x1, y1 = ax + _WIDE / 2, ay + (_HIGH if down else 0)
        x2, y2 = bx + _WIDE / 2, by + (0 if down else _HIGH)
        bend = 46 if down else -46
        side = 0 if down else _WIDE * 0.7
        path = (
            f"M{x1:.0f} {y1:.0f}C{x1 + side:.0f} {y1 + bend:.0f} "
            f"{x2 + side:.0f} {y2 - bend:.0f} {x2:.0f} {y2:.0f}"
        )
        share = 0.35 + 0.1 * (at % 4)
        lx = x1 + (x2 - x1) * share + side * 0.5
        ly = y1 + (y2 - y1) * share
    style = f"way {way.style}".strip()
    return (
        f'<path class="{style}" d="{path}" marker-end="url(#tip)"/>'
        f'<text class="label halo" x="{lx:.0f}" y="{ly:.0f}" text-anchor="middle">'
        f"{escape(way.label)}</text>"
    )


def _box(scenario: Scenario, at: int, place: tuple[float, float]) -> str:
    x, y = place
    if at < len(scenario.scenes):
        scene = scenario.scenes[at]
        kind = "start" if at == 0 else "hub" if scene.hub else ""
        below = f"{at + 1} · {scene.id}{' · hub' if scene.hub else ''}"
        title, corner = scene.title, 4
    else:
        ending = scenario.head.endings[at - len(scenario.scenes)]
        kind, corner = ending.grade, 22
        below = f"{at + 1} · {ending.id} · {ending.grade}"
        title = ending.title
    middle = x + _WIDE / 2
    style = f"box {kind}".strip()
    return (
        f'<rect class="{style}" x="{x:.0f}" y="{y:.0f}" width="{_WIDE}" '
        f'height="{_HIGH}" rx="{corner}"/>'
        f'<text x="{middle:.0f}" y="{y + 20:.0f}" text-anchor="middle">'
        f"{escape(title[:24])}</text>"
        f'<text class="small" x="{middle:.0f}" y="{y + 36:.0f}" text-anchor="middle">'
        f"{escape(below)}</text>"
    )
