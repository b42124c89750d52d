"""Rules that the readers in `content` keep: what breaks one is not used."""

from __future__ import annotations

from training.proof.rules import (
    BOOK,
    JURISDICTIONS,
    QUIZZES,
    SCENARIOS,
    SOURCES,
    Rule,
)

__all__ = ["RULES"]

_ALL = (SOURCES, JURISDICTIONS, QUIZZES, SCENARIOS, BOOK)

RULES = (
    Rule(
        "yaml",
        _ALL,
        "A file is UTF-8 text of at most 1 MB in plain YAML: no anchors, aliases, "
        "doubled fields or open quotation marks.",
        "mend the line; when in doubt, put the text after `>` on the next line",
    ),
    Rule(
        "schema",
        _ALL,
        "Every field is known, present where it is due, and of its kind.",
        "compare with the example in CONTRIBUTING.md",
    ),
    Rule(
        "duplicate-id",
        _ALL,
        "An id names one thing in its file.",
        "give the second one an id of its own",
    ),
    Rule(
        "ungradable",
        (QUIZZES,),
        "A question has a key that can be graded: right answers among its options, "
        "groups, gaps and spans that exist.",
        "correct the name, or add what it names",
    ),
    Rule(
        "pack-files",
        (JURISDICTIONS,),
        "A pack is a folder with pack.yml, law.yml and contacts.yml.",
        "copy the missing file from jurisdictions/template and fill it in",
    ),
    Rule(
        "pack-topic",
        (JURISDICTIONS,),
        "An entry of a pack names one of the topics that pages may ask for.",
        "choose the topic from jurisdictions/template",
    ),
    Rule(
        "directive-unclosed",
        (BOOK,),
        "Every directive on a page is closed, and the outer one has more colons.",
        "close it with the same marks as it was opened with",
    ),
)
