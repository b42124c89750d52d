"""A simulation in the export file: ways as picks and steps, without any role's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.workshop.simulation import form_of, game, state_of

if TYPE_CHECKING:
    from training.workshop.room import Room

__all__ = ["scenarios", "simulations"]

_Json = Any
_STATE = ("steps", "counters", "ending", "grade", "critical")


def scenarios(room: Room) -> dict[str, _Json]:
    """Return what a report needs to name the scenes; of choices only everyone's."""
    return {
        name: _scenario(form) for name, form in room.plan.get("scenarios", {}).items()
    }


def _scenario(form: _Json) -> _Json:
    view, key = form["view"], form["key"]
    return {
        "title": view["title"],
        "fingerprint": key["fingerprint"],
        "key": key,
        "scenes": {one["id"]: one["title"] for one in view["scenes"]},
        "endings": {
            one["id"]: {"title": one["title"], "grade": one["grade"]}
            for one in view["endings"]
        },
        "roles": {one["id"]: one["name"] for one in view["roles"]},
        "counters": [
            {part: one[part] for part in ("id", "name", "kind", "low", "high")}
            for one in view["counters"]
        ],
        "labels": {
            f"{scene['id']}/{one['id']}": one["label"]
            for scene in view["scenes"]
            for one in scene["choices"]
            if not one["roles"]
        },
        "expert": [one["pick"] for one in view["expert"]],
    }


def simulations(room: Room) -> list[_Json]:
    """Return every simulation that was dealt: its teams' ways and the expert's."""
    return [
        _simulation(room, activity)
        for activity in room.plan["activities"]
        if activity["kind"] == "simulation" and state_of(room, activity).teams
    ]


def _simulation(room: Room, activity: _Json) -> _Json:
    form = form_of(room, activity)
    expert = tuple(one["pick"] for one in form["view"]["expert"])
    return {
        "activity": activity["id"],
        "scenario": activity["scenario"],
        "expert": _way(form, expert),
        "teams": [
            {
                "team": number,
                "seats": sorted(room.seats[seat].number for seat in team.seats),
                **_way(form, team.picks),
            }
            for number, team in enumerate(state_of(room, activity).teams, start=1)
        ],
    }


def _way(form: _Json, picks: tuple[str, ...]) -> _Json:
    state = game(form, picks)
    return {"picks": list(picks), **{part: state[part] for part in _STATE}}
