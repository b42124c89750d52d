"""Fetches what Python in the browser needs, and packs it into one compiled archive.

Everything comes from the package registries when the course is built, and is kept in
`.venv/lite`, so that the next build needs no network. Of the start-up set only what a
notebook touches stays: no completion engine, no installer, no terminal. The stub of the
installer also means that no cell can fetch anything from anywhere.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["LabsError", "core_folder", "folder_of_wheels", "kernel_wheels", "pack"]

PYODIDE = "pyodide@314.0.6"
_PYTHON = ("3.14", "cp314", "pyemscripten_2026_0_wasm32")
WHEELS = (
    *("ipython==9.18.1", "ipython-pygments-lexers==1.1.1", "pygments==2.21.0"),
    *("stack-data==0.6.3", "executing==2.3.0", "asttokens==3.0.2", "pure-eval==0.2.4"),
    *("traitlets==5.16.1", "comm==0.2.3", "ipywidgets==8.1.9", "anywidget==0.11.0"),
    *("psygnal==0.16.1", "typing-extensions==4.16.0", "matplotlib-inline==0.2.2"),
)
_CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_KERNEL = Path("share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension")
_NOT_NEEDED = re.compile(
    r"(^|/)(tests?|__pycache__|nodejs|labextension)/"
    r"|\.data/|\.dist-info/(?!METADATA$)|\.(pyi|typed|mo|po|ipynb|js|map)$"
    r"|^IPython/(sphinxext/|terminal/(?!__init__|pt_inputhooks/__init__))"
    r"|^(idlelib|ensurepip|lib2to3|pydoc_data|tkinter|turtledemo|venv|wsgiref)/"
    r"|^(_pyrepl|multiprocessing|xmlrpc|curses|dbm)/|^unittest/"
    r"|^(imaplib|ftplib|smtplib|poplib|mailbox|turtle|doctest|wave|pstats|_pyio)\.py$"
    r"|^pygments/(formatters|styles)/(?!__init__|_mapping|default|terminal)"
    r"|^pygments/lexers/(?!__init__|_mapping|python|special)"
)
# What the kernel asks for by name, and what stands in its place. The completer goes on
# with IPython's own completion when jedi has nothing to say.
_STUBS = {
    "jedi/__init__.py": "__version__ = '0'\n",
    "piplite/__init__.py": "async def install(*_args, **_options):\n"
    "    raise RuntimeError('This notebook works without the internet: "
    "nothing can be installed here.')\n",
    "piplite/piplite.py": "from piplite import install\n"
    "_PIPLITE_DISABLE_PYPI, _PIPLITE_URLS = True, []\n",
    "piplite/cli.py": "async def get_transformed_code(_words):\n"
    "    return 'import piplite; await piplite.install()'\n",
}
# One module reads its data beside itself, which an archive cannot offer.
_PATCHED = {
    "IPython/utils/PyColorize.py": (
        (
            'with open(os.path.expanduser(path), encoding="utf-8") as f:\n'
            "            return cls.from_dict(json.load(f))"
        ),
        "return cls.from_dict(json.loads(__loader__.get_data(str(path))))",
    ),
}


class LabsError(Exception):
    """The labs could not be made; the message says why and how to mend it."""


def _run(command: list[str], what: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise LabsError(f"{what}: {error}") from None
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise LabsError(f"{what}: " + " ".join(said[-2:]))
    return done.stdout


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise LabsError(f"there is no {name}\n    fix: install Node.js 20 or newer")
    return found


def _fetched(folder: Path, fetch: Callable[[Path], None]) -> Path:
    """Return a folder filled once; a broken attempt leaves nothing behind."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as held:
            part = Path(held) / "part"
            part.mkdir()
            fetch(part)
            with suppress(OSError):  # another build was faster
                part.rename(folder)
    return folder


def core_folder(cache: Path) -> Path:
    """Return the folder of Pyodide itself, fetched with npm if it is not there yet."""

    def fetch(folder: Path) -> None:
        command = [_program("npm"), "pack", "--silent", "--fetch-retries=0"]
        _run(
            [*command, "--pack-destination", str(folder), PYODIDE],
            f"npm could not fetch {PYODIDE}",
        )
        archive = next(folder.glob("*.tgz"))
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        archive.unlink()

    return _fetched(cache / PYODIDE.replace("@", "-"), fetch) / "package"


def folder_of_wheels(cache: Path, wheels: tuple[str, ...] = WHEELS) -> Path:
    """Return the folder of the Python packages, fetched with pip if it is not there."""
    version, abi, platform = _PYTHON

    def fetch(folder: Path) -> None:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary=:all:", "--implementation", "cp", "--abi", abi]
        command += ["--abi", "abi3", "--abi", "none", "--python-version", version]
        command += ["--platform", platform, "--platform", "any", "--dest", str(folder)]
        command += ["--disable-pip-version-check", "--retries", "1", *wheels]
        _run(command, "pip could not fetch the browser's packages")

    mark = hashlib.sha256("\n".join(wheels).encode()).hexdigest()[:12]
    return _fetched(cache / f"wheels-{mark}", fetch)


def kernel_wheels() -> list[Path]:
    """Return the wheels that the kernel's own package brings, by name."""
    folder = Path(sys.prefix) / _KERNEL / "static" / "pypi"
    return sorted(folder.glob("*.whl"))


def _parts(cache: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of everything that is the same for every course."""
    kernel = [w for w in kernel_wheels() if not w.name.startswith(("piplite", "widg"))]
    archives = [core_folder(cache) / "python_stdlib.zip"]
    archives += [*sorted(folder_of_wheels(cache).glob("*.whl")), *kernel]
    for archive in archives:
        with zipfile.ZipFile(archive) as packed:
            for name in packed.namelist():
                if not name.endswith("/") and not _NOT_NEEDED.search(name):
                    yield name, packed.read(name)
    for name, text in _STUBS.items():
        yield name, text.encode()


def _patch(files: dict[str, bytes]) -> None:
    """Raise LabsError where a package has changed under a patch of ours."""
    for name, (old, new) in _PATCHED.items():
        text = files[name].decode()
        if old not in text:
            raise LabsError(f"{name} has changed\n    fix: look at _PATCHED anew")
        files[name] = text.replace(old, new, 1).encode()


def pack(cache: Path, ours: dict[str, bytes], say: Callable[[str], None]) -> Path:
    """Return one archive with Python's library, the packages and our own modules.

    It is compiled by the very Python that will read it, and kept while nothing in it
    changes.
    """
    say("fetching the browser's Python")
    files = dict(_parts(cache)) | ours
    _patch(files)
    state = hashlib.sha256((Path(__file__).parent / _PACKER).read_bytes())
    for name in sorted(files):
        state.update(f"{name} {len(files[name])} ".encode() + files[name])
    packed = cache / f"python-{state.hexdigest()[:16]}.zip"
    if packed.is_file():
        return packed
    for old in cache.glob("python-*.zip"):
        old.unlink()
    say("compiling the browser's Python")
    packer = Path(__file__).parent / _PACKER
    with tempfile.TemporaryDirectory(dir=cache) as held:
        source, part = Path(held) / "source.zip", Path(held) / "packed.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for name in sorted(files):
                archive.writestr(name, files[name])
        command = [_program("node"), str(packer), str(core_folder(cache))]
        _run([*command, str(source), str(part)], "the browser's Python did not compile")
        part.replace(packed)
    return packed


_PACKER = Path("shell/static/pack.mjs")
