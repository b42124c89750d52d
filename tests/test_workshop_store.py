"""The store: both databases keep the same promises; old ones are brought along."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from jupyter_core.utils import run_sync

from training.workshop.decide import Command, Draft, Refusal
from training.workshop.hub import Hub
from training.workshop.room import Room, fold
from training.workshop.sqlite import SqliteStore
from training.workshop.store import MIGRATIONS, Outcome, Session, StoreError, open_store
from workshop_postgres import cluster

STORED = Path(__file__).parent / "fixtures"
PLAN = json.dumps({"title": "t", "activities": [], "items": {}})
SESSION = Session("CDFHJK", "id", 1, "t", PLAN, "secret")


@pytest.fixture(scope="module")
def postgres():
    with cluster() as make:
        yield make


@pytest.fixture(params=["sqlite", "postgres"])
def address(request, tmp_path):
    if request.param == "sqlite":
        return str(tmp_path / "room.db")
    return request.getfixturevalue("postgres")()


def joined(seat):
    return Draft("joined", seat, {"name": seat, "track": ""})


def write(store, drafts, once=None):
    writing = store.writing("CDFHJK")
    written = writing.add(drafts, once)
    writing.close()
    return written


def test_events_come_back_in_order_as_they_were_written(address):
    store = open_store(address)
    store.create(SESSION)
    drafts = [joined("a"), Draft("parked", "b", {"text": "é\u0000\ud800"})]
    with store.transaction():
        outcome, events = write(store, drafts, "once")

    assert outcome == Outcome(1, is_new=True, kind="joined")

    assert store.events("CDFHJK") == events
    assert [one.seq for one in events] == [1, 2]
    store.close()


def test_what_was_written_once_ends_where_it_did_then(address):
    store = open_store(address)
    store.create(SESSION)
    with store.transaction():
        write(store, [joined("a"), joined("b")], "once")
        write(store, [joined("c")], "another")

        again = write(store, [joined("a"), joined("b")], "once")
        free = [write(store, [joined("d")])[0].seq for _ in range(2)]

    assert again == (Outcome(1, is_new=False, kind="joined"), [])
    assert free == [4, 5]
    assert [one.seat for one in store.events("CDFHJK")] == ["a", "b", "c", "d", "d"]
    store.close()


def test_a_failed_transaction_leaves_nothing(address):
    store = open_store(address)
    store.create(SESSION)

    def fail():
        with store.transaction():
            write(store, [joined("a")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert store.events("CDFHJK") == []
    store.close()


def test_erasing_takes_the_session_and_every_event(address):
    store = open_store(address)
    store.create(SESSION)
    with store.transaction():
        write(store, [joined("a")])

    assert store.erase("CDFHJK")
    assert not store.erase("CDFHJK")
    assert store.sessions() == []
    assert store.events("CDFHJK") == []
    store.close()


def test_opening_again_changes_nothing_and_a_newer_database_is_refused(address):
    open_store(address).close()
    store = open_store(address)
    store.tell("insert into training_schema values (99)")
    store.close()

    with pytest.raises(StoreError, match=r"version 99.*\n.*fix:"):
        open_store(address)


def test_a_migration_that_fails_changes_nothing(address):
    store = open_store(address)
    store.create(SESSION)
    step = "alter table session add column extra text;\n"

    with pytest.raises(store.errors):
        store.migrate({99: step + "select nonsense;\n"})

    assert store.session("CDFHJK") == SESSION
    store.migrate({99: step})
    assert store.session("CDFHJK") == SESSION
    store.close()


def test_a_stored_database_of_each_version_is_read_to_the_same_room(tmp_path):
    stored = sorted(STORED.glob("workshop-v*.sql"))
    assert len(stored) == len(list(MIGRATIONS.glob("*.sql"))), "store one per version"
    for script in stored:
        path = tmp_path / f"{script.stem}.db"
        with sqlite3.connect(path) as base:
            base.executescript(script.read_text("utf-8"))
        store = open_store(str(path))
        (session,) = store.sessions()
        room = fold(
            Room(session.code, json.loads(session.plan)), store.events(session.code)
        )
        assert room.state == "running"
        assert [seat.name for seat in room.seats.values()] == ["Heron", "Ada"]
        assert room.parking[0].text == "Who pays?"
        assert room.slot("peer", "words/the-shorter-word", 1)[
            next(iter(room.seats))
        ].answer == ["b"]
        again = store.ask("select once from event where once is not null")
        assert again == [("seat-one:aaaaaaaa",)]
        store.close()


def test_what_cannot_be_opened_is_said_plainly(tmp_path):
    broken = tmp_path / "x.db"
    broken.write_bytes(b"this is no database" * 100)
    for address in (str(broken), str(tmp_path), "postgresql://nobody@127.0.0.1:1/x"):
        with pytest.raises(StoreError, match="fix:"):
            open_store(address)


def run(store, work):
    async def inside():
        hub = Hub(store)
        await hub.start()
        try:
            return await work(hub)
        finally:
            await hub.stop()

    return run_sync(inside)()


def test_a_full_disk_refuses_and_loses_nothing_that_was_acknowledged(tmp_path):
    store = SqliteStore(tmp_path / "room.db")
    store.migrate()
    plan = json.dumps(
        {"title": "t", "activities": [{"id": "a", "phases": []}], "items": {}}
    )
    store.create(replace(SESSION, plan=plan))
    pages = store.ask("pragma page_count")[0][0]
    store.tell(f"pragma max_page_count = {pages + 4}")

    async def fill(hub):
        kept = 0
        for number in range(2000):
            try:
                await hub.submit(
                    "CDFHJK", Command("join", f"seat{number}", f"j{number}")
                )
            except Refusal as refusal:
                status = refusal.status
                seen = len(hub.places["CDFHJK"].room.seats)
                break
            kept += 1
        else:
            pytest.fail("the disk never filled")
        store.tell(f"pragma max_page_count = {pages + 1000}")
        again = await hub.submit("CDFHJK", Command("join", f"seat{kept}", f"j{kept}"))
        return kept, seen, again.seq, status

    kept, seen, again, status = run(store, fill)

    assert status == 503
    assert kept > 10
    assert seen == kept
    assert again == kept + 1
    assert len(store.events("CDFHJK")) == kept + 1
    store.close()


def test_many_at_once_are_each_stored_once_and_in_one_order(address):
    store = open_store(address)
    plan = json.dumps(
        {"title": "t", "activities": [{"id": "a", "phases": []}], "items": {}}
    )
    store.create(replace(SESSION, plan=plan))

    async def crowd(hub):
        sent = [Command("join", f"s{n % 100}", f"j{n % 100}") for n in range(300)]
        return await asyncio.gather(*(hub.submit("CDFHJK", one) for one in sent))

    results = run(store, crowd)

    assert sum(one.is_new for one in results) == 100
    assert [one.seq for one in store.events("CDFHJK")] == list(range(1, 101))
    store.close()


def test_the_clock_may_jump_without_moving_an_event(tmp_path, monkeypatch):
    store = open_store(str(tmp_path / "room.db"))
    plan = json.dumps(
        {"title": "t", "activities": [{"id": "a", "phases": []}], "items": {}}
    )
    store.create(replace(SESSION, plan=plan))
    times = iter([5_000, 1, 9_999_999, 2] * 100)
    monkeypatch.setattr(
        "training.workshop.store.time.time_ns", lambda: next(times) * 10**6
    )

    async def some(hub):
        for n in range(8):
            await hub.submit("CDFHJK", Command("join", f"s{n}", f"j{n}"))
        await hub.submit(
            "CDFHJK", Command("do", "", "t", {"do": "time", "seconds": 60})
        )
        return hub.places["CDFHJK"].left()

    left = run(store, some)

    assert [one.seq for one in store.events("CDFHJK")] == list(range(1, 10))
    assert 0 <= left <= 60
    store.close()
