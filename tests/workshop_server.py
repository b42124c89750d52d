"""A workshop server in a process of its own, and those who talk to it."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
TRAINING = [sys.executable, "-c", "from training.cli import main; main()"]
PLAN = """
title: A short room
minutes: 20
about: For tests.
activities:
  - id: welcome
    kind: welcome
    minutes: 2
    title: Welcome
    text: Hello.
    agreements: [We speak about cases.]
    say: Breathe.
  - id: before
    kind: quiz
    minutes: 5
    title: Two questions
    items: [words/the-shorter-word, non-punishment/whose-name-on-the-card]
    part: before
  - id: peer
    kind: peer
    minutes: 9
    title: The shorter word
    item: words/the-shorter-word
    phases: {vote: 2, discuss: 3, revote: 2, compare: 2}
  - id: talk
    kind: debrief
    minutes: 4
    title: Debrief
    questions: [What will you do?]
"""

SIMULATION = """
  - id: sim
    kind: simulation
    minutes: 10
    title: The bus at Gate 4
    scenario: bus-at-gate-4
    phases: {brief: 1, play: 6, debrief: 3}
    injects:
      - {at: 4, to: all, title: A call, text: The ferry asks how long it will take.}
"""
PLAYED = PLAN.replace("minutes: 20", "minutes: 30") + SIMULATION.lstrip("\n")


def write_plan(folder: Path, text: str = PLAN) -> Path:
    path = folder / "short.yml"
    path.write_text(text, "utf-8")
    return path


def new_id() -> str:
    return secrets.token_hex(16)


class Running:
    """A server that runs: where it is, and the two secrets it printed."""

    def __init__(self, process: subprocess.Popen, said: str) -> None:
        self.process, self.said = process, said
        self.code = re.search(r"/j/([A-Z0-9]{6})", said)[1]
        self.base = re.search(r"join +(http://[^/]+)/j/", said)[1]
        self.secret = re.search(r"#([0-9a-f]+)", said)[1]

    @property
    def desk_link(self) -> str:
        return f"{self.base}/desk/{self.code}#{self.secret}"


def start(database, *more: str, port: int = 0, log=None) -> Running:
    place = ["--port", str(port), "--root", str(ROOT)]
    process = subprocess.Popen(
        [*TRAINING, "workshop", "--database", str(database), *more, *place],
        stdout=subprocess.PIPE,
        stderr=log or subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl+C" in line:
            running = Running(process, said)
            _wait(running)
            return running
    process.wait()
    raise AssertionError(f"the server did not start: {said}")


def _wait(running: Running) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if httpx.get(f"{running.base}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


@contextmanager
def server(database, *more: str, port: int = 0, log=None):
    running = start(database, *more, port=port, log=log)
    try:
        yield running
    finally:
        running.process.terminate()
        running.process.wait(20)
        running.process.stdout.close()


def listen(base, path, cookies) -> list[tuple[float, str]]:
    """Return a list to which a thread adds each line of a live view, and when."""
    heard = []

    def run():
        try:
            with httpx.stream(
                "GET", base + path, cookies=cookies, timeout=30
            ) as stream:
                for line in stream.iter_lines():
                    heard.append((time.monotonic(), line))  # noqa: PERF401 - as it comes
        except httpx.TransportError:
            return  # the server was stopped

    threading.Thread(target=run, daemon=True).start()
    return heard


class Someone:
    """A phone or a console, by HTTP."""

    def __init__(self, client: httpx.Client, code: str) -> None:
        self.client, self.code, self.token = client, code, ""

    def post(self, path: str, body: dict) -> httpx.Response:
        headers = {"X-Training-Token": self.token}
        return self.client.post(f"/api/{self.code}/{path}", json=body, headers=headers)

    def get(self, path: str) -> httpx.Response:
        return self.client.get(f"/api/{self.code}/{path}")

    def join(self, name: str = "", **more) -> httpx.Response:
        self.join_id = more.pop("id", new_id())
        body = {"id": self.join_id, "name": name, **more}
        answer = self.post("join", body)
        self.token = answer.json().get("csrf", "")
        return answer

    def open_desk(self, secret: str) -> httpx.Response:
        answer = self.post("desk", {"secret": secret})
        self.token = answer.json().get("csrf", "")
        return answer

    def do(self, _does: str, **more) -> httpx.Response:
        return self.post("desk/do", {"id": new_id(), "do": _does, **more})

    def answer(self, item: str, answer, activity: str = "before", **more):
        body = {"id": new_id(), "activity": activity, "item": item, "round": 1}
        return self.post("answers", {**body, "answer": answer, **more})

    def view(self) -> dict:
        return self.get("desk").json()["view"]
