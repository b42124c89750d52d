"""Writes the whole course into a folder for a USB stick.

The book reads by itself from the stick; labs need a server, so a tiny one lies beside
it with a double-click start for each system. Sticks are formatted as FAT: no executable
bits, no case, no colons; the files are named and written for that.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import zipapp
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["UsbError", "names_fat_refuses", "write_usb"]

_MARK = "course.pyz"
_STARTS = ("start-windows.cmd", "start-macos.command", "start-linux.sh")
_DESKTOP = "start-linux.desktop"
_LEFT_OUT = shutil.ignore_patterns(".*", "_sources", "objects.inv")
_REFUSED = frozenset('<>:"|?*\\')
_DEVICES = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{d}{n}" for d in ("com", "lpt") for n in "123456789"),
    }
)
_LONGEST = 200  # Windows counts the whole path, drive and folder included: 260


class UsbError(Exception):
    """The folder could not be written; the message says why and how to mend it."""


def names_fat_refuses(names: list[str]) -> Iterator[str]:
    """Yield what a FAT stick or Windows would refuse, in words.

    >>> list(names_fat_refuses(["a.html", "A.html", "nul.txt"]))
    ['"A.html" and "a.html" are one file there', '"nul.txt" is the name of a device']
    """
    seen: dict[str, str] = {}
    for name in names:
        parts = name.split("/")
        if name.lower() in seen:
            yield f'"{name}" and "{seen[name.lower()]}" are one file there'
        seen[name.lower()] = name
        if set(name) & _REFUSED:
            yield f'"{name}" holds one of <>:"|?*\\'
        if any(part.split(".")[0].lower() in _DEVICES for part in parts):
            yield f'"{name}" is the name of a device'
        if any(part.endswith((" ", ".")) for part in parts):
            yield f'"{name}" ends with a space or a full stop'
        if len(name) > _LONGEST:
            yield f'"{name}" is too long'


def write_usb(
    pages: Path, target: Path, headers: dict[str, str], lab_headers: dict[str, str]
) -> None:
    """Fill a new or empty folder, or the folder of an earlier export.

    Raises UsbError where the folder holds something else or a name cannot be kept.
    """
    earlier = (target / _MARK).is_file()
    if target.is_dir() and any(target.iterdir()) and not earlier:
        raise UsbError(
            f"{target}: holds other files\n    fix: name an empty folder or a new one"
        )
    names = [p.relative_to(pages).as_posix() for p in pages.rglob("*") if p.is_file()]
    refused = list(names_fat_refuses(sorted(names)))
    if refused:
        raise UsbError("\n".join([*refused, "    fix: rename what makes these files"]))
    try:
        _fill(pages, target, {"book": headers, "lab": lab_headers})
    except (OSError, shutil.Error) as error:
        raise UsbError(
            f"{target}: {error}\n    fix: look for room on the stick and write again"
        ) from None


def _fill(pages: Path, target: Path, headers: dict[str, dict[str, str]]) -> None:
    """Write the course first and the starts last: half a stick does not start."""
    target.mkdir(parents=True, exist_ok=True)
    (target / _MARK).unlink(missing_ok=True)
    shutil.rmtree(target / "course", ignore_errors=True)
    # contents only: a FAT stick cannot keep modes and exact times
    shutil.copytree(
        pages, target / "course", ignore=_LEFT_OUT, copy_function=shutil.copyfile
    )
    # the stick is always there: nothing of it stays behind in a shared computer
    (target / "course" / "sw.js").write_text("// nothing is kept\n", "utf-8")
    static = files("training.exports") / "static" / "usb"
    for name in (*_STARTS, _DESKTOP, "README.txt"):
        text = (static / name).read_text("utf-8")
        ends = "\r\n" if name.endswith((".cmd", ".txt")) else "\n"
        path = target / name
        path.write_text(text, "utf-8", newline=ends)
        if name.startswith("start-"):
            path.chmod(0o755)  # kept where the folder is copied to a disk
    _pack_server(target / _MARK, headers)


def _pack_server(archive: Path, headers: dict[str, dict[str, str]]) -> None:
    source = files("training.exports") / "usb_server.py"
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "__main__.py").write_bytes(source.read_bytes())
        (folder / "headers.json").write_text(json.dumps(headers), "utf-8")
        zipapp.create_archive(folder, archive, interpreter="/usr/bin/env python3")
