"""Live views over server-sent events.

A phone that slept reconnects by itself, and the first thing it is sent is everything it
needs; so nothing has to be caught up. Views that many share are written once.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from starlette.responses import StreamingResponse

from training.workshop.api import compact
from training.workshop.decide import Refusal
from training.workshop.views import (
    audience,
    for_desk,
    for_phone,
    for_projector,
    mine,
    since,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from training.workshop.api import Api
    from training.workshop.place import Place

__all__ = ["Live"]

_BEAT = 25.0  # seconds; proxies and phones drop a line that is silent for long
_CALM = 0.5  # seconds between two pictures for a desk or a projector
_MOST = 3000  # open streams


def _event(name: str, data: Any) -> bytes:
    return f"event: {name}\ndata: {compact(data)}\n\n".encode()


class Live:
    """The handlers of `/api/CODE/…/live`."""

    def __init__(self, api: Api) -> None:
        """Use the api's way of knowing who asks."""
        self._api = api
        self._open = 0
        self._per_seat: dict[str, int] = {}
        self._written: dict[tuple[str, str], tuple[int, bytes]] = {}

    async def phone(self, request: Request) -> Response:
        """Stream what one seat sees."""
        who = await self._api.who(request, "seat")
        if self._per_seat.get(who.name, 0) >= 4:
            raise Refusal("too-many", "this seat has four pages open", "close one", 429)
        place, seat = who.place, who.name

        seen = b""

        def parts() -> bytes:
            nonlocal seen
            now = self._view(place, seat) + _event("mine", mine(place.room, seat))
            if now == seen:  # another team has moved on
                return b""
            seen = now
            return now + _event("left", place.left())

        return self._stream(place, place.phones, parts, 0, seat)

    async def desk(self, request: Request) -> Response:
        """Stream what the console sees."""
        who = await self._api.who(request, "desk")
        place, names = who.place, request.query_params.get("names") == "1"

        def parts() -> bytes:
            view = for_desk(place.room, with_names=names)
            played = _event("played", place.played())
            return _event("view", view) + _event("left", place.left()) + played

        return self._stream(place, place.desks, parts, _CALM)

    async def projector(self, request: Request) -> Response:
        """Stream what the wall shows."""
        place = await self._api.place(request)

        def parts() -> bytes:
            view = for_projector(place.room)
            return _event("view", view) + _event("left", place.left())

        return self._stream(place, place.desks, parts, _CALM)

    def _view(self, place: Place, seat: str) -> bytes:
        group = audience(place.room, seat)
        key, scene = (place.session.code, group), since(place.room, seat)
        kept = self._written.get(key)
        if kept is None or kept[0] != scene:
            kept = (scene, _event("view", for_phone(place.room, seat)))
            self._written[key] = kept
        return kept[1]

    @contextmanager
    def _looking(
        self, lookers: set[asyncio.Event], news: asyncio.Event, seat: str
    ) -> Iterator[None]:
        """Count a page that looks on, for as long as it does."""
        lookers.add(news)
        self._open += 1
        if seat:
            self._per_seat[seat] = self._per_seat.get(seat, 0) + 1
        try:
            yield
        finally:
            lookers.discard(news)
            self._open -= 1
            if seat:
                self._per_seat[seat] -= 1
                if not self._per_seat[seat]:
                    del self._per_seat[seat]

    def _stream(
        self,
        place: Place,
        lookers: set[asyncio.Event],
        parts: Callable[[], bytes],
        calm: float,
        seat: str = "",
    ) -> Response:
        if self._open >= _MOST:
            fix = "wait a moment, then reload"
            raise Refusal("too-many", "too many pages are open", fix, 429)

        async def body() -> AsyncIterator[bytes]:
            news = asyncio.Event()
            with self._looking(lookers, news, seat):
                yield b"retry: 1000\n\n" + parts()
                while not self._api.hub.is_ending:
                    try:
                        async with asyncio.timeout(_BEAT):
                            await news.wait()
                    except TimeoutError:
                        yield b"event: beat\ndata: {}\n\n"
                        continue
                    if calm:
                        await asyncio.sleep(calm)
                    news.clear()
                    if self._api.hub.places.get(place.session.code) is not place:
                        yield _event("gone", {})
                        return
                    if now := parts():
                        yield now

        return StreamingResponse(body(), media_type="text/event-stream")
