"""A room of 500 phones: how long until an answer is stored, and what it costs.

Usage: .venv/bin/python bench/workshop.py [phones] [answers] [seconds]
The same answers go to our server (with every phone's live view open, a console and a
projector) and to a bare Starlette with SQLite; both commit before they say so.
"""

import asyncio
import json
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from training.content.quiz import read_bank  # noqa: E402
from workshop_server import TRAINING, start  # noqa: E402

PHONES, ANSWERS, SECONDS = (
    int(given) if given else usual
    for given, usual in zip([*sys.argv[1:], "", "", ""], (500, 20, 60), strict=False)
)


def items(count):
    """Return `count` single-choice questions with one of their options."""
    banks = [read_bank(path)[0] for path in sorted((ROOT / "quizzes").glob("*.yml"))]
    return [
        (f"{bank.id}/{item.id}", item.options[0].id)
        for bank in banks
        if bank
        for item in bank.items
        if item.kind == "single" and not item.retired
    ][:count]


class Line:
    """One kept-alive connection."""

    def __init__(self, host, port):
        """Remember where to connect."""
        self.host, self.port, self.cookies = host, port, {}

    async def open(self):
        """Connect."""
        streams = await asyncio.open_connection(self.host, self.port)
        self.reader, self.writer = streams

    async def ask(self, method, path, body=None, token=""):
        """Return the status and the JSON of an answer."""
        raw = json.dumps(body).encode() if body is not None else b""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Cookie: {cookies}\r\nX-Training-Token: {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
            "".encode()
            + raw
        )
        told = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        status, head = int(told.split()[1]), told.lower()
        for line in told.split("\r\n"):
            if line.lower().startswith("set-cookie:"):
                name, _, value = line[11:].strip().partition(";")[0].partition("=")
                self.cookies[name] = value
        if "content-length:" not in head:
            return status, None
        size = int(head.split("content-length:")[1].split("\r\n")[0])
        return status, json.loads(await self.reader.readexactly(size))


async def lines(line, path):
    """Yield the lines of a live view."""
    await line.ask("GET", path)
    while True:
        text = await line.reader.readline()
        if not text:
            return
        yield text


async def drain(line, path):
    with suppress(asyncio.CancelledError, OSError):
        async for _ in lines(line, path):
            pass


def plan(folder, chosen):
    path = Path(folder) / "bench.yml"
    path.write_text(
        "title: Bench\nminutes: 10\nabout: A bench.\nactivities:\n"
        "  - id: all\n    kind: quiz\n    minutes: 10\n    title: All\n    items: ["
        + ", ".join(name for name, _ in chosen)
        + "]\n",
        "utf-8",
    )
    return str(path)


async def send_all(seats, path, chosen, told):
    """Send every phone's answers at random moments of the time; return latencies."""
    begin = time.perf_counter() + 0.5

    async def phone(line, token):
        moments = sorted(random.uniform(0, SECONDS) for _ in chosen)
        for moment, (item, option) in zip(moments, chosen, strict=True):
            await asyncio.sleep(max(0, begin + moment - time.perf_counter()))
            body = {"id": secrets.token_hex(16), "activity": "all", "round": 1}
            body |= {"item": item, "answer": [option]}
            sent = time.perf_counter()
            status, _ = await line.ask("POST", path, body, token)
            now = time.perf_counter()
            told.append((now, now - sent, status))

    await asyncio.gather(*(phone(*seat) for seat in seats))


def figures(told, process, before):
    spent = sum(process.cpu_times()[:2]) - before
    slow = sorted(latency * 1000 for _, latency, _ in told)
    return {
        "answers": len(told),
        "errors": sum(status != 200 for *_, status in told),
        "p50_ms": round(statistics.median(slow), 2),
        "p99_ms": round(slow[int(len(slow) * 0.99)], 2),
        "max_ms": round(slow[-1], 1),
        "cpu_ms_per_answer": round(spent * 1000 / len(told), 3),
    }


