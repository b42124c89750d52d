"""Builds the notebook application that runs in a browser, into the book's `lab/`.

JupyterLite from the packages installed here, the browser's Python from `lite_packages`,
the learners' notebooks, and our shell, which hides what only programmers need. What the
browser is told is written out in full and looked at again after the build: where a
setting is lost, the application would ask another host for Python, and wait for ever.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files as package_files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.labs.browser import browser_files
from training.labs.lite_packages import LabsError, core_folder, pack
from training.play.assets import join_modules

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.resources.abc import Traversable

__all__ = ["FOLDER", "LabsError", "build_lite", "cache_folder", "lite_folder"]

FOLDER = "lab"
_KERNEL = "@jupyterlite/pyodide-kernel-extension"
_EXTENSIONS = (_KERNEL, "@jupyter-widgets/jupyterlab-manager", "anywidget")
# The kernel's start asks for these by name; they lie in the archive already.
_ASKED_FOR = (
    *("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"),
)
_EMPTY = "nothing-0-py3-none-any.whl"
_CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
# What a stick need not carry: other applications, maps, fonts for browsers of 2010.
_PRUNED = re.compile(r"\.(map|eot|ttf|woff)$|/fa-.*\.svg$|third-party-licenses\.json$")
_SETTINGS: dict[str, dict[str, Any]] = {
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/notebook-extension:tracker": {
        "windowingMode": "none",
        "scrollPastEnd": False,
        "maxNumberOutputs": 200,
    },
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
}
_DISABLED = (
    "@jupyterlite/application-extension:service-worker-manager",
    "@jupyterlab/extensionmanager-extension",
    "@jupyter-notebook/application-extension:tree",
)


def lite_folder(pages: Path) -> Path:
    """Return where the application lies in a built book."""
    return pages / FOLDER


def cache_folder() -> Path:
    """Return where fetched packages are kept: in this Python's environment."""
    return Path(sys.prefix) / "lite"


def _ours() -> dict[str, bytes]:
    """Return the modules of ours that a notebook may import."""
    found: dict[str, bytes] = {}

    def take(folder: Traversable, name: str) -> None:
        for one in sorted(folder.iterdir(), key=lambda one: one.name):
            if one.is_dir() and one.name in ("labs", "play"):
                take(one, f"{name}{one.name}/")
            elif one.name.endswith(".py"):
                found[f"{name}{one.name}"] = one.read_bytes()

    take(package_files("training"), "training/")
    return found


def _shell() -> dict[str, bytes]:
    """Return the shell's files: its script holds the course's own progress."""
    static = package_files("training.labs") / "shell" / "static"
    script = (static / "shell.js").read_text("utf-8").replace("// @ts-check\n", "", 1)
    script = re.sub(r"^import .*\n", "", script, flags=re.MULTILINE)
    joined = join_modules(("progress.js",), classic=False) + script
    return {
        "package.json": (static / "package.json").read_bytes(),
        "static/shell.js": f'"use strict";\n(() => {{\n{joined}}})();\n'.encode(),
        "static/shell.css": (static / "shell.css").read_bytes(),
    }


def _digest(parts: dict[str, bytes], *more: str) -> str:
    state = hashlib.sha256("\n".join(more).encode())
    for name in sorted(parts):
        state.update(f"{name} {len(parts[name])} ".encode() + parts[name])
    return state.hexdigest()[:16]


def _empty_wheel() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        entry = zipfile.ZipInfo("nothing-0.dist-info/METADATA")
        archive.writestr(entry, "Metadata-Version: 2.1\nName: nothing\nVersion: 0\n")
        entry = zipfile.ZipInfo("nothing-0.dist-info/WHEEL")
        archive.writestr(entry, "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
    return held.getvalue()


def _lock(core: Path, wheel: bytes) -> dict[str, Any]:
    """Return the list of packages: each is the same wheel with nothing in it."""
    about = json.loads((core / "pyodide-lock.json").read_text("utf-8"))["info"]
    entry = {
        "version": "0",
        "file_name": _EMPTY,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel).hexdigest(),
        "package_type": "package",
        "imports": [],
        "depends": [],
        "unvendored_tests": False,
    }
    packages = {name: {"name": name, **entry} for name in _ASKED_FOR}
    return {"info": about, "packages": packages}


def _tools() -> tuple[str, ...]:
    """Return the versions of JupyterLite's parts that are installed."""
    try:
        return version("jupyterlite-core"), version("jupyterlite-pyodide-kernel")
    except PackageNotFoundError as error:
        raise LabsError(
            f"{error.name} is not installed\n    fix: pip install -e '.[lite]'"
        ) from None


def _write_python(target: Path, core: Path, archive: Path) -> None:
    """Put the browser's Python into a folder of the site, after the builder's work.

    Its name changes with the contents, so that browsers may keep it for good.
    """
    target.mkdir(parents=True)
    for name in _CORE:
        shutil.copyfile(core / name, target / name)
    shutil.copyfile(archive, target / "python_stdlib.zip")
    wheel = _empty_wheel()
    (target / _EMPTY).write_bytes(wheel)
    lock = json.dumps(_lock(core, wheel), sort_keys=True)
    (target / "pyodide-lock.json").write_text(lock, "utf-8")


