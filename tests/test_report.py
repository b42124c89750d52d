"""A report of one or many rooms: what it says, hides, and does with foreign files."""

from __future__ import annotations

import copy
import csv
import io
import json
import random
import re
import subprocess
import time
import tracemalloc
from collections import Counter
from dataclasses import asdict

import numpy as np
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from typer.testing import CliRunner

from browser import ROOT, violations
from session_files import make
from training.cli import app
from training.content.problems import ContentError
from training.play.grading import grade
from training.workshop.analysis import analyse
from training.workshop.report import report_html
from training.workshop.report_parts import plain
from training.workshop.report_tables import tables
from training.workshop.session_file import SessionFile, merge, read_session
from training.workshop.statistics import about
from training.workshop.xapi import statements

ROOMS = [make(seed=seed) for seed in (1, 2, 3)]
ITEM = "assets/frozen-is-not-taken"


def read(*rooms):
    return [SessionFile.model_validate(one) for one in rooms]


def analysed(*rooms):
    return analyse(merge(read(*rooms)))


FOUND = analysed(*ROOMS)


def test_files_in_any_order_and_twice_give_the_same_report():
    mixed = [*ROOMS, *ROOMS]
    random.Random(4).shuffle(mixed)

    again = analysed(*mixed)

    assert again == FOUND
    assert report_html(again) == report_html(FOUND)
    assert tables(again) == tables(FOUND)


def test_of_two_exports_of_one_session_the_later_counts():
    early = {**ROOMS[0], "answers": ROOMS[0]["answers"][:50]}

    assert analysed(early, ROOMS[0]) == analysed(ROOMS[0], early) == analysed(ROOMS[0])


def test_the_gain_is_that_of_the_pairs_worked_out_with_numpy():
    first, last = [], []
    for room in ROOMS:
        part = {one["id"]: one["part"] for one in room["activities"]}
        scores = {}
        for one in room["answers"]:
            mark = grade(room["items"][one["item"]]["key"], one["answer"])
            seat, when = (room["id"], one["seat"]), part[one["activity"]]
            scores.setdefault((seat, when), []).append(mark["points"] / mark["of"])
        for seat, when in scores:
            if when == "before" and (seat, "after") in scores:
                first.append(np.mean(scores[seat, "before"]))
                last.append(np.mean(scores[seat, "after"]))
    gain = FOUND.gain

    assert gain.steps == (0, 0, about(72 - len(first)), about(len(first)))
    assert gain.before.value == round(20 * np.mean(first)) / 20
    assert gain.after.value == round(20 * np.mean(last)) / 20
    assert gain.gain.value == round(20 * (np.mean(last) - np.mean(first))) / 20
    assert gain.gain.low < gain.gain.value < gain.gain.high


def test_a_questions_numbers_are_those_worked_out_with_numpy():
    line = next(one for one in FOUND.items if one.question.item == ITEM)
    scores = {}
    for room in ROOMS:
        place = {one["id"]: at for at, one in enumerate(room["activities"])}
        for one in sorted(
            room["answers"], key=lambda one: (place[one["activity"]], one["round"])
        ):
            mark = grade(room["items"][one["item"]]["key"], one["answer"])
            own = scores.setdefault((room["id"], one["seat"]), {})
            own.setdefault(one["item"], mark["points"] / mark["of"])
    here = np.array([own[ITEM] for own in scores.values()])
    rest = np.array(
        [np.mean([v for k, v in own.items() if k != ITEM]) for own in scores.values()]
    )

    assert line.first.value == about(int(here.sum())) / about(len(here))
    r = np.corrcoef(here, rest)[0, 1]
    assert line.discrimination.value == round(20 * r) / 20


def test_below_thirty_answers_nothing_is_said_about_a_question():
    found = analysed(ROOMS[0])

    assert {one.answers for one in found.items} == {25}
    assert not any(
        one.first or one.discrimination or one.options for one in found.items
    )
    assert not any(one.alpha for one in found.reliability)
    assert "too few to say" in report_html(found)


def test_a_room_of_four_shows_nothing_of_anybody():
    found = analysed(make(people=4, seed=9))

    assert found.people is None
    assert found.gain.gain is None
    assert set(found.gain.steps) == {None}
    assert not found.misreads
    assert all(one.answers is None for one in found.items)
    assert all(one.people is None and not one.endings for one in found.ways)
    assert {step.quarter for one in found.ways for step in one.steps} == {-1}
    assert statements(merge(read(make(people=4, seed=9)))) == []