async def watch(host, port, running, told, lags):
    """Follow the console and note how old the oldest answer is that it now shows."""
    desk = Line(host, port)
    await desk.open()
    api = f"/api/{running.code}/desk"
    _, opened = await desk.ask("POST", api, {"secret": running.secret})
    for what in ("start",):
        body = {"id": secrets.token_hex(8), "do": what}
        await desk.ask("POST", f"{api}/do", body, opened["csrf"])
    shown = 0
    ear = Line(host, port)
    ear.cookies = desk.cookies
    await ear.open()
    with suppress(asyncio.CancelledError, OSError):
        async for text in lines(ear, f"{api}/live"):
            if not text.startswith(b"data: {") or b'"progress"' not in text:
                continue
            now, count = time.perf_counter(), sum(json.loads(text[6:])["progress"])
            if count > shown and len(told) > shown:
                lags.append(now - told[shown][0])
            shown = max(shown, count)


async def ours(folder, chosen):
    running = start(Path(folder) / "room.db", "--plan", plan(folder, chosen))
    host, port = running.base.removeprefix("http://").split(":")
    api, told, lags = f"/api/{running.code}", [], []
    try:
        tasks = [asyncio.create_task(watch(host, port, running, told, lags))]
        wall = Line(host, port)
        await wall.open()
        tasks.append(asyncio.create_task(drain(wall, f"{api}/projector/live")))
        await asyncio.sleep(0.5)
        seats, slowest = [], 0.0
        began = time.perf_counter()
        joined_200 = 0.0

        async def join():
            nonlocal slowest, joined_200
            line, ear = Line(host, port), Line(host, port)
            sent = time.perf_counter()
            await line.open()
            status, told_ = await line.ask(
                "POST", f"{api}/join", {"id": secrets.token_hex(16)}
            )
            assert status == 200, told_
            slowest = max(slowest, time.perf_counter() - sent)
            ear.cookies = line.cookies
            await ear.open()
            tasks.append(asyncio.create_task(drain(ear, f"{api}/live")))
            seats.append((line, told_["csrf"]))
            if len(seats) == 200:
                joined_200 = time.perf_counter() - began

        for _ in range(0, PHONES, 50):
            await asyncio.gather(*(join() for _ in range(50)))
            await asyncio.sleep(max(0, 0.55 - (time.perf_counter() - began) % 0.5))
        await asyncio.sleep(2)
        process = psutil.Process(running.process.pid)
        before = sum(process.cpu_times()[:2])
        await send_all(seats, f"{api}/answers", chosen, told)
        found = figures(told, process, before)
        await asyncio.sleep(1.5)
        for task in tasks:
            task.cancel()
        found["joined_200_s"] = round(joined_200, 2)
        found["slowest_join_ms"] = round(slowest * 1000)
        found["console_lag_max_s"] = round(max(lags), 3)
    finally:
        running.process.kill()
        running.process.wait()
    base = str(Path(folder) / "room.db")
    out = await asyncio.to_thread(
        subprocess.run,
        [*TRAINING, "workshop", "export", running.code, "--database", base],
        capture_output=True,
        check=True,
    )
    kept = json.loads(out.stdout)["answers"]
    found["lost"] = PHONES * len(chosen) - len(kept)
    found["twice"] = len(kept) - len({(a["seat"], a["item"]) for a in kept})
    return found


async def bare(folder, chosen):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "bench/bare_server.py")]
    command += [str(Path(folder) / "bare.db"), str(port)]
    process = await asyncio.to_thread(subprocess.Popen, command)
    try:
        for _ in range(100):
            await asyncio.sleep(0.1)
            with suppress(OSError):
                await Line("127.0.0.1", port).open()
                break
        seats = []
        for number in range(PHONES):
            line = Line("127.0.0.1", port)
            line.cookies = {"seat": f"{number:040}.{number:040}"}
            await line.open()
            seats.append((line, "0" * 40))
        told = []
        found = psutil.Process(process.pid)
        before = sum(found.cpu_times()[:2])
        await send_all(seats, "/api/CODE/answers", chosen, told)
        return figures(told, found, before)
    finally:
        process.kill()
        process.wait()


async def main():
    chosen = items(ANSWERS)
    with tempfile.TemporaryDirectory() as folder:
        room = await ours(folder, chosen)
        yardstick = await bare(folder, chosen)
    ratio = room["cpu_ms_per_answer"] / yardstick["cpu_ms_per_answer"]
    told = {
        "phones": PHONES,
        "room": room,
        "bare": yardstick,
        "cpu_ratio": round(ratio, 2),
    }
    print(json.dumps({"bench": "workshop", **told}))


asyncio.run(main())
