"""Builds the book with Jupyter Book and serves it on this machine.

A build whose inputs have not changed is not run again. The server sends the headers the
book is made for: a Content-Security-Policy that allows this host alone.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
import shutil
import subprocess
import sys
import webbrowser
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "HEADERS",
    "LAB_HEADERS",
    "BuildError",
    "Server",
    "build",
    "html_folder",
    "is_fresh",
]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# The notebook application runs Python: under its own folder, and only there, code may
# be made of text. It, too, may speak with this host alone.
LAB = "/lab/"
LAB_HEADERS = HEADERS | {
    "Content-Security-Policy": (
        "default-src 'self'; "
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; worker-src 'self' blob:; "
        "connect-src 'self' data: blob:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
}
_INPUTS = ("book", "quizzes", "scenarios", "notebooks", "registry", "src/training")
_JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
_NAMED_BY_CONTENT = re.compile(
    r"[.-][0-9a-f]{7,20}(\.js|/(pyodide[^/]*|[^/]*\.(zip|whl)))$"
)
_PACKED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".webmanifest"}


class BuildError(Exception):
    """The book could not be built; the message is what the builder said."""


def html_folder(root: Path) -> Path:
    """Return where the built pages lie."""
    return root / "build" / "_build" / "html"


def _inputs(root: Path) -> Iterator[Path]:
    for name in _INPUTS:
        for path in sorted((root / name).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _digest(root: Path) -> str:
    state = hashlib.sha256()
    for path in _inputs(root):
        facts = path.stat()
        state.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return state.hexdigest()


def is_fresh(root: Path) -> bool:
    """Return whether the built book belongs to the present inputs."""
    stamp = root / "build" / "inputs"
    if not (html_folder(root) / "index.html").is_file() or not stamp.is_file():
        return False
    return stamp.read_text("utf-8") == _digest(root)


def build(root: Path, say: Callable[[str], None], *, clean: bool = False) -> Path:
    """Build the book if its inputs changed and return the folder of its pages.

    Every warning fails the build: Raises BuildError with what was said.
    """
    if clean:
        shutil.rmtree(root / "build", ignore_errors=True)
    if is_fresh(root):
        return html_folder(root)
    digest = _digest(root)
    command = [sys.executable, "-c", _JUPYTER_BOOK, "build", str(root / "book")]
    command += ["--path-output", str(root / "build"), "-n", "-W", "--keep-going"]
    process = subprocess.Popen(  # noqa: S603
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**environ, "PYTHONWARNINGS": "ignore", "NO_COLOR": "1"},
    )
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line.rstrip())
        say(line.strip())
    if process.wait() != 0:
        signs = ("WARNING", "ERROR", "Exception occurred", "Error:")
        wrong = [line for line in said if any(sign in line for sign in signs)]
        raise BuildError("\n".join(wrong or said[-30:]))
    (root / "build" / "inputs").write_text(digest, "utf-8")
    return html_folder(root)


class _Handler(SimpleHTTPRequestHandler):
    """Serves files with our headers, packed where the browser accepts it."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".wasm": "application/wasm",
        ".mjs": "text/javascript",
        ".js": "text/javascript",
    }

    def __init__(self, extra: dict[str, str], *args: Any, **options: Any) -> None:
        self._extra = extra
        super().__init__(*args, **options)

    def end_headers(self) -> None:
        address = self.path.partition("?")[0]
        headers, keep = self._extra, "no-cache"
        if address.startswith(LAB):
            headers = LAB_HEADERS
            if _NAMED_BY_CONTENT.search(address):
                keep = "max-age=31536000, immutable"
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", keep)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing for each file."""

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        accepts = "gzip" in self.headers.get("Accept-Encoding", "")
        packs = accepts and not self.path.startswith(LAB)  # there, files are large
        if not packs or not path.is_file() or path.suffix not in _PACKED:
            return super().send_head()
        packed = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(HTTPStatus.OK)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        return BytesIO(packed)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a reader who left before the page was sent."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@dataclass
class Server:
    """A server of one folder on this machine only."""

    folder: Path
    port: int = 8000
    headers: dict[str, str] = field(default_factory=lambda: HEADERS)

    def __post_init__(self) -> None:
        """Take the wished port, or the next free one."""
        handler = partial(_Handler, self.headers, directory=str(self.folder))
        wished = range(self.port, self.port + 20) if self.port else (0,)
        for port in wished:
            try:
                self._server = _Quiet(("127.0.0.1", port), handler)
            except OSError:
                continue
            self.port = self._server.server_address[1]
            return
        raise BuildError(f"ports {self.port} to {self.port + 19} are all in use")

    @property
    def address(self) -> str:
        """The address to type into a browser."""
        return f"http://127.0.0.1:{self.port}/"

    def open_browser(self) -> None:
        """Open the address if this machine has a screen."""
        screen = sys.platform in ("darwin", "win32") or environ.get("DISPLAY")
        if screen or environ.get("WAYLAND_DISPLAY"):
            webbrowser.open(self.address)

    def run(self) -> None:
        """Serve until interrupted."""
        try:
            self._server.serve_forever()
        except KeyboardInterrupt:
            self.stop()

    def stop(self) -> None:
        """Stop serving and free the port."""
        self._server.server_close()
