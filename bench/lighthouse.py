"""Lighthouse's four mobile scores of a page of questions; one line of JSON.

    .venv/bin/python bench/lighthouse.py

Goal: at least 95 in each. npx fetches Lighthouse: nothing else needs its large tree.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from os import environ
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import FLAGS, browser_path  # noqa: E402
from training.book.build import Server, build  # noqa: E402


def main() -> None:
    """Serve the book and let Lighthouse look at one page."""
    server = Server(build(ROOT, lambda _line: None), 0)
    threading.Thread(target=server.run, daemon=True).start()
    found = subprocess.run(
        [
            *("npx", "--yes", "lighthouse@12.8.2"),
            server.address + "justice/non-punishment.html",
            *("--output=json", "--quiet", "--form-factor=mobile"),
            "--chrome-flags=" + " ".join(["--headless", *FLAGS]),
        ],
        env={**environ, "CHROME_PATH": browser_path() or ""},
        check=True,
        capture_output=True,
        text=True,
    )
    report = json.loads(found.stdout)
    scores = {
        name: round(100 * category["score"])
        for name, category in report["categories"].items()
    }
    print(json.dumps({"bench": "lighthouse", **scores}))


if __name__ == "__main__":
    main()
