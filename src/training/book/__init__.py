"""The Jupyter Book wing: directives, theme, progress, offline.

Sphinx loads this package by name; importing it loads nothing heavy by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> dict[str, Any]:
    """Hand over to the extension."""
    from training.book.extension import setup as connect

    return connect(app)
