"""Where sessions and events are kept: one interface, plain SQL, two databases.

SQLite and PostgreSQL differ in how one connects, locks and hears of changes. That is
all their modules say; every statement stands here. A store is used by one thread.
"""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.workshop.room import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from training.workshop.decide import Draft

__all__ = ["Outcome", "Session", "Store", "StoreError", "Writing", "open_store"]

MIGRATIONS = Path(__file__).parent / "migrations"
_write = json.JSONEncoder(allow_nan=False).encode
_COLUMNS = "code, id, made, title, plan, secret"


class StoreError(Exception):
    """The database cannot be used; the text says why and what to do, for people."""


@dataclass(frozen=True)
class Session:
    """A session as it was made; it never changes."""

    code: str
    id: str
    made: int
    title: str
    plan: str
    secret: str


@dataclass(frozen=True)
class Outcome:
    """Where a command ended up: its first event's place, and whether it is new."""

    seq: int
    is_new: bool
    kind: str = ""


class Writing:
    """One session, locked: its new events can be read and more be written."""

    def __init__(self, store: Store, code: str, last: int) -> None:
        """Be made by `Store.writing` only."""
        self._store, self._code = store, code
        self.last = self._start = last

    def missed(self, after: int) -> list[Event]:
        """Return what other processes wrote since."""
        return self._store.events(self._code, after) if after < self.last else []

    def known(self, once: str | None) -> Outcome | None:
        """Return where a command that was sent before ended up, or None."""
        if once is None:
            return None
        rows = self._store.ask(
            "select seq, kind from event where session = ? and once = ?",
            (self._code, once),
        )
        return Outcome(int(rows[0][0]), is_new=False, kind=rows[0][1]) if rows else None

    def add(
        self, drafts: Sequence[Draft], once: str | None
    ) -> tuple[Outcome, list[Event]]:
        """Write at least one event, in order; `once` stands on the first.

        If it was written before, nothing is: the outcome is the one of then.
        """
        events: list[Event] = []
        for draft in drafts:
            at, seq = time.time_ns() // 10**6, self.last + 1
            event = Event(seq, at, draft.kind, draft.seat, draft.data)
            mark = None if events else once
            written = self._store.tell(
                "insert into event (session, seq, at, kind, seat, once, data)"
                " values (?, ?, ?, ?, ?, ?, ?) on conflict (session, once) do nothing",
                (self._code, seq, at, event.kind, event.seat, mark, _write(event.data)),
            )
            if not written:
                break
            self.last = seq
            events.append(event)
        known = None if events else self.known(once)
        return known or Outcome(events[0].seq, is_new=True, kind=events[0].kind), events

    def close(self) -> None:
        """Tell other processes if there is something new."""
        if self.last > self._start:
            self._store.announce(self._code)


class Store:
    """What both databases do; see `sqlite.py` and `postgres.py`."""

    is_local = False  # quick enough to be asked without a thread
    clustered = ""  # what a table says to lie in its key's order: fewer pages a commit
    errors: tuple[type[Exception], ...] = ()

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return the rows of a query."""
        raise NotImplementedError

    def tell(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; return how many rows it wrote."""
        raise NotImplementedError

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what happens inside, or nothing of it."""
        raise NotImplementedError
        yield

    def lock(self, code: str) -> None:
        """Keep other writers away from a session until the transaction ends."""

    def announce(self, code: str) -> None:
        """Tell other processes, on commit, that a session has changed."""

    def changes(self, seconds: float) -> list[str] | None:
        """Wait for news from other processes; None means that any may have changed."""
        raise NotImplementedError

    def shred(self) -> None:
        """Take deleted rows off the disk, too."""

    def close(self) -> None:
        """Let go of the database."""
        raise NotImplementedError

    def writing(self, code: str) -> Writing | None:
        """Lock a session inside a transaction; None if there is no such session."""
        self.lock(code)
        rows = self.ask(
            "select (select coalesce(max(seq), 0) from event where session = code)"
            " from session where code = ?",
            (code,),
        )
        return Writing(self, code, int(rows[0][0])) if rows else None

    def create(self, session: Session) -> None:
        """Write a new session, or raise StoreError if its code is taken."""
        with self.transaction():
            self.tell(
                f"insert into session ({_COLUMNS}) values (?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
                [getattr(session, name) for name in _COLUMNS.split(", ")],
            )

    def session(self, code: str) -> Session | None:
        """Return a session, or None."""
        rows = self.ask(f"select {_COLUMNS} from session where code = ?", (code,))  # noqa: S608 - constants
        return Session(*rows[0]) if rows else None

    def sessions(self) -> list[Session]:
        """Return every session, oldest first."""
        rows = self.ask(f"select {_COLUMNS} from session order by made, code")  # noqa: S608 - constants
        return [Session(*row) for row in rows]

    def events(self, code: str, after: int = 0) -> list[Event]:
        """Return a session's events after a place, in order."""
        rows = self.ask(
            "select seq, at, kind, seat, data from event"
            " where session = ? and seq > ? order by seq",
            (code, after),
        )
        return [
            Event(row[0], row[1], row[2], row[3], json.loads(row[4])) for row in rows
        ]

    def erase(self, code: str) -> bool:
        """Erase a session completely; return whether there was one."""
        with self.transaction():
            self.lock(code)
            found = self.session(code) is not None
            self.tell("delete from event where session = ?", (code,))
            self.tell("delete from session where code = ?", (code,))
            self.announce(code)
        self.shred()
        return found

    def migrate(self, scripts: Mapping[int, str] | None = None) -> None:
        """Bring the tables to this version, each step whole or not at all.

        Raises StoreError if the database was made by a newer version.
        """
        steps = scripts or {
            int(path.name[:3]): path.read_text("utf-8")
            for path in sorted(MIGRATIONS.glob("*.sql"))
        }
        with self.transaction():
            self.tell(
                "create table if not exists training_schema (version integer not null)"
            )
            rows = self.ask("select max(version) from training_schema")
            version = rows[0][0] or 0
            if version > max(steps):
                raise StoreError(
                    f"the database has version {version}, this program knows "
                    f"{max(steps)}\n    fix: use the newer program, or another database"
                )
            for number in sorted(one for one in steps if one > version):
                script = steps[number].replace("{clustered}", self.clustered)
                for statement in script.split(";\n"):
                    if statement.strip():
                        self.tell(statement)
                self.tell("insert into training_schema values (?)", (number,))


def open_store(address: str, *, alone: bool = False) -> Store:
    """Return the store at an address, brought to this version.

    The address is a file's path or `postgresql://…`. With `alone`, a second server on
    the same SQLite file is refused. Raises StoreError.
    """
    store: Store
    if address.startswith(("postgresql://", "postgres://")):
        from training.workshop.postgres import PostgresStore

        store = PostgresStore(address)
    else:
        from training.workshop.sqlite import SqliteStore

        store = SqliteStore(Path(address), alone=alone)
    try:
        store.migrate()
    except BaseException:
        store.close()
        raise
    return store
