"""The web application: routes, headers and the one shape of errors."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from training.play.assets import static_folder
from training.workshop import pages
from training.workshop.api import Api, Json, refusal_response
from training.workshop.decide import Refusal
from training.workshop.guard import read_code
from training.workshop.hub import Hub
from training.workshop.live import Live

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from training.workshop.store import Store

__all__ = ["make_app"]

_log = logging.getLogger("training.workshop")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_TURNED_AWAY = {
    404: "There is no workshop with this code. Look at the wall again.",
    429: "Too many wrong codes came from here. Wait a moment, then try again.",
}
_ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_HEADERS = [
    *_ALWAYS,
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
_DATA = [  # for what is no document, and is sent a thousand times
    *_ALWAYS,
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]


class _Headers:
    """Adds protecting headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        cache = b"no-cache" if path.startswith("/static/") else b"no-store"
        kept = _DATA if path.startswith("/api/") else _HEADERS
        added = [*kept, (b"cache-control", cache)]

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        await self._app(scope, receive, add)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refusal_response(error)


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {404: "not-found", 405: "method"}.get(error.status_code, "http")
    words = Refusal(code, str(error.detail), "check the address", error.status_code)
    return refusal_response(words)


async def _broken(_request: Request, error: Exception) -> Response:
    _log.error("a request failed", exc_info=error)
    fix = "try again; tell the facilitator if it stays so"
    return refusal_response(Refusal("broken", "something went wrong here", fix, 500))


def make_app(
    store: Store, address: str | None = None, fonts: Path | None = None
) -> Starlette:
    """Return the application over a store.

    `address` is what phones open, for the QR code; otherwise the one asked for is used.
    `fonts` is a folder with the course's typefaces.
    """
    hub = Hub(store)
    api = Api(hub)
    live = Live(api)

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        await hub.start()
        yield
        await hub.stop()

    app = Starlette(
        routes=[
            *_api_routes(api, live),
            *_Pages(api, address).routes(),
            *_files(fonts),
        ],
        lifespan=life,
        exception_handlers={Refusal: _refused, HTTPException: _http, 500: _broken},
    )
    app.add_middleware(_Headers)
    app.state.hub = hub
    return app


def _api_routes(api: Api, live: Live) -> list[Route]:
    def post(path: str, handler: Callable[..., Any]) -> Route:
        return Route(f"/api/{{code}}/{path}", handler, methods=["POST"])

    def get(path: str, handler: Callable[..., Any]) -> Route:
        return Route(f"/api/{{code}}/{path}", handler, methods=["GET"])

    return [
        post("answers", api.answer),
        post("join", api.join),
        post("name", api.phone("name")),
        post("questions", api.phone("question")),
        post("acts", api.phone("act")),
        post("leave", api.phone("leave")),
        get("me", api.me),
        get("live", live.phone),
        post("desk", api.open_desk),
        get("desk", api.desk),
        post("desk/do", api.do),
        post("desk/handover", api.handover),
        get("desk/live", live.desk),
        get("desk/record", api.record),
        get("desk/report", api.report),
        get("projector", api.projector),
        get("projector/live", live.projector),
    ]


class _Pages:
    """The handlers of everything a person opens."""

    def __init__(self, api: Api, address: str | None) -> None:
        self._api, self._address = api, address

    def routes(self) -> list[Route]:
        return [
            Route("/", _fixed(lambda: HTMLResponse(pages.join_page()))),
            Route("/j", _enter),
            Route("/j/{code}", self._room(lambda code, _: pages.phone_page(code))),
            Route("/desk/{code}", self._room(lambda code, _: pages.desk_page(code))),
            Route("/projector/{code}", self._room(pages.projector_page)),
            Route("/qr/{code}.svg", self._picture),
            Route("/privacy", _fixed(lambda: HTMLResponse(pages.privacy_page()))),
            Route("/healthz", _fixed(lambda: Json({"ok": True}))),
        ]

    def _join(self, request: Request, code: str) -> str:
        base = (self._address or str(request.base_url)).rstrip("/")
        return f"{base}/j/{code}"

    def _room(self, make: Callable[[str, str], str]) -> Callable[..., Any]:
        async def page(request: Request) -> Response:
            try:
                place = await self._api.place(request)
            except Refusal as refusal:
                if refusal.status not in _TURNED_AWAY:
                    raise
                words = _TURNED_AWAY[refusal.status]
                return HTMLResponse(pages.join_page(words), refusal.status)
            code = place.session.code
            return HTMLResponse(make(code, self._join(request, code)))

        return page

    async def _picture(self, request: Request) -> Response:
        place = await self._api.place(request)
        svg = pages.qr_svg(self._join(request, place.session.code))
        return Response(svg, media_type="image/svg+xml")


def _fixed(make: Callable[[], Response]) -> Callable[..., Any]:
    async def page(_request: Request) -> Response:
        return make()

    return page


async def _enter(request: Request) -> Response:
    code = read_code(request.query_params.get("code", ""))
    if not code:
        words = (
            "This is not a code. A code has six signs, no vowels, and none of 0, 1, 2, "
            "5, 6 and 8. Look at the wall again."
        )
        return HTMLResponse(pages.join_page(words), 404)
    return RedirectResponse(f"/j/{code}", 303)


def _files(fonts: Path | None) -> list[Mount]:
    mounts = [
        Mount("/static/play/static", StaticFiles(directory=static_folder())),
        Mount("/static/workshop/static", StaticFiles(directory=pages.STATIC)),
    ]
    if fonts is not None:
        files = StaticFiles(directory=fonts)
        mounts.insert(0, Mount("/static/play/static/fonts", files))
    return mounts
