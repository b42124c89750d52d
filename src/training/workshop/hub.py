"""The rooms of this server: one writer, committed before acknowledged, then shown.

Commands that arrive while a commit is under way are written together in the next one.
A room in memory changes only after its events are on the disk.
"""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from training.workshop.decide import Command, Refusal, decide
from training.workshop.export import export_session
from training.workshop.kinds import reducers
from training.workshop.place import Place
from training.workshop.room import Room, fold
from training.workshop.store import Outcome, Store, StoreError, Writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.workshop.store import Session

__all__ = ["Hub"]

_Made = TypeVar("_Made")
_log = logging.getLogger("training.workshop")
_Result = Outcome | Refusal | Exception
_Batch = dict[str, list[tuple[Command, asyncio.Future[Outcome]]]]
_PAUSE = 0.5  # seconds between looks for other processes' writing (SQLite)


def _full(error: Exception) -> Refusal:
    _log.error("not written: %s", error)
    return Refusal(
        "storage",
        "the server cannot write just now; nothing that was confirmed is lost",
        "keep this page open: it tries again by itself",
        503,
    )


def gone() -> Refusal:
    """Return the refusal for a code that leads nowhere."""
    fix = "look at the code on the projector again"
    return Refusal("no-room", "there is no workshop with this code", fix, 404)


