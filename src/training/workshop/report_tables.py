"""The numbers of a report as sheets, for those who go on counting.

What is hidden in the report is empty here, and what is rounded there is rounded here.
Text of a session file is kept from being taken for a formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.content.sheet import sheet
from training.workshop.report_parts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.workshop.analysis import Analysis
    from training.workshop.statistics import Estimate

__all__ = ["tables"]

_ESTIMATE = ("", "_low", "_high")


def tables(found: Analysis) -> dict[str, str]:
    """Return each sheet's text by its file name; estimates are shares from 0 to 1."""
    return {
        "gain.csv": sheet(
            ("who", *_heads("before"), *_heads("after"), *_heads("gain")), _gain(found)
        ),
        "questions.csv": sheet(
            (
                *("question", "version", "kind", "answers"),
                *(*_heads("first"), *_heads("last"), *_heads("with_the_rest")),
                "faults",
            ),
            (
                [
                    *(*one.question, one.kind, one.answers),
                    *(*_parts(one.first), *_parts(one.last)),
                    *(*_parts(one.discrimination), "; ".join(one.faults)),
                ]
                for one in found.items
            ),
        ),
        "options.csv": sheet(
            (
                *("question", "version", "part", "option", "right", "count"),
                *(*_heads("share"), *_heads("with_the_rest")),
            ),
            (
                [
                    *(*one.question, plain(option.slot), plain(option.text)),
                    *(int(option.is_right), option.count),
                    *(*_parts(option.share), *_parts(option.pull)),
                ]
                for one in found.items
                for option in one.options
            ),
        ),
        "wrong-ideas.csv": sheet(
            ("question", "version", "count", "of", "certain", "answer", "remark"),
            (
                [
                    *one.question,
                    one.count,
                    one.of,
                    one.certain,
                    plain(one.chosen),
                    plain(one.remark),
                ]
                for one in found.misreads
            ),
        ),
        "steps.csv": sheet(
            ("scenario", "from", "to", "quarters", "expert"),
            (
                [one.title, step.start, step.end, step.quarter, int(step.is_expert)]
                for one in found.ways
                for step in one.steps
            ),
        ),
    }


def _gain(found: Analysis) -> Iterable[Sequence[Any]]:
    groups = [("everybody", found.gain), *found.by_track]
    for name, one in groups:
        if one is not None:
            yield [name, *_parts(one.before), *_parts(one.after), *_parts(one.gain)]


def _heads(name: str) -> list[str]:
    return [f"{name}{end}" for end in _ESTIMATE]


def _parts(one: Estimate | None) -> list[float | None]:
    return [None] * 3 if one is None else [one.value, one.low, one.high]
