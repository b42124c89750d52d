"""Where a list of picks leads in a scenario; twin of `static/trail.js`.

Reads the closed form that `scenario_form` writes. No file, no clock, no dice: the same
picks always lead to the same state, here and in a browser. Standard library only.

A step works in this order: clocks tick, the choice takes effect, a clock that has run
out leads the way, otherwise the choice does.
"""

from __future__ import annotations

from typing import Any

__all__ = ["FORMAT", "play", "resume", "save", "scripted"]

FORMAT = 1
_MOST_PICKS = 2000
_Json = Any


def play(form: _Json, picks: _Json) -> dict[str, Any]:
    """Return the state after the picks, or at the first one that cannot be made.

    `refused` is None, or says at which step and why: `unknown`, `closed` or `ended`.
    Raises ValueError for a form of another format.
    """
    if form["format"] != FORMAT:
        raise ValueError(f"scenario form {form['format']} is not format {FORMAT}")
    key = form["key"]
    state = _start(key)
    for step, pick in enumerate(picks):
        why = _why_not(key, state, pick)
        if why:
            state["refused"] = {"step": step, "why": why}
            break
        _take(key, state, pick)
    return _seen(key, state)


def save(form: _Json, picks: list[str]) -> dict[str, Any]:
    """Return a saved game: the picks and the version they were made in."""
    version = form["key"]["fingerprint"]
    return {
        "format": FORMAT,
        "scenario": form["id"],
        "fingerprint": version,
        "picks": list(picks),
    }


def resume(form: _Json, saved: _Json) -> dict[str, Any]:
    """Return how a saved game goes on: `same`, `renewed` or `refused`, and its state.

    A refused game says why (`damaged`, `format`, `foreign`, `changed`); after a change
    of the scenario its state is that of the steps that can still be made.
    """

    def refuse(why: str) -> dict[str, Any]:
        return {"how": "refused", "why": why, "state": play(form, [])}

    if not isinstance(saved, dict) or not isinstance(saved.get("picks"), list):
        return refuse("damaged")
    picks = saved["picks"]
    if len(picks) > _MOST_PICKS or not all(isinstance(one, str) for one in picks):
        return refuse("damaged")
    if isinstance(saved.get("format"), bool) or saved.get("format") != FORMAT:
        return refuse("format")
    if saved.get("scenario") != form["id"]:
        return refuse("foreign")
    state = play(form, picks)
    same = saved.get("fingerprint") == form["key"]["fingerprint"]
    if state["refused"]:
        return {**refuse("damaged" if same else "changed"), "state": state}
    return {"how": "same" if same else "renewed", "why": "", "state": state}


def scripted(state: _Json, role: str) -> str | None:
    """Return the choice another role makes by script, or None if it is our turn.

    That is the first open choice marked `scripted`, otherwise the first open one.
    """
    open_ones = [one for one in state["choices"] if one["closed"] == ""]
    if not open_ones or any(
        not one["roles"] or role in one["roles"] for one in open_ones
    ):
        return None
    marked = [one for one in open_ones if one["scripted"]]
    return str((marked or open_ones)[0]["id"])


def _start(key: _Json) -> dict[str, Any]:
    return {
        "scene": key["start"],
        "counters": {one["id"]: one["start"] for one in key["counters"]},
        "flags": dict.fromkeys(key["flags"], False),
        "clocks": {
            one["id"]: {"left": one["start"], "running": one["running"]}
            for one in key["clocks"]
        },
        "used": [],
        "critical": [],
        "steps": [],
        "refused": None,
    }


def _find(records: _Json, name: _Json) -> Any:
    return next((one for one in records if one["id"] == name), None)


