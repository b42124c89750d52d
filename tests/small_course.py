"""A small sound course in a folder, to which a test adds the one file it is about."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from training.content.course import load_course
from training.proof.check import check

BASE = Path(__file__).parent / "rules" / "base"
TODAY = date(2026, 11, 23)
# Where a file of that ending goes. The last three are added to the base's own.
PLACES = {
    "quiz.yml": "quizzes/extra.yml",
    "loose-quiz.yml": "quizzes/extra.yml",
    "page.md": "book/extra.md",
    "gate.md": "book/gate.md",
    "aid.md": "book/job-aids/extra.md",
    "loose-aid.md": "book/job-aids/extra.md",
    "toc.yml": "book/_toc.yml",
    "scenario.yml": "scenarios/extra.yml",
    "pack.yml": "jurisdictions/home/pack.yml",
    "law.yml": "jurisdictions/home/law.yml",
    "contacts.yml": "jurisdictions/home/contacts.yml",
    "lone-pack.yml": "jurisdictions/lone/pack.yml",
    "sources.yml": "registry/sources.yml",
    "recommendations.yml": "registry/recommendations.yml",
    "glossary.yml": "registry/glossary.yml",
}


def make_course(folder: Path) -> Path:
    """Copy the small course into a folder and return it."""
    return Path(shutil.copytree(BASE, folder / "course"))


def put(root: Path, ending: str, raw: bytes) -> tuple[Path, int]:
    """Put a file into the course; return where it lies and the lines before it."""
    path = root / PLACES[ending]
    path.parent.mkdir(exist_ok=True)
    before = path.read_bytes() if path.parent.name == "registry" else b""
    path.write_bytes(before + raw)
    page, toc = root / "book" / "gate.md", root / "book" / "_toc.yml"
    if b'"1.2"' in raw and ending == "quiz.yml":
        _replace(page, '["1.1"]', '["1.1", "1.2"]')
    if ending == "quiz.yml":
        minutes = min(10 + raw.count(b"    kind: ") * 7 // 4, 25)
        _replace(page, "minutes: 10", f"minutes: {minutes}")
        _replace(page, "% extra", "```{quiz} extra\n```")
    if ending == "aid.md":
        _replace(page, "% aid", ":::{job-aid} extra\n:::")
    if ending in ("page.md", "aid.md", "loose-aid.md"):
        name = path.relative_to(root / "book").with_suffix("").as_posix()
        toc.write_text(toc.read_text("utf-8") + f"  - file: {name}\n", "utf-8")
    return path, before.count(b"\n")


def _replace(path, old, new):
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def problems_of(root: Path, *kinds: str):
    """Return the problems of a course on the day the tests live in."""
    return check(load_course(root, today=TODAY), kinds)
