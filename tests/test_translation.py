"""The book's own catalogs carry the questions, and a translated book grades them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from browser import ROOT
from samples import BANK

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
    (root / "book").mkdir()
    (root / "quizzes").mkdir()
    shutil.copytree(ROOT / "registry", root / "registry")
    (root / "quizzes" / "sample.yml").write_text(BANK, "utf-8")
    (root / "book" / "index.md").write_text(PAGE, "utf-8")
    (root / "book" / "conf.py").write_text(CONF, "utf-8")
    (root / "book" / "_toc.yml").write_text("format: jb-book\nroot: index\n", "utf-8")
    return root


def _build(root: Path, builder: str, *options: str) -> Path:
    out = root / builder
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, *options]
    subprocess.run([*command, str(root / "book"), str(out)], check=True)
    return out


def test_every_text_of_a_question_reaches_the_catalog_and_comes_back(course):
    catalog = (_build(course, "gettext") / "index.pot").read_text("utf-8")
    for text in ("Whom do you **ask** first?", "The man beside her.", "NR-1"):
        assert f'msgid "{text}"' in catalog
    folder = course / "book" / "locale" / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    translated = re.sub(
        r'msgid "((?:[^"\\]|\\.)+)"\nmsgstr ""',
        lambda found: f'msgid "{found[1]}"\nmsgstr "xx {found[1]}"',
        catalog,
    ).replace("xx NR-1", "NR-9")
    (folder / "index.po").write_text(translated, "utf-8")
    html = (_build(course, "html", "-D", "language=xx") / "index.html").read_text(
        "utf-8"
    )
    assert "xx Whom do you <strong>ask</strong> first?" in html
    assert "xx The man beside her." in html
    assert "xx He may decide what is heard." in html  # the remark, in the key
    assert '"accept":["NR-9"]' in html
