"""Shows fields, marks and controls in a notebook; the one place that meets IPython.

A field and an edited value take the same way: `Exercise.mark`. Pictures and marks are
ordinary outputs that are updated in place, so they also show where no widget can.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from training.labs.answers import Amounts, Choice, Choices, is_open

if TYPE_CHECKING:
    from training.labs.desk import Control, Desk
    from training.labs.exercise import Exercise, Mark, Sentence

__all__ = [
    "MARK",
    "TRIAL",
    "mark_html",
    "mark_words",
    "show_control",
    "show_exercise",
    "show_sentence",
    "show_trial",
]

MARK = "application/vnd.training.mark+json"
TRIAL = "application/vnd.training.trial+json"
_STATES = {
    "right": "Right",
    "near": "One thing to look at again",
    "open": "Not answered yet",
    "unreadable": "Write it another way",
    "broken": "Our fault",
}


def _ipython() -> Any:
    """Return IPython's display module, which only a notebook has."""
    from IPython import display

    return display


def _widgets() -> Any:
    """Return ipywidgets, or None where there is none."""
    try:
        import ipywidgets
    except ImportError:
        return None
    return ipywidgets


def mark_words(mark: Mark) -> str:
    """Return a mark in plain words."""
    lines = [f"{_STATES[mark.state]}. {mark.points} of {mark.of} points.", mark.message]
    if mark.hint:
        lines.append(f"Hint: {mark.hint}")
    return "\n".join(lines)


def mark_html(mark: Mark) -> str:
    """Return a mark as the learner sees it."""
    rows = "".join(
        f"<li>{'&#10003;' if one.passed else '&#8635;'} "
        f"{escape(one.check.replace('-', ' '))}: "
        f"{'holds' if one.passed else 'not yet'}"
        f" <small>({escape(one.evidence)})</small></li>"
        for one in mark.outcomes
    )
    hint = f"<p><b>Hint:</b> {escape(mark.hint)}</p>" if mark.hint else ""
    parts = f"<details><summary>What was checked</summary><ul>{rows}</ul></details>"
    return (
        f'<div class="training-mark training-mark--{mark.state}" role="status"'
        f' data-exercise="{escape(mark.exercise)}"><p><b>{_STATES[mark.state]}</b>'
        f" <span>{mark.points} of {mark.of} points</span></p>"
        f"<p>{escape(mark.message)}</p>{hint}{parts if rows else ''}</div>"
    )


class _Place:
    """An output that can be written again."""

    def __init__(self, html: str, plain: str, **more: object) -> None:

        self.name = uuid4().hex
        bundle = {"text/html": html, "text/plain": plain, **more}
        _ipython().display(bundle, raw=True, display_id=self.name)

    def write(self, html: str, plain: str) -> None:

        bundle = {"text/html": html, "text/plain": plain}
        _ipython().update_display(bundle, raw=True, display_id=self.name)


def show_exercise(desk: Desk, exercise: Exercise, raw: object) -> None:
    """Show the field of an exercise and below it the mark."""
    if is_open(raw):
        raw = desk.kept(exercise.id)
    field = _field(exercise, raw)
    mark = exercise.mark(raw, desk.data)
    if field is not None:
        _ipython().display(field.box)
    place = _Place(mark_html(mark), mark_words(mark), **{MARK: mark.as_json()})
    if not is_open(raw):
        desk.tell(mark, raw)
    if field is None:
        return

    def press(_button: object) -> None:
        answer = field.read()
        again = exercise.mark(answer, desk.data)
        place.write(mark_html(again), mark_words(again))
        if not is_open(answer):
            desk.tell(again, answer)

    field.button.on_click(press)


_Inside = tuple[list[Any], Callable[[], object]]


class _Field:
    def __init__(self, box: Any, button: Any, read: Callable[[], object]) -> None:
        self.box = box
        self.button = button
        self.read = read


def _field(exercise: Exercise, raw: object) -> _Field | None:
    """Return the widgets of an exercise, or None where there are none."""
    widgets = _widgets()
    if widgets is None:
        return None
    kind = exercise.kind
    make = {Choice: _radio, Choices: _boxes, Amounts: _texts}.get(type(kind), _text)
    inside, read = make(widgets, kind, raw)
    button = widgets.Button(description="Check", button_style="primary")
    label = widgets.HTML(f"<b>{escape(exercise.label)}</b>")
    return _Field(widgets.VBox([label, *inside, button]), button, read)


