"""The JSON Schema of a bank of questions, made from the records that read it."""

from __future__ import annotations

from typing import Annotated, Any, Union

from pydantic import Field, create_model

from training.content.quiz import KINDS
from training.content.source import Record

__all__ = ["quiz_schema"]


def quiz_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a file in quizzes/."""
    kinds: Any = Union[tuple(KINDS.values())]  # noqa: UP007 - made at run time
    item: Any = Annotated[kinds, Field(discriminator="kind")]
    quiz = create_model(
        "Quiz",
        __base__=Record,
        title=(Annotated[str, Field(min_length=1)], ...),
        recommendation=(str, ...),
        items=(Annotated[list[item], Field(min_length=1)], ...),
    )
    schema = quiz.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A bank of questions",
        **{name: part for name, part in schema.items() if name != "title"},
    }
