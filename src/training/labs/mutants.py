"""Makes small faults in a right answer and in the code of a solution.

A check that accepts a mutant has a hole. Standard library only: mutants are made where
they are tried, in the kernel.
"""

from __future__ import annotations

import ast
import copy
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from training.labs.answers import Amounts, Choice, Choices, Kind, Number

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["answer_mutants", "code_mutants"]

_MOST = 40  # mutants of one solution; more would only repeat themselves
_OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
_CALLS = {"min": "max", "max": "min", "sum": "max", "len": "sum", "round": "abs"}


def answer_mutants(kind: Kind, value: Any) -> Iterator[tuple[str, object]]:
    """Yield faulty raw answers near a right one, each with what was done to it."""
    if isinstance(kind, Number):
        yield from _numbers(value, Decimal(kind.within))
    elif isinstance(kind, Choice):
        for name in kind.options:
            if name != value:
                yield f"chose {name}", name
    elif isinstance(kind, Choices):
        for name in kind.options:
            flipped = [n for n in kind.options if (n in value) != (n == name)]
            if flipped:
                yield f"flipped {name}", flipped
    else:
        yield from _amounts(kind, value)


def _amounts(kind: Amounts, value: Any) -> Iterator[tuple[str, object]]:
    plain = {slot: str(number) for slot, number in value.items()}
    for slot, number in value.items():
        for done, changed in _numbers(number, Decimal(kind.within)):
            yield f"{slot}: {done}", plain | {slot: changed}
    slots = list(plain)
    for one, other in pairwise(slots):
        swapped = plain | {one: plain[other], other: plain[one]}
        yield f"swapped {one} and {other}", swapped


def _numbers(value: Decimal, within: Decimal) -> Iterator[tuple[str, str]]:
    step = max(within * 2, Decimal("0.01"))
    changed = {
        "one step more": value + step,
        "one step less": value - step,
        "one more": value + max(Decimal(1), within * 2),
        "other sign": -value,
        "ten times": value * 10,
        "a tenth": value / 10,
        "twice": value * 2,
        "half": value / 2,
        "nothing": Decimal(0),
    }
    for done, number in changed.items():
        if abs(number - value) > within:
            yield done, f"{number.quantize(Decimal('0.000001')):f}"


def code_mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield changed copies of a solution, each with what was done to it.

    >>> [text for _, text in code_mutants("x = a + 1")]
    ['x = a - 1', 'x = a + 2', 'x = a + 0']
    """
    tree = ast.parse(source)
    found = 0
    for number, node in enumerate(ast.walk(tree)):
        for done, change in _changes(node):
            again = copy.deepcopy(tree)
            target = list(ast.walk(again))[number]
            change(target)
            text = ast.unparse(ast.fix_missing_locations(again))
            if text == ast.unparse(tree):
                continue
            yield f"line {getattr(node, 'lineno', 1)}: {done}", text
            found += 1
            if found >= _MOST:
                return


def _changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    if isinstance(node, (ast.BinOp, ast.BoolOp, ast.AugAssign)):
        other = _OTHER.get(type(node.op))
        if other:
            yield "other operator", lambda n: setattr(n, "op", other())
    elif isinstance(node, ast.Compare):
        other = _OTHER.get(type(node.ops[0]))
        if other:
            yield "other comparison", lambda n: n.ops.__setitem__(0, other())
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        name = _CALLS.get(node.func.id)
        if name:
            yield (
                f"{name} in place of {node.func.id}",
                lambda n: setattr(n.func, "id", name),
            )
    elif isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) > 1:
        yield "last entry left out", lambda n: n.elts.pop()
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return


def _constants(node: ast.Constant) -> Iterator[tuple[str, Any]]:
    value = node.value
    if isinstance(value, bool):
        yield "other truth", lambda n: setattr(n, "value", not value)
    elif isinstance(value, (int, float)):
        yield f"{value + 1} for {value}", lambda n: setattr(n, "value", value + 1)
        if value:
            yield f"{value - 1} for {value}", lambda n: setattr(n, "value", value - 1)
    elif isinstance(value, str) and value.replace(".", "", 1).isdigit():
        text = str(Decimal(value) + 1)
        yield f"{text} for {value}", lambda n: setattr(n, "value", text)
    elif isinstance(value, str) and len(value) == 1 and value.isalpha():
        text = chr(ord(value) + 1)
        yield f"{text} for {value}", lambda n: setattr(n, "value", text)
