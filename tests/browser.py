"""Chromium for tests: finds it, starts it quietly, records every request."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from training.exports.pdf import browser_path

ROOT = Path(__file__).parents[1]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    "--disable-sync",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # what a colour scheme can break


@contextmanager
def chromium(flags=()):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=[*FLAGS, *flags]
        )
        try:
            yield browser
        finally:
            browser.close()


class Watch:
    """What a page asked of other hosts, and what went wrong in its scripts."""

    def __init__(self, context, host: str) -> None:
        self.foreign, self.errors, self.failed = [], [], []
        self.host = host
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", self._console)

    def _request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.foreign.append(request.url)

    def _response(self, response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")

    def _console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)


def violations(page, tags=TAGS) -> list[str]:
    """Return what axe-core finds by rules of these tags, one line each."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE.read_text("utf-8"))
    # axe-core takes what is far away, and not yet laid out, for lying over the text
    page.evaluate(
        "document.querySelectorAll('quiz-player')"
        ".forEach(player => player.style.setProperty('content-visibility', 'visible'))"
    )
    found = page.evaluate(
        "tags => axe.run({runOnly: tags, resultTypes: ['violations']})"
        ".then(found => found.violations)",
        tags,
    )
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in found
        for node in rule["nodes"]
    ]
