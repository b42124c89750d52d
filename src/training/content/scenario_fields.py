"""The kinds of value that the fields of a scenario hold."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from training.content.source import Whole

__all__ = [
    "Amounts",
    "CounterKind",
    "Grade",
    "OrList",
    "Slug",
    "Slugs",
    "Small",
    "Text",
]

_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}", re.ASCII)


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise ValueError(
            f'"{text}" is not an id: small letters, digits, hyphens, a letter first'
        )
    return text


class OrList:
    """Lets an author write one thing where a list of things may stand."""

    def __init__(self, field: str = "") -> None:
        """Wrap a lone word as a record with this one field, if a field is named."""
        self.field = field

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Put the wrapping before the list's own validation."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(
            self._wrap, handler(source)
        )

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        """Tell editors that one thing alone is fine as well."""
        listed = handler(schema["schema"])
        one = _TYPED if self.field else listed.get("items", {})
        return {"anyOf": [one, listed]}

    def _wrap(self, value: object) -> object:
        if isinstance(value, str):
            return [{self.field: value}] if self.field else [value]
        return [value] if isinstance(value, dict) else value


# an editor may read 432.00 or true as something else; our reader takes them as text
_TYPED = {"type": ["string", "number", "boolean"], "minLength": 1}
_AS_TYPED = WithJsonSchema(_TYPED)
Slug = Annotated[str, AfterValidator(_slug), _AS_TYPED]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), _AS_TYPED]
Slugs = Annotated[list[Slug], OrList()]
Small = Annotated[Whole, Field(ge=-1000, le=1000)]
Grade = Literal["good", "mixed", "poor"]
CounterKind = Literal["safety", "trust", "evidence", "rights", "time", "other"]


def _amounts(value: object) -> object:
    return {} if value is None else value


Amounts = Annotated[dict[Slug, Small], BeforeValidator(_amounts)]
