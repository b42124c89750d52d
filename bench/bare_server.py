"""The yardstick: the least server that stores an answer in SQLite before it says so."""

import json
import sqlite3
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("pragma journal_mode = wal")
base.execute("pragma synchronous = full")
base.execute("create table answer (id text primary key, seat text, data text)")


async def answers(request):
    body = await request.json()
    values = (body["id"], request.cookies.get("seat", ""), json.dumps(body))
    base.execute("insert or ignore into answer values (?, ?, ?)", values)
    return JSONResponse({"stored": True})


app = Starlette(routes=[Route("/api/{code}/answers", answers, methods=["POST"])])
uvicorn.run(
    app,
    port=int(sys.argv[2]),
    log_level="warning",
    access_log=False,
    timeout_keep_alive=75,
)
