"""The built book, served, and a browser; each is made once per run."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # so that tests import their neighbours


@pytest.fixture(scope="session")
def course():
    """The course in this repository, as it is read and checked."""
    from browser import ROOT
    from training.content.course import load_course

    return load_course(ROOT)


@pytest.fixture(scope="session")
def book():
    """The built book's folder; built here if its inputs changed."""
    from browser import ROOT
    from training.book.build import build

    return build(ROOT, lambda _line: None)


@pytest.fixture(scope="session")
def server(book):
    """The address of the built book, served with its headers."""
    from training.book.build import Server

    found = Server(book, 0)
    threading.Thread(target=found.run, daemon=True).start()
    yield found.address
    found.stop()


@pytest.fixture(scope="session")
def browser():
    """A running Chromium; a machine without one fails here, never skips.

    The mend is `tools/setup tests`.
    """
    from browser import chromium

    with chromium() as found:
        yield found
