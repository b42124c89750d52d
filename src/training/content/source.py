"""Reads authors' YAML strictly; every value remembers its line.

YAML is read as 1.2 core would read it, with one simplification: every scalar stays
the text the author typed. The field it lands in decides what it means, so `no`,
`12:30`, `010` and `2.3` are text where text is due and a located problem elsewhere.
Anchors, aliases, tags and duplicate keys are refused: content never needs them, and
each of them has hidden a mistake somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter
from pydantic import ValidationError as _Invalid
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from training.content.problems import Problem, did_you_mean, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "Document",
    "Flag",
    "Record",
    "Whole",
    "fields_of",
    "fit",
    "parse_yaml",
    "read_text",
    "read_yaml",
]

_LARGEST = 1_000_000  # bytes; the largest honest bank is a tenth of this
_DEEPEST = 20  # levels of nesting; ours need six
_CORE = "tag:yaml.org,2002:"
_TAGS = {
    *("str", "int", "float", "bool", "null", "seq", "map", "timestamp"),
    *("merge", "value"),
}
_Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """A YAML file as plain dicts, lists and strings, with the line of every value."""

    path: str
    data: Any
    lines: dict[_Path, int] = field(repr=False)

    def line(self, where: _Path) -> int:
        """Return the line of a value, or of the nearest thing that holds it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def nearest_id(self, where: _Path) -> str:
        """Return the id of the innermost record around a place, or ''."""
        found, value = "", self.data
        for step in ((), *((s,) for s in where)):
            if step:
                try:
                    value = value[step[0]]
                except (KeyError, IndexError, TypeError):
                    break
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                found = value["id"] if not found else f"{found}.{value['id']}"
        return found

    def problem(self, where: _Path, message: str, fix: str, rule: str) -> Problem:
        """Return a problem located at a value of this file."""
        return Problem(
            self.path, self.line(where), self.nearest_id(where), message, fix, rule
        )


def _flag(value: object) -> object:
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool):
        return value
    raise ValueError(f'"{value}" is neither true nor false')


def _whole(value: object) -> object:
    if isinstance(value, str) and value.isascii() and value.lstrip("-").isdigit():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f'"{value}" is not a whole number')


Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]


class Record(BaseModel):
    """Base of everything authors write: frozen, no unknown fields, kebab-case names."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
    )


def fields_of(model: type[BaseModel]) -> list[str]:
    """Return the field names of a record as authors spell them."""
    return [info.alias or name for name, info in model.model_fields.items()]


def read_text(path: Path) -> tuple[str | None, list[Problem]]:
    """Return a content file's text, or None with the problem that prevents it."""
    shown = shown_path(path)

    def refuse(line: int, message: str, fix: str) -> tuple[None, list[Problem]]:
        return None, [Problem(shown, line, "", message, fix, "yaml")]

    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= _LARGEST else b""
    except OSError as error:
        return refuse(1, f"cannot be read ({error.strerror})", "check that it exists")
    if size > _LARGEST:
        return refuse(
            1,
            f"is {size:,} bytes; content files have at most {_LARGEST:,}",
            "split the file by subject",
        )
    try:
        return raw.decode("utf-8").removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return refuse(line, "is not UTF-8 text", "save it as UTF-8 (plain text)")


def read_yaml(path: Path) -> tuple[Document | None, list[Problem]]:
    """Return the file's content, or None with the problems that prevent reading it."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    return parse_yaml(shown_path(path), text)


def parse_yaml(shown: str, text: str) -> tuple[Document | None, list[Problem]]:
    """Return a YAML text's content, or None with the problems that prevent it."""

    def refuse(line: int, message: str, fix: str) -> tuple[None, list[Problem]]:
        return None, [Problem(shown, line, "", message, fix, "yaml")]

    try:
        return _compose(shown, text)
    except MarkedYAMLError as error:
        why = (error.problem or error.context or "is not YAML").strip()
        mark = error.problem_mark or error.context_mark
        if "end of stream" in why:  # say where the quotation began, not where all ends
            mark = error.context_mark or mark
        line = mark.line + 1 if mark else 1
        return refuse(line, f"is not YAML: {why}", _hint(why))
    except RecursionError:
        return refuse(1, "is nested thousands deep", "flatten it")
    except YAMLError as error:  # e.g. a control character
        line = text[: getattr(error, "position", 0)].count("\n") + 1
        why = str(error).splitlines()[0]
        return refuse(line, f"is not YAML: {why}", "retype this line as plain text")


