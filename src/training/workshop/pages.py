"""The pages' shells: real HTML with forms and landmarks, filled by small modules.

What people typed never passes through here; it reaches a page as JSON and is shown as
text. The questions' HTML is the authors', rendered by `play.page`.
"""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

import segno

from training.play.assets import static_folder
from training.play.icons import player_signs, sprite

__all__ = ["STATIC", "desk_page", "join_page", "phone_page", "plain_code"]
__all__ += ["privacy_page", "projector_page", "qr_svg"]

STATIC = Path(__file__).parent / "static"
_SIMULATION = (STATIC / "simulation.js", static_folder() / "scenario-state.js")
_LOGO = (
    '<svg class="training-logo training-flip" width="34" height="34" viewBox="0 0 34'
    ' 34" aria-hidden="true"><path d="M5 29C5 18 13 21 17 15.5S21 6 26.5 6"/><circle'
    ' class="training-logo__from" cx="5" cy="29" r="3.5"/><circle'
    ' class="training-logo__here" cx="27" cy="6.5" r="4.5"/></svg>'
)


def plain_code(code: str) -> str:
    """Return a code as it is read aloud.

    >>> plain_code("KM7CPR")
    'KM7 CPR'
    """
    return f"{code[:3]} {code[3:]}"


def qr_svg(address: str) -> str:
    """Return the QR code of an address: dark on white in every theme."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out,
        kind="svg",
        border=2,
        xmldecl=False,
        dark="#16211d",
        light="#fff",
        omitsize=True,
    )
    svg = out.getvalue().decode()
    return svg.replace("<svg ", '<svg role="img" aria-label="QR code to join" ', 1)


def _page(title: str, body: str, script: str = "", root: str = "") -> str:
    scripts = (static_folder() / "quiz-player.js", *_SIMULATION)
    signs = sprite(body, frozenset[str]().union(*map(player_signs, scripts)))
    module = f'<script type="module" src="/static/workshop/static/{script}"></script>'
    return (
        f'<!doctype html>\n<html lang="en"{root}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="/static/play/static/training.css">'
        '<link rel="stylesheet" href="/static/play/static/scenario.css">'
        '<link rel="stylesheet" href="/static/workshop/static/workshop.css">'
        f"{module if script else ''}</head>\n<body>{signs}{body}</body></html>\n"
    )


def join_page(message: str = "") -> str:
    """Return the page where a code is typed."""
    wrong = f'<p class="training-missing" id="wrong" role="alert">{escape(message)}</p>'
    invalid = ' aria-invalid="true" aria-describedby="wrong" autofocus'
    return _page(
        "Join a workshop",
        f'<main class="workshop-phone" id="main"><p class="training-name">{_LOGO}'
        "<span>People on the Move</span></p><h1>Join a workshop</h1>"
        '<form class="training-sheet workshop-stack" action="/j" method="get">'
        f"{wrong if message else ''}"
        '<p><label for="code">The code on the wall</label></p>'
        '<p><input id="code" name="code" class="workshop-code" maxlength="9"'
        ' autocomplete="off" autocapitalize="characters" spellcheck="false"'
        f" required{invalid if message else ''}></p>"
        '<p><button class="training-button">Go in</button></p></form>'
        '<p class="training-quiet"><a href="/privacy">What is kept</a></p></main>',
    )


def _tracks() -> str:
    choices = (
        ("", "I would rather not say"),
        ("law-enforcement", "Law enforcement"),
        ("social-work", "Social work"),
    )
    return "".join(
        f'<label class="training-option"><input type="radio" name="track"'
        f' value="{value}"{"" if value else " checked"}><span>{words}</span></label>'
        for value, words in choices
    )


def phone_page(code: str) -> str:
    """Return a participant's page: one thing at a time."""
    return _page(
        "Workshop",
        f'<main class="workshop-phone" id="main" data-code="{escape(code)}">'
        '<p class="workshop-top"><b id="where">Workshop</b><span id="you"></span></p>'
        '<p id="net" class="workshop-net" role="status"></p>'
        '<form id="join" class="training-sheet workshop-stack" hidden>'
        "<h1>You are almost in</h1>"
        '<p><label for="name">A name for today, if you like</label>'
        '<input id="name" name="name" maxlength="24" autocomplete="off"'
        ' aria-describedby="name-help"></p>'
        '<p class="training-quiet" id="name-help">Leave it empty and you get the name'
        " of an animal. Please do not write your real name.</p>"
        "<fieldset><legend>Where do you work?</legend>"
        f'<div class="training-options">{_tracks()}</div></fieldset>'
        '<p><button class="training-button">Take a seat</button></p></form>'
        '<div id="room" class="workshop-stack" hidden>'
        '<h1 id="title" tabindex="-1"></h1><p id="left" class="workshop-time"></p>'
        '<div id="text" class="training-prose"></div><div id="work"></div>'
        '<p id="sent" class="workshop-sent" role="status"></p>'
        '<div id="picture"></div>'
        '<details class="training-hint"><summary>Park a question</summary>'
        '<form id="park" class="workshop-stack"><p><label for="question">Your question'
        ', without names</label><textarea id="question" rows="3" maxlength="300"'
        ' required></textarea></p><p><button class="training-button'
        ' training-button--second">Park it</button></p>'
        '<p id="parked" role="status"></p></form></details>'
        '<p><button type="button" id="leave" class="training-button'
        ' training-button--plain">Leave the room</button></p></div>'
        '<p class="training-quiet">Your real name is not asked. The room sees numbers,'
        ' never who. <a href="/privacy">What is kept</a></p>'
        "<noscript><p>This page needs JavaScript. Answer on paper.</p></noscript>"
        "</main>",
        "phone.js",
    )


