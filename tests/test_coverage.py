"""Every point of the workshop has its page, its questions and its practice."""

from __future__ import annotations

from pathlib import Path

from small_course import make_course, problems_of
from training.content.lab import lab_folders

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


def test_our_own_registry_keeps_its_promise(course):
    """That every point is taught then follows from a course without problems."""
    registry = course.registry

    assert registry.is_complete
    assert len(registry.taught) >= 30


def test_every_case_and_lab_is_the_practice_of_a_point(course):
    named = {one for r in course.registry.recommendations for one in r.practice}
    cases = {path.stem for path in (ROOT / "scenarios").glob("*.yml")}

    assert named == cases | {folder.name for folder in lab_folders(ROOT)}