def _write_config(work: Path, site: Path, python: str, mark: str) -> None:
    """Write what the builder and the browser are told."""
    extensions = [Path(sys.prefix) / "share/jupyter/labextensions" for _ in _EXTENSIONS]
    paths = [str(at / n) for at, n in zip(extensions, _EXTENSIONS, strict=True)]
    build = {
        "contents": ["contents"],
        "output_dir": str(site),
        "apps": ["notebooks"],
        "no_sourcemaps": True,
        "no_libarchive": True,
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [*paths, str(work / "training-lab")],
    }
    kernel = {
        "pyodideUrl": f"./{python}/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": list(_ASKED_FOR)},
    }
    data = {
        "appName": "People on the Move",
        # A new name after each change: nobody is shown last year's notebook.
        "contentsStorageName": f"training labs {mark}",
        "settingsStorageName": f"training labs settings {mark}",
        "workspacesStorageName": f"training labs workspaces {mark}",
        "disabledExtensions": list(_DISABLED),
        "litePluginSettings": {f"{_KERNEL}:kernel": kernel},
    }
    lite = {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}
    for name, facts in (
        ("jupyter_lite_config.json", {"LiteBuildConfig": build}),
        ("jupyter-lite.json", lite),
        ("overrides.json", _SETTINGS),
    ):
        (work / name).write_text(json.dumps(facts, indent=1), "utf-8")


def _run_builder(work: Path) -> None:
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(  # noqa: S603
        command, cwd=work, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise LabsError("JupyterLite did not build:\n" + "\n".join(said[-12:]))


def _look_again(site: Path, python: str) -> None:
    """Raise LabsError where the built site would ask another host for Python."""
    built = json.loads((site / "jupyter-lite.json").read_text("utf-8"))
    data = built["jupyter-config-data"]
    url = data.get("litePluginSettings", {}).get(f"{_KERNEL}:kernel", {})
    names = {one["name"] for one in data.get("federated_extensions", [])}
    if url.get("pyodideUrl") != f"./{python}/pyodide.mjs":
        raise LabsError("JupyterLite lost the address of its Python")
    missing = {*_EXTENSIONS, "training-lab"} - names
    if missing:
        raise LabsError(f"JupyterLite lost {', '.join(sorted(missing))}")


def _dress(site: Path, python: str, version: str) -> None:
    """Put our bar into the application's page, so that words stand there at once.

    Python's two great files are asked for with the page, not after the application.
    """
    page = site / "notebooks" / "index.html"
    static = package_files("training.labs") / "shell" / "static"
    ahead = "".join(
        f'<link rel="preload" as="fetch" crossorigin href="../{python}/{name}">'
        for name in ("pyodide.asm.wasm", "python_stdlib.zip")
    )
    address = f"../extensions/training-lab/static/shell.css?{version}"
    style = f'<link rel="stylesheet" href="{address}">'
    text = page.read_text("utf-8").replace("<html>", '<html lang="en">', 1)
    text = re.sub(r"<title>.*?</title>", "<title>Exercise</title>", text, count=1)
    text = re.sub(r'<link rel="manifest"[^>]*>', "", text, count=1)
    text = text.replace("</head>", f"{ahead}{style}</head>", 1)
    bar = (static / "bar.html").read_text("utf-8")
    text = re.sub(r"(<body[^>]*)>", rf"\1 data-training>{bar}", text, count=1)
    page.write_text(text, "utf-8")


def _prune(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file() and _PRUNED.search(path.as_posix()):
            path.unlink()


def build_lite(root: Path, pages: Path, say: Callable[[str], None]) -> Path:
    """Build the application into the book's folder, if anything in it changed.

    Raises LabsError if a package is neither kept nor to be had, or the build failed.
    """
    tools = _tools()
    cache, site = cache_folder(), lite_folder(pages)
    given = browser_files(root)
    modules = {
        n.removeprefix("package/"): b for n, b in given.items() if "/training_" in n
    }
    books = {Path(n).name: b for n, b in given.items() if n.startswith("notebooks/")}
    archive = pack(cache, _ours() | modules, say)
    shell = _shell()
    ours = Path(__file__).read_bytes()
    bar = (Path(__file__).parent / "shell/static/bar.html").read_bytes()
    mark = _digest(books | shell | {"": ours, "bar": bar}, archive.name, *tools)
    stamp = site / "training-version"
    if stamp.is_file() and stamp.read_text("utf-8") == mark:
        return site
    say("building the labs")
    # a fresh folder each time: the builder's database of an earlier run loses settings
    with tempfile.TemporaryDirectory(dir=cache) as held:
        work = Path(held)
        for name, data in shell.items():
            _write(work / "training-lab" / name, data)
        for name, data in books.items():
            _write(work / "contents" / name, data)
        made = _made(work, core_folder(cache), archive, mark)
        shutil.rmtree(site, ignore_errors=True)
        site.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, site)
    return site


def _made(work: Path, core: Path, archive: Path, mark: str) -> Path:
    """Return the finished site inside the folder of work."""
    made, python = work / "site", f"static/{archive.stem}"
    _write_config(work, made, python, mark)
    _run_builder(work)
    _look_again(made, python)
    _write_python(made / python, core, archive)
    _dress(made, python, mark[:8])
    _prune(made)
    (made / "training-version").write_text(mark, "utf-8")
    return made


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
