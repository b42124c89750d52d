"""Holds a course to every rule and returns all problems in one run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from training.content.problems import Problem, shown_path
from training.content.quiz import read_bank
from training.content.source import read_yaml
from training.proof import (
    citation_rules,
    count_rules,
    coverage_rules,
    form_rules,
    giveaways,
    jurisdiction_rules,
    language_rules,
    markup_rules,
    page_rules,
    people_rules,
    place_rules,
    private_rules,
    quiz_rules,
    read_rules,
    reading_rules,
    registry_rules,
    repeats,
    scenario_rules,
    text_rules,
)
from training.proof.rules import (
    BOOK,
    JURISDICTIONS,
    QUIZZES,
    SOURCES,
    Finding,
    Rule,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from training.content.course import Course

__all__ = ["RULES", "check", "is_stray"]

_SUBJECTS = (
    read_rules,
    registry_rules,
    jurisdiction_rules,
    citation_rules,
    quiz_rules,
    count_rules,
    coverage_rules,
    form_rules,
    text_rules,
    giveaways,
    repeats,
    language_rules,
    page_rules,
    people_rules,
    reading_rules,
    markup_rules,
    place_rules,
    private_rules,
    scenario_rules,
)
RULES: tuple[Rule, ...] = tuple(rule for subject in _SUBJECTS for rule in subject.RULES)
_FOLDERS = {
    "registry": SOURCES,
    "jurisdictions": JURISDICTIONS,
    "quizzes": QUIZZES,
    "scenarios": scenario_rules.SCENARIOS,
    "notebooks": "notebooks",  # held to the rules of labs/, which the door adds
    "book": BOOK,
}


def check(
    course: Course,
    kinds: Collection[str] = (),
    paths: Collection[Path] = (),
    progress: Callable[[str], None] | None = None,
) -> list[Problem]:
    """Return every problem of the course, by file and line.

    `kinds` and `paths` choose what is reported, not what is read: a question is always
    held against the whole course.
    """
    by_id = {rule.id: rule for rule in RULES}
    found = set(course.problems)
    for rule in RULES:
        if progress:
            progress(rule.id)
        found.update(_problems(rule, course))
    wanted = [path.resolve() for path in paths]
    found.update(_scenarios(course, kinds, wanted, progress))
    for path in wanted:
        found.update(_stray(path, course))
    return sorted(
        problem
        for problem in found
        if (not kinds or _kind(by_id.get(problem.rule), problem, course) in kinds)
        and (not wanted or _is_under(Path(problem.path).resolve(), wanted))
    )


def _scenarios(
    course: Course,
    kinds: Collection[str],
    wanted: Collection[Path],
    progress: Callable[[str], None] | None,
) -> Iterator[Problem]:
    """Yield the problems of the scenarios that are asked about, and search no other."""
    if kinds and scenario_rules.SCENARIOS not in kinds:
        return
    folder = (course.root / scenario_rules.SCENARIOS).resolve()
    files = [path for path in folder.glob("*.yml") if not wanted]
    for path in wanted:
        if folder.is_relative_to(path):
            files += folder.glob("*.yml")
        elif path.is_relative_to(folder) and path.suffix == ".yml":
            files.append(path)
    if files:
        yield from scenario_rules.scenario_problems(course, files, progress)


def is_stray(path: Path, root: Path) -> bool:
    """Return whether a named file lies outside the folders of the course."""
    folders = [(root / name).resolve() for name in _FOLDERS]
    return path.is_file() and not _is_under(path.resolve(), folders)


def _stray(path: Path, course: Course) -> Iterator[Problem]:
    """Yield what is wrong with a named file that lies outside the course.

    It is read as what it looks like; rules that need the whole course do not apply.
    """
    if not is_stray(path, course.root):
        return
    if path.suffix not in (".yml", ".yaml"):
        message = "is not content of this course"
        fix = "name a .yml file, or read it with `training lint`"
        yield Problem(shown_path(path), 1, "", message, fix, "yaml")
        return
    document, problems = read_yaml(path)
    if document and isinstance(document.data, dict) and "scenes" in document.data:
        yield from scenario_rules.scenario_problems(course, [path], None)
    else:
        yield from problems or read_bank(path)[1]


def _problems(rule: Rule, course: Course) -> Iterator[Problem]:
    found: list[Finding] = list(rule.find(course)) if rule.find else []
    for one in found:
        fix = one.fix or rule.fix
        yield Problem(one.path, one.line, one.id, one.message, fix, rule.id)


def _kind(rule: Rule | None, problem: Problem, course: Course) -> str:
    """Return the kind under which a problem is reported: its file's, if it may be."""
    path = Path(problem.path).resolve()
    root = course.root.resolve()
    folder = path.relative_to(root).parts[0] if path.is_relative_to(root) else ""
    kind = _FOLDERS.get(folder, "")
    return kind if rule is None or kind in rule.kinds else rule.kinds[0]


def _is_under(path: Path, folders: list[Path]) -> bool:
    return any(path == folder or path.is_relative_to(folder) for folder in folders)
