"""Any question or scenario of the course, played in a notebook.

`Quiz("non-punishment", "first-question")` shows the same player as the book; the key
stays in the kernel, which marks. A scenario needs no marking: it plays its own trail.
The player stands in a shadow root, so that its style sheet and the notebook's leave one
another alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from training.play.assets import SCENARIO_MODULES, join_modules, static_folder
from training.play.grading import grade
from training.play.icons import player_signs, sprite
from training.play.page import render_item

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Quiz", "Scenario"]

_QUIZ_MODULES = (
    *("words.js", "grading.js", "progress.js", "parts.js"),
    "quiz-player.js",
)
_RENDER = """
const render = ({ model, el }) => {
  const root = el.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = model.get("style");
  const page = document.createRange().createContextualFragment(model.get("page"));
  root.append(style, page);
  const player = root.querySelector("quiz-player");
  if (!player) return;
  const waiting = new Map();
  let count = 0;
  model.on("msg:custom", ({ ask, mark }) => {
    waiting.get(ask)?.(mark);
    waiting.delete(ask);
  });
  player.grader = (answer) => new Promise((done) => {
    count += 1;
    waiting.set(count, done);
    model.send({ ask: count, answer });
  });
};
export default { render };
"""


def _module(names: Iterable[str]) -> str:
    own = tuple(name for name in names if name != "course.js")  # the book's frame
    return join_modules(own, classic=False) + _RENDER


def _style() -> str:
    """Return the book's style sheet for a shadow root: its root is the host."""
    text = (static_folder() / "training.css").read_text("utf-8")
    letters = ":host { font: 1rem/1.5 var(--font-desk); color: var(--ink); }"
    return f"{letters}\n{text.replace(':root', ':host')}"


def _with_signs(html: str, pattern: str) -> str:
    scripts = static_folder().glob(pattern)
    signs: frozenset[str] = frozenset().union(*map(player_signs, scripts))
    return sprite(html, signs) + html


class _Player(anywidget.AnyWidget):
    page = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)


class Quiz(_Player):
    """One question of a bank, marked by the kernel."""

    _esm = _module(_QUIZ_MODULES)

    def __init__(self, bank: str, item: str, root: Path | str | None = None) -> None:
        """Read the question; `root` is the course's folder, if it is not around here.

        Raises ContentError if the bank cannot be read, LookupError if it has no such
        question.
        """
        self.form = _question(bank, item, root)
        html = render_item(self.form, 1, with_key=False)
        super().__init__(page=_with_signs(html, "quiz-*.js"), style=_style())
        self.on_msg(self._answer)

    def _answer(self, _widget: object, content: Any, _buffers: object) -> None:
        if not isinstance(content, dict) or "ask" not in content:
            return
        self.send({"ask": content["ask"], "mark": self.mark(content.get("answer"))})

    def mark(self, answer: object) -> dict[str, Any]:
        """Return the mark of an answer, with the remarks it names and no others."""
        from training.labs import lite_bridge

        key = self.form["key"]
        mark: dict[str, Any] = {**grade(key, answer)}
        notes = {note: key["remarks"].get(note, "") for note in mark["notes"]}
        if "unreadable" not in mark["notes"]:
            facts = {"critical": bool(mark["critical"])}
            lite_bridge.tell(
                self.form["id"], answer, mark["points"], key["of"], **facts
            )
        return mark | {"remarks": notes}


class Scenario(_Player):
    """A scenario of the course."""

    _esm = _module(SCENARIO_MODULES)

    def __init__(self, name: str, root: Path | str | None = None) -> None:
        """Read the scenario; `root` is the course's folder, if it is not around here.

        Raises ContentError if it cannot be played.
        """
        from training.content.problems import ContentError
        from training.content.scenario import read_scenario
        from training.play.scenario_form import compile_scenario
        from training.play.scenario_page import Links, render_scenario

        path = _course(root) / "scenarios" / f"{name}.yml"
        found, problems = read_scenario(path)
        if found is None:
            raise ContentError(problems)
        html = render_scenario(compile_scenario(found), Links(str))
        super().__init__(page=_with_signs(html, "scenario-*.js"), style=_style())


def _course(root: Path | str | None) -> Path:
    from training.content.course import find_root

    found = Path(root) if root else find_root(Path.cwd())
    if found is None:
        raise LookupError("there is no course here: name its folder with root=")
    return found


def _question(bank: str, item: str, root: Path | str | None) -> dict[str, Any]:
    """Return a question's form, from the course's folder or from the browser's set."""
    try:
        from training.content.quiz import read_bank
    except ImportError:  # a browser has no YAML; it was given the forms
        from importlib.resources import files

        forms = json.loads(files("training_labs").joinpath("forms.json").read_text())
        form: dict[str, Any] = forms[f"{bank}/{item}"]
        return form
    from training.content.problems import ContentError, did_you_mean
    from training.labs.browser import source_label
    from training.play.form import compile_item

    folder = _course(root)
    found, problems = read_bank(folder / "quizzes" / f"{bank}.yml")
    if found is None:
        raise ContentError(problems)
    known = [one.id for one in found.items]
    if item not in known:
        raise LookupError(f'"{item}" is not in {bank}.{did_you_mean(item, known)}')
    return compile_item(found.item(item), bank, label=source_label(folder))
