"""A real PostgreSQL of our own, for as long as a test needs it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

_NUMBERS = count(1)


def programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    return Path(path).parent if path else None


def _as_user() -> dict:
    """PostgreSQL refuses to run as root, so root lends it to another user."""
    if os.geteuid():
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return {}


@contextmanager
def cluster():
    """Yield a function that makes a fresh database and returns its URL."""
    programs_ = programs()
    if programs_ is None:
        pytest.fail("there is no PostgreSQL: run tools/setup tests")
    with tempfile.TemporaryDirectory(prefix="workshop-pg-") as folder:
        data, who = Path(folder) / "data", _as_user()
        if who:
            os.chown(folder, who["user"], who["group"])
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]

        def run(program, *words):
            command = [programs_ / program, "-D", data, *words]
            out = subprocess.DEVNULL
            subprocess.run(command, check=True, cwd=folder, stdout=out, **who)

        def make() -> str:
            name = f"room{next(_NUMBERS)}"
            with psycopg.connect(address + "postgres", autocommit=True) as base:
                base.execute(f"create database {name}".encode())
            return address + name

        run("initdb", "-A", "trust", "-U", "training", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
        address = f"postgresql://training@127.0.0.1:{port}/"
        try:
            yield make
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