def _radio(widgets: Any, kind: Any, raw: object) -> _Inside:
    options = [(f"{name}. {words}", name) for name, words in kind.options.items()]
    start = raw if raw in kind.options else None
    one = widgets.RadioButtons(options=options, value=start, layout=_wide(widgets))
    return [one], lambda: one.value


def _boxes(widgets: Any, kind: Any, raw: object) -> _Inside:
    chosen = raw if isinstance(raw, (list, tuple, set)) else ()
    boxes = {
        name: widgets.Checkbox(
            value=name in chosen,
            description=f"{name}. {words}",
            indent=False,
            layout=_wide(widgets),
        )
        for name, words in kind.options.items()
    }
    return list(boxes.values()), lambda: [n for n, box in boxes.items() if box.value]


def _texts(widgets: Any, kind: Any, raw: object) -> _Inside:
    start = raw if isinstance(raw, dict) else {}
    fields = {
        slot: _line(widgets, _with_unit(words, kind.unit), start.get(slot))
        for slot, words in kind.slots.items()
    }
    return list(fields.values()), lambda: {n: one.value for n, one in fields.items()}


def _text(widgets: Any, kind: Any, raw: object) -> _Inside:
    one = _line(widgets, _with_unit("Your answer", kind.unit), raw)
    return [one], lambda: one.value


def _line(widgets: Any, words: str, value: object) -> Any:
    return widgets.Text(
        value="" if is_open(value) else str(value),
        description=words,
        layout=_wide(widgets),
        style={"description_width": "initial"},
    )


def _wide(widgets: Any) -> Any:
    return widgets.Layout(width="auto", max_width="38rem")


def _with_unit(words: str, unit: str) -> str:
    return f"{words} ({unit})" if unit else words


def show_sentence(sentence: Sentence) -> None:
    """Show a place to write, and the model answer once it is asked for."""
    widgets = _widgets()
    if widgets is None:
        _Place(f"<p>{escape(sentence.model)}</p>", sentence.model)
        return

    wide = widgets.Layout(width="auto", max_width="38rem", height="7rem")
    area = widgets.Textarea(layout=wide, placeholder="Write here first.")
    button = widgets.Button(description="Compare")
    label = widgets.HTML(f"<b>{escape(sentence.label)}</b>")
    _ipython().display(widgets.VBox([label, area, button]))
    place = _Place("", "")

    def press(_button: object) -> None:
        if not area.value.strip():
            words = "Write your own sentence first; then compare."
            place.write(f"<p>{words}</p>", words)
            return
        words = f"One good answer: {sentence.model}"
        place.write(f"<p>{escape(words)}</p>", words)

    button.on_click(press)


def show_control(control: Control) -> None:
    """Show a picture and the controls that move it."""
    figure = control.first()
    place = _Place(figure._repr_html_(), repr(figure))
    widgets = _widgets()
    if widgets is None:
        return

    made = {name: _slider(widgets, name, one) for name, one in control.ranges.items()}

    def redraw(_change: object) -> None:
        figure = control.draw(**{name: one.value for name, one in made.items()})
        place.write(figure._repr_html_(), repr(figure))

    for one in made.values():
        one.observe(redraw, names="value")
    _ipython().display(widgets.VBox(list(made.values())))


def _slider(widgets: Any, name: str, one: object) -> Any:
    words = name.replace("_", " ").capitalize()
    wide = widgets.Layout(width="auto", max_width="38rem")
    style = {"description_width": "initial"}
    if isinstance(one, list):
        return widgets.Dropdown(
            options=one, value=one[0], description=words, layout=wide, style=style
        )
    assert isinstance(one, tuple)
    low, high, start = one[:3]
    step = one[3] if len(one) > 3 else 1
    whole = all(isinstance(value, int) for value in (low, high, start, step))
    slider = widgets.IntSlider if whole else widgets.FloatSlider
    return slider(
        min=low,
        max=high,
        value=start,
        step=step,
        description=words,
        layout=wide,
        style=style,
        continuous_update=True,
    )


def show_trial(
    desk: Desk, space: dict[str, Any], name: str, variable: str, source: str
) -> None:
    """Hand the trial of an exercise to whoever runs this notebook."""
    from training.labs.trial import trial

    found = trial(desk, space, name, variable, source)
    _ipython().display({TRIAL: found, "text/plain": ""}, raw=True)
