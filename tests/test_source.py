"""Whatever a file holds, reading it gives data or located problems, no traceback."""

from __future__ import annotations

import pytest

from training.content.quiz import read_bank
from training.content.source import parse_yaml, read_text, read_yaml

ITEM = """title: T
recommendation: "2.3"
items:
  - id: one
    kind: single
    track: both
    difficulty: easy
    section: s
    sources: [L1]
    prompt: What first?
    options:
      - {id: a, text: Ask., right: true, why: w}
      - {id: b, text: Wait., why: w}
"""


def bank_of(tmp_path, text):
    path = tmp_path / "bank.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_bank(path)


def test_every_scalar_stays_the_text_that_was_typed():
    text = "a: no\nb: 12:30\nc: 010\nd: 2.30\ne: 2026-01-01\nf: ~\ng: 'null'\n"

    document, problems = parse_yaml("x.yml", text)

    assert problems == []
    assert document.data == {
        "a": "no",
        "b": "12:30",
        "c": "010",
        "d": "2.30",
        "e": "2026-01-01",
        "f": None,
        "g": "null",
    }


def test_every_value_knows_its_line_and_its_nearest_id():
    document, _ = parse_yaml("x.yml", "items:\n  - id: a\n    parts:\n      - id: b\n")

    assert document.line(("items", 0, "parts", 0, "id")) == 4
    assert document.line(("items", 0, "parts", 7)) == 3
    assert document.nearest_id(("items", 0, "parts", 0)) == "a.b"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 'open\nb: 1\n", 1, "end of stream"),
        ('a: b\nc: "open\n', 2, "end of stream"),
        ("a: b: c\n", 1, "mapping values"),
        ("a: 1\n b: 2\n", 2, ""),
        ("a:\n\t- b\n", 2, ""),
        ("a: 1\na: 2\n", 2, "twice"),
        ("a: &x 1\n", 1, "anchor"),
        ("a: *x\n", 1, "undefined alias"),
        ("a: !!python/object:os.system {}\n", 1, "tag"),
        ("a: !thing b\n", 1, "tag"),
        ("? [a, b]\n: c\n", 1, "not a word"),
        ("a: \x00\n", 1, "special characters"),
        ("a: [" * 15 + "\n", 2, ""),
    ],
)
def test_yaml_that_content_never_needs_is_a_located_problem(text, line, words):
    _, problems = parse_yaml("x.yml", text)

    assert problems
    assert problems[0].line == line
    assert words in problems[0].message
    assert {problem.rule for problem in problems} == {"yaml"}
    assert all(problem.fix for problem in problems)


def test_a_cyclic_anchor_is_refused_and_does_not_loop():
    document, problems = parse_yaml("x.yml", "a: &x\n  b: *x\n")

    assert document is None
    assert [problem.line for problem in problems] == [1, 2]


def test_a_bomb_of_aliases_is_refused_at_once():
    text = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )

    document, problems = parse_yaml("x.yml", text)

    assert document is None
    assert len(problems) < 200


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_thousands_of_levels_are_a_problem_and_not_a_traceback(opening):
    _, problems = parse_yaml("x.yml", "a: " + opening * 5000)

    assert problems


def test_a_file_of_ten_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "big.yml"
    path.write_bytes(b"a: b\n" * 2_000_000)

    document, problems = read_yaml(path)

    assert document is None
    assert "10,000,000 bytes" in problems[0].message
    assert "split" in problems[0].fix


def test_binary_bytes_are_a_problem_at_their_line(tmp_path):
    path = tmp_path / "binary.yml"
    path.write_bytes(b"a: b\nc: \xff\xfe\x00\n")

    text, problems = read_text(path)

    assert text is None
    assert problems[0].line == 2
    assert "UTF-8" in problems[0].message


def test_a_missing_file_and_a_folder_are_problems(tmp_path):
    assert "cannot be read" in read_yaml(tmp_path / "none.yml")[1][0].message
    assert "cannot be read" in read_yaml(tmp_path)[1][0].message


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    raw = ITEM.replace("\n", "\r\n").encode()

    bank, problems = bank_of(tmp_path, b"\xef\xbb\xbf" + raw)

    assert problems == []
    assert bank.title == "T"


@pytest.mark.parametrize("text", ["", "# nothing\n", "just words\n", "- a\n- b\n"])
def test_a_file_that_is_no_bank_says_how_one_starts(tmp_path, text):
    bank, problems = bank_of(tmp_path, text)

    assert bank is None
    assert "`title:`" in problems[0].fix


def test_no_is_not_a_boolean_but_text_where_text_is_due(tmp_path):
    bank, problems = bank_of(tmp_path, ITEM.replace("text: Ask.", "text: no"))

    assert problems == []
    assert bank.items[0].options[0].text == "no"

    bank, problems = bank_of(tmp_path, ITEM.replace("right: true", "right: no"))

    assert bank.items == ()
    assert problems[0].line == 12
    assert '"no" is neither true nor false' in problems[0].message


def test_one_bad_item_does_not_hide_the_next(tmp_path):
    other = ITEM.split("items:\n")[1].replace("id: one", "id: two")
    text = ITEM.replace("kind: single", "kind: singel") + other + "    extra: 1\n"

    bank, problems = bank_of(tmp_path, text + other.replace("two", "three"))

    assert [item.id for item in bank.items] == ["three"]
    assert [problem.line for problem in problems] == [5, 24]
    assert 'Did you mean "single"?' in problems[0].fix
    assert '"extra"' in problems[1].message


def test_an_answer_that_is_not_among_the_options_is_named(tmp_path):
    text = ITEM.replace(", right: true", "")

    _, problems = bank_of(tmp_path, text)

    assert problems[0].id == "one"
    assert "no right answer" in problems[0].message
    assert "right: true" in problems[0].fix


def test_markup_in_a_text_stays_text(tmp_path):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    bank, problems = bank_of(tmp_path, ITEM.replace("text: Ask.", f"text: '{hostile}'"))

    assert problems == []
    assert bank.items[0].options[0].text == hostile
