"""Joins the browser's modules into the one file that every surface loads.

A page on a USB stick may not load ES modules, and anywidget loads its module from a
Blob URL, where relative imports cannot resolve. So the modules keep three rules (a test
holds them): imports are one line and name siblings, exports are named, and no top-level
name is used twice. Joining is then only taking the import and export words out.
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = [
    "BUNDLES",
    "LEARNER_MODULES",
    "MODULES",
    "SCENARIO_MODULES",
    "join_modules",
    "static_folder",
]

MODULES = (
    *("words.js", "grading.js", "progress.js", "parts.js", "jurisdiction.js"),
    *("quiz-player.js", "course.js"),
    *("private-question.js", "terms.js"),
)
# What a page with a test, practice or a certificate loads in place of the other.
LEARNER_MODULES = (
    *MODULES,
    *("spacing.js", "sittings.js", "summary.js"),
    *("test-page.js", "practice-page.js", "certificate.js"),
)
# What a page on which a scenario is played loads in place of the other.
SCENARIO_MODULES = (
    *MODULES,
    *("trail.js", "scenario-words.js", "scenario-texts.js", "scenario-game.js"),
    *("scenario-store.js", "scenario-state.js", "scenario-chart.js"),
    *("scenario-debrief.js", "scenario-endings.js", "scenario-start.js"),
    "scenario-player.js",
)
# The script of a page, by what stands on it.
BUNDLES = {
    "training.js": MODULES,
    "training-learner.js": LEARNER_MODULES,
    "training-scenario.js": SCENARIO_MODULES,
}
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./[a-z-]+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?(function|const|class) )", re.MULTILINE)


def static_folder() -> Path:
    """Return the folder of scripts and styles."""
    return Path(__file__).parent / "static"


def join_modules(names: tuple[str, ...] = MODULES, *, classic: bool = True) -> str:
    """Return the modules in order as one script, closed in a function if `classic`."""
    parts = []
    for name in names:
        text = (static_folder() / name).read_text("utf-8")
        text = _EXPORT.sub("", _IMPORT.sub("", text))
        parts.append(text.replace("// @ts-check\n", f"// {name}\n", 1))
    joined = "\n".join(parts)
    return f'"use strict";\n(() => {{\n{joined}}})();\n' if classic else joined
