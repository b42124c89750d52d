"""A Node process that runs the JavaScript twin, kept open for many calls."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
GRADING_JS = HERE.parents[1] / "src/training/play/static/grading.js"
GRADING_SERVER = HERE / "server.mjs"


class Twin:
    def __init__(
        self, module: Path = GRADING_JS, server: Path = GRADING_SERVER
    ) -> None:
        node = shutil.which("node")
        assert node, "Node is needed to prove the twins equal: see README, 'Tests'"
        self.process = subprocess.Popen(
            [node, str(server), module.resolve().as_uri()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def send(self, calls: list[list]) -> None:
        self.process.stdin.write(json.dumps(calls, allow_nan=False) + "\n")
        self.process.stdin.flush()

    def receive(self) -> list:
        return json.loads(self.process.stdout.readline())

    def ask(self, calls: list[list]) -> list:
        self.send(calls)
        return self.receive()
