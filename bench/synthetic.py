"""The synthetic scenario of the speed goals: 60 scenes, 5 counters, 6 flags."""

from __future__ import annotations

__all__ = ["synthetic_key"]


def synthetic_key(scenes: int = 60, counters: int = 5, flags: int = 6) -> dict:
    """Return a key whose reachable space fills with every combination there is."""
    names = [f"c{n}" for n in range(counters)]
    marks = [f"f{n}" for n in range(flags)]

    def choice(name, when, ops, ways):
        plain = {"roles": [], "once": False, "scripted": False, "critical": False}
        return {"id": name, "when": when, "ops": ops, "ways": ways, **plain}

    def scene(at):
        after = [[[], f"s{(at + 1) % scenes}"]]
        far = [[[], f"s{(at * 7 + 3) % scenes}"]]
        one, two = names[at % counters], names[(at + 2) % counters]
        mark = marks[at % flags]
        earlier = [["flag", marks[at % flags - 1]]] if at % flags in (1, 2, 3) else []
        up = choice("up", [], [["add", one, 1]], after)
        down = choice("down", ["counter", two, ">=", 1], [["add", two, -1]], far)
        ask = choice(
            "ask",
            ["all", ["counter", one, ">=", 2], ["not", ["flag", mark]], *earlier],
            [["flag", mark], ["add", two, 1]],
            far,
        )
        choices = [up, down, ask]
        if at == scenes - 1:
            choices.append(choice("end", [], [], [[[], "done"]]))
        return {"id": f"s{at}", "also": [], "choices": choices}

    return {
        "fingerprint": "synthetic",
        "start": "s0",
        "counters": [{"id": n, "low": 0, "high": 5, "start": 0} for n in names],
        "flags": marks,
        "clocks": [],
        "scenes": [scene(at) for at in range(scenes)],
        "endings": [{"id": "done", "grade": "good", "also": []}],
    }
