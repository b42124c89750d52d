"""The goals for labs in the browser, beside the stock recipe; one line of JSON.

    .venv/bin/python bench/lite.py [LAB]

Both are built from the same packages and opened in turn in one run: first in a new
browser (cold), then again in the same one (warm), without throttling. First output is
the first output of any cell on the page. Stock: JupyterLite as its manual says, with
all packages of the kernel's start as separate wheels, run at once when it is ready.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import Watch, chromium  # noqa: E402
from training.book.build import Server  # noqa: E402
from training.labs import lite  # noqa: E402
from training.labs.browser import browser_files  # noqa: E402
from training.labs.lite_packages import (  # noqa: E402
    WHEELS,
    core_folder,
    folder_of_wheels,
    kernel_wheels,
)

RUNS = 3
STOCK_WHEELS = (
    *WHEELS,
    *("micropip==0.11.1", "packaging==26.3", "prompt_toolkit==3.0.53"),
    *("wcwidth==0.9.4", "jedi==0.20.1", "parso==0.8.7"),
)
SEEN = "document.querySelector('.jp-OutputArea-output > *') && performance.now()"
RUN = """() => {
  const app = window.jupyterapp, panel = app?.shell.currentWidget;
  if (!panel?.sessionContext?.isReady || window.started) return window.started ?? false;
  app.commands.execute('notebook:run-all-cells');
  return window.started = true;
}"""


def our_wheel(folder: Path, files: dict[str, bytes]) -> Path:
    """Write our own modules as one ordinary wheel."""
    path = folder / "people_on_the_move-1-py3-none-any.whl"
    info = "people_on_the_move-1.dist-info"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        text = "Metadata-Version: 2.1\nName: people-on-the-move\nVersion: 1\n"
        archive.writestr(f"{info}/METADATA", text)
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
    return path


def lock_entry(wheel: Path, known: set[str]) -> dict[str, object]:
    """Return what a lock says of one wheel."""
    name, version = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as archive:
        tops = {n.split("/")[0].removesuffix(".py") for n in archive.namelist()}
        about = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        needs = re.findall(
            r"^Requires-Dist: ([\w.-]+)(?![^\n]*extra)",
            archive.read(about).decode(),
            re.MULTILINE,
        )
    depends = {need.lower().replace("_", "-") for need in needs} & known
    return {
        "name": name.lower().replace("_", "-"),
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(t for t in tops if not t.endswith((".dist-info", ".data"))),
        "depends": sorted(depends),
        "unvendored_tests": False,
    }


def stock_python(target: Path, files: dict[str, bytes]) -> None:
    """Put Pyodide and every wheel into a folder, with a lock over them."""
    cache = lite.cache_folder()
    core = core_folder(cache)
    target.mkdir(parents=True)
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        shutil.copyfile(core / name, target / name)
    shutil.copyfile(core / "python_stdlib.zip", target / "python_stdlib.zip")
    extra = [
        w for w in kernel_wheels() if not w.name.startswith("widgetsnbextension-3")
    ]
    for wheel in (*folder_of_wheels(cache, STOCK_WHEELS).glob("*.whl"), *extra):
        shutil.copyfile(wheel, target / wheel.name)
    our_wheel(target, files)
    wheels = sorted(target.glob("*.whl"))
    known = {w.name.split("-")[0].lower().replace("_", "-") for w in wheels}
    about = json.loads((core / "pyodide-lock.json").read_text())["info"]
    entries = [lock_entry(wheel, known) for wheel in wheels]
    lock = {"info": about, "packages": {e["name"]: e for e in entries}}
    (target / "pyodide-lock.json").write_text(json.dumps(lock))


def stock(folder: Path) -> Path:
    """Build JupyterLite as its manual says."""
    given = browser_files(ROOT)
    ours = lite._ours()  # noqa: SLF001 - the same modules for both
    ours |= {n.removeprefix("package/"): b for n, b in given.items() if "/tr" in n}
    site = folder / "stock" / "lab"
    with tempfile.TemporaryDirectory() as held:
        work = Path(held)
        (work / "contents").mkdir()
        for name, data in given.items():
            if name.startswith("notebooks/"):
                (work / "contents" / Path(name).name).write_bytes(data)
        at = Path(sys.prefix) / "share/jupyter/labextensions"
        names = ("@jupyterlite/pyodide-kernel-extension", "anywidget")
        names += ("@jupyter-widgets/jupyterlab-manager",)
        build = {
            "contents": ["contents"],
            "output_dir": str(site),
            "apps": ["notebooks"],
            "no_sourcemaps": True,
            "no_libarchive": True,
            "ignore_sys_prefix": ["federated_extensions"],
            "federated_extensions": [str(at / name) for name in names],
        }
        start = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel"]
        kernel = {
            "pyodideUrl": "./static/pyodide/pyodide.mjs",
            "disablePyPIFallback": True,
            "loadPyodideOptions": {"packages": [*start, "jedi", "ipython"]},
        }
        name = "@jupyterlite/pyodide-kernel-extension:kernel"
        data = {"litePluginSettings": {name: kernel}, "exposeAppInBrowser": True}
        (work / "jupyter_lite_config.json").write_text(
            json.dumps({"LiteBuildConfig": build})
        )
        (work / "jupyter-lite.json").write_text(
            json.dumps({"jupyter-lite-schema-version": 0, "jupyter-config-data": data})
        )
        subprocess.run(
            [sys.executable, "-m", "jupyterlite_core", "build"],
            cwd=work,
            check=True,
            capture_output=True,
        )
        stock_python(site / "static" / "pyodide", ours)
    return folder / "stock"


def open_once(context, url: str, *, run: bool) -> float:
    page = context.new_page()
    page.goto(url)
    if run:
        page.wait_for_function(RUN, timeout=90_000, polling=50)
    handle = page.wait_for_function(SEEN, timeout=90_000, polling=50)
    seconds = handle.json_value() / 1000
    if not run:  # the notebook is drawn on; what it fetches for that counts, too
        done = "performance.getEntriesByName('training-lab-done').length > 0"
        page.wait_for_function(done, timeout=90_000)
    page.close()
    return seconds


def weigh(site: Path, address: str, urls: set[str]) -> dict[str, object]:
    files = [site / url.removeprefix(address).split("?")[0] for url in urls]
    sizes = [p.read_bytes() for p in files if p.is_file()]
    packed = sum(len(gzip.compress(data, 6)) for data in sizes)
    return {"requests": len(urls), "gzip_mb": round(packed / 1e6, 2)}


def measure(browser, site: Path, lab: str, *, run: bool) -> dict[str, object]:
    server = Server(site, 0)
    threading.Thread(target=server.run, daemon=True).start()
    url = f"{server.address}lab/notebooks/index.html?path={lab}.ipynb"
    context = browser.new_context()
    watch, urls = Watch(context, server.address.split("/")[2]), set()
    context.on("request", lambda request: urls.add(request.url))
    cold = open_once(context, url, run=run)
    weight = weigh(site, server.address, urls)
    warm = open_once(context, url, run=run)
    context.close()
    server.stop()
    return {"cold": cold, "warm": warm, "foreign": len(watch.foreign), **weight}


def main() -> None:
    lab = sys.argv[1] if len(sys.argv) > 1 else "wages-owed"
    with tempfile.TemporaryDirectory() as held, chromium() as browser:
        folder = Path(held)
        lite.build_lite(ROOT, folder / "ours", lambda _words: None)
        stock(folder)
        found = {"ours": [], "stock": []}
        for _ in range(RUNS):
            for name, seen in found.items():
                seen.append(measure(browser, folder / name, lab, run=name == "stock"))
    facts = {}
    for name, seen in found.items():
        facts[name] = seen[-1] | {
            f"{kind}_s": round(statistics.median(one[kind] for one in seen), 1)
            for kind in ("cold", "warm")
        }
        facts[name]["foreign"] = max(one["foreign"] for one in seen)
        for kind in ("cold", "warm"):
            del facts[name][kind]
    ours = facts["ours"]
    goals = {
        "cold<=9s": ours["cold_s"] <= 9,
        "warm<=6s": ours["warm_s"] <= 6,
        "gzip<=12MB": ours["gzip_mb"] <= 12,
        "no other host": ours["foreign"] == 0,
    }
    print(json.dumps({"bench": "lite", "lab": lab, **facts, "goals": goals}))


if __name__ == "__main__":
    main()
