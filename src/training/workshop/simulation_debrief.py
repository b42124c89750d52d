"""Looking back at a simulation: a team, the teams beside each other, the expert; pure.

A phone keeps to its own role's words here too. The wall shows every choice, because the
room talks about them now; it never shows who erred, only what there was to weigh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.workshop import simulation_texts as texts
from training.workshop.simulation import game

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from training.workshop.teams import Team

__all__ = ["expert_of", "for_team", "for_wall", "looked_at"]

_Json = Any


def expert_of(form: _Json) -> _Json:
    """Return the state at the end of the expert's way."""
    return game(form, tuple(one["pick"] for one in form["view"]["expert"]))


def parting(one: _Json, other: _Json) -> int | None:
    """Return the index of the decision at which two ways part, as far as both go."""
    ways = [
        [(s["scene"], s["choice"]) for s in state["steps"]] for state in (one, other)
    ]
    pairs = enumerate(zip(*ways, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), None)


def for_team(
    form: _Json, team: Team, hats: tuple[str, ...], sources: Mapping[str, str]
) -> _Json:
    """Return what a team sees of its own way, beside the expert's."""
    state, expert = game(form, team.picks), expert_of(form)
    at = parting(state, expert)
    return {
        "ending": texts.scene_for(form, state, hats) if state["ending"] else None,
        "harms": [_harm(form, one, sources) for one in state["critical"]],
        "way": [_step(form, one, hats) for one in state["steps"]],
        "parted": at is not None
        and {
            "step": at + 1,
            "title": texts.title_of(form, state["steps"][at]["scene"]),
        },
        "charts": [
            {
                "counter": one,
                "mine": texts.values_over(form, state, one["id"]),
                "theirs": texts.values_over(form, expert, one["id"]),
            }
            for one in texts.meters(form, state)
        ],
    }


def _harm(form: _Json, harm: _Json, sources: Mapping[str, str]) -> _Json:
    scene = texts.by_id(form["view"]["scenes"], harm["scene"])
    words = texts.by_id(scene["choices"], harm["choice"])["critical"]
    return {
        "step": harm["step"] + 1,
        "title": scene["title"],
        "rule": words["rule"],
        "better": words["better"],
        "source": sources.get(words["source"], words["source"]),
    }


def _step(form: _Json, step: _Json, hats: tuple[str, ...]) -> _Json:
    scene = texts.by_id(form["view"]["scenes"], step["scene"])
    words = texts.by_id(scene["choices"], step["choice"])
    is_mine = texts.is_for(words["roles"], hats)
    return {
        "title": scene["title"],
        "who": texts.names(form, words["roles"]),
        "label": words["label"] if is_mine else "",
        "asExpert": bool(scene["weighed"])
        and step["choice"] in scene["weighed"]["choose"],
    }


def for_wall(form: _Json, teams: Sequence[Team]) -> _Json:
    """Return every team's way beside the others' and the expert's, as numbers."""
    expert = expert_of(form)
    states = [game(form, team.picks) for team in teams]
    ways = [*((str(at), one) for at, one in enumerate(states, 1)), ("Expert", expert)]
    return {
        "charts": [
            {
                **{part: one[part] for part in ("id", "name", "low", "high")},
                "lines": [
                    {"who": who, "values": texts.values_over(form, state, one["id"])}
                    for who, state in ways
                ],
            }
            for one in form["view"]["counters"]
        ],
        "rows": [_row(form, who, state, expert) for who, state in ways],
    }


def _row(form: _Json, who: str, state: _Json, expert: _Json) -> _Json:
    at = parting(state, expert)
    return {
        "who": who,
        "decisions": len(state["steps"]),
        "ending": texts.title_of(form, state["ending"]) if state["ending"] else "",
        "meters": [state["counters"][one["id"]] for one in form["view"]["counters"]],
        "parted": ""
        if at is None
        else texts.title_of(form, state["steps"][at]["scene"]),
    }


def looked_at(
    form: _Json, teams: Sequence[Team], scene: str, sources: Mapping[str, str]
) -> _Json:
    """Return one decision: who chose what, what the expert chose, what was weighed."""
    view = texts.by_id(form["view"]["scenes"], scene)
    taken = [_chosen(game(form, team.picks), scene) for team in teams]
    weighed = view["weighed"] or {"html": "", "sources": [], "choose": []}
    expert = _chosen(expert_of(form), scene) | set(weighed["choose"])
    return {
        "title": view["title"],
        "choices": [
            {
                "html": one["label"],
                "who": texts.names(form, one["roles"]),
                "teams": [at for at, has in enumerate(taken, 1) if one["id"] in has],
                "expert": one["id"] in expert,
            }
            for one in view["choices"]
        ],
        "html": weighed["html"],
        "sources": [sources.get(one, one) for one in weighed["sources"]],
    }


def _chosen(state: _Json, scene: str) -> set[str]:
    return {one["choice"] for one in state["steps"] if one["scene"] == scene}
