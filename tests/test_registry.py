"""Which keys exist, and which may carry a statement on a given day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from small_course import BASE, TODAY, make_course
from training.content.registry import load_registry
from training.proof.alarm_terms import ALARMS, PROMISES
from training.proof.language_terms import TERMS

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def registry():
    found, problems = load_registry(BASE)
    assert problems == []
    return found


def test_a_key_names_an_article_of_a_source(registry):
    source, article = registry.source("L1/art-33")

    assert (source.short, article.title) == ("Convention", "No return to danger")


def test_a_bare_id_is_a_key_only_where_it_names_one_thing(registry):
    assert registry.source("L2")[1].id == "text"
    assert registry.source("LC-01")[0].kind == "story"
    assert registry.source("L1") is None
    assert registry.citable("L1", TODAY).rule == "source-vague"
    assert "L1/art-33" in registry.citable("L1", TODAY).fix


def test_secondary_and_other_language_may_be_cited_and_unverified_may_not(registry):
    assert registry.citable("L2/text", TODAY) is None
    assert registry.citable("L1/art-33", TODAY) is None
    assert registry.citable("L1/art-40", TODAY).rule == "source-unverified"


def test_a_source_may_be_cited_up_to_its_review_day_and_not_after(registry):
    assert registry.citable("L1/art-33", date(2027, 11, 1)) is None
    assert registry.citable("L1/art-33", date(2027, 11, 2)).rule == "source-outdated"


def test_an_unknown_key_names_the_nearest(registry):
    found = registry.citable("L1/art-333", TODAY)

    assert found.rule == "source-unknown"
    assert 'Did you mean "L1/art-33"?' in found.fix
    assert "L2/text" in registry.citable("L2/annex", TODAY).fix


def test_a_key_has_the_kind_of_its_source(registry):
    kinds = [registry.kind(key) for key in ("W/1.1", "L1/art-33", "L2", "LC-01", "X")]

    assert kinds == ["workshop", "law", "guidance", "story", ""]


def test_a_heading_is_no_recommendation_to_teach(registry):
    assert registry.taught == {"1.1", "1.2"}
    assert registry.recommendation("1.3").composite


def test_a_damaged_record_is_one_problem_and_its_keys_are_not_blamed(tmp_path):
    root = make_course(tmp_path)
    path = root / "registry" / "sources.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("kind: guidance", "kind: advice"), "utf-8")

    found, problems = load_registry(root)

    assert [problem.rule for problem in problems] == ["schema"]
    assert problems[0].id == "L2"
    assert found.citable("L2", TODAY) is None


@pytest.mark.parametrize("name", ["sources", "recommendations", "glossary"])
@pytest.mark.parametrize("text", ["", "words", "- a", "sources: 1", "\xff", "a: ["])
def test_a_damaged_file_is_a_problem_and_not_a_traceback(tmp_path, name, text):
    root = make_course(tmp_path)
    (root / "registry" / f"{name}.yml").write_bytes(text.encode("latin-1"))

    _, problems = load_registry(root)

    assert problems
    assert all(problem.path.endswith(f"{name}.yml") for problem in problems)


def test_a_missing_registry_is_three_problems(tmp_path):
    found, problems = load_registry(tmp_path)

    assert len(problems) == 3
    assert found.sources == ()


def test_the_linter_cites_sources_that_may_be_cited():
    found, _ = load_registry(ROOT)
    today = date.today()  # noqa: DTZ011 - the day people live in

    wrong = [
        str(found.citable(term.source, today))
        for term in (*TERMS, *ALARMS, *PROMISES)
        if found.citable(term.source, today)
    ]

    assert wrong == []
