"""A room under load whose server is killed again and again, and what is left of it.

Every answer has an id of its own, is sent until it is acknowledged, and is noted once
it was. At the end the database must hold each noted answer exactly once.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter

import httpx
from jupyter_core.utils import run_sync

from training.content.scenario import read_scenario
from training.play.trail import play
from training.workshop.kinds import reducers
from training.workshop.room import Room, fold
from training.workshop.store import open_store
from workshop_server import PLAYED, ROOT, Someone, start, write_plan

ITEMS = ["words/the-shorter-word", "non-punishment/whose-name-on-the-card"]
PATIENCE = 60  # seconds for a room that has stopped answering
SCENARIO = ROOT / "scenarios/bus-at-gate-4.yml"
EXPERT = [move.pick for move in read_scenario(SCENARIO)[0].head.expert]


class Crowd:
    """Phones that send as fast as they can, through every crash."""

    def __init__(self, running, seed: int, phones: int) -> None:
        self.base, self.code = running.base, running.code
        self.random = random.Random(seed)
        self.phones, self.acknowledged, self.is_over = phones, {}, False
        self.steps, self.heard = {}, asyncio.Event()

    async def post(self, client, path, body, token=""):
        """Send until the server says something that is meant; return it, or None."""
        while not self.is_over:
            try:
                answer = await client.post(
                    f"/api/{self.code}/{path}",
                    json=body,
                    headers={"X-Training-Token": token},
                )
            except httpx.TransportError:
                await asyncio.sleep(0.02)
                continue
            if answer.status_code in {429, 503}:
                await asyncio.sleep(0.1)
                continue
            if path == "acts" and answer.status_code == 409:
                self.heard.set()
                return answer.json()  # the team has moved on, or it is another's turn
            assert answer.status_code == 200, answer.text
            self.heard.set()
            return answer.json()
        return None

    async def more(self, answers: int, moves: int) -> None:
        """Wait for so many more answers and moves; a slow machine takes longer.

        A long run plays the scenario to its end: moves are waited for only at first.
        """
        answers += len(self.acknowledged)
        moves = min(moves + sum(self.steps.values()), 4 * self.phones)
        async with asyncio.timeout(PATIENCE):
            while len(self.acknowledged) < answers or sum(self.steps.values()) < moves:
                self.heard.clear()
                await self.heard.wait()

    async def phone(self, number: int) -> None:
        async with httpx.AsyncClient(base_url=self.base, timeout=5) as client:
            seat = await self.post(client, "join", {"id": f"join-number-{number}"})
            count = 0
            while seat and not self.is_over:
                count += 1
                name = f"answer-{number}-{count}"
                body = {"id": name, "activity": "before", "round": 1}
                body |= {"item": ITEMS[count % 2], "answer": ["abc"[count % 3]]}
                told = await self.post(client, "answers", body, seat["csrf"])
                if told:
                    self.acknowledged[name] = told["seq"]
                await self.propose(client, number, count, seat["csrf"])
                await asyncio.sleep(self.random.uniform(0, 0.05))

    async def propose(self, client, number: int, count: int, token: str) -> None:
        """Propose what the expert would, until the team has moved on."""
        step = self.steps.get(number, 0)
        if step == len(EXPERT):
            return
        name = f"proposal-{number}-{count}"
        body = {"id": name, "activity": "sim", "act": {"propose": EXPERT[step]}}
        body["act"]["step"] = step
        told = await self.post(client, "acts", body, token)
        if told is not None and "seq" in told:
            self.acknowledged[name] = told["seq"]
        elif told is not None and "moved on" in told["error"]["message"]:
            self.steps[number] = step + 1


async def _run(running, folder, seed, kills, phones):
    crowd = Crowd(running, seed, phones)
    tasks = [asyncio.create_task(crowd.phone(n)) for n in range(phones)]
    port = int(running.base.rpartition(":")[2])
    done = 0
    try:
        while done < kills:
            await crowd.more(crowd.random.randrange(60), phones // 2)
            await asyncio.sleep(crowd.random.uniform(0, 0.05))
            running.process.kill()
            running.process.wait()
            running.process.stdout.close()
            done += 1
            running = await asyncio.to_thread(start, folder / "room.db", port=port)
            assert running.code == crowd.code, "another room came back"
    finally:
        await asyncio.sleep(0.5)
        crowd.is_over = True
        await asyncio.gather(*tasks)
        running.process.kill()
        running.process.wait()
    return crowd.acknowledged


def crash(folder, seed: int, kills: int, phones: int = 20) -> dict:
    """Kill a loaded server `kills` times; return what was promised and what is kept."""
    plan = str(write_plan(folder, PLAYED))
    running = start(folder / "room.db", "--plan", plan)
    desk = Someone(httpx.Client(base_url=running.base), running.code)
    desk.open_desk(running.secret)
    desk.do("start")
    desk.do("go", activity=4, phase=1)  # the answers stay open
    told = run_sync(_run)(running, folder, seed, kills, phones)
    store = open_store(str(folder / "room.db"))
    sql = "select once, seq from event where kind in ('answered', 'acted')"
    rows = store.ask(sql)
    order = [row[0] for row in store.ask("select seq from event order by seq")]
    (session,) = store.sessions()
    room = Room(session.code, json.loads(session.plan))
    teams = fold(room, store.events(session.code), reducers()).inner["sim"].teams
    form = room.plan["scenarios"]["bus-at-gate-4"]
    refused = [play(form, list(team.picks))["refused"] for team in teams]
    seats = store.ask("select count(*) from event where kind = 'joined'")[0][0]
    store.close()
    kept = {once.partition(":")[2]: seq for once, seq in rows}
    return {
        "kills": kills,
        "acknowledged": len(told),
        "kept": len(rows),
        "lost": sum(name not in kept for name in told),
        "moved": sum(name in kept and kept[name] != seq for name, seq in told.items()),
        "twice": sum(n - 1 for n in Counter(once for once, _ in rows).values()),
        "gaps": int(order != list(range(1, len(order) + 1))),
        "seats_twice": max(0, seats - phones),
        "decided": sum(len(team.picks) for team in teams),
        "unplayable": sum(one is not None for one in refused),
    }
