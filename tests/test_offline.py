"""The service worker's list, its version, and the manifest."""

from __future__ import annotations

import json

import pytest

from training.book.offline import files_to_keep, manifest, service_worker


@pytest.fixture
def folder(tmp_path):
    for name in (
        *("index.html", "intro.html", "justice/context.html", "searchindex.js"),
        *("_static/training.css", "_static/basic.css", "_sources/intro.md.txt"),
        *("_static/fonts/way-sans-latin.woff2", "_static/fonts/way-sans-greek.woff2"),
        *(".buildinfo", "objects.inv", "sw.js", "manifest.webmanifest"),
        *("_static/mystnb.4c5e.css",),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def facts(script):
    head = script.split(";\n", 1)[0].removeprefix("globalThis.trainingBook = ")
    return json.loads(head)


def test_every_page_is_kept_and_leavings_are_not(folder):
    assert files_to_keep(folder) == [
        "_static/fonts/way-sans-latin.woff2",
        "_static/training.css",
        "index.html",
        "intro.html",
        "justice/context.html",
        "manifest.webmanifest",
        "searchindex.js",
    ]


def test_greek_book_keeps_greek_letters(folder):
    assert "_static/fonts/way-sans-greek.woff2" in files_to_keep(folder, "el")
    assert "_static/fonts/way-sans-greek.woff2" in files_to_keep(folder, "el_GR")


def test_addresses_are_relative_so_that_a_sub_path_works(folder):
    names = facts(service_worker(folder))["files"]
    assert not [name for name in names if name.startswith(("/", "http", ".."))]


def test_version_changes_with_any_byte_and_only_then(folder):
    first = facts(service_worker(folder))["version"]
    assert facts(service_worker(folder))["version"] == first
    (folder / "intro.html").write_text("changed")
    assert facts(service_worker(folder))["version"] != first


def test_worker_does_not_count_itself(folder):
    first = facts(service_worker(folder))["version"]
    (folder / "sw.js").write_text(service_worker(folder))
    assert facts(service_worker(folder))["version"] == first


def test_manifest_is_relative_and_in_the_reading_direction():
    found = manifest("People on the Move", "ar", "rtl")
    assert found["dir"] == "rtl"
    assert found["start_url"] == "./index.html"
    assert all(not icon["src"].startswith(("/", "http")) for icon in found["icons"])
