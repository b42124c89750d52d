"""A room under load whose server is killed again and again, and what is left of it.

Every answer has an id of its own, is sent until it is acknowledged, and is noted once
it was. At the end the database must hold each noted answer exactly once.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter

import httpx
from jupyter_core.utils import run_sync

from training.workshop.store import open_store
from workshop_server import Someone, start, write_plan

ITEMS = ["words/the-shorter-word", "non-punishment/whose-name-on-the-card"]


class Crowd:
    """Phones that send as fast as they can, through every crash."""

    def __init__(self, running, seed: int, phones: int) -> None:
        self.base, self.code = running.base, running.code
        self.random = random.Random(seed)
        self.phones, self.acknowledged, self.is_over = phones, {}, False

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
            assert answer.status_code == 200, answer.text
            return answer.json()
        return None

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
                await asyncio.sleep(self.random.uniform(0, 0.05))


async def _run(running, folder, seed, kills, phones):
    crowd = Crowd(running, seed, phones)
    tasks = [asyncio.create_task(crowd.phone(n)) for n in range(phones)]
    port = int(running.base.rpartition(":")[2])
    done = 0
    try:
        while done < kills:
            await asyncio.sleep(crowd.random.uniform(0.01, 0.6))
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
    running = start(folder / "room.db", "--plan", str(write_plan(folder)))
    desk = Someone(httpx.Client(base_url=running.base), running.code)
    desk.open_desk(running.secret)
    desk.do("start")
    desk.do("next")
    told = run_sync(_run)(running, folder, seed, kills, phones)
    store = open_store(str(folder / "room.db"))
    rows = store.ask("select once, seq from event where kind = 'answered'")
    order = [row[0] for row in store.ask("select seq from event order by seq")]
    (session,) = store.sessions()
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
        "unfinished": int(session.last != len(order)),
    }
