"""Prints an HTML file as a tagged PDF with bookmarks, through an installed Chromium."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

__all__ = ["BrowserMissingError", "browser_path", "print_pdf"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MISSING = (
    "a PDF is printed by Chromium, and this machine has none\n"
    "    fix: install Chromium or Chrome (Debian: apt install chromium)"
)
_QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
)


class BrowserMissingError(Exception):
    """No Chromium stands on this machine; the message says how to get one."""


def browser_path() -> str | None:
    """Return the path of an installed Chromium or Chrome; None means Playwright's own.

    `tools/setup` installs the latter where a machine's own packages cannot be.
    """
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def print_pdf(page: Path, target: Path) -> None:
    """Print a local HTML file as a PDF: tagged, with bookmarks, its own page size.

    A thread of its own, because playwright refuses to start where a loop already runs.

    Raises BrowserMissingError, with what to do, if there is no Chromium.
    """
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_print, page, target).result()


def _print(page: Path, target: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = browser_path() or playwright.chromium.executable_path
        if not Path(path).is_file():
            raise BrowserMissingError(_MISSING)
        browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET])
        try:
            # A page's own policy bars the typefaces. Nothing runs, nothing is fetched.
            tab = browser.new_page(
                java_script_enabled=False, offline=True, bypass_csp=True
            )
            tab.goto(page.as_uri())
            tab.pdf(
                path=target,
                tagged=True,
                outline=True,
                prefer_css_page_size=True,
                print_background=True,
            )
        finally:
            browser.close()
