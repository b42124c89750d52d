"""What a scenario says to those who wear certain hats, and to nobody else; pure.

Everything a phone is sent of a scenario goes through here. A role's own text is its
card, what a scene says to it alone, lines and additions it alone hears, and the words
of its choices. Names of roles and titles of scenes are no secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["by_id", "cards", "choices_for", "clocks", "followed", "is_for", "meters"]
__all__ += ["names", "panel", "scene_for", "title_of", "values_over"]

_Json = Any
_Hats = tuple[str, ...]


def by_id(records: Iterable[_Json], name: str) -> _Json:
    """Return the record of that id, or None."""
    return next((one for one in records if one["id"] == name), None)


def is_for(roles: Iterable[str], hats: _Hats) -> bool:
    """Return whether something for these roles is for who wears the hats."""
    wanted = set(roles)
    return not wanted or bool(wanted & set(hats))


def names(form: _Json, roles: Iterable[str]) -> list[str]:
    """Return the names of roles."""
    wanted = set(roles)
    return [one["name"] for one in form["view"]["roles"] if one["id"] in wanted]


def cards(form: _Json, hats: _Hats) -> list[_Json]:
    """Return the role cards of the hats."""
    return [
        {part: one[part] for part in ("id", "name", "hat", "html")}
        for one in form["view"]["roles"]
        if one["id"] in hats
    ]


def _view(form: _Json, scene: str) -> _Json:
    view = form["view"]
    return by_id(view["scenes"], scene) or by_id(view["endings"], scene)


def title_of(form: _Json, scene: str) -> str:
    """Return the title of a scene or ending."""
    return str(_view(form, scene)["title"])


def scene_for(form: _Json, state: _Json, hats: _Hats) -> _Json:
    """Return the scene or ending as those with the hats read and hear it."""
    view = _view(form, state["scene"])
    said = [one for one in view.get("lines", []) if is_for(one["roles"], hats)]
    alone = view.get("for", {})
    return {
        "id": view["id"],
        "title": view["title"],
        "place": " · ".join(
            one for one in (view.get("place"), view.get("time")) if one
        ),
        "html": view["html"],
        "alone": [
            {"role": one["name"], "html": alone[one["id"]]}
            for one in form["view"]["roles"]
            if one["id"] in hats and one["id"] in alone
        ],
        "lines": [{"who": one["who"], "html": one["html"]} for one in said],
        "also": [
            view["also"][at]["html"]
            for at in state["also"]
            if is_for(view["also"][at]["roles"], hats)
        ],
    }


def choices_for(form: _Json, state: _Json, hats: _Hats) -> list[_Json]:
    """Return what those with the hats can choose; a closed choice says why."""
    view = _view(form, state["scene"])
    found = []
    for one in state["choices"]:
        words = by_id(view["choices"], one["id"])
        shut = words["closed"] if one["closed"] == "when" else ""
        if is_for(one["roles"], hats) and (not one["closed"] or shut):
            found.append(
                {
                    "id": one["id"],
                    "html": words["label"],
                    "closed": shut,
                    "roles": names(form, one["roles"]),
                }
            )
    return found


def followed(form: _Json, state: _Json, hats: _Hats) -> _Json | None:
    """Return what came of the last decision; its words only if they are theirs."""
    if not state["steps"]:
        return None
    step = state["steps"][-1]
    words = by_id(_view(form, step["scene"])["choices"], step["choice"])
    mine = is_for(words["roles"], hats)
    clock = by_id(form["view"]["clocks"], step["by"])
    return {
        "who": names(form, words["roles"]),
        "label": words["label"] if mine else "",
        "html": words["says"] if mine else "",
        "over": clock["name"] if clock else "",
        "passed": bool(step["by"]) and clock is None,
    }


def values_over(form: _Json, state: _Json, counter: str) -> list[int]:
    """Return a counter's value before the first decision and after each."""
    start = by_id(form["key"]["counters"], counter)["start"]
    return [start, *(step["counters"][counter] for step in state["steps"])]


def meters(form: _Json, state: _Json) -> list[_Json]:
    """Return the counters with their values."""
    return [
        {
            **{part: one[part] for part in ("id", "name", "kind", "low", "high")},
            "value": state["counters"][one["id"]],
        }
        for one in form["view"]["counters"]
    ]


def clocks(form: _Json, state: _Json) -> list[_Json]:
    """Return the clocks that run, in words."""
    found = []
    for one in form["view"]["clocks"]:
        now = state["clocks"][one["id"]]
        if now["running"]:
            left = now["left"] * one["each"]
            unit = one["unit"].removesuffix("s") if left == 1 else one["unit"]
            words = f"{left} {unit} until {one['until']}"
            soon = now["left"] <= one["soon"]
            found.append({"name": one["name"], "words": words, "soon": soon})
    return found


def panel(form: _Json, state: _Json, before: _Json) -> _Json:
    """Return what the panel "Where things stand" needs, and nothing of the story ahead.

    It is a form and two states cut down to what the player's own panel reads.
    """
    view, key = form["view"], form["key"]
    flags = [one for one in view["flags"] if one["shown"] and state["flags"][one["id"]]]
    named = {one["id"] for one in (*view["clocks"], *view["timers"]) if one["name"]}
    clocks = [one for one in key["clocks"] if one["id"] in named]
    return {
        "form": {
            "view": {
                "counters": view["counters"],
                "flags": flags,
                "clocks": view["clocks"],
                "timers": [one for one in view["timers"] if one["name"]],
            },
            "key": {
                "clocks": [
                    {part: one[part] for part in ("id", "start", "running")}
                    for one in clocks
                ]
            },
        },
        "state": {
            "counters": state["counters"],
            "flags": {one["id"]: True for one in flags},
            "clocks": {one["id"]: state["clocks"][one["id"]] for one in clocks},
        },
        "before": {"counters": before["counters"]},
    }
