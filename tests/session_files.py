"""Invented rooms as session files: real plans, chance from a seed."""

from __future__ import annotations

import random
from functools import cache

from browser import ROOT
from training.content.plan import read_plan
from training.play.grading import solution
from training.play.trail import play
from training.workshop.compiled import compile_plan
from training.workshop.simulation_export import _scenario, _way

TRACKS = ("law-enforcement", "social-work")


@cache
def compiled(plan):
    return compile_plan(read_plan(ROOT / f"workshops/{plan}.yml")[0], ROOT)


def make(plan="half-day", people=24, seed=1):
    """Return a session file's content, as `export_session` would write it."""
    dice, plan_ = random.Random(seed), compiled(plan)
    seats = [
        {"seat": number, "track": dice.choice(TRACKS), "left": False}
        for number in range(1, people + 1)
    ]
    answers = list(_answers(dice, plan_, seats))
    simulations, scenarios = _simulations(dice, plan_, seats)
    fields = ("id", "kind", "title", "part", "items")
    return {
        "format": 1,
        "kind": "training-workshop",
        "id": f"{seed:032x}",
        "made": "2026-11-20",
        "plan": plan_["id"],
        "title": plan_["title"],
        "minutes": plan_["minutes"],
        "activities": [{k: one[k] for k in fields} for one in plan_["activities"]],
        "items": plan_["items"],
        "seats": seats,
        "answers": [{**one, "seq": seq} for seq, one in enumerate(answers, 1)],
        "questions": [],
        "acts": [],
        "moves": [],
        "scenarios": scenarios,
        "simulations": simulations,
    }


def _answers(dice, plan, seats):
    for seat in seats:
        skill, leaves_early = dice.betavariate(3, 3), dice.random() < 0.15
        for activity in plan["activities"]:
            later = activity["part"] == "after"
            if later and leaves_early:
                continue
            rounds = sorted({p["round"] for p in activity["phases"] if p["round"]})
            for item in activity["items"]:
                for number in rounds:
                    better = 0.25 * (later or number == 2)
                    form = plan["items"][item]
                    yield {
                        "seat": seat["seat"],
                        "part": activity["part"],
                        "activity": activity["id"],
                        "item": item,
                        "round": number,
                        "answer": _answer(dice, form["key"], skill + better),
                        "sure": dice.choice(("guess", "fair", "certain", "")),
                        "late": False,
                    }


def _answer(dice, key, skill):
    if dice.random() < skill:
        return solution(key)
    if key["type"] == "choice":
        return [dice.choice(key["options"])]
    return {slot["id"]: dice.choice(slot["options"]) for slot in key["slots"]}


def _simulations(dice, plan, seats):
    found, stories = [], {}
    for activity in plan["activities"]:
        if activity["kind"] != "simulation":
            continue
        form = plan["scenarios"][activity["scenario"]]
        expert = tuple(one["pick"] for one in form["view"]["expert"])
        count = max(1, len(seats) // 7)
        stories[activity["scenario"]] = _scenario(form)
        found.append(
            {
                "activity": activity["id"],
                "scenario": activity["scenario"],
                "expert": _way(form, expert),
                "teams": [
                    {
                        "team": n + 1,
                        "seats": [s["seat"] for s in seats if s["seat"] % count == n],
                        **_way(form, _picks(dice, form, expert)),
                    }
                    for n in range(count)
                ],
            }
        )
    return found, stories


def _picks(dice, form, expert):
    picks = []
    while len(picks) < 60:
        state = play(form, tuple(picks))
        if state["ending"]:
            break
        open_ = [one["id"] for one in state["choices"] if not one["closed"]]
        ahead = expert[len(picks)] if len(picks) < len(expert) else None
        follows = ahead in open_ and dice.random() < 0.8
        picks.append(ahead if follows else dice.choice(open_))
    return tuple(picks)
