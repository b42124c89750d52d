"""Rules on sources: what is cited exists, was read, is fresh, and is of its layer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from training.content.problems import did_you_mean
from training.proof.rules import (
    BOOK,
    QUIZZES,
    SCENARIOS,
    SOURCES,
    Finding,
    Rule,
    at_item,
    at_page,
    rule,
)
from training.proof.words import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.content.course import Course, Where
    from training.content.pages import Page
    from training.content.passages import Directive

    _Placed = tuple[str, Where]

__all__ = ["LAYERS", "RULES"]

_ALL = (QUIZZES, BOOK, SOURCES, SCENARIOS)
_LAW = ("law", "case")
_PRACTICE = ("guidance", "study", "manual", "figure", "data")
# What a statement of each layer must rest on, and what it may not mention as support.
LAYERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "recommends": (("workshop",), (*_LAW, *_PRACTICE, "story")),
    "requires": (_LAW, ("workshop", "story")),
    "suggests": (_PRACTICE, ("workshop", "story")),
    "story": (("story",), ("workshop",)),
}
_SPOKEN = {
    "recommends": "the workshop (W/…)",
    "requires": "law or a case (L…)",
    "suggests": "guidance, a study or a manual",
    "story": "story law (LC-, LB-, LA-)",
}
# The field of each registry file that lists keys; `sources` is also its first list.
_REGISTRY = {
    "sources.yml": "yardstick",
    "glossary.yml": "sources",
    "recommendations.yml": "since-2014",
    "people.yml": "",
}
_STATUTE = re.compile(r"\b([A-Z]{3}) (?:ss?|arts?|§)\.? ?\d")


@dataclass(frozen=True)
class _Cite:
    """A key in use, and where; the line is worked out only if it is asked for."""

    key: str
    path: str
    id: str
    line: Callable[[], int]


def _cites(course: Course) -> Iterator[_Cite]:
    for bank, item in course.items():
        for key, where in _item_keys(item):
            line = partial(course.line, bank, item.id, where)
            yield _Cite(key, bank.path, item.id, line)
    for page in course.pages:
        for key, at in _page_keys(page):
            yield _Cite(key, page.path, "", partial(int, at))
    for name, document in course.registry.documents.items():
        for key, where in _registry_keys(document.data, _REGISTRY[name]):
            thing = document.nearest_id(where)
            yield _Cite(key, document.path, thing, partial(document.line, where))


def _item_keys(item: Any) -> Iterator[_Placed]:
    for index, key in enumerate(item.sources):
        yield key, ("sources", index)
    for field in ("options", "reasons"):
        for index, option in enumerate(getattr(item, field, ())):
            if option.source:
                yield option.source, (field, index, "source")


def _page_keys(page: Page) -> Iterator[tuple[str, int]]:
    for directive in page.directives:
        for key in directive.listed("sources"):
            yield key, directive.option_lines["sources"]
    for role in page.roles:
        if role.name == "source":
            yield role.text.strip(), role.line


def _registry_keys(data: Any, field: str, where: Where = ()) -> Iterator[_Placed]:
    """Yield every key listed under a field of that name, at any depth."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name != field:
                yield from _registry_keys(value, field, (*where, name))
            elif isinstance(value, list) and all(isinstance(k, str) for k in value):
                for index, key in enumerate(value):
                    yield key, (*where, name, index)
            else:
                yield from _registry_keys(value, field, (*where, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _registry_keys(value, field, (*where, index))


def _uncitable(name: str, says: str, fix: str) -> Rule:
    @rule(name, *_ALL, says=says, fix=fix)
    def find(course: Course) -> Iterator[Finding]:
        for cite in _cites(course):
            wrong = course.registry.citable(cite.key, course.today)
            if wrong is not None and wrong.rule == name:
                line = cite.line()
                yield Finding(cite.path, line, cite.id, wrong.message, wrong.fix)

    return find


source_unknown = _uncitable(
    "source-unknown",
    "Every source key is in registry/sources.yml.",
    "correct the key, or add the source with its status",
)
source_vague = _uncitable(
    "source-vague",
    "A key names one article where its source has several.",
    "write the article after a stroke, such as L9/art-13",
)
source_unverified = _uncitable(
    "source-unverified",
    "Nothing rests on words that nobody has read.",
    "cite a source that was read, or read this one and record it",
)
source_outdated = _uncitable(
    "source-outdated",
    "A source is read again before its `review-by` date.",
    "read it again; then mend `checked` and `review-by` in the registry",
)


@rule(
    "source-repeated",
    QUIZZES,
    says="A question names each source once.",
    fix="take the second mention out",
)
def source_repeated(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        for index, key in enumerate(item.sources):
            if key in item.sources[:index]:
                message = f'names the source "{key}" twice'
                yield at_item(course, bank, item, ("sources", index), message)


@rule(
    "item-layer",
    QUIZZES,
    says="A question about one layer cites a source of that layer.",
    fix="add a source of that layer, or correct `layer:`",
)
def item_layer(course: Course) -> Iterator[Finding]:
    for bank, item in course.items():
        if item.layer is None:
            continue
        kinds = {course.registry.kind(key) for key in item.sources}
        wanted = LAYERS[item.layer][0]
        if "" not in kinds and not kinds & set(wanted):
            message = f'layer "{item.layer}" without {_SPOKEN[item.layer]}'
            yield at_item(course, bank, item, ("layer",), message)


@rule(
    "layer-kind",
    BOOK,
    says="A layer is recommends, requires, suggests or story.",
    fix="write one of the four words after {layer}",
)
def layer_kind(course: Course) -> Iterator[Finding]:
    for page, layer in _layers(course):
        if layer.argument not in LAYERS:
            message = f'layer "{layer.argument}" is not one of {", ".join(LAYERS)}'
            near = did_you_mean(layer.argument, LAYERS)
            yield at_page(page, layer.line, message, f"use one of them.{near}")


@rule(
    "layer-sources",
    BOOK,
    says="Every layer names its sources.",
    fix="add `:sources:` under its first line",
)
def layer_sources(course: Course) -> Iterator[Finding]:
    for page, layer in _layers(course):
        if not layer.listed("sources"):
            message = f'layer "{layer.argument}" names no source'
            yield at_page(page, layer.line, message)


@rule(
    "layer-mixed",
    BOOK,
    says="A layer rests on its own kind of source: the workshop recommends, law and "
    "cases require, guidance and studies suggest, story law is story.",
    fix="move the statement to its own layer, or correct the key",
)
def layer_mixed(course: Course) -> Iterator[Finding]:
    for page, layer in _layers(course):
        if layer.argument not in LAYERS or not layer.listed("sources"):
            continue
        wanted, barred = LAYERS[layer.argument]
        kinds = {key: course.registry.kind(key) for key in layer.listed("sources")}
        line = layer.option_lines["sources"]
        strangers = [key for key, kind in kinds.items() if kind in barred]
        for key in strangers:
            message = f'layer "{layer.argument}" cites "{key}", a {kinds[key]}'
            yield at_page(page, line, message)
        if not strangers and not set(kinds.values()) & {*wanted, ""}:
            message = f'layer "{layer.argument}" without {_SPOKEN[layer.argument]}'
            yield at_page(page, line, message)


def _layers(course: Course) -> Iterator[tuple[Page, Directive]]:
    for page in course.pages:
        for layer in page.named("layer"):
            yield page, layer


@rule(
    "story-uncited",
    QUIZZES,
    BOOK,
    says="A paragraph of an invented statute is cited by its key, LC-, LB- or LA-.",
    fix="add the story-law key to the sources",
)
def story_uncited(course: Course) -> Iterator[Finding]:
    statutes = _statutes(course)
    for bank, item in course.items():
        if any(course.registry.kind(key) == "story" for key in item.sources):
            continue
        for words in texts_of(item):
            named = _names(words.plain, statutes)
            if named:
                message = f'speaks of "{named}" and cites no story law'
                yield at_item(course, bank, item, words.where, message)
                break
    for page in course.pages:
        if any(course.registry.kind(key) == "story" for key, _ in _page_keys(page)):
            continue
        for passage in page.passages:
            named = _names(passage.text, statutes)
            if named:
                message = f'speaks of "{named}" and cites no story law'
                yield at_page(page, passage.line, message)
                break


def _statutes(course: Course) -> set[str]:
    found: set[str] = set()
    for source in course.registry.sources:
        if source.kind == "story":
            texts = [source.title, source.short, *(a.says for a in source.articles)]
            found.update(_STATUTE.findall(" ".join(texts)))
    return found


def _names(text: str, statutes: set[str]) -> str:
    for match in _STATUTE.finditer(text):
        if match.group(1) in statutes:
            return match.group()
    return ""


RULES = (
    source_unknown,
    source_vague,
    source_unverified,
    source_outdated,
    source_repeated,
    item_layer,
    layer_kind,
    layer_sources,
    layer_mixed,
    story_uncited,
)