def counts_in(value):
    """Every whole number that stands for people, wherever it is in an analysis."""
    named = {"people", "answers", "count", "of", "certain", "steps"}
    if isinstance(value, dict):
        for name, inside in value.items():
            if name in named and isinstance(inside, int):
                yield inside
            elif name in named and isinstance(inside, tuple):
                yield from (one for one in inside if isinstance(one, int))
            yield from counts_in(inside)
    elif isinstance(value, (list, tuple)):
        for inside in value:
            yield from counts_in(inside)


@pytest.mark.parametrize("people", [5, 6, 13, 31, 40])
def test_no_count_of_one_to_four_people_is_in_an_analysis(people):
    for seed in range(20, 26):
        found = analysed(make("ninety-minutes", people, seed))
        assert not [one for one in counts_in(asdict(found)) if 0 < one < 5]


# --- what could be worked out from what is said ---------------------------------------


def votes(right, wrong, other, seed=8):
    """A room in which a question of one choice was answered like this, twice."""
    room = make(people=right + wrong + other, seed=seed)
    key = room["items"]["words/why-it-matters"]["key"]
    first, *rest = [one for one in key["options"] if one not in key["right"]]
    assert rest
    ways = [key["right"][0]] * right + [first] * wrong + [rest[0]] * other
    kept = [one for one in room["answers"] if one["item"] != "words/why-it-matters"]
    for part in ("before", "after"):
        kept += [
            {
                "seat": seat,
                "part": part,
                "activity": part,
                "round": 1,
                "item": "words/why-it-matters",
                "answer": [way],
                "sure": "",
                "late": False,
                "seq": 0,
            }
            for seat, way in enumerate(ways, 1)
        ]
    room["answers"] = [{**one, "seq": at} for at, one in enumerate(kept, 1)]
    return room


@pytest.mark.parametrize("people", [5, 6, 7, 8, 9, 13, 24, 30, 31, 32, 33, 34, 62])
def test_every_count_of_people_is_rounded_so_that_no_difference_is_a_person(people):
    for seed in range(3):
        found = asdict(analysed(make(people=people, seed=100 * people + seed)))
        assert [one for one in counts_in(found) if one % 5] == []
        assert [one for _, one in found["tracks"] if one and one % 5] == []


def test_three_who_chose_an_option_are_not_what_the_right_ones_leave():
    line = next(
        one
        for one in analysed(votes(right=12, wrong=3, other=17)).items
        if one.question.item == "words/why-it-matters"
    )
    right = next(one for one in line.options if one.is_right)

    assert right.count is None
    assert line.answers * line.first.value == pytest.approx(10, abs=1e-9)


def test_a_wrong_idea_of_three_is_not_what_the_others_leave():
    found = analysed(votes(right=15, wrong=12, other=3))
    line = next(o for o in found.items if o.question.item == "words/why-it-matters")
    (idea,) = [o for o in found.misreads if o.question == line.question]

    right = line.last.value * idea.of

    assert right == pytest.approx(15, abs=1e-9)
    assert idea.of - right - idea.count == pytest.approx(5, abs=1e-9)  # 3 are


@pytest.mark.parametrize("people", range(5, 40))
def test_a_mean_does_not_say_how_many_it_was_made_of(people):
    for seed in range(3):
        gain = analysed(make(people=people, seed=500 * people + seed)).gain
        both = [one for one in (gain.before, gain.after, gain.gain) if one]
        for one in both:
            ends = [end for end in (one.low, one.high) if end is not None]
            if people < 15:
                assert ends == []
                assert 10 * one.value == pytest.approx(round(10 * one.value))
            for value in (one.value, *ends):
                assert 20 * value == pytest.approx(round(20 * value))


@pytest.mark.parametrize("people", [6, 9])
def test_a_quarter_of_a_small_room_does_not_say_who_is_missing(people):
    room = make(people=people, seed=2)
    for play in room["simulations"]:
        way, other = play["expert"], copy.deepcopy(play["expert"])
        other["steps"] = other["steps"][:1]
        seats = list(range(1, people + 1))
        play["teams"] = [{**way, "seats": seats[:5]}, {**other, "seats": seats[5:]}]

    (ways,) = analysed(room).ways

    assert {step.quarter for step in ways.steps} == {3}