def _holds(state: _Json, test: _Json) -> bool:  # noqa: PLR0911 - one per kind
    """Whether a condition holds; an empty one always does."""
    if not test:
        return True
    kind = test[0]
    if kind == "all":
        return all(_holds(state, one) for one in test[1:])
    if kind == "any":
        return any(_holds(state, one) for one in test[1:])
    if kind == "not":
        return not _holds(state, test[1])
    if kind == "flag":
        return bool(state["flags"][test[1]])
    if kind == "critical":
        return bool(state["critical"])
    if kind == "running":
        return bool(state["clocks"][test[1]]["running"])
    value = (
        state["counters"][test[1]]
        if kind == "counter"
        else state["clocks"][test[1]]["left"]
    )
    if test[2] == ">=":
        return bool(value >= test[3])
    if test[2] == "<=":
        return bool(value <= test[3])
    return bool(value == test[3])


def _closed(state: _Json, choice: _Json) -> str:
    if choice["once"] and f"{state['scene']}/{choice['id']}" in state["used"]:
        return "once"
    return "" if _holds(state, choice["when"]) else "when"


def _why_not(key: _Json, state: _Json, pick: _Json) -> str:
    scene = _find(key["scenes"], state["scene"])
    if scene is None:
        return "ended"
    choice = _find(scene["choices"], pick)
    if choice is None:
        return "unknown"
    return "closed" if _closed(state, choice) else ""


def _take(key: _Json, state: _Json, pick: str) -> None:
    choice = _find(_find(key["scenes"], state["scene"])["choices"], pick)
    before = {name: clock["left"] for name, clock in state["clocks"].items()}
    if choice["once"]:
        state["used"].append(f"{state['scene']}/{pick}")
    if choice["critical"]:
        step = len(state["steps"])
        state["critical"].append(
            {"step": step, "scene": state["scene"], "choice": pick}
        )
    for clock in key["clocks"]:
        _advance(state["clocks"][clock["id"]], clock["tick"])
    for operation in choice["ops"]:
        _change(key, state, operation)
    ways, by = choice["ways"], ""
    for clock in key["clocks"]:
        now = state["clocks"][clock["id"]]
        if now["running"] and now["left"] == 0:
            now["running"] = False
            if clock["then"] and by == "" and before[clock["id"]] > 0:
                ways, by = clock["then"], clock["id"]
    to = next(way[1] for way in ways if _holds(state, way[0]))
    made = {"scene": state["scene"], "choice": pick, "to": to, "by": by}
    state["steps"].append({**made, "counters": dict(state["counters"])})
    state["scene"] = to


def _advance(clock: _Json, amount: int) -> None:
    if clock["running"]:
        clock["left"] = max(0, clock["left"] - amount)


def _change(key: _Json, state: _Json, operation: _Json) -> None:
    kind, name = operation[0], operation[1]
    if kind == "set":
        state["counters"][name] = operation[2]
    elif kind == "add":
        counter = _find(key["counters"], name)
        value = state["counters"][name] + operation[2]
        state["counters"][name] = min(counter["high"], max(counter["low"], value))
    elif kind in ("flag", "unflag"):
        state["flags"][name] = kind == "flag"
    elif kind == "advance":
        _advance(state["clocks"][name], operation[2])
    elif kind == "fill":
        state["clocks"][name]["left"] = _find(key["clocks"], name)["start"]
    else:
        state["clocks"][name]["running"] = kind == "run"


def _seen(key: _Json, state: dict[str, Any]) -> dict[str, Any]:
    """Return the state with what a player needs to show it."""
    ending = _find(key["endings"], state["scene"])
    scene = ending or _find(key["scenes"], state["scene"])
    state["also"] = [
        index for index, test in enumerate(scene["also"]) if _holds(state, test)
    ]
    state["choices"] = [
        {
            "id": choice["id"],
            "roles": choice["roles"],
            "scripted": choice["scripted"],
            "closed": _closed(state, choice),
        }
        for choice in ([] if ending else scene["choices"])
    ]
    state["ending"] = state["scene"] if ending else None
    state["grade"] = ending["grade"] if ending else None
    if ending and state["critical"]:
        state["grade"] = "failed"
    return state
