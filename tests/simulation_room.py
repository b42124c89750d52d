"""A room that plays a scenario, without a server, and what each role alone may read."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import strategies as st

from training.content.plan import read_plan
from training.workshop.compiled import compile_plan
from training.workshop.decide import Command, Refusal, decide
from training.workshop.kinds import reducers
from training.workshop.room import Event, Room, fold
from training.workshop.simulation import game
from training.workshop.views import for_phone
from workshop_server import ROOT, write_plan

BUS = """
title: A room that plays
minutes: 22
about: For tests.
activities:
  - id: sim
    kind: simulation
    minutes: 20
    title: The bus at Gate 4
    text: Play it together.
    scenario: bus-at-gate-4
    teams: auto
    phases: {brief: 2, play: 10, debrief: 8}
    injects:
      - {at: 4, to: all, title: A call, text: The ferry asks how long it will take.}
      - {at: count, to: caseworker, title: Water, text: Two more crates have come.}
    say: Go round and listen.
  - id: talk
    kind: debrief
    minutes: 2
    title: Debrief
    questions: [What will you do?]
"""
HARBOUR = (ROOT / "workshops/belmora-harbour.yml").read_text("utf-8")


@cache
def compiled(text):
    return compile_plan(read_plan(write_plan(Path(mkdtemp()), text))[0], ROOT)


class Table:
    """A room, the events that made it, and a clock that is only ever told."""

    def __init__(self, text=BUS, at=0):
        self.room, self.events, self.clock = Room("CODE", compiled(text)), [], at
        self.activity = self.room.plan["activities"][0]
        self.form = self.room.plan["scenarios"][self.activity["scenario"]]

    def do(self, _kind, _seat="", **data):
        for draft in decide(self.room, Command(_kind, _seat, None, data)):
            seq = self.room.seq + 1
            data = json.loads(json.dumps(draft.data))
            event = Event(seq, self.clock, draft.kind, draft.seat, data)
            self.events.append(event)
            self.room = fold(self.room, [event], reducers())

    def desk(self, _does, **data):
        self.do("do", do=_does, **data)

    def now(self):
        return self.room.inner["sim"]

    def team(self, at=0):
        return self.now().teams[at]

    def state(self, at=0):
        return game(self.form, self.team(at).picks)

    def seat(self, role, which=0, team=0):
        return self.team(team).hats[role][which]

    def propose(self, choice, role, which=0, team=0):
        act = {"propose": choice, "step": len(self.team(team).picks)}
        self.do("act", self.seat(role, which, team), activity="sim", act=act)

    def view(self, role, team=0):
        return for_phone(self.room, self.seat(role, team=team))["play"]

    def play_out(self, team, picks):
        """Everyone who may proposes the same, pick by pick."""
        for step, pick in enumerate(picks):
            (choice,) = (o for o in self.state(team)["choices"] if o["id"] == pick)
            worn = self.team(team).hats
            for role in choice["roles"] or worn:
                for seat in worn[role]:
                    if len(self.team(team).picks) == step:
                        act = {"propose": pick, "step": step}
                        self.do("act", seat, activity="sim", act=act)


def seated(people, text=BUS, at=0):
    """A room in the middle of its play, with one team."""
    table = Table(text, at)
    for n in range(people):
        table.do("join", f"seat{n}")
    table.desk("start")
    table.desk("act", activity="sim", act={"deal": 1})
    table.desk("next")
    return table


def acted(table, draw, number):
    """Let somebody do something that a room does."""
    present = [one.id for one in table.room.seats.values() if not one.is_away]
    away = [one.id for one in table.room.seats.values() if one.is_away]
    what = draw(st.sampled_from([*["propose"] * 6, *KINDS_OF_ACT]))
    teams = len(table.now().teams)
    try:
        if what == "join":
            table.do("join", f"new{number}")
        elif what == "leave" and present:
            table.do("leave", draw(st.sampled_from(present)))
        elif what == "return" and away:
            table.do("return", draw(st.sampled_from(away)))
        elif what == "propose" and present:
            seat = draw(st.sampled_from(present))
            view = for_phone(table.room, seat)["play"]
            choices = [one["id"] for one in view.get("choices", [])]
            if choices:
                act = {"propose": draw(st.sampled_from(choices)), "step": view["step"]}
                table.do("act", seat, activity="sim", act=act)
        elif what == "push":
            team = draw(st.integers(1, teams))
            step = len(table.team(team - 1).picks)
            act = {"push": team, "step": step}
            table.desk("act", activity="sim", act=act)
        elif what == "send":
            table.desk("act", activity="sim", act={"send": 0})
        elif what in {"move", "swap"}:
            pair = draw(st.lists(st.integers(1, 14), min_size=2, max_size=2))
            act = {"swap": pair} if what == "swap" else {"move": pair[0]}
            act |= {"team": draw(st.integers(1, teams))} if what == "move" else {}
            table.desk("act", activity="sim", act=act)
    except Refusal:
        return


KINDS_OF_ACT = ["join", "leave", "return", "push", "send", "move", "swap"]


def own_texts(form, injects=()):
    """Yield every text that only some roles may read: the roles, and the text."""
    view = form["view"]
    found = [({one["id"]}, one["html"]) for one in view["roles"]]
    for scene in view["scenes"]:
        found += [({role}, text) for role, text in scene["for"].items()]
        found += [(set(one["roles"]), one["html"]) for one in scene["lines"]]
        found += [(set(one["roles"]), one["html"]) for one in scene["also"]]
        for one in scene["choices"]:
            texts = (one["label"], one["says"], one["closed"])
            found += [(set(one["roles"]), text) for text in texts]
    for ending in view["endings"]:
        found += [(set(one["roles"]), one["html"]) for one in ending["also"]]
    found += [({one["to"]}, one["html"]) for one in injects if one["to"] != "all"]
    everyones = " ".join(plain(text) for roles, text in found if not roles)
    return [
        (roles, plain(text))
        for roles, text in found
        if roles and plain(text) and plain(text) not in everyones
    ]


def plain(text):
    """The words of some HTML, as a page shows them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def texts_in(value):
    """Every text in a view, as a page would show it, in one line."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return " \n ".join(texts_in(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return " \n ".join(texts_in(inner) for inner in value)
    return ""