def test_a_track_hidden_for_the_others_sake_is_not_called_under_five():
    room = make(people=9, seed=1)
    for seat in room["seats"]:
        seat["track"] = "social-work" if seat["seat"] < 3 else "law-enforcement"

    head = report_html(analysed(room)).partition("Before and after")[0]

    assert "Law enforcement: hidden" in head  # they are seven


def test_two_reports_do_not_differ_by_what_a_small_room_answered():
    small = make(people=6, seed=71)
    one, two = analysed(*ROOMS), analysed(*ROOMS, small)
    counts = {(o.question, o.remark): o.count for o in one.misreads}

    apart = [o.count - counts.get((o.question, o.remark), 0) for o in two.misreads]

    assert [one for one in apart if one % 5] == []


def test_a_question_that_was_changed_counts_as_two():
    other = copy.deepcopy(ROOMS[1])
    other["items"][ITEM]["view"]["prompt"] += "<p>Changed.</p>"

    found = analysed(ROOMS[0], other)

    assert Counter(one.question.item for one in found.items)[ITEM] == 2


def test_late_answers_and_answers_of_nobody_do_not_count():
    room = copy.deepcopy(ROOMS[0])
    last = max(one["seq"] for one in room["answers"])
    stray = {**room["answers"][0], "seq": last + 1, "answer": ["zz"]}
    late = {**stray, "late": True}
    ghost = {**room["answers"][0], "seat": 999, "seq": last + 2}
    elsewhere = {**room["answers"][0], "activity": "nowhere", "seq": last + 3}
    room["answers"] += [late, ghost, elsewhere]

    assert analysed(room) == analysed(ROOMS[0])


def test_a_broken_question_is_found_and_the_worst_stands_first():
    room = make(people=90, seed=5)
    dice = random.Random(3)
    best = {}
    for one in room["answers"]:
        mark = grade(room["items"][one["item"]]["key"], one["answer"])
        if one["item"] != "assets/frozen-is-not-taken":
            best.setdefault(one["seat"], []).append(mark["points"])
    item = "words/why-it-matters"
    right = room["items"][item]["key"]["right"][0]
    wrong = next(o for o in room["items"][item]["key"]["options"] if o != right)
    middle = np.median([np.mean(v) for v in best.values()])
    for one in room["answers"]:
        if one["item"] == item:  # those who know more choose a wrong option
            knows = np.mean(best[one["seat"]]) > middle
            one["answer"] = [wrong if knows or dice.random() < 0.1 else right]

    found = analysed(room)

    assert found.items[0].question.item == item
    assert "those who know more do not do better on it" in found.items[0].faults
    assert "a wrong option draws those who know more" in found.items[0].faults
    assert "a wrong option is chosen by nobody" in found.items[0].faults


def test_the_ways_hold_the_experts_and_name_every_step_in_words():
    (ways,) = FOUND.ways
    page = BeautifulSoup(report_html(FOUND), "html.parser")
    names = dict(ways.names)

    assert {step for step in ways.steps if step.is_expert}
    assert len(page.select(".report-picture rect")) == len(names)
    rows = [row.get_text("|") for row in page.select("details tbody tr")]
    assert len(rows) == len(ways.steps)
    assert any(row.startswith("The lane|Fourteen|") for row in rows)


# --- foreign files --------------------------------------------------------------------

XSS = [
    "<script>document.title='XSS'</script>",
    "<img src=x onerror=\"document.title='XSS'\">",
    "<svg/onload=document.title='XSS'>",
    "'\"><body onload=document.title='XSS'>",
    "</title></style><script>document.title='XSS'</script>",
    "<a href=\"javascript:document.title='XSS'\">x</a>",
    "<!--><script>document.title='XSS'</script>-->",
    "&lt;script&gt;document.title='XSS'&lt;/script&gt;",
]


def poisoned(word):
    """A room in which every text that a file may bring holds markup."""
    room = make(people=40, seed=11)
    room["title"] = word[:200]
    for one in room["activities"]:
        one["title"] = word[:200]
    for form in room["items"].values():
        form["view"]["prompt"] = form["view"]["kind"] = word
        for option in form["view"].get("options", []):
            option["html"] = word
        remarks = form["key"]["remarks"]
        form["key"]["remarks"] = dict.fromkeys(remarks, word)
    for seat in room["seats"]:
        seat["track"] = word[:200]
    for story in room["scenarios"].values():
        story["title"] = word[:200]
        story["scenes"] = dict.fromkeys(story["scenes"], word)
        story["endings"] = {
            name: {"title": word, "grade": "good"} for name in story["endings"]
        }
    return room


