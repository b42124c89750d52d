"""The Sphinx extension: puts the directives, the writers and the chrome together."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import ensuredir

from training.book import (
    chrome,
    directives,
    findable,
    interface,
    jurisdiction,
    lab_page,
    learning,
    nodes,
    offline,
    private,
    scenario_pages,
    slides,
    terms,
    writers,
)
from training.play.assets import BUNDLES, join_modules, static_folder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def _put_static(app: Sphinx, _error: Exception | None) -> None:
    """Write the joined scripts and the style sheets beside the pages."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    ensuredir(folder)
    for script, modules in BUNDLES.items():
        (folder / script).write_text(join_modules(modules), "utf-8")
    for name in ("training.css", "scenario.css", "learner.css", "early.js"):
        (folder / name).write_bytes((static_folder() / name).read_bytes())


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    interface.connect(app)
    nodes.connect(app, writers.WRITERS | scenario_pages.SCENARIO_WRITERS)
    directives.connect(app)
    lab_page.connect(app)
    jurisdiction.connect(app)
    private.connect(app)
    terms.connect(app)
    findable.connect(app)
    learning.connect(app)
    scenario_pages.connect(app)
    app.connect("env-updated", writers.pages_to_rewrite)
    app.connect("build-finished", _put_static)
    chrome.connect(app)
    slides.connect(app)
    offline.connect(app)
    return {
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "env_version": _code_version(),  # pages are read anew when our code changes
    }


def _code_version() -> int:
    package = Path(__file__).parents[1]
    state = sha256()
    for path in sorted((*package.rglob("*.py"), *package.rglob("*.html"))):
        state.update(path.read_bytes())
    return int(state.hexdigest()[:12], 16)
