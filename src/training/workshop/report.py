"""A report as one page to read, print and keep: no script, nothing fetched.

Session files may come from another hall, so their words are taken as text only: tags
are dropped and the rest is escaped.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from training.play.assets import static_folder
from training.workshop.report_parts import percent, plain, spread, table
from training.workshop.report_ways import ways_html
from training.workshop.statistics import ENOUGH, SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.workshop.analysis import Analysis
    from training.workshop.gain import Gain, Reliability
    from training.workshop.item_analysis import ItemLine, Misread, OptionLine
    from training.workshop.statistics import Estimate

__all__ = ["report_html"]

_STYLE = Path(__file__).parent / "static" / "report.css"
_TRACKS = {"law-enforcement": "Law enforcement", "social-work": "Social work"}
_FEW = f"under {SMALL}"


def _text(html: str) -> str:
    return escape(plain(html))


def _count(count: int | None) -> str:
    return _FEW if count is None else _about(count)


def _about(count: int) -> str:
    return f"about {count}" if count else "none"


def report_html(found: Analysis) -> str:
    """Return the whole report as one HTML document."""
    body = [
        _head(found),
        _gain_section(found),
        _misreads(found.misreads),
        ways_html(found.ways),
        _mend(found.items),
        _questions(found.items),
        _reading(found.reliability),
    ]
    style = [static_folder() / "training.css", _STYLE]
    return _DOCUMENT.format(
        style="\n".join(file.read_text("utf-8") for file in style),
        body="\n".join(body),
    )


def _head(found: Analysis) -> str:
    first, last = found.days
    when = first if first == last else f"{first} to {last}"
    rooms = "One room" if found.rooms == 1 else f"{found.rooms} rooms"
    tracks = ", ".join(
        f"{_TRACKS.get(name, name or 'No track chosen')}: "
        f"{'hidden' if count is None else _about(count)}"
        for name, count in found.tracks
    )
    return (
        f"<h1>What the room answered</h1><p class='report-lead'>{rooms}, {when}. "
        f"People: {_count(found.people)}. {escape(tracks)}.</p>"
        f"<p>No names are kept. A count of people from 1 to {SMALL - 1} is hidden, and "
        "with it whatever would give it away. Every other count is rounded to fives, "
        "and what is made of counts with it, so sums may not agree. Brackets hold a "
        "95 % interval: how far off the number may be by chance.</p>"
    )


# --- before and after -----------------------------------------------------------------


def _gain_section(found: Analysis) -> str:
    title = "<section><h2>Before and after</h2>"
    gain = found.gain
    if gain is None:
        return f"{title}<p>This room had no questions before and after.</p></section>"
    rows = _steps(gain)
    if gain.gain is None or gain.before is None or gain.after is None:
        few = f"<p>Fewer than {SMALL} people answered both: nothing is shown.</p>"
        return f"{title}{few}{rows}</section>"
    words = _gain_words(gain, gain.before, gain.after, gain.gain)
    return (
        f"{title}{words}{_gain_bars(found)}{rows}"
        "<p class='report-limit'><b>What this does not tell you.</b> There was no "
        "group without the workshop, so nobody can say that the workshop caused it. "
        "The same "
        "questions were asked twice; some of the gain is having seen them. To know "
        "more is not yet to see more people in need, or to act better.</p></section>"
    )


def _gain_words(gain: Gain, before: Estimate, after: Estimate, by: Estimate) -> str:
    words = (
        f"<p class='report-lead'>From {percent(before.value)} to "
        f"{percent(after.value)} of all points, among those who answered both: "
        f"<b>{_points(by)}</b>.</p>"
    )
    if by.low is None or by.high is None:
        words += "<p>The room was small: read it as a direction, no more.</p>"
    elif by.low <= 0 <= by.high:
        words += "<p>The interval holds zero: there may be no change at all.</p>"
    if gain.normalised is not None and gain.normalised > 0:
        words += (
            "<p>Of what was still to learn, the room now has "
            f"{percent(gain.normalised)}.</p>"
        )
    both = gain.steps[3] if gain.steps else None
    if by.low is not None and both is not None and both < ENOUGH:
        words += f"<p>Fewer than {ENOUGH} people: take it as a direction.</p>"
    if gain.tests > 1:
        words += (
            "<p>The rooms were asked different questions; the gain is the mean over "
            "people, and their scores are not comparable one by one.</p>"
        )
    return words


def _gain_bars(found: Analysis) -> str:
    groups = [("Everybody", found.gain), *found.by_track]
    rows = "".join(
        f"<tr><th scope='row'>{escape(_TRACKS.get(name, name) or 'No track')}</th>"
        f"<td>{_bar(one.before)}</td><td>{_bar(one.after)}</td>"
        f"<td>{_points(one.gain)}</td></tr>"
        for name, one in groups
        if one is not None
    )
    return table("Gain", ("Who", "Before", "After", "Change"), rows)


def _points(one: Estimate | None) -> str:
    if one is None:
        return "too few to say"
    if one.low is None or one.high is None:
        told = f"about {100 * one.value:+.0f} points"
        return told.replace("-", "\N{MINUS SIGN}")
    value, low, high = (100 * part for part in (one.value, one.low, one.high))
    told = f"{value:+.0f} points ({low:+.0f} to {high:+.0f})"
    return told.replace("-", "\N{MINUS SIGN}")


def _bar(one: Estimate | None) -> str:
    wide = 0 if one is None else 100 * one.value
    return (
        "<span class='report-bar' aria-hidden='true'><i "
        f"style='inline-size:{wide:.0f}%'>"
        f"</i></span>{spread(one)}"
    )


def _steps(gain: Gain) -> str:
    names = (
        "Answered nothing before",
        "Answered a part of it before",
        "Answered before, not all of it after",
        "Answered both",
    )
    rows = "".join(
        f"<tr><th scope='row'>{name}</th>"
        f"<td>{'hidden' if n is None else _about(n)}</td></tr>"
        for name, n in zip(names, gain.steps, strict=True)
    )
    title = "Who is in this number"
    return f"<h3>{title}</h3>{table(title, ('Step', 'People'), rows)}"


# --- questions ------------------------------------------------------------------------


def _misreads(found: Sequence[Misread]) -> str:
    title = "<section><h2>What to go back to</h2>"
    if not found:
        none = f"<p>No wrong idea was left with {SMALL} people or more.</p>"
        return f"{title}{none}</section>"
    items = "".join(
        f"<li><p><b>About {one.count} of {one.of}</b> still thought so"
        f"{_certain(one)}.{_answer(one)}</p><p>{_text(one.prompt)}</p>"
        f"<blockquote>{_text(one.remark)}</blockquote>"
        f"<p class='report-key'>{escape(one.question.item)}</p></li>"
        for one in found[:10]
    )
    more = (
        f"<p>{len(found) - 10} more are in wrong-ideas.csv, a sheet of"
        " <code>training report</code>.</p>"
        if len(found) > 10
        else ""
    )
    return (
        f"{title}<p>Wrong ideas that people still had when they answered last, most "
        f"frequent first, each with what the course says to it.</p><ol>{items}</ol>"
        f"{more}"
        "</section>"
    )


def _answer(one: Misread) -> str:
    return f" “{_text(one.chosen)}”" if one.chosen else ""


def _certain(one: Misread) -> str:
    if not one.certain:
        return ""
    return f", about {one.certain} of them certain of it"


def _mend(items: Iterable[ItemLine]) -> str:
    ill = [one for one in items if one.faults]
    title = "<section><h2>Questions to mend</h2>"
    if not ill:
        return (
            f"{title}<p>No question stands out, or there were fewer than {ENOUGH} "
            "answers "
            "to each.</p></section>"
        )
    rows = "".join(
        f"<tr><th scope='row'>{escape(one.question.item)}</th>"
        f"<td>{_list(one.faults)}</td></tr>"
        for one in ill
    )
    return (
        f"{title}<p>Most reasons first. A reason is a place to look, not a verdict: a "
        "question may be hard because the room had not met the idea.</p>"
        f"{table('Questions to mend', ('Question', 'Why look at it'), rows)}</section>"
    )


def _list(words: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in words)}</ul>"


def _questions(items: Sequence[ItemLine]) -> str:
    ordered = sorted(items, key=lambda one: one.question)
    parts = "".join(_question(one) for one in ordered)
    return f"<section><h2>Every question</h2>{parts}</section>"


def _question(one: ItemLine) -> str:
    head = (
        f"<article><h3>{escape(one.question.item)}</h3><p>"
        f"{escape(plain(one.prompt)[:300])}</p>"
        f"<p class='report-key'>{escape(one.kind)} · version {one.question.version} · "
        f"answers: {_count(one.answers)}</p>"
    )
    if one.answers is None or one.answers < ENOUGH:
        return (
            f"{head}<p>Too few answers to say more ({ENOUGH} are needed).</p></article>"
        )
    last = "" if one.last is None else f"<dt>Last</dt><dd>{spread(one.last)}</dd>"
    return (
        f"{head}<dl><dt>First</dt><dd>{spread(one.first)}</dd>{last}<dt>With the "
        "rest</dt>"
        f"<dd>{spread(one.discrimination, points=True)}</dd></dl>"
        f"{_options(one.question.item, one.options)}</article>"
    )


def _options(name: str, options: Sequence[OptionLine]) -> str:
    if not options:
        return ""
    rows = "".join(
        f"<tr><th scope='row'>{_text(f'{one.slot} ' if one.slot else '')}"
        f"{' ' if one.slot else ''}{_text(one.text)}</th>"
        f"<td>{'right' if one.is_right else ''}</td>"
        f"<td>{'hidden' if one.count is None else spread(one.share)}</td>"
        f"<td>{'' if one.pull is None else spread(one.pull, points=True)}</td></tr>"
        for one in options
    )
    return table(
        f"Options: {name}", ("Option", "", "Chose it first", "With the rest"), rows
    )


def _reading(tests: Iterable[Reliability]) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(one.part)}: {one.questions} questions</th>"
        f"<td>{_about(one.people)}</td><td>{spread(one.alpha, points=True)}</td></tr>"
        for one in tests
    )
    alpha = table("Reliability", ("Test", "People", "Alpha"), rows) if rows else ""
    return f"<section><h2>How to read this</h2>{_HOW}{alpha}</section>"


_HOW = f"""<ul>
<li><b>First</b> is the mean share of points when people met the question; <b>last</b>
is after the talk or after the course.</li>
<li><b>With the rest</b> says whether people who do well elsewhere do well here: 0 is no
link, 1 a perfect one. A right option should be above 0, a wrong one below.</li>
<li><b>Alpha</b> says how far the questions of a short test measure one thing. Below 0.7
a test is fit for groups, not for judging a person; no person is judged here.</li>
<li>Below {ENOUGH} answers nothing is said about a question. Ask again in the next room
and put the files together: <code>training report a.json b.json</code>.</li>
</ul>"""
_DOCUMENT = """<!doctype html>
<html lang="en" dir="ltr">
<head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'">
<title>Workshop report</title>
<style>{style}</style></head>
<body class="report"><main>{body}</main></body></html>
"""
