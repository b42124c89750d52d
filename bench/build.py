"""Seconds to build the book cold, after one edit, and to reach the address again.

    .venv/bin/python bench/build.py

One line of JSON. Goals: cold <= 30, one edited page <= 4, an unchanged book <= 5.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "book" / "justice" / "assets.md"


def seconds(*options: str) -> float:
    """Return how long one `training build` takes, from the shell and back."""
    begin = time.perf_counter()
    command = [Path(sys.executable).with_name("training"), "build", *options]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return round(time.perf_counter() - begin, 2)


def main() -> None:
    """Build three times."""
    cold = seconds("--clean")
    text = PAGE.read_text("utf-8")
    try:
        PAGE.write_text(text.replace("\n\n", "\n\n\n", 1), "utf-8")
        edited = seconds()
    finally:
        PAGE.write_text(text, "utf-8")
    seconds()
    print(
        json.dumps(
            {
                "bench": "build",
                "cold_s": cold,
                "edited_s": edited,
                "unchanged_s": seconds(),
            }
        )
    )


if __name__ == "__main__":
    main()
