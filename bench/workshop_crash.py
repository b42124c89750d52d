"""Two hundred `kill -9` of a server under load; one line of JSON.

Usage: .venv/bin/python bench/workshop_crash.py [kills] [seed]
"""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from workshop_crash import crash

KILLS, SEED = (
    int(given) if given else usual
    for given, usual in zip([*sys.argv[1:], "", ""], (200, 1), strict=False)
)
with tempfile.TemporaryDirectory() as folder:
    found = crash(Path(folder), SEED, KILLS)
print(json.dumps({"bench": "workshop_crash", "seed": SEED, **found}))
