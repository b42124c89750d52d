"""The `{lab}` directive: a lab's text, its first pictures and its exercises, to read.

The page is the learner's view of `notebooks/<name>/`: no solution and no key is in it.
It can be read without a kernel; the link opens the copy that runs in the browser.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from training.book.library import library_of, warn
from training.book.nodes import Block
from training.content.lab import lab_folders, read_lab
from training.play.lab_view import fields_html, first_views
from training.play.page import TRACKS
from training.play.words import say, say_html

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from training.content.lab import Lab

__all__ = ["connect", "lab_items", "labs_of"]

_TITLE = re.compile(r"\A\s*# .*\n")


def labs_of(app: Sphinx) -> dict[str, Lab]:
    """Return the labs that can be read; their faults are the checker's business."""
    found = getattr(app, "training_labs", None)
    if found is None:
        root = library_of(app).root
        pairs = [(folder.name, read_lab(folder)[0]) for folder in lab_folders(root)]
        found = {name: lab for name, lab in pairs if lab is not None}
        app.training_labs = found  # type: ignore[attr-defined]
    assert isinstance(found, dict)
    return found


def lab_items(app: Sphinx, docname: str) -> list[dict[str, str]]:
    """Return the exercises of a lab's page as the learner's progress counts them."""
    lab = labs_of(app).get(docname.removeprefix("labs/"))
    if lab is None or not docname.startswith("labs/"):
        return []
    return [
        {"id": f"{lab.id}/{cell.id}", "track": cell.track} for cell in lab.exercises()
    ]


class LabDirective(SphinxDirective):
    """A whole lab, placed on its page."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the head of the lab and everything below it."""
        name = self.arguments[0]
        root = library_of(self.env.app).root
        folder = root / "notebooks" / name
        for path in sorted(folder.glob("*.*")):
            self.env.note_dependency(str(path))
        lab, problems = read_lab(folder)
        warn(problems)
        if lab is None:
            return []
        views, exercises, broken = first_views(lab, folder.parent)
        warn(broken)
        self.env.temp_data["training_lab"] = (lab, views, exercises)
        self.env.metadata[self.env.docname].setdefault(
            "minutes", str(lab.facts.minutes)
        )
        return [_raw(_head(lab)), *self._parts(lab)]

    def _parts(self, lab: Lab) -> list[nodes.Node]:
        """Return the lab's text; each `##` begins a section of the page."""
        found: list[nodes.Node] = []
        into: list[nodes.Node] | nodes.section = found
        for title, text in _chunks(lab):
            if title:
                into = nodes.section()
                words, _ = self.state.inline_text(title, self.lineno)
                into += nodes.title(title, "", *words)
                into["names"] = [nodes.fully_normalize_name(title)]
                self.state.document.note_implicit_target(into, into)
                found.append(into)
            box = nodes.container()
            lines = StringList(text.split("\n"), source=lab.path)
            self.state.nested_parse(lines, 0, box)
            into += box.children
        return found


def _raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")


def _chunks(lab: Lab) -> list[tuple[str, str]]:
    """Return the lab as titles and texts; cells stand in them as directives."""
    parts = []
    for number, cell in enumerate(lab.cells):
        if cell.kind == "prose":
            parts.append(_TITLE.sub("", cell.text + "\n"))
        elif cell.kind == "code":
            parts.append(f"```{{lab-cell}} {number}\n```\n")
        else:
            mark = ":" * 8
            parts.append(f"{mark}{{lab-task}} {number}\n{cell.text}\n{mark}\n")
    first, *rest = re.split(r"^## +(.+)$", "\n".join(parts), flags=re.MULTILINE)
    return [("", first), *zip(rest[::2], rest[1::2], strict=True)]


def _head(lab: Lab) -> str:
    link = f"../lab/notebooks/index.html?path={lab.id}.ipynb"
    about = say_html(
        "{asked_by}. {count} exercises, about {minutes} minutes.",
        asked_by=escape(lab.facts.asked_by),
        count=len(lab.exercises()),
        minutes=lab.facts.minutes,
    )
    note = say_html(
        "The lab runs in your browser and sends nothing anywhere. It opens from the "
        "web, or from a USB stick with its start file. All of it can be read below."
    )
    return (
        '<div class="training-lab"><p class="training-lab__question">'
        f"{escape(lab.facts.question)}</p>\n"
        f'<p class="training-quiet">{about}</p>\n'
        f'<p><a class="training-button training-lab-link" href="{escape(link)}"'
        f' data-training-lab="{lab.id}">{say_html("Open the lab")}</a></p>\n'
        f'<p class="training-quiet" data-training-lab-note>{note}</p></div>\n'
    )


class _CellDirective(SphinxDirective):
    """The first picture of a cell, and its code for those who open it."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"class": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        lab, views, _ = self.env.temp_data["training_lab"]
        number = int(self.arguments[0])
        code = (
            '<details class="training-code">'
            f"<summary>{say_html('Show the code')}</summary>"
            f'<pre tabindex="0"><code>{escape(lab.cells[number].text)}</code></pre>'
            "</details>\n"
        )
        return [_raw(f"{views.get(number, '')}\n{code}")]


class _TaskDirective(SphinxDirective):
    """An exercise or a sentence to write: its words, and what an answer looks like."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        lab, _, exercises = self.env.temp_data["training_lab"]
        cell = lab.cells[int(self.arguments[0])]
        only = {} if cell.track == "both" else {"data-track-only": cell.track}
        track = say_html(TRACKS.get(cell.track, ""))
        words = say("A sentence to write")
        if cell.kind == "exercise":
            words = say("Your turn: {task}", task=cell.id.replace("-", " "))
        badge = f' <span class="training-badge">{track}</span>' if track else ""
        opens = f'<p class="training-eyebrow">{escape(words)}{badge}</p>\n'
        box = Block(
            "", tag="section", classes=["training-task"], data=only, opens=opens
        )
        box["data"] = {**only, "aria-label": words}
        box["ids"] = [f"item-{lab.id}--{cell.id}"]
        self.set_source_info(box)
        self.state.nested_parse(self.content, self.content_offset, box)
        if cell.id in exercises:
            box += _raw(fields_html(exercises[cell.id]))
        return [box]


def connect(app: Sphinx) -> None:
    """Register the directives of labs."""
    app.add_directive("lab", LabDirective)
    app.add_directive("lab-cell", _CellDirective)
    app.add_directive("lab-task", _TaskDirective)
