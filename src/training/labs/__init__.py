"""Labs: hands-on notebooks with checked exercises.

What a notebook imports stands here and needs Python's standard library alone, for it
also runs in a browser. Running and proving notebooks is the business of modules that
are imported by name (`runner`, `proof`, `pytest_plugin`).
"""

from __future__ import annotations

from training.labs.answers import Amounts, Choice, Choices, Money, Number, cents
from training.labs.desk import Desk, open_lab
from training.labs.exercise import Exercise, Mark, Seen, Sentence
from training.labs.pictures import Figure, bar, line, matrix, overlap, table

__all__ = [
    "Amounts",
    "Choice",
    "Choices",
    "Desk",
    "Exercise",
    "Figure",
    "Mark",
    "Money",
    "Number",
    "Seen",
    "Sentence",
    "bar",
    "cents",
    "line",
    "matrix",
    "open_lab",
    "overlap",
    "table",
]