@pytest.mark.browser
@pytest.mark.parametrize("word", XSS)
def test_markup_in_a_foreign_file_never_runs(word, tmp_path, browser):
    html = report_html(analysed(poisoned(word)))
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.select("script, img, iframe, a, body[onload], [onerror]")
    (tmp_path / "report.html").write_text(html, "utf-8")

    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    page.wait_for_timeout(100)

    assert page.title() == "Workshop report"
    page.close()


def test_a_sheet_takes_no_text_for_a_formula():
    room = poisoned("=HYPERLINK(1)")

    for text in tables(analysed(room)).values():
        for row in csv.reader(io.StringIO(text)):
            cells = [cell for cell in row if not re.fullmatch(r"-?[\d.e-]+", cell)]
            assert not [cell for cell in cells if cell[:1] in tuple("=+-@")]


def spoil(change):
    room = copy.deepcopy(ROOMS[0])
    change(room)
    return json.dumps(room)


BROKEN = {
    "not json": "{",
    "a list": "[]",
    "a number": "NaN",
    "deep": "[" * 100_000,
    "latin": "caf\xe9",
    "another format": spoil(lambda room: room.update(format=2)),
    "another kind": spoil(lambda room: room.update(kind="quiz")),
    "no seats": spoil(lambda room: room.pop("seats")),
    "text for a seat": spoil(lambda room: room["seats"].append({"seat": "one"})),
    "a broken key": spoil(lambda room: room["items"][ITEM]["key"].pop("slots")),
    "a key of no type": spoil(lambda room: room["items"][ITEM]["key"].update(type="x")),
    "a form of text": spoil(lambda room: room["items"].update({ITEM: {"view": "x"}})),
    "a name with a path": spoil(lambda room: room["items"].update({"../x": {}})),
    "a negative seat": spoil(lambda room: room["seats"].append({"seat": -1})),
    "a huge seat": spoil(lambda room: room["seats"].append({"seat": 10**30})),
}


def form(change):
    return spoil(lambda room: change(room["items"][ITEM]))


def ending(room):
    for story in room["scenarios"].values():
        story["endings"] = {name: {} for name in story["endings"]}


