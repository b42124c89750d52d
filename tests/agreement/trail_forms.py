"""Random scenario forms, and tables of where their decisions lead.

The forms use every word of the closed key language, sensibly or not. A table comes from
the explorer's packed steps, so a walk over it also holds the explorer to the twins.
"""

from __future__ import annotations

from training.proof.packed import Machine
from training.proof.search import edges

ROLES = ("officer", "caseworker")


def make_form(rng, number):  # noqa: C901 - one small maker for each word
    """Return a random form whose every scene has somewhere to go."""
    scenes = [f"s{n}" for n in range(rng.randint(2, 6))]
    ends = [f"end{n}" for n in range(rng.randint(1, 3))]
    names = {
        "counters": [f"c{n}" for n in range(rng.randint(0, 3))],
        "flags": [f"f{n}" for n in range(rng.randint(0, 3))],
        "clocks": [f"k{n}" for n in range(rng.randint(0, 3))],
    }
    counters = []
    for name in names["counters"]:
        low = rng.randint(-2, 1)
        high = low + rng.randint(1, 4)
        start = rng.randint(low, high)
        counters.append({"id": name, "low": low, "high": high, "start": start})
    bounds = {one["id"]: one for one in counters}
    targets = scenes + ends

    def test(depth=0):
        kinds = ["critical"]
        kinds += ["flag"] * 3 if names["flags"] else []
        kinds += ["counter"] * 3 if counters else []
        kinds += ["clock", "running"] if names["clocks"] else []
        kinds += ["not", "all", "any"] if depth < 2 else []
        kind = rng.choice(kinds)
        if kind == "critical":
            return ["critical"]
        if kind == "not":
            return ["not", test(depth + 1)]
        if kind in ("all", "any"):
            return [kind, *(test(depth + 1) for _ in range(rng.randint(1, 3)))]
        if kind in ("flag", "running"):
            return [kind, rng.choice(names["flags" if kind == "flag" else "clocks"])]
        name = rng.choice(names[f"{kind}s"])
        low, high = (0, 5)
        if kind == "counter":
            low, high = bounds[name]["low"], bounds[name]["high"]
        return [kind, name, rng.choice([">=", "<=", "="]), rng.randint(low, high)]

    def ways():
        found = [[test(), rng.choice(targets)] for _ in range(rng.choice([0, 0, 1, 2]))]
        return [*found, [[], rng.choice(targets)]]

    def operation():
        kinds = ["set", "add", "add"] if counters else []
        kinds += ["flag", "flag", "unflag"] if names["flags"] else []
        kinds += ["fill", "run", "advance", "stop"] if names["clocks"] else []
        if not kinds:
            return None
        kind = rng.choice(kinds)
        if kind == "set":
            one = rng.choice(counters)
            return ["set", one["id"], rng.randint(one["low"], one["high"])]
        if kind == "add":
            return ["add", rng.choice(counters)["id"], rng.choice([-2, -1, 1, 2])]
        if kind in ("flag", "unflag"):
            return [kind, rng.choice(names["flags"])]
        amount = [rng.randint(1, 3)] if kind == "advance" else []
        return [kind, rng.choice(names["clocks"]), *amount]

    def choice(at):
        order = ["set", "add", "flag", "unflag", "fill", "run", "advance", "stop"]
        made = [operation() for _ in range(rng.randint(0, 3))]
        made = sorted((one for one in made if one), key=lambda op: order.index(op[0]))
        return {
            "id": f"p{at}",
            "roles": rng.choice([[], [], [ROLES[0]], [ROLES[1]]]),
            "when": test() if rng.random() < 0.4 else [],
            "once": rng.random() < 0.2,
            "scripted": rng.random() < 0.2,
            "critical": rng.random() < 0.1,
            "ops": made,
            "ways": ways(),
        }

    def clock(name):
        then = ways() if rng.random() < 0.7 else []
        start, tick = rng.randint(1, 5), rng.choice([0, 0, 1, 2])
        running = rng.random() < 0.5
        return {
            "id": name,
            "start": start,
            "running": running,
            "tick": tick,
            "then": then,
        }

    def also():
        return [test() for _ in range(rng.choice([0, 0, 1, 2]))]

    key = {
        "fingerprint": f"v{number}",
        "start": scenes[0],
        "counters": counters,
        "flags": names["flags"],
        "clocks": [clock(name) for name in names["clocks"]],
        "scenes": [
            {
                "id": name,
                "also": also(),
                "choices": [choice(at) for at in range(rng.randint(1, 4))],
            }
            for name in scenes
        ],
        "endings": [
            {"id": name, "grade": rng.choice(["good", "mixed", "poor"]), "also": also()}
            for name in ends
        ],
    }
    return {"format": 1, "id": f"random-{number}", "view": {}, "key": key}


class Table:
    """Where each decision leads, from the explorer's own steps, found when asked."""

    def __init__(self, key):
        self.machine = Machine(key, plain=True)
        self.start = (self.machine.number[key["start"]], self.machine.first())
        self._known = {}

    def after(self, place):
        """Return {choice id: next place} for the open choices of a place."""
        if place not in self._known:
            scene, state = place
            self._known[place] = {
                step.id: (target, after[0])
                for step, _, target, after in edges(self.machine, scene, [state])
            }
        return self._known[place]

    def walk(self, rng, most):
        """Return a random list of picks that can be made, and the place it leads to."""
        picks, place = [], self.start
        while len(picks) < most and (ways := self.after(place)):
            pick = rng.choice(sorted(ways))
            picks.append(pick)
            place = ways[pick]
        return picks, place

    def paths(self, most):
        """Yield every list of at most so many picks, with its place."""
        todo = [([], self.start)]
        while todo:
            picks, place = todo.pop()
            yield picks, place
            if len(picks) < most:
                ways = self.after(place)
                todo += [([*picks, pick], to) for pick, to in ways.items()]

    def agrees(self, state, place):
        """Return whether a state of the trail is this place, value by value."""
        scene, packed = place
        values = self.machine.values(packed)
        expected = {f"counter {name}": n for name, n in state["counters"].items()}
        expected |= {f"flag {name}": int(so) for name, so in state["flags"].items()}
        for name, clock in state["clocks"].items():
            expected[f"clock {name}"] = clock["left"]
            expected[f"running {name}"] = int(clock["running"])
        expected |= {f"once {name}": 1 for name in state["used"]}
        if "critical" in values:
            expected["critical"] = int(bool(state["critical"]))
        used = {
            name: n for name, n in values.items() if n or not name.startswith("once ")
        }
        del used["monitor"]
        return state["scene"] == self.machine.scenes[scene] and used == expected
