"""The two graders are one: vectors, the course's own items, exhaustion and fuzz."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import pytest

from agreement.hostile import make_answer, make_key
from agreement.twin import HERE, Twin
from training.content.quiz import read_bank
from training.play import grading
from training.play.form import compile_item

ROOT = Path(__file__).parents[1]
VECTORS = json.loads((HERE / "vectors.json").read_text("utf-8"))
CASES = 200_000
SEED = 20261123


@pytest.fixture(scope="module")
def twin():
    with Twin() as process:
        yield process


def _course_keys():
    for path in sorted((ROOT / "quizzes").glob("*.yml")):
        bank, _ = read_bank(path)
        for item in bank.items if bank else ():
            yield f"{bank.id}/{item.id}", compile_item(item, bank.id)["key"]


COURSE = list(_course_keys())


@pytest.mark.parametrize("vector", VECTORS, ids=[v["says"] for v in VECTORS])
def test_vector_holds_in_both_languages(vector, twin):
    key, answer = vector["key"], vector["answer"]
    assert grading.grade(key, answer) == vector["mark"]
    assert twin.ask([["grade", key, answer]]) == [vector["mark"]]


def test_every_item_of_the_course_has_a_full_mark_a_poorer_one_and_an_unreadable(twin):
    assert COURSE
    for name, key in COURSE:
        best = grading.solution(key)
        calls = [["solution", key], ["grade", key, best], ["grade", key, None]]
        assert twin.ask(calls) == [
            best,
            grading.grade(key, best),
            grading.grade(key, None),
        ]
        assert grading.grade(key, best)["points"] == key["of"], name
        assert grading.grade(key, None)["notes"] == ["unreadable"], name
        poorer = [grading.grade(key, answer) for answer in _tries(key)]
        assert any(mark["points"] < key["of"] for mark in poorer), name


def _tries(key):
    rng = random.Random(1)
    tries = [make_answer(rng, key) for _ in range(60)]
    if key["type"] == "number":
        tries.append({"number": "-987654", "unit": key["unit"]})
    if key["type"] == "text":
        tries.append("no such words")
    return tries


def _all_answers(key):
    if key["type"] == "choice":
        for size in range(len(key["options"]) + 1):
            yield from map(list, itertools.combinations(key["options"], size))
    elif key["type"] == "order":
        steps = [step for rank in key["ranks"] for step in rank]
        if len(steps) <= 6:
            yield from map(list, itertools.permutations(steps))
    elif key["type"] in ("match", "marks"):
        names = [slot["id"] for slot in key["slots"]]
        choices = [[None, *slot["options"]] for slot in key["slots"]]
        for values in itertools.islice(itertools.product(*choices), 3000):
            pairs = zip(names, values, strict=True)
            yield {name: value for name, value in pairs if value is not None}


def test_twins_agree_on_every_answer_to_the_course_where_they_can_be_counted(twin):
    total = 0
    for name, key in COURSE:
        answers = list(_all_answers(key))
        marks = twin.ask([["grade", key, answer] for answer in answers])
        for answer, mark in zip(answers, marks, strict=True):
            assert grading.grade(key, answer) == mark, (name, answer)
        total += len(answers)
    assert total > 1000


def _differences(process, cases, seed):
    """Yield (key, answer, ours, theirs) wherever the twins differ."""
    rng = random.Random(seed)
    size = 5000
    for _ in range(0, cases, size):
        pairs = []
        while len(pairs) < size:
            key = make_key(rng)
            pairs += [(key, make_answer(rng, key)) for _ in range(10)]
        calls = [["grade", key, answer] for key, answer in pairs]
        for at in range(0, size, 500):  # small enough for the pipe
            marks = process.ask(calls[at : at + 500])
            for (key, answer), theirs in zip(pairs[at : at + 500], marks, strict=True):
                # what crosses as JSON is compared as JSON
                same = json.loads(json.dumps([key, answer]))
                ours = grading.grade(*same)
                if ours != theirs:
                    yield key, answer, ours, theirs


@pytest.mark.slow
def test_twins_agree_on_200_000_hostile_cases(twin):
    found = next(_differences(twin, CASES, SEED), None)
    assert found is None, f"seed {SEED}: add this to vectors.json: {json.dumps(found)}"


def test_fuzz_catches_a_twin_written_without_thinking():
    with Twin(HERE / "naive.mjs") as naive:
        kinds = {key["type"] for key, *_ in _differences(naive, 20_000, SEED)}
    assert kinds >= {"number", "text", "match"}


def test_scores_and_shuffles_agree(twin):
    rng = random.Random(SEED)
    for _ in range(300):
        key = make_key(rng)
        answers = [make_answer(rng, key) for _ in range(5)]
        answers = json.loads(json.dumps(answers))
        ids, seed = [f"i{n}" for n in range(rng.randint(1, 9))], f"s{rng.random()}"
        calls = [["score", key, answers], ["shuffle", ids, seed]]
        assert twin.ask(calls) == [
            grading.score(key, answers),
            grading.shuffle(ids, seed),
        ]


def test_score_never_falls_on_a_retry():
    rng = random.Random(SEED)
    for _ in range(500):
        key = make_key(rng)
        answers = [make_answer(rng, key) for _ in range(6)]
        scores = [grading.score(key, answers[:n]) for n in range(7)]
        assert scores == sorted(scores)
