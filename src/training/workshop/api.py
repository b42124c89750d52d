"""The JSON side: what phones and consoles send, checked before the room hears of it."""

from __future__ import annotations

import asyncio
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from training.workshop.decide import Command, Refusal
from training.workshop.guard import (
    Buckets,
    digest,
    is_id,
    new_secret,
    read_code,
    sign,
    signed,
    unsigned,
)
from training.workshop.views import for_desk, for_projector, mine

if TYPE_CHECKING:
    from starlette.requests import Request

    from training.workshop.hub import Hub
    from training.workshop.place import Place

__all__ = ["Api", "Json", "compact", "owner_link", "refusal_response"]

compact = json.JSONEncoder(separators=(",", ":")).encode  # JSON without blanks
_LARGEST = 16 * 1024
_KEPT = 30 * 24 * 3600  # a seat outlives a workshop of several days, not more


class Json(Response):
    """A JSON answer."""

    media_type = "application/json"

    def __init__(self, content: Any, status_code: int = 200) -> None:
        """Write the content."""
        super().__init__(compact(content), status_code)


def refusal_response(refusal: Refusal) -> Response:
    """Return the one shape in which every error is told."""
    told = {"code": refusal.code, "message": refusal.message, "fix": refusal.fix}
    return Json({"error": told}, refusal.status)


def owner_link(secret: str) -> str:
    """Return the facilitator's own secret for a session."""
    return sign(secret, "owner-link")


