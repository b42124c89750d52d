"""The typefaces: subset, renamed, made once, and never missed for long."""

from __future__ import annotations

import re

import pytest

from browser import ROOT
from training.book import fonts as fonts_module
from training.book.fonts import (
    _RANGES,
    FontsMissingError,
    copy_fonts,
    font_files,
    make_fonts,
    parse_ranges,
)
from training.play.assets import static_folder

MODULES = ROOT / "node_modules"


@pytest.fixture(scope="module")
def fonts():
    return make_fonts(MODULES, ROOT / ".cache")


def test_every_promised_file_is_made(fonts):
    assert sorted(path.name for path in fonts.iterdir()) == sorted(font_files())


def test_second_call_makes_nothing(fonts):
    before = {path: path.stat().st_mtime_ns for path in fonts.iterdir()}
    assert make_fonts(MODULES, ROOT / ".cache") == fonts
    assert {path: path.stat().st_mtime_ns for path in fonts.iterdir()} == before


def test_same_sources_make_the_same_bytes(fonts, tmp_path, monkeypatch):
    monkeypatch.setattr(fonts_module, "_RANGES", {"greek": _RANGES["greek"]})
    again = make_fonts(MODULES, tmp_path)  # one range will do: it takes half a minute
    assert len(font_files()) == 4
    for name in font_files():
        assert (again / name).read_bytes() == (fonts / name).read_bytes(), name


def test_english_needs_at_most_forty_one_kilobytes(fonts):
    latin = [fonts / f"way-{face}-latin.woff2" for face in ("sans", "text")]
    assert sum(path.stat().st_size for path in latin) <= 41_000


def test_reserved_name_is_in_no_font(fonts):
    from fontTools.ttLib import TTFont

    for path in fonts.glob("*.woff2"):
        names = [str(record) for record in TTFont(path)["name"].names]
        shown = [
            str(record)
            for record in TTFont(path)["name"].names
            if record.nameID in (1, 3, 4, 6, 16, 25)
        ]
        assert names
        assert not [name for name in shown if "Source" in name or "Literata" in name]


def test_weights_are_limited_and_hints_are_gone(fonts):
    from fontTools.ttLib import TTFont

    sans = TTFont(fonts / "way-sans-latin.woff2")
    (axis,) = sans["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)
    assert "fpgm" not in sans
    text = TTFont(fonts / "way-text-latin.woff2")
    assert "fvar" not in text
    assert text["OS/2"].usWeightClass == 500


def test_style_sheet_asks_for_exactly_what_the_fonts_hold(fonts):
    from fontTools.ttLib import TTFont

    style = (static_folder() / "training.css").read_text("utf-8")
    faces = re.findall(r"@font-face \{(.*?)\}", style, re.DOTALL)
    assert len(faces) == 8
    for face in faces:
        name = re.search(r"fonts/([a-z-]+\.woff2)", face).group(1)
        asked = parse_ranges(re.search(r"unicode-range: ([^;]+);", face).group(1))
        held = set(TTFont(fonts / name).getBestCmap())
        assert held <= asked, name
        assert held, name


def test_licences_are_shipped_beside_the_fonts(fonts, tmp_path):
    copy_fonts(fonts, tmp_path / "out")
    for name in ("OFL-way-sans.txt", "OFL-way-text.txt"):
        assert "SIL Open Font License" in (tmp_path / "out" / name).read_text()


def test_missing_packages_are_said_in_one_sentence(tmp_path):
    with pytest.raises(FontsMissingError, match="npm ci"):
        make_fonts(tmp_path, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
