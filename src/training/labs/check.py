"""`training check notebooks`: every lab, on all cores, run again only if it changed."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_core.utils import run_sync

from training.content.lab import lab_folders
from training.content.problems import Problem, shown_path
from training.labs import warm

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = ["check_labs"]

_PARTS = ("nbclient", "ipykernel", "ipywidgets", "jupyter_client", "nbformat")
_OURS = ("labs/*.py", "play/lab_*.py", "content/*.py")


def check_labs(
    root: Path,
    paths: Collection[Path] = (),
    progress: Callable[[str], None] | None = None,
    *,
    cached: bool = True,
) -> list[Problem]:
    """Return every problem of the labs of a course, or of those named.

    A lab that was sound is not run again until it, our code or a library changes. The
    folder `build/labs` holds what was found sound; it may be deleted at any time.
    """
    folders = [
        folder
        for folder in lab_folders(root)
        if not paths or any(_touches(path, folder) for path in paths)
    ]
    return run_sync(_check)(root, folders, progress or (lambda _: None), cached)


def _touches(path: Path, folder: Path) -> bool:
    path, folder = path.resolve(), folder.resolve()
    return path.is_relative_to(folder) or folder.is_relative_to(path)


async def _check(
    root: Path,
    folders: list[Path],
    say: Callable[[str], None],
    cached: bool,  # noqa: FBT001 - private
) -> list[Problem]:
    store = root / "build" / "labs"
    if not all(_is_sound(store / f"{f.name}.json", _key(root, f)) for f in folders):
        warm.start()
    gate = asyncio.Semaphore(os.cpu_count() or 1)

    async def one(folder: Path) -> list[Problem]:
        state = store / f"{folder.name}.json"
        key = _key(root, folder)
        if cached and _is_sound(state, key):
            return []
        async with gate:
            say(shown_path(folder))
            found = await _prove(root, folder)
        if not found:
            _keep(state, key)
        return found

    found = await asyncio.gather(*(one(folder) for folder in folders))
    return sorted(problem for problems in found for problem in problems)


async def _prove(root: Path, folder: Path) -> list[Problem]:
    """Return a lab's problems; a fault of ours in one lab does not stop the others."""
    from training.labs.proof import prove

    try:
        return await prove(root, folder)
    except Exception as error:  # noqa: BLE001 - reported with its place, the rest goes on
        place = shown_path(folder / "lab.md")
        message = f"could not be checked: {type(error).__name__}: {error}"
        fix = "mend checks.py or data.py; if they are sound, this is a bug of ours"
        return [Problem(place, 1, folder.name, message, fix, "lab-code")]


def _key(root: Path, folder: Path) -> str:
    """Return a name for everything that decides how the check of a lab ends."""
    package = Path(__file__).parents[1]
    files = [path for path in folder.rglob("*") if path.is_file()]
    files += [path for glob in _OURS for path in package.glob(glob)]
    files += list((root / "registry").glob("*.yml"))
    state = sha256(sys.version.encode())
    for name in _PARTS:
        try:
            state.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            state.update(f"{name} missing".encode())
    for path in sorted(files):
        if "__pycache__" not in path.parts:
            state.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()


def _is_sound(state: Path, key: str) -> bool:
    try:
        return bool(json.loads(state.read_text("utf-8")) == {"sound": key})
    except (OSError, ValueError):
        return False


def _keep(state: Path, key: str) -> None:
    try:
        state.parent.mkdir(parents=True, exist_ok=True)
        fresh = state.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps({"sound": key}), "utf-8")
        fresh.replace(state)
    except OSError:
        return  # without a place to keep it, it is only run again
