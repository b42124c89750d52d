"""The spine's speed goals for a page of questions; one line of JSON.

    .venv/bin/python bench/page.py

Three pages are opened in turn in one run, at CPU 4x and slow 4G: ours (a chapter-2
page), a bare hand-written page with ten questions, and a stock Jupyter Book page with
ten jupyterquiz questions (built here once from PyPI, in build/stock). Medians of five.
"""

from __future__ import annotations

import gzip
import json
import statistics
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import nbformat  # noqa: E402
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook  # noqa: E402

from browser import chromium  # noqa: E402
from training.book.build import HEADERS, Server, build  # noqa: E402

RUNS = 5
SLOW_4G = {  # the preset of that name in Chromium's developer tools
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8 * 0.9,
    "uploadThroughput": 750 * 1024 / 8 * 0.9,
}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# answerable: the first thing to choose is there and the page's own script has run
# a mark is left when that happens; what is not painted yet cannot be answered
MARK = """
  const look = () => { if ((%s)()) window.readyAt = performance.now();
                       else requestAnimationFrame(look); };
  requestAnimationFrame(look);
"""
OURS = "() => document.querySelectorAll('quiz-player button[type=submit]').length >= 10"
BARE = "() => document.body.dataset.ready === 'yes'"
STOCK = "() => document.querySelectorAll('.MCButton').length >= 10"


def bare_page(folder: Path) -> Path:
    """Write ten questions by hand: the least that can be answered."""
    folder.mkdir(parents=True, exist_ok=True)
    items = "".join(
        f"<form><fieldset><legend>Question {n}</legend>"
        + "".join(
            f"<label><input type=radio name=q{n} value={v}>Option {v}</label>"
            for v in "abcd"
        )
        + "</fieldset><button>Check</button><output></output></form>"
        for n in range(10)
    )
    (folder / "bare.js").write_text(
        "for (const f of document.forms) f.addEventListener('submit', e => {"
        "e.preventDefault(); f.querySelector('output').textContent ="
        " f.querySelector(':checked')?.value === 'b' ? 'Right' : 'Not yet';});"
        "document.body.dataset.ready = 'yes';"
    )
    (folder / "bare.html").write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Ten</title>"
        f"<script defer src=bare.js></script><body>{items}</body></html>"
    )
    return folder


def stock_page(folder: Path) -> Path | None:
    """Build a stock Jupyter Book page with ten jupyterquiz questions."""
    html = folder / "_build/html/quiz.html"
    if html.is_file():
        return html.parent
    source = folder / "source"
    source.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "jupyterquiz"], check=True
    )
    questions = [
        {
            "question": f"Question {n}",
            "type": "multiple_choice",
            "answers": [
                {"answer": f"Option {v}", "correct": v == "b", "feedback": "Because."}
                for v in "abcd"
            ],
        }
        for n in range(10)
    ]
    (source / "questions.json").write_text(json.dumps(questions))
    code = 'from jupyterquiz import display_quiz\ndisplay_quiz("questions.json")'
    cells = [new_markdown_cell("# Quiz"), new_code_cell(code)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), source / "quiz.ipynb")
    (source / "_config.yml").write_text("title: Stock\nexecute:\n  timeout: 120\n")
    (source / "_toc.yml").write_text("format: jb-book\nroot: quiz\n")
    subprocess.run(
        [
            *(sys.executable, "-c"),
            "from jupyter_book.cli.main import main; main()",
            *("build", str(source), "--path-output", str(folder)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return html.parent


def open_once(browser, address, is_ready):
    """Return ms until answerable and bytes (gzip) of one first visit, slowed."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, service_workers="block"
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    bodies = []
    context.route(
        lambda url: "//127.0.0.1:" not in url, lambda route: route.abort()
    )  # a stock page asks other hosts; there is no way to them here
    page.on("response", lambda response: bodies.append(response))  # noqa: PLW0108
    page.add_init_script(MARK % is_ready)
    page.goto(address, wait_until="commit")
    page.wait_for_function(f"() => ({is_ready})() && {PAINTED}", polling=20)
    ms = page.evaluate(f"Math.max({PAINTED}, window.readyAt || 0)")
    page.wait_for_load_state("networkidle")
    weight = sum(len(gzip.compress(r.body(), 6)) for r in bodies if r.status == 200)
    return context, page, ms, weight


CLICK = """async () => {
  const item = [...document.querySelectorAll('quiz-player')].find(
    q => q.querySelector('.training-item--single') && q.checkVisibility());
  item.querySelector('input[type=radio]').click();
  const start = performance.now();
  item.querySelector('button[type=submit]').click();
  while (!item.querySelector('.training-feedback')) await Promise.resolve();
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


def measure(browser, name, address, is_ready):
    """Return medians for one page."""
    times, weights, clicks = [], [], []
    for _ in range(RUNS):
        context, page, ms, weight = open_once(browser, address, is_ready)
        times.append(ms)
        weights.append(weight)
        if name == "ours":
            clicks.append(page.evaluate(CLICK))
        context.close()
    found = {"ready_ms": round(statistics.median(times)), "gzip": max(weights)}
    if clicks:
        found["click_to_paint_ms"] = round(statistics.median(clicks), 1)
    return found


def serve(folder: Path, **headers: str) -> str:
    """Serve a folder for as long as this runs."""
    server = Server(folder, 0, headers or HEADERS)
    threading.Thread(target=server.run, daemon=True).start()
    return server.address


def main() -> None:
    """Measure the three pages in one run."""
    ours = serve(build(ROOT, lambda _line: None)) + "justice/non-punishment.html"
    bare = serve(bare_page(ROOT / "build" / "bare")) + "bare.html"
    stock = serve(stock_page(ROOT / "build" / "stock"), Server="stock") + "quiz.html"
    with chromium() as browser:
        result = {
            "bench": "page",
            "ours": measure(browser, "ours", ours, OURS),
            "bare": measure(browser, "bare", bare, BARE),
            "stock": measure(browser, "stock", stock, STOCK),
        }
    result["times_bare"] = round(
        result["ours"]["ready_ms"] / result["bare"]["ready_ms"], 2
    )
    result["share_of_stock"] = round(
        result["ours"]["ready_ms"] / result["stock"]["ready_ms"], 2
    )
    print(json.dumps(result))


if __name__ == "__main__":
    main()
