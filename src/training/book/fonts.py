"""The two typefaces: made from npm packages at set-up, never committed.

The sources are Source Sans 3 and Literata under the Open Font License. What the book
carries is a subset without hints, under new names, because "Source" is a reserved
name: Way Sans (weights 400 to 700) and Way Text (weight 500). This module knows
nothing of Sphinx; `chrome` copies what it makes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fontTools.ttLib import TTFont

__all__ = [
    "FontsMissingError",
    "copy_fonts",
    "font_files",
    "make_fonts",
    "parse_ranges",
]

_MISSING = (
    "the typefaces are not installed, so the book uses the system's own fonts; "
    "run `npm ci` in the project's folder to have them"
)

# The same ranges as the `unicode-range` lines in training.css; a test compares them.
_RANGES = {
    "latin": "U+20-7E, U+A0-FF, U+2010-2015, U+2018-201E, U+2022, U+2026, "
    "U+2039-203A, U+20AC, U+2190, U+2192, U+2212",
    "latin-ext": "U+100-17F, U+218-21B",
    "greek": "U+370-3FF",
    "cyrillic": "U+400-45F, U+490-491, U+2116",
}
_FEATURES = ["ccmp", "kern", "liga", "locl", "tnum"]


@dataclass(frozen=True)
class _Face:
    """One typeface: where it comes from, and what it becomes."""

    package: str
    name: str
    file: str
    weight: tuple[int, int] | int


_FACES = (
    _Face("source-sans-3", "Way Sans", "way-sans", (400, 700)),
    _Face("literata", "Way Text", "way-text", 500),
)


class FontsMissingError(Exception):
    """The npm packages with the typefaces are not there."""


def parse_ranges(ranges: str) -> set[int]:
    """Return the code points of a CSS `unicode-range` list.

    >>> sorted(parse_ranges("U+20-22, U+A0"))
    [32, 33, 34, 160]
    """
    points: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def font_files() -> tuple[str, ...]:
    """Return the names of all files that `make_fonts` promises."""
    names = [f"{face.file}-{part}.woff2" for face in _FACES for part in _RANGES]
    return (*names, *(f"OFL-{face.file}.txt" for face in _FACES))


def make_fonts(node_modules: Path, cache: Path) -> Path:
    """Return a folder with the subset fonts and their licences, made once.

    The folder's name is a hash of what goes in and of this module, so a new package
    or a new recipe makes a new one; a half-made folder is never left behind.

    Raises FontsMissingError if `node_modules` lacks a package.
    """
    sources = _sources(node_modules)
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sources:
        digest.update(path.read_bytes())
    target = cache / f"fonts-{digest.hexdigest()[:16]}"
    if target.is_dir():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as room:
        made = Path(room) / "fonts"
        made.mkdir()
        for face in _FACES:
            _make_face(face, node_modules, made)
        made.chmod(0o755)
        try:
            os.replace(made, target)  # noqa: PTH105 - os.replace says it is atomic
        except OSError:  # another build was quicker
            if not target.is_dir():
                raise
    return target


def _packaged(face: _Face, node_modules: Path, part: str) -> Path:
    """Return the package's file that holds the letters of a range."""
    folder = node_modules / "@fontsource-variable" / face.package / "files"
    return folder / f"{face.package}-{part}-wght-normal.woff2"


def _licence(face: _Face, node_modules: Path) -> Path:
    """Return the path of the package's licence."""
    return node_modules / "@fontsource-variable" / face.package / "LICENSE"


def _sources(node_modules: Path) -> list[Path]:
    """Return every file that goes into the fonts, or raise FontsMissingError."""
    paths = [_packaged(face, node_modules, p) for face in _FACES for p in _RANGES]
    paths += [_licence(face, node_modules) for face in _FACES]
    if not all(path.is_file() for path in paths):
        raise FontsMissingError(_MISSING)
    return paths


def _make_face(face: _Face, node_modules: Path, folder: Path) -> None:
    """Write the subsets of one typeface and its licence."""
    for part, ranges in _RANGES.items():
        source = _packaged(face, node_modules, part)
        font = _subset(source, parse_ranges(ranges), face)
        font.flavor = "woff2"
        font.save(folder / f"{face.file}-{part}.woff2")
    licence = _licence(face, node_modules).read_text(encoding="utf-8")
    told = f"{face.name} is a renamed subset of the typeface named below.\n\n{licence}"
    (folder / f"OFL-{face.file}.txt").write_text(told, encoding="utf-8")


def _subset(source: Path, points: set[int], face: _Face) -> TTFont:
    """Return the font with these letters and weights only, under its new name."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = _FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["STAT", "DSIG", "MVAR"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": face.weight})
    _rename(font, face.name)
    return font


def _rename(font: TTFont, name: str) -> None:
    """Give the font its own name in every record that shows one."""
    texts = dict(_names(name))
    for record in list(font["name"].names):
        if record.nameID in texts:
            record.string = texts[record.nameID]


def _names(name: str) -> Iterator[tuple[int, str]]:
    """Yield the name records that a reader or a program may show."""
    yield from ((1, name), (2, "Regular"), (3, name), (4, name))
    yield 6, name.replace(" ", "") + "-Regular"


def copy_fonts(made: Path, target: Path) -> None:
    """Copy a made folder of fonts to where the book's pages look for it."""
    target.mkdir(parents=True, exist_ok=True)
    for name in font_files():
        shutil.copyfile(made / name, target / name)
