"""Every point of the workshop has its page, its questions and its practice."""

from __future__ import annotations

from pathlib import Path

from small_course import make_course, problems_of
from training.content.course import load_course
from training.content.lab import lab_folders
from training.proof.check import check

ROOT = Path(__file__).parents[1]


def promise(root):
    """Let the small course, which teaches 1.1 and not 1.2, promise to be complete."""
    path = root / "registry/recommendations.yml"
    path.write_text("complete: true\n" + path.read_text("utf-8"), "utf-8")


def test_a_complete_registry_refuses_a_point_without_a_page(tmp_path):
    root = make_course(tmp_path)
    promise(root)

    found = [(one.rule, one.id) for one in problems_of(root)]

    assert found == [("point-untaught", "1.2")]


def test_our_own_registry_keeps_its_promise():
    course = load_course(ROOT)

    assert course.registry.is_complete
    assert len(course.registry.taught) >= 30
    assert check(course, ("sources", "quizzes", "book")) == []


def test_every_case_and_lab_is_the_practice_of_a_point():
    named = {
        one for r in load_course(ROOT).registry.recommendations for one in r.practice
    }
    cases = {path.stem for path in (ROOT / "scenarios").glob("*.yml")}

    assert named == cases | {folder.name for folder in lab_folders(ROOT)}
