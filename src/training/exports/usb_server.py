"""The small program on a USB stick: shows the course in a browser, on this machine.

It is packed alone, as `__main__.py` of `course.pyz`, beside the headers to send. So it
uses Python's own library only, and nothing newer than Python 3.8.
"""

from __future__ import annotations

import json
import sys
import webbrowser
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Dict, Tuple  # noqa: UP035 - Python 3.8

__all__ = ["main", "open_server"]

# Answers are kept by address: the same port each time, or they would seem lost.
_PORTS = range(8765, 8785)
_LAB = "/lab/"
Headers = Dict[str, Dict[str, str]]  # noqa: UP006 - Python 3.8


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        # Windows may call scripts "text/plain", which browsers refuse
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".css": "text/css",
        ".wasm": "application/wasm",
        ".json": "application/json",
        ".html": "text/html; charset=utf-8",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
        ".webmanifest": "application/manifest+json",
    }

    def __init__(self, headers: Headers, *args: Any, **options: Any) -> None:
        self._extra = headers
        super().__init__(*args, **options)

    def send_head(self) -> Any:
        """Answer only those who ask for this machine by one of its own names."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host not in ("127.0.0.1", "localhost"):
            self.send_error(421)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        kind = "lab" if self.path.startswith(_LAB) else "book"
        for name, value in self._extra[kind].items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing for each file."""


def open_server(folder: Path, headers: Headers) -> Tuple[ThreadingHTTPServer, str]:  # noqa: UP006
    """Return a server of the folder and its address.

    Raises OSError if no port is free.
    """
    handler = partial(_Handler, headers, directory=str(folder))
    for port in _PORTS:
        try:
            server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:
            continue
        server.daemon_threads = True
        return server, f"http://127.0.0.1:{port}/"
    raise OSError(f"ports {_PORTS.start} to {_PORTS.stop - 1} are all in use")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(archive: Path) -> int:
    """Show the course that lies beside the archive until the window is closed."""
    pages = archive.parent / "course"
    if not (pages / "index.html").is_file():
        _say(f'The folder "course" is missing beside {archive.name}. Copy it anew.')
        return 1
    with zipfile.ZipFile(archive) as packed:
        headers = json.loads(packed.read("headers.json"))
    try:
        server, address = open_server(pages, headers)
    except OSError as error:
        _say(f"The course could not start: {error}. Close other copies of it.")
        return 1
    _say(f"The course is open in your browser: {address}")
    _say("Leave this window open while you work. Close it to stop.")
    if "--quiet" not in sys.argv:
        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[0]).resolve()))