async def read_body(request: Request) -> dict[str, Any]:
    """Return the JSON object of a request, or refuse it."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        fix = "send application/json"
        raise Refusal("not-json", "the content type is not JSON", fix, 415)
    origin = request.headers.get("origin")
    if origin and origin.partition("://")[2] != request.headers.get("host"):
        fix = "open the page of the workshop itself"
        raise Refusal("foreign", "this came from another site", fix, 403)
    raw = b""
    async for part in request.stream():
        raw += part
        if len(raw) > _LARGEST:
            fix = "send less than 16 KB"
            raise Refusal("too-large", "the request is too large", fix, 413)
    try:
        body = _read(raw.decode())
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refusal("not-json", "the request is not a JSON object", "send one", 400)
    return body


def _no_constant(name: str) -> None:
    raise ValueError(name)


_read = json.JSONDecoder(parse_constant=_no_constant).decode


@dataclass(frozen=True)
class _Who:
    """Someone who showed a signed seat or desk."""

    place: Place
    name: str
    csrf: str


class Api:
    """The handlers of `/api/CODE/…`."""

    def __init__(self, hub: Hub) -> None:
        """Serve the rooms of a hub."""
        self.hub = hub
        self._codes = Buckets(5, 60)  # wrong codes, per address
        self._joins = Buckets(100, 400)  # per session
        self._posts = Buckets(10, 60)  # per seat
        self._secrets = Buckets(1, 10)  # wrong secrets, per address
        self._saves = Buckets(0.1, 6)  # reports and records, per console
        self._saving = asyncio.Lock()  # one at a time: the room needs the processor

    async def place(self, request: Request) -> Place:
        """Return the room a request names, or refuse.

        An address that guessed too often waits, with a right code too: what it guesses
        next would else be told at once. Who has a seat or a console there goes on.
        """
        code = read_code(request.path_params["code"])
        client = request.client.host if request.client else ""
        if self._codes.is_empty(client) and not self._is_known(request, code):
            raise _too_many()
        try:
            return await self.hub.place(code)
        except Refusal as refusal:
            if refusal.status == 404 and not self._codes.take(client):
                raise _too_many() from None
            raise

    def _is_known(self, request: Request, code: str) -> bool:
        place, cookies = self.hub.places.get(code), request.cookies
        return place is not None and any(
            unsigned(place.session.secret, use, cookies.get(f"{use}-{code}", ""))
            for use in ("seat", "desk")
        )

    async def who(self, request: Request, use: str) -> _Who:
        """Return whose seat or desk the request shows, or refuse."""
        place = await self.place(request)
        secret = place.session.secret
        shown = request.cookies.get(f"{use}-{place.session.code}", "")
        name = unsigned(secret, use, shown)
        known = place.room.seats if use == "seat" else {"owner", *place.room.desks}
        if not name or name not in known:
            fix = "join again" if use == "seat" else "open the facilitator's link again"
            raise Refusal(f"no-{use}", f"this browser has no {use} here", fix, 401)
        return _Who(place, name, sign(secret, "csrf", use, name))

    async def _sender(self, request: Request, use: str) -> tuple[_Who, dict[str, Any]]:
        """Return who sends what, or refuse: every change needs the page's own token."""
        body = await read_body(request)
        who = await self.who(request, use)
        token = request.headers.get("x-training-token", "")
        if not _same(token, who.csrf):
            raise Refusal("no-token", "the page's token is missing", "reload", 403)
        if not self._posts.take(f"{use} {who.name}"):
            raise _too_many()
        if not is_id(body.get("id")):
            fix = "send an id of 8 to 64 letters, digits, - or _"
            raise Refusal("no-id", "the request has no id", fix, 400)
        return who, body

    async def join(self, request: Request) -> Response:
        """Give a phone a seat; the same id always gets the same seat."""
        body = await read_body(request)
        place = await self.place(request)
        if not is_id(body.get("id")):
            fix = "send an id of 8 to 64 letters, digits, - or _"
            raise Refusal("no-id", "the request has no id", fix, 400)
        if not self._joins.take(place.session.code):
            raise _too_many()
        secret, code = place.session.secret, place.session.code
        seat = sign(secret, "new-seat", body["id"])[:24]
        command = Command("join", seat, f"join:{seat}", body)
        await self.hub.submit(code, command)
        taken = place.room.seats[seat]
        if taken.is_away:
            await self.hub.submit(code, Command("return", seat))
        answer = Json(_seat(place, seat))
        _set_cookie(answer, request, f"seat-{code}", signed(secret, "seat", seat))
        return answer

    async def me(self, request: Request) -> Response:
        """Say which seat this browser has, if any, with the token for sending."""
        try:
            who = await self.who(request, "seat")
        except Refusal as refusal:
            if refusal.code != "no-seat":
                raise
            return Json({"seat": None})
        return Json(
            {**_seat(who.place, who.name), "mine": mine(who.place.room, who.name)}
        )

    def phone(self, kind: str) -> Any:
        """Return the handler for one kind of thing that phones send."""

        async def handle(request: Request) -> Response:
            who, body = await self._sender(request, "seat")
            once = f"{who.name}:{body['id']}"
            command = Command(kind, who.name, once, body)
            outcome = await self.hub.submit(who.place.session.code, command)
            return Json({"stored": True, "seq": outcome.seq})

        return handle

    async def answer(self, request: Request) -> Response:
        """Store an answer; the acknowledgement says that it is on the disk."""
        who, body = await self._sender(request, "seat")
        command = Command("answer", who.name, f"{who.name}:{body['id']}", body)
        outcome = await self.hub.submit(who.place.session.code, command)
        slot = who.place.room.slot(
            str(body.get("activity")), str(body.get("item")), body.get("round", 1)
        )
        kept = slot.get(who.name)
        late = kept is None or kept.seq < outcome.seq
        return Json({"stored": True, "seq": outcome.seq, "late": late})

    async def open_desk(self, request: Request) -> Response:
        """Open the console with the facilitator's link, or with a handed-over one."""
        body = await read_body(request)
        place = await self.place(request)
        secret, code = place.session.secret, place.session.code
        given = body.get("secret")
        given = given if isinstance(given, str) else ""
        name = "owner" if _same(given, owner_link(secret)) else ""
        if not name:
            client = request.client.host if request.client else ""
            if not self._secrets.take(client):
                raise _too_many()
            data = {"used": digest(given), "hash": digest(f"desk {given}")[:32]}
            await self.hub.submit(code, Command("desk", data=data))
            name = data["hash"]
        answer = Json({"csrf": sign(secret, "csrf", "desk", name)})
        _set_cookie(answer, request, f"desk-{code}", signed(secret, "desk", name))
        return answer

    async def desk(self, request: Request) -> Response:
        """Show the console's state once, with the token for sending."""
        who = await self.who(request, "desk")
        names = request.query_params.get("names") == "1"
        view = for_desk(who.place.room, with_names=names)
        return Json({"csrf": who.csrf, "view": view, "left": who.place.left()})

    async def do(self, request: Request) -> Response:
        """Do what a console's button says."""
        who, body = await self._sender(request, "desk")
        command = Command("do", "", f"desk:{who.name}:{body['id']}", body)
        outcome = await self.hub.submit(who.place.session.code, command)
        return Json({"stored": True, "seq": outcome.seq})

    async def handover(self, request: Request) -> Response:
        """Make a link with which one more facilitator opens the console, once."""
        who, body = await self._sender(request, "desk")
        token = new_secret()
        once = f"desk:{who.name}:{body['id']}"
        command = Command("handed", "", once, {"hash": digest(token)})
        outcome = await self.hub.submit(who.place.session.code, command)
        if not outcome.is_new:
            raise Refusal("used", "this link was made before", "ask for a new one")
        return Json({"link": f"/desk/{who.place.session.code}#{token}"})

    async def record(self, request: Request) -> Response:
        """Give the facilitator the session's file: answers, and nobody's name."""
        code = await self._saver(request)
        async with self._saving:
            record = await self.hub.record(code)
            text = await asyncio.to_thread(json.dumps, record, allow_nan=False)
        return _download(text, "application/json", f"workshop-{code}.json")

    async def report(self, request: Request) -> Response:
        """Give the facilitator the report of this room; the room goes on meanwhile."""
        code = await self._saver(request)
        async with self._saving:
            record = await self.hub.record(code)
            text = await asyncio.to_thread(_report, record)
        return _download(text, "text/html", f"workshop-{code}.html")

    async def _saver(self, request: Request) -> str:
        """Return the code of the room whose console asks for a file, or refuse."""
        who = await self.who(request, "desk")
        code = who.place.session.code
        if not self._saves.take(f"{code} {who.name}"):
            raise _too_many()
        return code

    async def projector(self, request: Request) -> Response:
        """Show the projector's state once."""
        place = await self.place(request)
        return Json({"view": for_projector(place.room), "left": place.left()})


def _same(given: str, ours: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), ours.encode())


def _report(record: dict[str, Any]) -> str:
    from training.workshop.analysis import analyse
    from training.workshop.report import report_html
    from training.workshop.session_file import SessionFile

    return report_html(analyse([SessionFile.model_validate(record)]))


def _download(text: str, kind: str, name: str) -> Response:
    """Return a file to keep; it is never shown as a page of this server."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=kind, headers=headers)


def _too_many() -> Refusal:
    return Refusal("too-many", "too many requests", "wait a moment", 429)


def _seat(place: Place, seat: str) -> dict[str, Any]:
    found = place.room.seats[seat]
    csrf = sign(place.session.secret, "csrf", "seat", seat)
    return {"seat": {"number": found.number, "name": found.name}, "csrf": csrf}


def _set_cookie(response: Response, request: Request, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=_KEPT,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
