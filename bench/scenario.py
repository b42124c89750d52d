"""Weight and speed of the scenario pages on a first visit; one line of JSON.

    .venv/bin/python bench/scenario.py

CPU 4x and slow 4G, as in `bench/page.py`. Goal: at most 170 kB gzip for each page.
"""

from __future__ import annotations

import json

from page import ROOT, open_once, serve

from browser import chromium
from training.book.build import build

READY = "() => document.querySelector('.training-start button[type=submit]')"


def main() -> None:
    """Open every practice case once."""
    address = serve(build(ROOT, lambda _line: None))
    found = {}
    with chromium() as browser:
        for path in sorted((ROOT / "scenarios").glob("*.yml")):
            context, _, ms, weight = open_once(
                browser, f"{address}practice/{path.stem}.html", READY
            )
            found[path.stem] = {"ready_ms": round(ms), "gzip": weight}
            context.close()
    most = max(one["gzip"] for one in found.values())
    print(json.dumps({"bench": "scenario", "heaviest": most, **found}))


if __name__ == "__main__":
    main()