def _hint(why: str) -> str:
    if "mapping values are not allowed" in why:
        return 'put the text in quotes, or write it after ">" on the next line'
    if "quoted scalar" in why or "end of stream" in why:
        return "close the quotation mark that was opened on this line"
    return "compare the indentation and the marks with a neighbouring entry"


def _compose(shown: str, text: str) -> tuple[Document | None, list[Problem]]:
    document = Document(shown, None, {})
    reader = _Nodes(document)
    data = reader.plain(YAML(typ="safe", pure=True).compose(text), (), 1)
    problems = reader.problems
    return None if reader.has_alias else Document(shown, data, document.lines), problems


class _Nodes:
    """Turns YAML's nodes into plain data, and refuses what content never needs."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.has_alias = False
        self._seen: set[int] = set()

    def plain(self, node: Node | None, where: _Path, line: int) -> Any:
        """Return a node's value; `line` is where it is used, which an alias hides."""
        if node is None:
            return None
        if id(node) in self._seen:
            self.has_alias = True
            message = f'uses the YAML alias "*{node.anchor}"'
            self._wrong(line, message, "write the text out in both places")
            return None
        self._seen.add(id(node))
        line = node.start_mark.line + 1
        self.document.lines.setdefault(where, line)
        if node.anchor:
            self._wrong(line, f'uses the YAML anchor "&{node.anchor}"', "take it out")
        if str(node.tag).removeprefix(_CORE) not in _TAGS:
            self._wrong(line, f'uses the YAML tag "{node.tag}"', "take it out")
        if len(where) > _DEEPEST:
            self._wrong(line, f"is nested more than {_DEEPEST} deep", "flatten it")
            return None
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if isinstance(node, SequenceNode):
            return [
                self.plain(child, (*where, index), line)
                for index, child in enumerate(node.value)
            ]
        assert isinstance(node, MappingNode)
        return self._mapping(node, where)

    def _mapping(self, node: MappingNode, where: _Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, child in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                fix = "use a plain word"
                self._wrong(line, "has a field name that is not a word", fix)
            elif key in result:
                self._wrong(line, f'has the field "{key}" twice', "keep one of the two")
            else:
                self.document.lines[*where, key] = line
                result[key] = self.plain(child, (*where, key), line)
        return result

    def _wrong(self, line: int, message: str, fix: str) -> None:
        path = self.document.path
        self.problems.append(Problem(path, line, "", message, fix, "yaml"))


def _scalar(node: ScalarNode) -> str | None:
    if node.style is None and node.value in ("", "~", "null"):
        return None
    return str(node.value)


def fit(
    kind: Any, document: Document, where: _Path, known_fields: Iterable[str] = ()
) -> tuple[Any, list[Problem]]:
    """Return part of a document as a `kind` of record, or None and its problems."""
    value = document.data
    for step in where:
        value = value[step]
    try:
        return TypeAdapter(kind).validate_python(value), []
    except _Invalid as invalid:
        known = list(known_fields)
        found = {
            _explain(error, document, where, known): None
            for error in invalid.errors(include_url=False)
        }
        return None, list(found)


def _explain(error: Any, document: Document, base: _Path, known: list[str]) -> Problem:
    where = list(base)
    value: Any = document.data
    for step in base:
        value = value[step]
    for step in error["loc"]:  # leave out the names pydantic adds for unions
        inside = (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        )
        if inside:
            value = value[step]
            where.append(step)
    last = str(error["loc"][-1]) if error["loc"] else ""
    message, fix = _words(error, last, known)
    return document.problem(tuple(where), message, fix, "schema")


def _words(error: Any, last: str, known: list[str]) -> tuple[str, str]:
    kind, context = error["type"], error.get("ctx", {})
    given = error.get("input")
    if kind == "extra_forbidden":
        near = did_you_mean(last, known)
        return f'has an unknown field "{last}"', f"take it out or correct it.{near}"
    if kind == "missing":
        return f'lacks the field "{last}"', f"add `{last}:` here"
    if kind in ("literal_error", "enum"):
        allowed = str(context.get("expected", ""))
        words = [part.strip(" '") for part in allowed.replace(" or ", ",").split(",")]
        near = did_you_mean(str(given), words)
        return f'{last} "{given}" is not one of {allowed}', f"use one of them.{near}"
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        allowed = str(context.get("expected_tags", ""))
        words = [part.strip(" '") for part in allowed.split(",")]
        tag = str(context.get("tag", ""))
        return (
            f'kind "{tag}" is not one of {allowed}',
            f"use one of them.{did_you_mean(tag, words)}",
        )
    if given is None:
        return f"{last} is empty", "write a value, or take the field out"
    text = error["msg"].removeprefix("Value error, ")
    return f"{last}: {text}", "see this field in CONTRIBUTING.md"
