"""Makes the built book work without a network after the first visit.

When every page is written, this module lists them all, with a hash over their contents,
and writes the service worker that keeps them; and the manifest that lets a learner
install the course. It knows files, not what is in them.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["connect", "files_to_keep", "manifest", "service_worker"]

_WORKER = Path(__file__).parent / "theme" / "service-worker.js"
# Sphinx's own leavings, which no page of ours loads.
_NEVER_LOADED = frozenset(
    {
        *("_static/basic.css", "_static/pygments.css", "_static/sphinx_highlight.js"),
        *("_static/file.png", "_static/minus.png", "_static/plus.png"),
        *("objects.inv", "genindex.html", "sw.js"),
    }
)
# Slides and handouts are the facilitator's: a learner's phone need not keep them.
_NEVER_BEGINS = (
    *("_sources/", "_static/mystnb.", "lab/", "slides/", "handouts/"),
    *("_static/reveal/", "_static/slides.", "_static/handout."),
)
_KEPT_KINDS = frozenset(
    {".html", ".css", ".js", ".json", ".svg", ".png", ".woff2", ".webmanifest", ".txt"}
)
_SCRIPT_OF = {
    "greek": ("el",),
    "cyrillic": ("bg", "mk", "ru", "sr", "uk"),
}


def connect(app: Sphinx) -> None:
    """Write worker and manifest last of all, when the other files are there."""
    app.connect("build-finished", _write, priority=900)


def files_to_keep(folder: Path, language: str = "en") -> list[str]:
    """Return the files that the worker keeps, relative to the book's first page.

    Fonts for a script that the book's language does not use are fetched when needed.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in Path(name).parts)
        if hidden or not path.is_file() or name in _NEVER_LOADED:
            continue
        if path.suffix not in _KEPT_KINDS or name.startswith(_NEVER_BEGINS):
            continue
        if not _is_foreign_font(name, language):
            found.append(name)
    return found


def _is_foreign_font(name: str, language: str) -> bool:
    """Return whether a file holds letters of a script this language is not in."""
    short = language.replace("_", "-").split("-")[0]
    return any(
        name.endswith(f"-{script}.woff2") and short not in languages
        for script, languages in _SCRIPT_OF.items()
    )


def service_worker(folder: Path, language: str = "en", query: str = "") -> str:
    """Return the worker's script for the files now in the folder.

    `query` is what pages add to the addresses of scripts and styles.
    """
    names = files_to_keep(folder, language)
    state = hashlib.sha256(query.encode())
    for name in names:
        state.update(f"{name} ".encode() + (folder / name).read_bytes())
    facts = {"version": state.hexdigest()[:16], "query": query, "files": names}
    head = f"globalThis.trainingBook = {json.dumps(facts, indent=0)};\n"
    return head + _WORKER.read_text("utf-8")


def manifest(title: str, language: str, direction: str) -> dict[str, Any]:
    """Return the manifest with which a browser installs the course."""
    icon = {"src": "_static/icon.svg", "type": "image/svg+xml", "sizes": "any"}
    return {
        "name": title,
        "short_name": title,
        "lang": language,
        "dir": direction,
        "id": "./",
        "start_url": "./index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#f2f5f1",
        "theme_color": "#0b5c4a",
        "icons": [icon | {"purpose": purpose} for purpose in ("any", "maskable")],
    }


def _write(app: Sphinx, error: Exception | None) -> None:
    """Write both files beside the first page."""
    if error or app.builder.name != "html":
        return
    from training.book.chrome import asset_version, direction

    folder, language = Path(app.outdir), app.config.language or "en"
    title = app.config.html_title or app.config.project
    facts = manifest(title, language, direction(language))
    text = json.dumps(facts, ensure_ascii=False, indent=2) + "\n"
    (folder / "manifest.webmanifest").write_text(text, "utf-8")
    worker = service_worker(folder, language, f"?v={asset_version(app)}")
    (folder / "sw.js").write_text(worker, "utf-8")
