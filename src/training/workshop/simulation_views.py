"""What a phone, the wall and the console see of a simulation; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.workshop import simulation_texts as texts
from training.workshop.simulation import (
    deciders,
    form_of,
    game,
    open_choices,
    proposals,
    push_pick,
    state_of,
    team_at,
    voters,
)
from training.workshop.simulation_debrief import for_team, for_wall, looked_at

if TYPE_CHECKING:
    from training.workshop.room import Room
    from training.workshop.teams import Team

__all__ = ["audience", "for_desk", "for_phone", "for_projector", "mine", "since"]

_Json = dict[str, Any]


def audience(room: Room, activity: _Json, seat: str) -> str:
    """Return who sees the same: a team's seats with the same hats."""
    now = state_of(room, activity)
    at = team_at(now, seat)
    if at is None:
        return ""
    return f"{activity['id']}/{at}/{'+'.join(now.teams[at].hats_of(seat))}"


def since(room: Room, activity: _Json, seat: str) -> int:
    """Return the seq of the event that last changed what a seat's team sees."""
    now = state_of(room, activity)
    at = team_at(now, seat)
    return 0 if at is None else now.teams[at].since


def mine(room: Room, activity: _Json, seat: str) -> _Json:
    """Return what this seat alone has proposed."""
    now = state_of(room, activity)
    at = team_at(now, seat)
    return {"proposed": "" if at is None else now.teams[at].votes.get(seat, "")}


def for_phone(room: Room, activity: _Json, seat: str) -> _Json:
    """Return what a seat sees: its role's own words and its team's state."""
    now, form = state_of(room, activity), form_of(room, activity)
    at = team_at(now, seat)
    if at is None:
        return {"play": {"team": 0}}
    team, phase = now.teams[at], room.phase_now()["id"]
    hats = team.hats_of(seat)
    view: _Json = {
        "team": at + 1,
        "people": len(team.seats),
        "cards": texts.cards(form, hats),
        "news": [
            {"id": one, **_inject(activity, one)}
            for one in team.news
            if activity["injects"][one]["to"] in ("all", *hats)
        ],
    }
    if phase == "brief":
        view["intro"] = form["view"]["contentNote"] + form["view"]["intro"]
    elif phase == "play":
        view |= _play(form, team, hats)
    else:
        view["news"] = []
        view |= for_team(form, team, hats, room.plan["sources"])
    return {"play": view}


def _inject(activity: _Json, at: int) -> _Json:
    one = activity["injects"][at]
    return {"title": one["title"], "html": one["html"]}


def _play(form: _Json, team: Team, hats: tuple[str, ...]) -> _Json:
    state = game(form, team.picks)
    view = {
        "step": len(team.picks),
        "scene": texts.scene_for(form, state, hats),
        "followed": texts.followed(form, state, hats),
        "panel": texts.panel(form, state, game(form, team.picks[:-1])),
        "ended": state["ending"] is not None,
    }
    if state["ending"] is None:
        votes = list(proposals(team, state).values())
        view["choices"] = [
            {
                **one,
                "votes": votes.count(one["id"]),
                "of": len(voters(state, team, one["id"])),
            }
            for one in texts.choices_for(form, state, hats)
        ]
        view["waits"] = _waits(form, state, team, hats)
    return view


def _waits(form: _Json, state: _Json, team: Team, hats: tuple[str, ...]) -> _Json:
    """Return for whom the team waits."""
    ready = [one for one in state["choices"] if not one["closed"]]
    roles = {role for one in ready for role in one["roles"]}
    ready_seats, proposed = deciders(state, team), proposals(team, state)
    return {
        "all": any(not one["roles"] for one in ready),
        "mine": bool(open_choices(state, hats)),
        "others": texts.names(form, roles - set(hats)),
        "split": bool(proposed) and len(proposed) == len(ready_seats),
    }


def for_projector(room: Room, activity: _Json) -> _Json:
    """Return what the room sees on the wall: no role's text before the debrief."""
    now, form = state_of(room, activity), form_of(room, activity)
    phase = room.phase_now()["id"]
    view: _Json = {"phase": phase}
    if phase == "brief":
        view["intro"] = form["view"]["contentNote"] + form["view"]["intro"]
        view["roles"] = [one["name"] for one in form["view"]["roles"]]
        view["sizes"] = [len(team.seats) for team in now.teams]
    elif phase == "play":
        told = [at for at in now.sent if activity["injects"][at]["to"] == "all"]
        view["news"] = _inject(activity, told[-1]) if told else None
        view["teams"] = [_board(form, team) for team in now.teams]
    elif now.look:
        view["look"] = looked_at(form, now.teams, now.look, room.plan["sources"])
    else:
        view |= for_wall(form, now.teams)
    return {"play": view}


def _board(form: _Json, team: Team) -> _Json:
    state = game(form, team.picks)
    return {
        "people": len(team.seats),
        "step": len(team.picks),
        "ended": state["ending"] is not None,
        "meters": texts.meters(form, state),
        "clocks": texts.clocks(form, state),
    }


def for_desk(room: Room, activity: _Json) -> _Json:
    """Return what facilitators see: every team, what it waits for, what can be sent."""
    now, form = state_of(room, activity), form_of(room, activity)
    roles = {one["id"]: one["name"] for one in form["view"]["roles"]}
    number = {seat.id: seat.number for seat in room.seats.values()}
    view: _Json = {
        "phase": room.phase_now()["id"],
        "roles": list(roles.values()),
        "wanted": activity["teams"],
        "started": any(team.picks for team in now.teams),
        "teams": [_watched(form, team, number) for team in now.teams],
        "injects": [
            {
                "at": one["at"]
                if isinstance(one["at"], int)
                else texts.title_of(form, one["at"]),
                "to": roles.get(one["to"], "everyone"),
                **_inject(activity, at),
                "sent": at in now.sent,
                "came": sum(at in team.news for team in now.teams),
            }
            for at, one in enumerate(activity["injects"])
        ],
        "look": now.look,
        "scenes": _visited(form, now.teams),
    }
    return {"play": view}


def _watched(form: _Json, team: Team, number: dict[str, int]) -> _Json:
    state = game(form, team.picks)
    proposed, ready = proposals(team, state), deciders(state, team)
    pick = push_pick(team, form)
    scene = texts.by_id(form["view"]["scenes"], state["scene"])
    return {
        "seats": [
            {
                "seat": number[seat],
                "hats": texts.names(form, team.hats_of(seat)),
                "state": "proposed"
                if seat in proposed
                else "waited for"
                if seat in ready
                else "",
            }
            for seat in team.seats
        ],
        "step": len(team.picks),
        "scene": texts.title_of(form, state["scene"]),
        "ended": state["ending"] is not None,
        "critical": len(state["critical"]),
        "meters": texts.meters(form, state),
        "push": texts.by_id(scene["choices"], pick)["label"] if pick else "",
    }


def _visited(form: _Json, teams: tuple[Team, ...]) -> list[_Json]:
    """Return the scenes with a choice that a team came to, in the story's order."""
    seen = {step["scene"] for team in teams for step in game(form, team.picks)["steps"]}
    return [
        {"id": one["id"], "title": one["title"]}
        for one in form["view"]["scenes"]
        if one["id"] in seen and len(one["choices"]) > 1
    ]
