"""Small, pure mendings of the HTML that Sphinx wrote for a page.

Sphinx's writer knows nothing of tracks, phones or printed sheets. These functions take
HTML and return HTML; they read no file and know no page but the one given.
"""

from __future__ import annotations

import re

from training.play.words import say_html

__all__ = ["mend", "plain_text", "put_below_title", "split_sections", "to_sheet"]

# Not those that their writer has already put into a box that scrolls.
_TABLE = re.compile(r"(?<!\">)<table\b.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_ASIDE = re.compile(r"<p><em>([^<]*)</em></p>")
_EMPTY_HEAD = re.compile(r'<th class="head"><p></p></th>')
_STATEMENT = re.compile(r'<h3( class="training-statement__title.*?)</h3>', re.DOTALL)
_TICK = re.compile(r'<input class="task-list-item-checkbox"[^>]*>\s*')
_LOCAL = re.compile(r"<p>([^<>]{1,80}?): \[[^\[\]<>]{1,60}\]\.?</p>")
_CALLS = re.compile(r"(?:<div class=\"training-call\">.*?</div>\s*)+", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
_SECTION = re.compile(r"<(/?)section\b")


def plain_text(html: str) -> str:
    """Return the words of a piece of HTML, still escaped.

    >>> plain_text("<p>One <em>word</em></p>")
    'One word'
    """
    return " ".join(_TAGS.sub("", html).split())


def mend(body: str) -> str:
    """Return the body with quiet asides, and tables and code a keyboard can scroll.

    A list's tick box is drawn by the style sheet: an input that nobody can use and that
    has no label only disturbs a screen reader.
    """

    def scrollable(match: re.Match[str]) -> str:
        table = match.group(0)
        caption = _CAPTION.search(table)
        name = plain_text(caption.group(1)) if caption else say_html("Table")
        return (
            '<div class="training-scroll" tabindex="0" role="group"'
            f' aria-label="{name.replace(chr(34), "")}">{table}</div>'
        )

    body = _TICK.sub("", body)
    body = _EMPTY_HEAD.sub("<td></td>", body)
    body = body.replace('<th class="head">', '<th scope="col">')
    body = _ASIDE.sub(r'<p class="training-fiction">\1</p>', body)
    return _TABLE.sub(scrollable, body).replace("<pre>", '<pre tabindex="0">')


def put_below_title(body: str, html: str) -> str:
    """Return the body with some HTML directly below its title.

    >>> put_below_title("<h1>A</h1><p>b</p>", "<hr>")
    '<h1>A</h1><hr><p>b</p>'
    """
    return body.replace("</h1>", f"</h1>{html}", 1) if html else body


def split_sections(body: str) -> tuple[str, dict[str, str]]:
    """Return what stands before the first inner section, and each inner section.

    The sections are keyed by their id. The page's own outermost section is taken off.
    """
    starts: list[int] = []
    found: dict[str, str] = {}
    lead_end = 0
    for match in _SECTION.finditer(body):
        if not match.group(1):
            starts.append(match.start())
            if len(starts) == 2 and not found:
                lead_end = match.start()
            continue
        start = starts.pop() if starts else 0
        if len(starts) == 1:
            piece = body[start : match.start()] + "</section>"
            name = re.search(r'id="([^"]*)"', piece)
            found[name.group(1) if name else str(start)] = piece
    inside = body[: lead_end or body.rfind("</section>")]
    return re.sub(r"^.*?<section\b[^>]*>", "", inside, count=1, flags=re.DOTALL), found


def to_sheet(body: str) -> str:
    """Return a job aid's body ready for paper: boxes to tick, lines to fill in."""
    body = mend(body)
    if "<h2" not in body:
        body = _STATEMENT.sub(r"<h2\1</h2>", body)
    body = _LOCAL.sub(r'<div class="training-call"><dt>\1</dt><dd></dd></div>', body)
    return _CALLS.sub(lambda m: f'<dl class="training-calls">{m.group(0)}</dl>', body)
