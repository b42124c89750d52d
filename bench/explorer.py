"""Speed goal of the explorer: one line of JSON, against a plain dict search.

    .venv/bin/python bench/explorer.py

The plain search is the usual one: tuples as states, a dict of parents, a queue. Both
search the same synthetic scenario in the same run; the plain one stops at a bound.
"""

from __future__ import annotations

import json
import time
from collections import deque
from pathlib import Path

from synthetic import synthetic_key

from training.proof.explorer import peak_memory, prove_file
from training.proof.packed import Machine
from training.proof.search import explore

PLAIN_BOUND = 200_000


def holds(test, counters, flags):
    if not test:
        return True
    if test[0] == "all":
        return all(holds(one, counters, flags) for one in test[1:])
    if test[0] == "not":
        return not holds(test[1], counters, flags)
    if test[0] == "flag":
        return flags[test[1]]
    return counters[test[1]] >= test[3]


def change(operations, counters, flags):
    counters, flags = dict(counters), dict(flags)
    for operation in operations:
        if operation[0] == "add":
            value = counters[operation[1]] + operation[2]
            counters[operation[1]] = min(5, max(0, value))
        else:
            flags[operation[1]] = True
    return counters, flags


def plain_search(key, bound):
    scenes = {one["id"]: one["choices"] for one in key["scenes"]}
    names = [one["id"] for one in key["counters"]]
    start = (key["start"], (0,) * len(names), (False,) * len(key["flags"]))
    parents, queue = {start: None}, deque([start])
    while queue and len(parents) < bound:
        state = queue.popleft()
        counters = dict(zip(names, state[1], strict=True))
        flags = dict(zip(key["flags"], state[2], strict=True))
        for choice in scenes.get(state[0], ()):
            if holds(choice["when"], counters, flags):
                after = change(choice["ops"], counters, flags)
                to = choice["ways"][0][1]
                found = (to, tuple(after[0].values()), tuple(after[1].values()))
                if found not in parents:
                    parents[found] = (state, choice["id"])
                    queue.append(found)
    return len(parents)


def timed(work):
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def main():
    key = synthetic_key()
    plain, plain_seconds = timed(lambda: plain_search(key, PLAIN_BOUND))
    walk, seconds = timed(lambda: explore(Machine(key)))
    endless, endless_seconds = timed(walk.endless)
    small, small_seconds = timed(lambda: explore(Machine(key), limit=100_000))
    ours, ours_seconds = timed(lambda: explore(Machine(key, plain=True), limit=100_000))
    real = sorted(Path("scenarios").glob("*.yml"))
    _, real_seconds = timed(lambda: [prove_file(path) for path in real])
    rate, plain_rate = walk.states / seconds, plain / plain_seconds
    print(
        json.dumps(
            {
                "bench": "explorer",
                "states": walk.states,
                "complete": walk.complete,
                "seconds": round(seconds, 2),
                "states_per_second": round(rate),
                "endless_loops_seconds": round(endless_seconds, 2),
                "endless_loops": endless is not None,
                "plain_dict_states_per_second": round(plain_rate),
                "times_plain_dict": round(rate / plain_rate, 1),
                "bounded_states": small.states,
                "bounded_seconds": round(small_seconds, 3),
                "without_numpy_states_per_second": round(ours.states / ours_seconds),
                "real_scenarios": len(real),
                "real_seconds": round(real_seconds, 2),
                "peak_megabytes": peak_memory(),
            }
        )
    )


if __name__ == "__main__":
    main()