def desk_page(code: str) -> str:
    """Return the facilitator's console."""
    return _page(
        f"Console {plain_code(code)}",
        f'<main class="workshop-desk" id="main" data-code="{escape(code)}">'
        '<header class="workshop-desk__head"><h1 id="title">Console</h1>'
        f'<p>Code <b class="workshop-num">{plain_code(code)}</b></p>'
        '<p id="counts" class="workshop-num"></p>'
        f'<p><a href="/projector/{code}" target="_blank" rel="noopener">Open the'
        " projector view</a></p></header>"
        '<p id="net" class="workshop-net" role="status"></p>'
        '<div id="closed" hidden><h2>This console is closed</h2><p>Open it with the'
        " facilitator&rsquo;s link that the server printed, or with a new hand-over"
        " link.</p></div>"
        '<div id="open" class="workshop-desk__grid" hidden>'
        '<section aria-labelledby="h-plan"><h2 id="h-plan">Plan</h2>'
        '<ol id="plan" class="training-way"></ol></section>'
        '<div class="workshop-stack"><section aria-labelledby="h-now"'
        ' class="training-sheet workshop-stack"><h2 id="h-now">Now</h2>'
        '<p id="now"></p><p id="left" class="workshop-time"></p>'
        '<div id="buttons" class="training-buttons" role="group"'
        ' aria-label="Controls"></div>'
        '<div id="question" class="training-prompt"></div>'
        '<div id="picture"></div></section>'
        '<section aria-labelledby="h-say"><h2 id="h-say">Your notes</h2>'
        '<div id="say" class="training-note"></div></section>'
        '<section id="sim" aria-labelledby="h-sim" class="workshop-stack" hidden>'
        '<h2 id="h-sim">Teams</h2></section>'
        '<section aria-labelledby="h-time"><h2 id="h-time">Timer</h2>'
        '<form id="timer" class="training-buttons"><label for="minutes">Minutes'
        '</label><input id="minutes" inputmode="numeric" value="5" size="4"'
        ' maxlength="3"><button class="training-button training-button--second">Start'
        ' the timer</button><button type="button" id="stop" class="training-button'
        ' training-button--plain">Take it away</button></form></section>'
        '<section aria-labelledby="h-lot"><h2 id="h-lot">Parking lot</h2>'
        '<ul id="lot" class="workshop-lot"></ul></section>'
        '<section aria-labelledby="h-after"><h2 id="h-after">Afterwards</h2>'
        "<p>The report says what was gained, which wrong ideas are left and which"
        " questions to mend. The record is for putting rooms together. Neither holds a"
        ' name.</p><p class="training-row"><a class="training-button'
        f' training-button--second" href="/api/{code}/desk/report" download>Save the'
        ' report</a> <a class="training-button training-button--plain"'
        f' href="/api/{code}/desk/record" download>Save the record</a></p></section>'
        '<section aria-labelledby="h-more"><h2 id="h-more">Hand over</h2>'
        '<p><button type="button" id="handover" class="training-button'
        ' training-button--second">Make a link for a co-facilitator</button></p>'
        '<p id="link" role="status"></p>'
        '<p><label class="workshop-tick"><input type="checkbox" id="names"> Show the'
        " names in the room</label></p>"
        '<ul id="people" class="workshop-people"></ul></section>'
        "</div></div></main>",
        "desk.js",
    )


