"""Labs: what a learner gets, and whether our own sums agree with other programs."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from training.content.lab import lab_folders, read_lab
from training.labs import Exercise, Sentence
from training.labs.browser import browser_files
from training.labs.cases import cases
from training.labs.loglinear import chapman, fit, select, shared
from training.labs.trial import results
from training.play.lab_notebook import learner_notebook, notebook_bytes, solved_notebook

ROOT = Path(__file__).parents[1]
LABS = [folder.name for folder in lab_folders(ROOT)]
MSE = ROOT / "notebooks/multiple-systems-estimation/data.py"


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def in_the_browser():
    return browser_files(ROOT)


def lab_of(name):
    lab, problems = read_lab(ROOT / "notebooks" / name)
    assert not problems
    return lab


@pytest.mark.parametrize("name", LABS)
def test_no_byte_of_the_learners_notebook_comes_from_a_solution(name):
    lab = lab_of(name)
    scrambled = dataclasses.replace(
        lab,
        cells=tuple(
            dataclasses.replace(cell, solution=f"x = {n!r} * 97", solution_line=n)
            if cell.kind == "exercise"
            else cell
            for n, cell in enumerate(lab.cells)
        ),
    )

    learner = notebook_bytes(learner_notebook(lab))

    assert learner == notebook_bytes(learner_notebook(scrambled))
    assert notebook_bytes(solved_notebook(lab)) != notebook_bytes(
        solved_notebook(scrambled)
    )


@pytest.mark.parametrize("name", LABS)
def test_no_check_and_no_wrong_answer_is_in_the_learners_notebook(name):
    learner = in_the_browser()[f"notebooks/{name}.ipynb"].decode()
    exercises = load(ROOT / "notebooks" / name / "checks.py")
    found = [one for one in vars(exercises).values() if isinstance(one, Exercise)]
    secret = [
        text
        for exercise in found
        for check in (*exercise.slips, *exercise.checks)
        for text in (check.id, check.passes, check.fails, check.hint)
        if len(text) > 12
    ]
    sentences = [one for one in vars(exercises).values() if isinstance(one, Sentence)]
    secret += [one.model for one in sentences]

    assert len(secret) > 30
    assert [text for text in secret if text in learner] == []


@pytest.mark.parametrize("name", LABS)
def test_a_learners_notebook_is_a_notebook_without_outputs(name):
    import nbformat

    data = json.loads(in_the_browser()[f"notebooks/{name}.ipynb"])
    nbformat.validate(data)
    code = [cell for cell in data["cells"] if cell["cell_type"] == "code"]
    assert all(
        cell["outputs"] == [] and cell["execution_count"] is None for cell in code
    )


def test_only_checks_and_data_go_with_a_notebook_into_the_browser():
    for path in in_the_browser():
        assert Path(path).name in (
            "__init__.py",
            "checks.py",
            "data.py",
            "forms.json",
        ) or path.endswith(".ipynb")


@pytest.mark.parametrize("name", LABS)
def test_cases_mark_as_they_are_named(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    found = cases(ROOT / "notebooks" / name)
    json.dumps(found)

    assert {mark["state"] for mark in results(name, found["solution"])} == {"right"}
    assert {mark["state"] for mark in results(name, found["starter"])} == {"open"}
    for case, answers in found.items():
        if case.startswith("wrong/"):
            marks = {mark["exercise"]: mark for mark in results(name, answers)}
            assert marks.pop(case.split("/")[1])["state"] == "near", case
            assert all(mark["state"] == "right" for mark in marks.values())


# The answer keys of source D1: observed, main effects, AIC, selected, AIC, pairs.
KEYS = {
    "UK": (2744, 12214, 305.0, 11418, 162.7, 7),
    "UK_FIVE": (2744, 13444, 217.8, 11313, 127.6, 6),
    "NL": (8234, 52823, None, 95265, None, 9),
    "NO": (185, 997, None, 3394, None, 7),
}


@pytest.mark.parametrize("name", KEYS)
def test_our_model_gives_the_answer_keys_of_the_sources(name):
    data = load(MSE)
    table, lists = getattr(data, name), getattr(data, f"{name}_LISTS")
    seen, main, main_aic, chosen, chosen_aic, pairs = KEYS[name]

    plain, better = fit(table, lists), select(table, lists)

    assert (plain.seen, round(plain.total)) == (seen, main)
    assert (round(better.total), len(better.pairs)) == (chosen, pairs)
    assert main_aic is None or round(plain.aic, 1) == main_aic
    assert chosen_aic is None or round(better.aic, 1) == chosen_aic


@pytest.mark.parametrize("name", KEYS)
def test_our_model_agrees_with_statsmodels(name):
    sm = pytest.importorskip("statsmodels.api")
    numpy = pytest.importorskip("numpy")
    data = load(MSE)
    table, lists = getattr(data, name), getattr(data, f"{name}_LISTS")
    ours = select(table, lists)
    keys = list(product((0, 1), repeat=len(lists)))[1:]
    at = {one: n for n, one in enumerate(lists)}
    design = [
        [1, *key, *(key[at[a]] * key[at[b]] for a, b in ours.pairs)] for key in keys
    ]
    counts = [table.get("".join(map(str, key)), 0) for key in keys]

    model = sm.GLM(
        numpy.array(counts), numpy.array(design), family=sm.families.Poisson()
    )
    theirs = model.fit(tol=1e-12, maxiter=200)

    assert numpy.allclose(theirs.params, ours.coefficients, rtol=1e-6, atol=1e-6)
    assert theirs.aic == pytest.approx(ours.aic, rel=1e-9)
    assert theirs.deviance == pytest.approx(ours.deviance, rel=1e-6)
    assert numpy.exp(theirs.params[0]) == pytest.approx(ours.unseen, rel=1e-6)


def test_two_lists_give_the_answer_keys_of_the_sources():
    data = load(MSE)
    size = {one: shared(data.UK, data.UK_LISTS, one, one) for one in data.UK_LISTS}
    keys = {
        ("PF", "GO"): 11726,
        ("NG", "PF"): 9491,
        ("LA", "NG"): 2839,
        ("NG", "GP"): 95707,
    }
    for (one, other), right in keys.items():
        both = shared(data.UK, data.UK_LISTS, one, other)
        assert round(chapman(size[one], size[other], both)) == right
    assert sum(n for key, n in data.UK.items() if key.count("1") > 1) == 252


def test_the_pairs_of_the_lab_of_two_lists_are_those_of_the_published_table():
    data, two = load(MSE), load(ROOT / "notebooks/two-lists/data.py")
    for one, size in two.SIZES.items():
        assert size == shared(data.UK, data.UK_LISTS, one, one)
    for name, both in two.SHARED.items():
        assert both == shared(data.UK, data.UK_LISTS, *name.split("-"))


@pytest.mark.parametrize("fault", ["missed", "left"])
def test_in_the_town_of_two_lists_each_fault_makes_the_estimate_too_large(fault):
    two = load(ROOT / "notebooks/two-lists/data.py")
    totals = [chapman(*two.make(**{fault: share / 10})) for share in range(7)]

    assert abs(totals[0] - two.TOWN) < two.TOWN / 10  # without a fault it is near
    assert totals[-1] > 1.6 * two.TOWN
    assert all(totals[n] < totals[n + 2] for n in range(5))


def test_a_table_that_does_not_fit_its_lists_is_refused():
    with pytest.raises(ValueError, match="does not fit 3 lists"):
        fit({"11": 3}, "ABC")
