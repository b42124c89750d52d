"""The book's own catalogs carry the questions, and a translated book grades them.

The catalog `interface` carries what the course itself says: in templates, in Python and
in the players.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po, write_po

from browser import ROOT, Watch
from samples import BANK
from training.book.build import Server
from training.book.interface import script_words

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
PAGE = """---
recommendations: ["2.3"]
minutes: 5
---
# Ask first

## Here

```{quiz} sample
```
"""
GATE = """# The side gate

```{scenario} side-gate
```
"""
CONF = """
project = "Sample"
extensions = ["myst_nb", "training.book.extension"]
html_theme = "training"
root_doc = "index"
nb_execution_mode = "off"
myst_enable_extensions = ["colon_fence"]
locale_dirs = ["locale"]
gettext_compact = False
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    for name in ("book", "quizzes", "scenarios"):
        (root / name).mkdir()
    shutil.copytree(ROOT / "registry", root / "registry")
    shutil.copy(ROOT / "tests/fixtures/side-gate.yml", root / "scenarios")
    (root / "quizzes" / "sample.yml").write_text(BANK, "utf-8")
    (root / "book" / "index.md").write_text(PAGE, "utf-8")
    (root / "book" / "gate.md").write_text(GATE, "utf-8")
    (root / "book" / "conf.py").write_text(CONF, "utf-8")
    (root / "book" / "_toc.yml").write_text("format: jb-book\nroot: index\n", "utf-8")
    return root


def _build(root: Path, builder: str, *options: str) -> Path:
    out = root / builder
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, *options]
    subprocess.run([*command, str(root / "book"), str(out)], check=True)
    return out


@pytest.fixture(scope="module")
def catalogs(course):
    return _build(course, "gettext")


@pytest.fixture(scope="module")
def translated(course, catalogs):
    """The book in the language xx, in which every text begins with xx."""
    folder = course / "book" / "locale" / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for name in ("index", "interface"):
        with (catalogs / f"{name}.pot").open("rb") as file:
            catalog = read_po(file)
        for message in catalog:
            if message.id:
                message.string = f"xx {message.id}".replace("xx NR-1", "NR-9")
        with (folder / f"{name}.po").open("wb") as file:
            write_po(file, catalog)
    return _build(course, "html", "-D", "language=xx")


def test_every_text_of_a_question_reaches_the_catalog_and_comes_back(
    catalogs, translated
):
    catalog = (catalogs / "index.pot").read_text("utf-8")
    for text in ("Whom do you **ask** first?", "The man beside her.", "NR-1"):
        assert f'msgid "{text}"' in catalog
    html = (translated / "index.html").read_text("utf-8")
    assert "xx Whom do you <strong>ask</strong> first?" in html
    assert "xx The man beside her." in html
    assert "xx He may decide what is heard." in html  # the remark, in the key
    assert '"accept":["NR-9"]' in html


# A text may begin in the line below the bracket, and go on in further lines.
TEXT = r"""(?:"[^"\n]+"|'[^'\n]+')"""
SAID = re.compile(rf"\b(?:to_say|say|say_html|_)\(\s*((?:{TEXT}\s*)+)[,)]")


def _said_in(path: Path) -> set[str]:
    found = SAID.findall(path.read_text("utf-8"))
    return {"".join(one[1:-1] for one in re.findall(TEXT, words)) for words in found}


def test_whatever_is_said_is_in_the_catalog(catalogs):
    with (catalogs / "interface.pot").open("rb") as file:
        known = {message.id for message in read_po(file)}
    folder = ROOT / "src" / "training"
    paths = [path for name in ("play", "book") for path in (folder / name).rglob("*.*")]
    said = set().union(
        *map(_said_in, (one for one in paths if one.suffix in (".py", ".js", ".html")))
    ) - _said_in(folder / "play" / "words.py")  # its examples
    for text in ("Check", "Begin", "Skip to the content", "Certain", "Today's five"):
        assert text in said
    assert said <= known, said - known


def test_templates_and_python_say_the_translated_words(translated):
    html = (translated / "index.html").read_text("utf-8")
    for words in ("Skip to the content", "Question 1", "Fairly sure", "Search", "True"):
        assert f"xx {words}" in html
    assert "xx Who are you?" in (translated / "gate.html").read_text("utf-8")


def test_a_question_speaks_the_language_of_its_page(browser, translated):
    server = Server(translated, 0)
    threading.Thread(target=server.run, daemon=True).start()
    context = browser.new_context()
    watch = Watch(context, server.address.split("/")[2])
    page = context.new_page()
    page.goto(f"{server.address}index.html")
    item = page.locator("#item-sample--one")
    item.get_by_role("button", name="xx Check", exact=True).click()
    missing = item.locator(".training-missing")
    assert missing.inner_text() == "xx Choose an answer first."
    item.get_by_label("xx The man beside her.").check()
    item.get_by_role("button", name="xx Check", exact=True).click()
    title = item.locator(".training-feedback__title")
    assert title.inner_text() == "xx Not the strongest choice"
    assert item.get_by_role("button", name="xx Try again").is_visible()
    assert watch.errors == []
    context.close()
    server.stop()


def test_a_scenario_speaks_it_too_from_a_memory_stick(browser, translated):
    page = browser.new_page()
    page.goto((translated / "gate.html").as_uri())
    first = page.locator("scenario-player form button").first
    assert first.inner_text() == "xx Begin"
    first.click()
    assert page.locator(".training-stage legend").inner_text() == "xx What do you do?"
    page.close()


def test_a_page_carries_only_the_words_of_its_script_and_in_english_none():
    def words(script, **said):
        app = SimpleNamespace(config=SimpleNamespace(training_words=said))
        return script_words(app, script)

    assert words("training.js") == ""
    assert words("training.js", Check="A", Begin="B", Search="C") == '{"Check":"A"}'
    assert words("training-scenario.js", Begin="</s>") == '{"Begin":"\\u003c/s>"}'
