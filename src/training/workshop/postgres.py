"""PostgreSQL: several servers share one database, and hear of each other's writing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg

from training.workshop.store import Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["PostgresStore"]

_CHANNEL = "training_workshop"


class PostgresStore(Store):
    """A store behind a URL; a lost connection is made anew at the next use."""

    errors = (psycopg.Error,)

    def __init__(self, address: str) -> None:
        """Connect, or raise StoreError."""
        self._address = address
        self._ears: psycopg.Connection[Any] | None = None
        try:
            self._base = psycopg.connect(address, autocommit=True)
        except psycopg.Error as error:
            raise StoreError(
                f"the database cannot be reached ({str(error).strip()})\n"
                "    fix: check the URL, and that PostgreSQL is running"
            ) from None

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return the rows of a query."""
        return self._run(sql, values).fetchall()

    def tell(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; return how many rows it wrote."""
        return self._run(sql, values).rowcount

    def _run(self, sql: str, values: Sequence[Any]) -> psycopg.Cursor[Any]:
        if self._base.closed:
            self._base = psycopg.connect(self._address, autocommit=True)
        text = sql.replace("?", "%s")
        return self._base.execute(text.encode(), values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what happens inside, or nothing of it."""
        if self._base.closed:
            self._base = psycopg.connect(self._address, autocommit=True)
        with self._base.transaction():
            yield

    def migrate(self, scripts: Any = None) -> None:
        """Migrate while no other server does."""
        with self.transaction():
            self.tell("select pg_advisory_xact_lock(7305184)")
            super().migrate(scripts)

    def lock(self, code: str) -> None:
        """Lock the session's row; other sessions go on."""
        self.ask("select 1 from session where code = ? for update", (code,))

    def announce(self, code: str) -> None:
        """Tell the other servers; PostgreSQL sends it with the commit."""
        self.ask("select pg_notify(?, ?)", (_CHANNEL, code))

    def changes(self, seconds: float) -> list[str] | None:
        """Wait for notices; None after a lost connection, when all may have changed."""
        lost = self._ears is None or self._ears.closed
        if lost:
            self._ears = psycopg.connect(self._address, autocommit=True)
            self._ears.execute(f"listen {_CHANNEL}")
        assert self._ears is not None
        heard = [
            notice.payload
            for notice in self._ears.notifies(timeout=seconds, stop_after=1)
        ]
        return None if lost else heard

    def close(self) -> None:
        """Let go of both connections."""
        self._base.close()
        if self._ears is not None:
            self._ears.close()
