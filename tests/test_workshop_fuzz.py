"""Ten thousand hostile requests: no 5xx, no traceback, no leak."""

from __future__ import annotations

import json
import random

import httpx
import pytest

from workshop_server import PLAYED, Someone, new_id, server, write_plan

ITEM = "words/the-shorter-word"
TEXTS = [
    *(
        "",
        "a",
        "é",
        "\u0000",
        "\ud800",
        "\u202e",
        "x" * 5000,
        "' or 1=1 --",
        "../../etc",
    ),
    *("<script>window.hacked=1</script>", "%00", "${7*7}", "{{7*7}}", "\r\nX: y", "💥"),
    *(ITEM, "before", "peer", "next", "show", "bars", "start", "go", "time", "owner"),
]
NUMBERS = [0, 1, 2, -1, 3, 2**31, 2**63, 2**200, 1e308, 1.5, True, False, None]
FIELDS = ["id", "activity", "item", "round", "answer", "sure", "text", "name", "track"]
FIELDS += ["do", "phase", "what", "seconds", "question", "state", "act", "secret"]
ACTS = ["propose", "step", "deal", "send", "push", "move", "team", "swap", "look"]
CHOICES = ["count", "sign", "lane", 0, 1, 2, [1, 2], [1, 1], ""]
PATHS = ["answers", "join", "name", "questions", "acts", "leave", "desk", "desk/do"]
PATHS += ["acts", "acts", "desk/do", "desk/do"]
PATHS += ["desk/handover", "me", "live", "desk/live", "projector", "projector/live"]
POSTS = {*PATHS[:8], "do", "handover"}
PAGES = ["/", "/j", "/j/{c}", "/desk/{c}", "/projector/{c}", "/qr/{c}.svg", "/privacy"]
PAGES += ["/healthz", "/static/{c}", "/static/workshop/static/../app.py", "/{c}"]
METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]
SECRETS = ("Traceback", 'File "', "sqlite3", "remarks", '"key"')


class Fuzz:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def value(self, deep: int = 0):
        pick = self.dice.random()
        if pick < 0.45 or deep > 3:
            return self.dice.choice(TEXTS)
        if pick < 0.7:
            return self.dice.choice(NUMBERS)
        if pick < 0.85:
            return [self.value(deep + 1) for _ in range(self.dice.randrange(4))]
        return {str(self.value(9)): self.value(deep + 1) for _ in range(3)}

    def body(self):
        pick = self.dice.random()
        if pick < 0.05:
            return self.dice.randbytes(40)
        if pick < 0.08:
            return b"[" * 5000
        if pick < 0.1:
            return b'{"id":' + b"9" * 5000 + b"}"
        if pick < 0.12:
            return b'{"id": NaN, "x": Infinity}'
        if pick < 0.14:
            return b"x" * 20_000
        found = {
            n: self.value() for n in self.dice.sample(FIELDS, self.dice.randrange(7))
        }
        if self.dice.random() < 0.8:
            found["id"] = new_id()
        if self.dice.random() < 0.4:
            found |= {"activity": "before", "item": ITEM, "round": 1}
        if self.dice.random() < 0.5:
            found |= {"activity": "sim", "act": self.act(), "do": "act"}
        if pick > 0.97:
            found = self.value()
        return json.dumps(found).encode()

    def act(self):
        """Something nearly like an act of a simulation."""
        step = self.dice.choice([0, 0, 1, 2])
        if self.dice.random() < 0.4:
            return {"push": self.dice.randrange(9), "step": step}
        if self.dice.random() < 0.2:
            return {"propose": self.dice.choice(CHOICES), "step": step}
        names = self.dice.sample(ACTS, self.dice.randrange(1, 4))
        return {name: self.dice.choice([*CHOICES, self.value()]) for name in names}

    def path(self, code: str) -> str:
        if self.dice.random() < 0.1:
            code = self.dice.choice(["", "AAAAAA", "é", "%2e%2e", "x" * 300, "HHHHHH"])
        if self.dice.random() < 0.2:
            return self.dice.choice(PAGES).replace("{c}", code)
        return f"/api/{code}/{self.dice.choice(PATHS)}"

    def method(self, path: str) -> str:
        if self.dice.random() < 0.1:
            return self.dice.choice(METHODS)
        posts = path.startswith("/api/") and path.rpartition("/")[2] in POSTS
        return "POST" if posts else "GET"

    def headers(self, tokens):
        found = {}
        if self.dice.random() < 0.9:
            found["Content-Type"] = "application/json"
        if self.dice.random() < 0.8:
            found["X-Training-Token"] = self.dice.choice(tokens)
        if self.dice.random() < 0.05:
            found["Origin"] = self.dice.choice(
                ["null", "http://[", "http://evil.example"]
            )
        if self.dice.random() < 0.05:
            found["Cookie"] = self.dice.choice(
                ["seat=1", "=;=", 'a="', "desk-X=owner.x"]
            )
        if self.dice.random() < 0.05:
            found["Last-Event-ID"] = "x" * 100
        return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_five_thousand_requests_give_no_5xx_no_traceback_and_no_leak(tmp_path, seed):
    log = (tmp_path / "log").open("w+")
    fuzz, seen = Fuzz(seed), {}
    with server(
        tmp_path / "room.db", "--plan", str(write_plan(tmp_path, PLAYED)), log=log
    ) as running:
        clients = [httpx.Client(base_url=running.base, timeout=20) for _ in range(30)]
        people = [Someone(client, running.code) for client in clients]
        for someone in people[:-1]:
            someone.join()
        people[-1].open_desk(running.secret)
        people[-1].do("start")
        people[-1].do("go", activity=4, phase=1)  # the answers stay open
        tokens = [*(one.token for one in people), "", "x"]
        for _ in range(5000):
            client = fuzz.dice.choice([*clients, *clients[-1:] * 6])
            path = fuzz.path(running.code)
            method = fuzz.method(path)
            body = fuzz.body() if method == "POST" else None
            headers = fuzz.headers(tokens)
            if fuzz.dice.random() < 0.6:
                headers["X-Training-Token"] = people[clients.index(client)].token
            with client.stream(method, path, content=body, headers=headers) as answer:
                status = answer.status_code
                kind = answer.headers.get("content-type", "")
                text = (
                    ""
                    if kind.startswith("text/event-stream")
                    else answer.read().decode()
                )
            seen[status] = seen.get(status, 0) + 1
            assert status < 500, (method, path, body, text)
            if status >= 400 and method != "HEAD" and path.startswith("/api/"):
                assert set(json.loads(text)["error"]) == {"code", "message", "fix"}, (
                    text
                )
            if "/desk" not in path and not path.startswith("/static"):
                assert not any(word in text for word in SECRETS), (path, text)
        assert people[0].get("me").status_code == 200
        acted = [one for one in people[-1].view()["play"]["teams"] if one["step"]]
        assert acted, "no act was ever accepted"
        assert running.process.poll() is None
    log.seek(0)
    said = log.read()
    assert "Traceback" not in said, said[-3000:]
    assert seen[200] > 800, seen
    assert seen[405] < 1000, seen
