"""Turns problems into what a terminal, a program or a code host reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.content.problems import Problem
    from training.proof.rules import Rule

__all__ = ["as_json", "as_sarif", "as_text", "rules_as_json", "rules_as_text"]

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(problems: Sequence[Problem]) -> str:
    """Return the problems as a person reads them, and their number."""
    lines = [str(problem) for problem in problems]
    noun = "problem" if len(problems) == 1 else "problems"
    lines.append(f"{len(problems)} {noun}" if problems else "no problems")
    return "\n".join(lines)


def as_json(problems: Iterable[Problem]) -> str:
    """Return the problems as one JSON object with a list."""
    records = [
        {
            "path": problem.path,
            "line": problem.line,
            "id": problem.id,
            "rule": problem.rule,
            "message": problem.message,
            "fix": problem.fix,
        }
        for problem in problems
    ]
    return _dump({"format": 1, "problems": records})


def as_sarif(problems: Sequence[Problem], rules: Sequence[Rule]) -> str:
    """Return the problems as a SARIF 2.1.0 log, for editors and code hosts."""
    order = {rule.id: index for index, rule in enumerate(rules)}
    results = [_result(problem, order) for problem in problems]
    driver = {
        "name": "training",
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": rule.says},
                "help": {"text": rule.fix},
                "properties": {"kinds": list(rule.kinds)},
            }
            for rule in rules
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return _dump({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _result(problem: Problem, order: dict[str, int]) -> dict[str, Any]:
    name = f"{problem.id}: " if problem.id else ""
    path = Path(problem.path)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "level": "error",
        "message": {"text": f"{name}{problem.message}\nfix: {problem.fix}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri},
                    "region": {"startLine": max(problem.line, 1)},
                }
            }
        ],
    }
    if problem.rule in order:
        result["ruleIndex"] = order[problem.rule]
    return result


def rules_as_text(rules: Iterable[Rule]) -> str:
    """Return every rule with its kinds, its sentence and its remedy."""
    return "\n".join(
        f"{rule.id} ({', '.join(rule.kinds)})\n    {rule.says}\n    fix: {rule.fix}"
        for rule in rules
    )


def rules_as_json(rules: Iterable[Rule]) -> str:
    """Return every rule as one JSON object with a list."""
    records = [
        {"id": rule.id, "kinds": list(rule.kinds), "says": rule.says, "fix": rule.fix}
        for rule in rules
    ]
    return _dump({"format": 1, "rules": records})


def _dump(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
