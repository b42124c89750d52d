"""The server process: it starts quickly, answers quickly, and stops without a word."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket

    from starlette.applications import Starlette

__all__ = ["run"]


class _Server(uvicorn.Server):
    """A server that lets live views end first; otherwise each would be torn off."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop to listen, let every answer and view end, and go."""
        self.config.app.state.hub.end_views()  # type: ignore[union-attr]
        await super().shutdown(sockets)


def run(app: Starlette, listener: socket.socket, *, is_behind_proxy: bool) -> None:
    """Serve an application of `make_app` until Ctrl+C."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=is_behind_proxy,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
        backlog=2048,
        ws="none",
    )
    # Looking for rings of objects took a tenth of an answer: few are left, and what
    # stands now stays.
    gc.freeze()
    gc.set_threshold(50_000)
    _Server(config).run(sockets=[listener])
