"""Every example in a docstring shows what really comes out."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "src"
MODULES = sorted(
    ".".join(path.relative_to(HOUSE).with_suffix("").parts)
    for room in ("content", "play", "proof", "book")
    for path in (HOUSE / "training" / room).glob("*.py")
    if ">>> " in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name):
    result = doctest.testmod(import_module(name))

    assert result.attempted
    assert result.failed == 0
