"""What a page holds, and on which line."""

from __future__ import annotations

import re

import pytest

from training.content.markup import scan
from training.content.pages import read_page, slug_of

PAGE = """---
recommendations: ["2.3", "2.4a"]
minutes: 22
---
# Not punished, for *what* was `forced`?

(anchor)=
## Who decides

A sentence names
its source.{source}`L9/art-13` It goes {quoted}`illegal` on.

::::{layer} requires
:sources: L1/art-33, L4/art-3
Nobody is returned.

:::{track} social-work
Only for you.
:::
::::

> A block
> of words.

1. Step
2. Step
   again

- [ ] Tick
- Entry

| a | b |
|---|---|
| c | d |

```python
illegal = "code"
```

% a remark
```{quiz} gate
:items: one, two
```
"""


@pytest.fixture
def read(tmp_path):
    def make(text):
        path = tmp_path / "book" / "part" / "page.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_page(path, tmp_path / "book")

    return make


def test_a_page_has_facts_headings_and_anchors(read):
    page, problems = read(PAGE)

    assert problems == []
    assert page.id == "part/page"
    assert page.facts.recommendations == ["2.3", "2.4a"]
    assert page.facts.minutes == 22
    assert page.fact_lines == {"recommendations": 2, "minutes": 3}
    assert [(h.level, h.line) for h in page.headings] == [(1, 5), (2, 8)]
    assert page.anchors == [
        "not-punished-for-what-was-forced",
        "who-decides",
        "anchor",
    ]


def test_directives_know_their_line_options_and_what_they_stand_in(read):
    page, _ = read(PAGE)
    layer, track, quiz = page.directives

    assert (layer.name, layer.argument, layer.line) == ("layer", "requires", 13)
    assert layer.listed("sources") == ["L1/art-33", "L4/art-3"]
    assert layer.option_lines == {"sources": 14}
    assert [outer.name for outer in track.inside] == ["layer"]
    assert quiz.listed("items") == ["one", "two"]


def test_roles_know_their_line(read):
    page, _ = read(PAGE)

    assert [(role.name, role.text, role.line) for role in page.roles] == [
        ("source", "L9/art-13", 11),
        ("quoted", "illegal", 11),
    ]


def test_passages_know_their_element_and_the_line_of_every_letter(read):
    page, _ = read(PAGE)
    by_text = {passage.text: passage for passage in page.passages}
    sentence = by_text["A sentence names its source. It goes illegal on."]

    assert sentence.line_at(sentence.text.index("names")) == 10
    assert sentence.line_at(sentence.text.index("illegal")) == 11
    elements = {p.text: (p.element, p.line) for p in page.passages}
    assert elements["Step"] == ("step", 25)
    assert elements["Step again"] == ("step", 26)
    assert elements["[ ] Tick"] == ("tick", 29)
    assert elements["Entry"] == ("entry", 30)
    assert elements["d"] == ("cell", 34)


def test_quotations_are_exempt_and_code_is_no_passage(read):
    page, _ = read(PAGE)
    exempt = {
        passage.text[start:end]
        for passage in page.passages
        for start, end in passage.exempt
    }

    assert exempt == {"forced", "illegal", "A block of words."}
    assert not any("code" in passage.text for passage in page.passages)


def test_words_are_counted_for_the_track_that_reads_them(read):
    page, _ = read("# One\n\nTwo three.\n\n:::{track} social-work\nFour five.\n:::\n")

    assert page.words("social-work") == 5
    assert page.words("law-enforcement") == 3
    assert page.words("social-work", until=5) == 3
    assert page.longest == 5


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# T\n\n:::{note}\nOpen\n", 3),
        ("# T\n\n```{note}\nOpen\n", 3),
        ("# T\n\n::::{note}\nA\n:::\n", 3),
        ("# T\n\n:::\n", 3),
    ],
)
def test_a_directive_left_open_or_closed_twice_is_located(read, text, line):
    _, problems = read(text)

    assert line in [problem.line for problem in problems]
    assert {problem.rule for problem in problems} == {"directive-unclosed"}


@pytest.mark.parametrize(
    ("front", "line", "rule"),
    [
        ("recomendations: []", 2, "schema"),
        ("minutes: many", 2, "schema"),
        ("job-aid: yes", 2, "schema"),
        ("minutes: 1\nminutes: 2", 3, "yaml"),
        ("minutes: 'open", 2, "yaml"),
        ("- a", 1, "yaml"),
    ],
)
def test_front_matter_is_read_as_strictly_as_a_quiz(read, front, line, rule):
    page, problems = read(f"---\n{front}\n---\n# T\n")

    assert page.headings[0].text == "T"
    assert [(problem.line, problem.rule) for problem in problems] == [(line, rule)]


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"---\n", b"\x00", b":" * 5000])
def test_no_bytes_make_a_traceback(read, raw):
    _, problems = read(raw)

    assert all(problem.line >= 1 for problem in problems)


def test_windows_line_ends_make_no_difference(read):
    page, problems = read(PAGE.replace("\n", "\r\n"))

    assert problems == []
    assert page.directives[0].options == {"sources": "L1/art-33, L4/art-3"}


def test_html_is_found_once_for_each_line_and_a_comment_is_not():
    found = scan("<div>\na\n</div>\n\nb <i>c</i>\n\n<!-- d -->\n\n2 < 3\n")

    assert found.html_lines == [1, 5]


def test_slugs_are_those_that_myst_makes():
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.base import compute_unique_slug

    titles = [
        "Who decides, and when?",
        "Who decides, and when?",
        "What a *court* needs `now`",
        "Ça va: l'été – no. 3",
        "Two  blanks & an_underscore",
    ]
    theirs, ours = [], []
    for title in titles:
        tree = SyntaxTreeNode(MarkdownIt("commonmark").parse(f"# {title}"))
        theirs.append(compute_unique_slug(tree.children[0], theirs))
        ours.append(slug_of(re.sub("[*`]", "", title), ours))

    assert ours == theirs