class Hub:
    """Reads, writes and announces the rooms of one server process."""

    def __init__(self, store: Store) -> None:
        """Take over the store; only this hub's writer thread uses it."""
        self.store = store
        self._away: tuple[type[Exception], ...] = (StoreError, *store.errors)
        self.places: dict[str, Place] = {}
        self._pending: _Batch = {}
        self._thread = ThreadPoolExecutor(1, "workshop-writer")
        self._news = asyncio.Event()
        self._loading: dict[str, asyncio.Task[Place | None]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._is_open = True
        self.is_ending = False

    async def start(self) -> None:
        """Begin to write and to listen to other servers."""
        loop = asyncio.get_running_loop()
        self._tasks = [asyncio.create_task(self._write_all())]
        Thread(target=self._listen, args=(loop,), daemon=True).start()

    def end_views(self) -> None:
        """Let every live view end; the pages come back by themselves."""
        self.is_ending = True
        for place in self.places.values():
            place.wake()

    async def stop(self) -> None:
        """Stop; what was acknowledged is on the disk already."""
        self._is_open = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._thread.shutdown(wait=True)

    async def place(self, code: str) -> Place:
        """Return a session's place, read from the disk if need be, or refuse."""
        found = self.places.get(code)
        if found is None and code:
            if code not in self._loading:
                self._loading[code] = asyncio.create_task(self._load(code))
            try:
                found = await asyncio.shield(self._loading[code])
            finally:
                self._loading.pop(code, None)
        if found is None:
            raise gone()
        return found

    async def _use(self, work: Callable[..., _Made], *values: Any) -> _Made:
        """Return what work with the store gives.

        A file on this machine answers sooner than a thread could be woken, which would
        cost a third of an answer; a database elsewhere must not hold the room up.
        """
        if self.store.is_local:
            return work(*values)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, work, *values)

    async def _load(self, code: str) -> Place | None:
        try:
            pair = await self._use(self._read, code)
        except self._away as error:
            raise _full(error) from None
        if pair is None:
            return None
        return self.places.setdefault(code, Place(pair[0], pair[1], set(), set()))

    async def record(self, code: str) -> dict[str, Any]:
        """Return a session as its file says it: answers, and nobody's name."""
        place = await self.place(code)
        try:
            events = await self._use(self.store.events, code)
        except self._away as error:
            raise _full(error) from None
        # Every event is gone through: in a large room that takes a while.
        return await asyncio.to_thread(export_session, place.session, events)

    def _read(self, code: str) -> tuple[Session, Room] | None:
        import json

        session = self.store.session(code)
        if session is None:
            return None
        room = Room(code, json.loads(session.plan))
        return session, fold(room, self.store.events(code), reducers())

    async def submit(self, code: str, command: Command) -> Outcome:
        """Return where a command ended up, once it is on the disk; or raise Refusal."""
        await self.place(code)
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._pending.setdefault(code, []).append((command, future))
        self._news.set()
        return await future

    async def _write_all(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            batch, self._pending = self._pending, {}
            rooms = {code: self._room(code) for code in sorted(batch)}
            try:
                written = await self._use(self._write, batch, rooms)
            except self._away as error:
                _refuse(batch, _full(error))
                continue
            except Exception as error:  # noqa: BLE001 - the writer goes on
                _log.exception("a batch failed")
                _refuse(batch, error)
                continue
            for code, (room, results) in written.items():
                self._show(code, room)
                for (_, future), result in zip(batch[code], results, strict=True):
                    _settle(future, result)

    def _room(self, code: str) -> Room | None:
        place = self.places.get(code)
        return place.room if place else None

    def _write(
        self, batch: _Batch, rooms: dict[str, Room | None]
    ) -> dict[str, tuple[Room | None, list[_Result]]]:
        """Write a batch at once; return each room after it, None if it is gone.

        Rooms come in one order for all servers, so that none waits for another's lock.
        """
        written: dict[str, tuple[Room | None, list[_Result]]] = {}
        with self.store.transaction():
            for code, room in rooms.items():
                writing = self.store.writing(code)
                if writing is None or room is None:
                    written[code] = None, [gone() for _ in batch[code]]
                    continue
                now = fold(room, writing.missed(room.seq), reducers())
                results: list[_Result] = []
                for command, _ in batch[code]:
                    result, now = _try(writing, now, command)
                    results.append(result)
                writing.close()
                written[code] = now, results
        return written

    def _show(self, code: str, room: Room | None) -> None:
        """Let everyone who looks on know; only the desk cares for each answer."""
        place = self.places.get(code)
        if place is None:
            return
        if room is None:
            del self.places[code]
        elif room.seq <= place.room.seq:
            return
        else:
            is_scene = room.scene != place.room.scene
            is_scene = is_scene or room.inner is not place.room.inner
            place.room = room
            place.left()  # starts a new timer's clock
            place.played()
            if not is_scene:
                for event in place.desks:
                    event.set()
                return
        place.wake()

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear of other processes' writing, in a thread of its own."""
        while self._is_open:
            try:
                heard = self.store.changes(_PAUSE)
            except Exception as error:  # noqa: BLE001 - the database may be away
                if not self._is_open:
                    return
                _log.warning("no news from the database: %s", error)
                time.sleep(1)
                heard = None
            codes = set(self.places) if heard is None else set(heard) & set(self.places)
            if codes and self._is_open:
                loop.call_soon_threadsafe(self._refresh_soon, codes)

    def _refresh_soon(self, codes: set[str]) -> None:
        task = asyncio.create_task(self._refresh(codes))
        self._tasks.append(task)
        task.add_done_callback(self._tasks.remove)

    async def _refresh(self, codes: set[str]) -> None:
        for code in codes:
            place = self.places.get(code)
            if place is None:
                continue
            try:
                room = await self._use(self._catch_up, place.room)
            except self._away as error:
                _log.warning("could not catch up: %s", error)
            else:
                self._show(code, room)

    def _catch_up(self, room: Room) -> Room | None:
        events = self.store.events(room.code, room.seq)
        if not events and self.store.session(room.code) is None:
            return None
        return fold(room, events, reducers())


def _try(writing: Writing, room: Room, command: Command) -> tuple[_Result, Room]:
    """Return what becomes of a command, and the room after it.

    One that was written before ends where it did then, though the room has moved on.
    """
    try:
        drafts = decide(room, command)
    except Refusal as refusal:
        return writing.known(command.once) or refusal, room
    except Exception as error:  # noqa: BLE001 - the others in the batch go on
        _log.exception("a %s command failed", command.kind)
        return error, room
    outcome, events = writing.add(drafts, command.once)
    return outcome, fold(room, events, reducers())


def _refuse(batch: _Batch, error: Exception) -> None:
    for waiting in batch.values():
        for _, future in waiting:
            _settle(future, error)


def _settle(future: asyncio.Future[Outcome], result: _Result) -> None:
    if future.done():  # the phone has hung up; what was written stays
        return
    if isinstance(result, Outcome):
        future.set_result(result)
    else:
        future.set_exception(result)
