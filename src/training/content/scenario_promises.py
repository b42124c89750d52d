"""Whether a scenario's invariants and expert path name things that exist.

That they hold is for `proof`; this module only asks whether they can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.content.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["faults_in_promises"]

_Where = tuple[str | int, ...]
_Fault = tuple[_Where, str, str]
_FORMS = ("never", "within", "possible", "apart")
_GRADES = ("good", "mixed", "poor")


def faults_in_promises(
    head: Any, names: Any, tests_in: Callable[..., Iterator[Any]]
) -> Iterator[_Fault]:
    """Yield what is wrong with the invariants, as (where, message, fix)."""
    for index, one in enumerate(head.invariants):
        where: _Where = ("invariants", index)
        given = [form for form in _FORMS if getattr(one, form)]
        if len(given) != 1:
            said = " and ".join(given) or "none"
            message = f"has {said} of the four forms"
            yield where, message, f"write exactly one of {', '.join(_FORMS)}"
            continue
        place = (*where, given[0])
        if one.apart:
            yield from _apart(one.apart, names, place)
            continue
        form = getattr(one, given[0])
        for field in ("when", "after", "unless", "then"):
            for fault in tests_in(getattr(form, field, []), names, (*place, field)):
                yield fault[:3]
        yield from _places(form, names, place)


def _apart(listed: list[str], names: Any, where: _Where) -> Iterator[_Fault]:
    if len(listed) < 2:
        fix = "name the clocks, and the flags of claims, that must not close another"
        yield where, "names one thing alone", fix
    known = [*names.clocks, *names.flags]
    for index, name in enumerate(listed):
        for fault in names.unknown("clock or flag", name, known, (*where, index)):
            yield fault[:3]


def _places(form: Any, names: Any, where: _Where) -> Iterator[_Fault]:
    known = {
        "ending": [*names.endings, *_GRADES],
        "scene": names.scenes,
        "choice": sorted(names.choices),
    }
    fields = [field for field in known if getattr(form, field, None) is not None]
    if len(fields) != 1 and hasattr(form, "ending"):
        message = f"names {len(fields)} places where one is due"
        yield where, message, "write one of `ending:`, `scene:`, `choice:`"
    for field in fields:
        name = getattr(form, field)
        if name not in known[field]:
            message = f'{field} "{name}" does not exist'
            near = did_you_mean(name, known[field])
            hint = "scene/choice" if field == "choice" else f"one of its {field}s"
            yield (*where, field), message, f"write {hint}.{near}"
