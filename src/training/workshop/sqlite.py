"""The embedded database: one file, write-ahead log, every commit on the disk."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from training.workshop.store import Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["SqliteStore"]


class SqliteStore(Store):
    """A store in one file; `synchronous=full` puts each commit on the disk."""

    errors = (sqlite3.Error,)
    is_local = True
    clustered = "without rowid"

    def __init__(self, path: Path, *, alone: bool = False) -> None:
        """Open the file, or raise StoreError."""
        self._guard: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if alone:
                self._guard = _claim(path)
            self._base = self._connect(path)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"the database {path} cannot be opened ({error})\n"
                "    fix: check the path, its rights and the space on the disk"
            ) from None
        self._version = self.ask("pragma data_version")[0][0]

    def _connect(self, path: Path) -> sqlite3.Connection:
        base = sqlite3.connect(
            path, timeout=3, isolation_level=None, check_same_thread=False
        )
        base.execute("pragma journal_mode = wal")
        base.execute("pragma synchronous = full")
        base.execute("pragma foreign_keys = on")
        base.execute("pragma secure_delete = on")
        return base

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return the rows of a query."""
        return self._base.execute(sql, values).fetchall()

    def tell(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; return how many rows it wrote."""
        return self._base.execute(sql, values).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what happens inside, or nothing of it; other writers wait."""
        self._base.execute("begin immediate")
        try:
            yield
            self._base.execute("commit")
        except BaseException:
            if self._base.in_transaction:
                self._base.execute("rollback")
            raise

    def changes(self, seconds: float) -> list[str] | None:
        """Notice, after a while, whether another process wrote to the file."""
        time.sleep(seconds)
        version = self.ask("pragma data_version")[0][0]
        if version == self._version:
            return []
        self._version = version
        return None

    def shred(self) -> None:
        """Overwrite what was deleted, in the file and in its log."""
        self._base.execute("pragma wal_checkpoint(truncate)")
        self._base.execute("vacuum")
        self._base.execute("pragma wal_checkpoint(truncate)")

    def close(self) -> None:
        """Let go of the file and of the claim on it."""
        for base in (self._base, self._guard):
            if base is not None:
                base.close()


def _claim(path: Path) -> sqlite3.Connection:
    """Hold a lock beside the file for as long as this process lives.

    The lock is SQLite's own, so it is the same on every system and falls with a kill.
    """
    guard = sqlite3.connect(
        path.with_name(path.name + ".lock"),
        timeout=0,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        guard.execute("pragma locking_mode = exclusive")
        guard.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        guard.close()
        if "locked" not in str(error):
            raise
        raise StoreError(
            f"another workshop server is running on {path}\n"
            "    fix: use its window, stop it first, or name another --database"
        ) from None
    return guard
