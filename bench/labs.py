"""Labs: how much faster solutions run than with nbmake, and what a check costs.

Goals: solutions >= 3 times faster than `pytest --nbmake` on the same notebooks in the
same run; a cached check <= 5 s; everything <= 5 minutes. Prints one line of JSON.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from training.content.lab import lab_folders, read_lab
from training.labs.check import check_labs
from training.play.lab_notebook import notebook_bytes, solved_notebook

ROOT = Path(__file__).parents[1]
RUNS = 3
OURS = """
import json, sys
from training.labs import warm
warm.start()
from pathlib import Path
from training.labs.runner import run_all
jobs = [(p.stem, json.loads(p.read_bytes()), p.parent) for p in map(Path, sys.argv[1:])]
faults = [ran.fault for ran in run_all(jobs) if ran.fault]
assert not faults, faults
"""


def timed(command, folder):
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def main():
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for part in ("notebooks", "registry"):
            shutil.copytree(ROOT / part, root / part)
        paths = []
        for folder in lab_folders(root):
            lab, _ = read_lab(folder)
            path = folder / f"{folder.name}.ipynb"
            path.write_bytes(notebook_bytes(solved_notebook(lab)))
            paths.append(str(path))
        nbmake = [sys.executable, "-m", "pytest", "-q", "--nbmake", *paths]
        ours = [sys.executable, "-c", OURS, *paths]
        slow, fast = [], []
        for _ in range(RUNS):  # in turn, so that both meet the same machine
            slow.append(timed(nbmake, root))
            fast.append(timed(ours, root))
        for path in paths:
            Path(path).unlink()
        start = time.perf_counter()
        problems = check_labs(root)
        whole = time.perf_counter() - start
        start = time.perf_counter()
        again = check_labs(root)
        cached = time.perf_counter() - start
    result = {
        "bench": "labs",
        "notebooks": len(paths),
        "nbmake_s": round(sorted(slow)[RUNS // 2], 2),
        "ours_s": round(sorted(fast)[RUNS // 2], 2),
        "times": round(sorted(slow)[RUNS // 2] / sorted(fast)[RUNS // 2], 2),
        "everything_s": round(whole, 2),
        "cached_s": round(cached, 3),
        "problems": len(problems) + len(again),
    }
    print(json.dumps(result))
    good = result["times"] >= 3 and cached <= 5 and whole <= 300
    sys.exit(0 if good and not result["problems"] else 1)


if __name__ == "__main__":
    main()
