"""The words of the interface: their catalog, and their translations.

Sphinx's catalogs hold what authors write. Ours, `interface`, holds what the course
itself says: in templates (`_`), in Python and in the players (`say`). A translation is
read before anything else, and all three speak it.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract
from sphinx.util.i18n import CatalogRepository

from training.content.jurisdiction import CONTACT_TOPICS, LAW_TOPICS
from training.play.assets import BUNDLES, static_folder
from training.play.page import embed_json
from training.play.words import speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["connect", "script_words"]

_DOMAIN = "interface"
_PACKAGE = Path(__file__).parents[1]
_SAYS = {"say": None, "say_html": None, "to_say": None}
_ABOUT = """\
# What the course itself says: pages, buttons, messages.
# {names} in braces are filled in later: keep them as they are.
#"""


def connect(app: Sphinx) -> None:
    """Speak the book's language, and write the catalog where catalogs are asked for."""
    # Pages hold the words that were spoken when they were read: new words, new reading.
    app.add_config_value("training_words", {}, "env")
    app.connect("config-inited", _read_words)
    app.connect("builder-inited", _teach_templates)
    app.connect("build-finished", _write_catalog)


def _read_words(app: Sphinx, config: Config) -> None:
    words: dict[str, str] = {}
    language, encoding = config.language or "en", config.source_encoding
    repository = CatalogRepository(app.srcdir, config.locale_dirs, language, encoding)
    for catalog in repository.catalogs:
        if catalog.domain == _DOMAIN:
            with Path(catalog.po_path).open("rb") as file:
                said = [one for one in read_po(file) if one.id and one.string]
            words |= {str(one.id): str(one.string) for one in said if not one.fuzzy}
    config.training_words = words
    speak(words)


def _teach_templates(app: Sphinx) -> None:
    """Let `_` say our words, or else Sphinx's own, such as those of its search."""
    if app.builder.format != "html":
        return
    words, others = app.config.training_words, app.translator
    environment: Any = app.builder.templates.environment
    environment.install_gettext_callables(
        lambda text: words.get(text) or others.gettext(text), others.ngettext
    )


def script_words(app: Sphinx, script: str) -> str:
    """Return the translations that a page's script says, as JSON; empty in English."""
    words = app.config.training_words
    said = {text: words[text] for text in _texts_of(script) if text in words}
    return embed_json(said) if said else ""


@cache
def _texts_of(script: str) -> tuple[str, ...]:
    paths = [static_folder() / name for name in BUNDLES[script]]
    return tuple(dict.fromkeys(text for _, _, text in _texts_in(paths)))


def _write_catalog(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name != "gettext":
        return
    catalog = Catalog(
        project=app.config.project, header_comment=_ABOUT, charset="utf-8"
    )
    for place, line, text in _texts_in(_sources()):
        message = catalog.add(text, locations=[(place, line)])
        message.flags.discard("python-format")  # "70 % of" is not one
    for text in (*LAW_TOPICS.values(), *CONTACT_TOPICS.values()):
        catalog.add(text)  # the foundation does not know that its titles are shown
    with (Path(app.outdir) / f"{_DOMAIN}.pot").open("wb") as file:
        write_po(file, catalog)


def _sources() -> Iterator[Path]:
    """Yield every file of ours that says something to readers of the book."""
    for folder in (_PACKAGE / "play", _PACKAGE / "book"):
        for ending in ("*.html", "*.js", "*.py"):
            yield from sorted(folder.rglob(ending))


def _texts_in(paths: Iterable[Path]) -> Iterator[tuple[str, int, str]]:
    """Yield place, line and words of every text that the files say."""
    methods: dict[str, Any] = {
        ".html": (babel_extract, {"_": None}, {"silent": "false"}),
        ".js": ("javascript", _SAYS, {"parse_template_string": True}),
        ".py": (_python_texts, _SAYS, {}),
    }
    for path in paths:
        method, keywords, options = methods[path.suffix]
        with path.open("rb") as file:
            for line, text, _, _ in extract(method, file, keywords, options=options):
                place = path.relative_to(_PACKAGE.parent).as_posix()
                yield place, line, str(text)


def _python_texts(
    file: IO[bytes], keywords: Any, _tags: object, **_options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield what Python says, also within f-strings, which Babel passes over."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = node.args[0] if node.args else None
            if node.func.id in keywords and isinstance(first, ast.Constant):
                yield node.lineno, node.func.id, str(first.value), []