BROKEN |= {
    "endless": spoil(lambda room: room["answers"][0].update(answer="@")).replace(
        '"@"', "1e999"
    ),
    "a deep answer": spoil(lambda room: room["answers"][0].update(answer="@")).replace(
        '"@"', "[" * 700 + "]" * 700
    ),
    "half a letter": form(lambda one: one["view"].update(prompt="\ud800")),
    "an option of a number": form(
        lambda one: one["view"]["fields"][0]["options"][0].update(html=5)
    ),
    "a legend of a number": form(lambda one: one["view"]["fields"][0].update(legend=5)),
    "a huge question": form(lambda one: one["view"].update(prompt="x" * 70_000)),
    "an ending without a title": spoil(ending),
    "half a letter in a scene": spoil(
        lambda room: room["scenarios"]["bus-at-gate-4"]["scenes"].update(x="\ud800")
    ),
    "a month 13": spoil(lambda room: room.update(made="2026-13-01")),
    "a day in other digits": spoil(
        lambda room: room.update(made="\u0662\u0660\u0662\u0666-11-20")
    ),
    "an id with blanks": spoil(lambda room: room.update(id="a b")),
    "many names": spoil(
        lambda room: room.update(items={f"a/b-{n}": {} for n in range(201)})
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_a_located_problem(name, tmp_path):
    path = tmp_path / "room.json"
    path.write_bytes(BROKEN[name].encode("latin-1"))

    with pytest.raises(ContentError) as told:
        read_session(path)

    assert re.search(r"room\.json:\d+: ", str(told.value))
    assert "fix:" in str(told.value)


def test_a_file_of_faults_is_put_away_at_the_first_and_costs_no_memory(tmp_path):
    path = tmp_path / "room.json"
    path.write_text(spoil(lambda room: room.update(seats=[0] * 300_000)), "utf-8")

    tracemalloc.start()
    with pytest.raises(ContentError) as told:
        read_session(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(told.value.problems) == 1
    assert peak < 30 << 20


def test_a_key_of_a_foreign_file_commands_no_terminal(tmp_path):
    path = tmp_path / "room.json"
    path.write_text(
        spoil(lambda room: room["items"].update({"\x1b]0;x\x07": {}})), "utf-8"
    )

    with pytest.raises(ContentError) as told:
        read_session(path)

    assert "\x1b" not in str(told.value)
    assert "\x07" not in str(told.value)


def test_a_round_that_a_phone_sent_with_a_point_is_still_a_round():
    room = copy.deepcopy(ROOMS[0])
    for one in room["answers"]:
        one["round"] = float(one["round"])

    assert analysed(room) == analysed(ROOMS[0])


def test_markup_that_never_ends_is_read_once_not_again_from_each_place():
    """Read once it takes a second at most; read again and again it takes hours."""
    for piece in ("<a ", "<a x='", "<!--", "</a", "&"):
        start = time.monotonic()
        plain(piece * 200_000)
        assert time.monotonic() - start < 60


def test_a_sheet_cut_at_semicolons_takes_no_text_for_a_formula():
    room = poisoned("x;=HYPERLINK(1)")

    for text in tables(analysed(room)).values():
        assert not re.search(r"[;\t]\s*[=+@]", text)


def test_every_broken_file_is_named_in_one_run(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").write_text("{", "utf-8")

    done = CliRunner().invoke(
        app, ["report", *(str(tmp_path / f"{one}.json") for one in ("one", "two"))]
    )

    assert done.exit_code == 1
    assert "one.json:1" in done.output
    assert "two.json:1" in done.output
    assert "Traceback" not in done.output


# --- what is written ------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    base = tmp_path_factory.mktemp("report")
    names = []
    for number, room in enumerate(ROOMS):
        (base / f"{number}.json").write_text(json.dumps(room), "utf-8")
        names.append(str(base / f"{number}.json"))
    done = CliRunner().invoke(
        app, ["report", *names, "--xapi", "--out", str(base / "out")]
    )
    assert done.exit_code == 0, done.output
    return base / "out"


@pytest.mark.browser
def test_the_pdf_is_tagged_and_says_what_the_page_says(folder):
    reader = PdfReader(folder / "report.pdf")
    text = " ".join(page.extract_text() for page in reader.pages)

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for heading in ("Before and after", "What to go back to", "Every question"):
        assert heading in text


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_the_page_is_accessible_and_needs_no_sideways_scroll(
    folder, browser, width, scheme
):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto((folder / "report.html").as_uri())

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_page_asks_nothing_of_any_host(folder):
    html = (folder / "report.html").read_text("utf-8")

    assert not re.findall(r"(?:src|href)\s*=|@import", html)


CHECK = """
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const lib = createRequire(import.meta.url)(process.argv[1]);
const told = JSON.parse(readFileSync(process.argv[2]));
console.log(JSON.stringify(told.map((one) => lib.statement(one, ["s"]).length)));
"""


def faults(path):
    """How many faults an independent validator finds in each statement."""
    library = "node_modules/@learninglocker/xapi-validation/dist/factory.js"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", CHECK, str(ROOT / library), str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return json.loads(done.stdout)


def test_an_independent_validator_accepts_every_statement(folder):
    told = json.loads((folder / "xapi.json").read_text("utf-8"))

    assert len(told) == sum(len(room["answers"]) for room in ROOMS)
    assert len({one["id"] for one in told}) == len(told)
    assert set(faults(folder / "xapi.json")) == {0}


def test_the_validator_refuses_what_is_wrong(folder, tmp_path):
    one = json.loads((folder / "xapi.json").read_text("utf-8"))[0]
    bad = [
        {**one, "id": "no-uuid"},
        {**one, "verb": {}},
        {**one, "result": {"score": {"scaled": 7}}},
        {**one, "timestamp": "today"},
    ]
    (tmp_path / "bad.json").write_text(json.dumps(bad), "utf-8")

    assert all(faults(tmp_path / "bad.json"))


def test_a_code_in_the_database_can_be_reported_without_a_file(tmp_path):
    done = CliRunner().invoke(
        app, ["report", "ABCDEF", "--database", str(tmp_path / "none.db")]
    )

    assert done.exit_code == 1
    assert "there is no database" in done.output
    assert not (tmp_path / "none.db").exists()


def test_plain_text_of_markup():
    assert plain("<p>a&lt;b</p><ul><li>c</li></ul>") == "a<b c"
