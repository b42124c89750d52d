"""Turns authors' short Markdown into safe HTML, and into plain words.

CommonMark with raw HTML, links and images switched off: whatever an author or an
imported file contains, nothing here can run or load anything.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

__all__ = ["plain_words", "render_inline", "render_markdown"]


@cache
def _renderer() -> MarkdownIt:
    plain = MarkdownIt("commonmark", {"html": False, "typographer": True})
    plain.enable("smartquotes")
    return plain.disable(
        ["link", "image", "autolink", "html_inline", "html_block", "reference"]
    )


def render_markdown(text: str) -> str:
    """Return HTML blocks for a text of one or more paragraphs.

    >>> render_markdown("Ask **her**, not <b>him</b>.")
    '<p>Ask <strong>her</strong>, not &lt;b&gt;him&lt;/b&gt;.</p>'
    """
    return str(_renderer().render(text)).strip()


def render_inline(text: str) -> str:
    """Return HTML for a text of one paragraph, without the paragraph around it."""
    return str(_renderer().renderInline(text.strip()))


def plain_words(text: str) -> str:
    """Return the words of a text without any marks.

    >>> plain_words("Ask **her** first.")
    'Ask her first.'
    """
    parts: list[str] = []
    for token in _renderer().parse(text):
        inside = token.children or []
        parts += [" " if "break" in child.type else child.content for child in inside]
        if token.type in ("fence", "code_block"):
            parts.append(token.content)
        if token.type.endswith("_close"):
            parts.append("\n")
    return "".join(parts).strip()