def projector_page(code: str, address: str) -> str:
    """Return the view on the wall; light, because dark fades in a lit room."""
    shown = escape(address.split("://", 1)[-1]).replace("/j/", "<wbr>/j/")
    return _page(
        "Projector",
        f'<main class="workshop-wall" id="main" data-code="{escape(code)}">'
        '<header class="workshop-wall__head"><p class="training-name">'
        f'{_LOGO}<span id="name"></span></p><p id="where"></p></header>'
        '<div class="workshop-wall__main"><h1 id="title">Welcome</h1>'
        '<div id="text"></div><div id="picture"></div><div id="board"></div></div>'
        '<aside class="workshop-wall__side" aria-label="Join">'
        f'<div class="workshop-qr">{qr_svg(address)}</div>'
        f'<p class="workshop-wall__join">{shown}</p>'
        f'<p class="workshop-wall__code">{plain_code(code)}</p>'
        '<p id="counts" class="workshop-num"></p>'
        '<p id="left" class="workshop-time"></p></aside>'
        '<p id="net" class="workshop-net" role="status"></p></main>',
        "projector.js",
        ' data-theme="light"',
    )


def privacy_page() -> str:
    """Return what is kept, in plain words."""
    rows = (
        ("A name you chose, or an animal&rsquo;s", "to greet you; never in the report"),
        ("Where you work, if you said so", "to compare the two groups&rsquo; numbers"),
        ("Your answers and your steps in a simulation", "to count them"),
        ("Questions you parked", "to talk about them; without your name"),
    )
    kept = "".join(f"<tr><td>{what}</td><td>{why}</td></tr>" for what, why in rows)
    return _page(
        "What is kept",
        '<main class="workshop-phone training-prose" id="main"><h1>What is kept</h1>'
        '<div class="training-table" tabindex="0" role="region" aria-label="What is'
        ' kept"><table><thead><tr><th scope="col">What</th><th scope="col">What for'
        f"</th></tr></thead><tbody>{kept}</tbody></table></div>"
        "<p>No account, no e-mail address, no device number, no position. The server"
        " keeps no list of addresses. A cookie holds your seat for 30 days, and your"
        " phone keeps answers it could not send yet.</p>"
        "<p>Everything lies in one database on the facilitator&rsquo;s machine. Nothing"
        " goes to another company. The room sees numbers, never who answered what.</p>"
        "<p>The facilitator can save a report. It counts people in fives and hides "
        "every number from one to four. It can still show that everybody, or nearly"
        " everybody, chose the same answer. The record, which is saved for reports on"
        " several rooms, holds each person&rsquo;s answers under a number, without a"
        " name. It is kept as carefully as a list of people.</p>"
        "<p>The facilitator can erase a workshop completely, with one command. Ask for"
        " it at any time: tell them the code, not your name.</p>"
        '<p><a href="/">Join a workshop</a></p></main>',
    )
