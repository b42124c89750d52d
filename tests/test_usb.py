"""The USB stick: starts on each system, reads without a server, fits FAT."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from training.exports.usb import UsbError, names_fat_refuses, write_usb
from training.exports.usb_server import open_server

HEADERS = {"Content-Security-Policy": "default-src 'self'"}
LAB = {"Content-Security-Policy": "script-src 'wasm-unsafe-eval'"}


@pytest.fixture
def pages(tmp_path):
    found = tmp_path / "pages"
    for name in ("index.html", "lab/x.wasm", "lab/index.html", "_sources/a.txt", ".b"):
        path = found / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<title>{name}</title>")
    return found


@pytest.fixture
def stick(pages, tmp_path):
    write_usb(pages, tmp_path / "stick", HEADERS, LAB)
    return tmp_path / "stick"


def test_stick_holds_the_course_the_starts_and_words(stick):
    names = sorted(p.relative_to(stick).as_posix() for p in stick.rglob("*.*"))
    assert names == [
        *("README.txt", "course.pyz", "course/index.html", "course/lab/index.html"),
        *("course/lab/x.wasm", "course/sw.js", "start-linux.desktop", "start-linux.sh"),
        *("start-macos.command", "start-windows.cmd"),
    ]


def test_starts_may_run_and_windows_gets_its_line_ends(stick):
    for name in ("start-linux.sh", "start-macos.command", "start-linux.desktop"):
        assert (stick / name).stat().st_mode & stat.S_IXUSR
        assert b"\r" not in (stick / name).read_bytes()
    for name in ("start-windows.cmd", "README.txt"):
        data = (stick / name).read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n") > 5
        assert data.isascii()  # an old console reads nothing else rightly


@pytest.fixture
def started(stick):
    """The address at which the stick's own start serves, by the stick's own Python."""
    process = subprocess.Popen(
        ["sh", str(stick / "start-linux.sh"), "--quiet"],
        stdout=subprocess.PIPE,
        text=True,
        cwd="/",
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
    )
    line = process.stdout.readline()
    yield re.search(r"http://127\.0\.0\.1:\d+/", line).group()
    process.kill()
    process.wait()


def test_start_serves_with_the_right_kinds_and_headers(started):
    with urllib.request.urlopen(started) as answer:
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
        assert b"index.html" in answer.read()
    with urllib.request.urlopen(f"{started}lab/x.wasm") as answer:
        assert answer.headers["Content-Type"] == "application/wasm"
        assert "wasm-unsafe-eval" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["../course.pyz", "%2e%2e/course.pyz", "nothing"])
def test_server_gives_nothing_outside_the_course(started, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(started + path)
    assert refused.value.code == 404


def test_server_answers_to_no_other_name(started):
    asked = urllib.request.Request(started, headers={"Host": "elsewhere.example:80"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    assert refused.value.code == 421


def test_server_listens_to_this_machine_alone_and_takes_the_next_port(pages):
    headers = {"book": HEADERS, "lab": LAB}
    (one, first), (two, second) = (open_server(pages, headers) for _ in "ab")
    try:
        assert one.server_address[0] == two.server_address[0] == "127.0.0.1"
        assert first != second
    finally:
        one.server_close()
        two.server_close()


def test_missing_course_is_said_in_words(stick):
    (stick / "course" / "index.html").unlink()
    done = subprocess.run(
        [sys.executable, stick / "course.pyz"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert '"course" is missing' in done.stdout
    assert not done.stderr


def test_without_python_the_start_opens_the_book(stick, tmp_path):
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    for name in ("dirname", "sh"):
        (bin_ / name).symlink_to(f"/usr/bin/{name}")
    (bin_ / "xdg-open").write_text('#!/bin/sh\necho "opened $1"\n')
    (bin_ / "xdg-open").chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", stick / "start-linux.sh"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": str(bin_)},
    )
    assert "opened course/index.html" in done.stdout


def test_second_export_replaces_the_first(pages, stick):
    (pages / "index.html").rename(pages / "new.html")
    write_usb(pages, stick, HEADERS, LAB)
    assert (stick / "course" / "new.html").is_file()
    assert not (stick / "course" / "index.html").exists()


def test_folder_with_other_files_is_left_alone(pages, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "photo.jpg").write_text("x")
    with pytest.raises(UsbError, match="fix: name an empty folder"):
        write_usb(pages, tmp_path / "mine", HEADERS, LAB)
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["photo.jpg"]


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["a/b.html", "A/B.html"], "one file there"),
        (["what?.html"], "holds one of"),
        (["con.html"], "name of a device"),
        (["a./b.html"], "full stop"),
        (["x" * 201], "too long"),
    ],
)
def test_names_a_fat_stick_refuses_are_found(names, says):
    assert says in next(names_fat_refuses(names))


def test_ordinary_names_are_fine():
    assert not list(
        names_fat_refuses(["index.html", "lab/build/12.a1b2.js", "con-a.md"])
    )


def test_a_refused_name_writes_nothing(pages, tmp_path):
    (pages / "aux.html").write_text("x")
    with pytest.raises(UsbError, match="device"):
        write_usb(pages, tmp_path / "new", HEADERS, LAB)
    assert not (tmp_path / "new").exists()
