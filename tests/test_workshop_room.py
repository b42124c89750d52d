"""The room: a pure fold, and what may happen in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.content.plan import read_plan
from training.workshop.compiled import compile_plan
from training.workshop.decide import Command, Refusal, decide, positions
from training.workshop.names import clean_name, free_name
from training.workshop.room import Event, Room, fold
from training.workshop.views import for_desk, for_phone, for_projector, mine
from workshop_server import ROOT, write_plan

ITEM = "words/the-shorter-word"


@cache
def compiled():
    return compile_plan(read_plan(write_plan(Path(mkdtemp())))[0], ROOT)


class Play:
    """A room and the events that made it."""

    def __init__(self):
        self.room, self.events = Room("CODE", compiled()), []

    def do(self, _kind, _seat="", **data):
        self.send(_kind, _seat, data)

    def send(self, kind, seat, data):
        for draft in decide(self.room, Command(kind, seat, None, data)):
            event = Event(self.room.seq + 1, 0, draft.kind, draft.seat, draft.data)
            self.events.append(event)
            self.room = fold(self.room, [event])

    def desk(self, _does, **data):
        self.do("do", do=_does, **data)

    def answer(self, seat, answer, round_=1, activity="peer"):
        data = {"activity": activity, "item": ITEM, "round": round_, "answer": answer}
        self.do("answer", seat, **data)


def playing(seats=2, at=(2, 0)):
    play = Play()
    for n in range(seats):
        play.do("join", f"seat{n}")
    play.desk("start")
    play.desk("go", activity=at[0], phase=at[1])
    return play


def test_a_room_is_the_fold_of_its_events_wherever_they_are_cut():
    play = playing()
    play.answer("seat0", ["a"])
    play.desk("next")
    for cut in range(len(play.events) + 1):
        first = fold(Room("CODE", compiled()), play.events[:cut])
        assert fold(first, play.events[cut:]) == play.room


def test_applying_leaves_the_room_before_as_it_was():
    play = playing()
    before = play.room
    copy = fold(Room("CODE", compiled()), play.events)
    play.answer("seat0", ["a"])
    assert before == copy
    assert before != play.room


def test_the_last_answer_in_time_counts_and_a_late_one_never_does():
    play = playing()
    play.answer("seat0", ["b"])
    play.answer("seat0", ["a"])
    play.desk("show", what="bars")
    play.answer("seat0", ["c"])

    assert play.room.slot("peer", ITEM, 1)["seat0"].answer == ["a"]
    assert play.events[-1].kind == "answered"


def test_a_room_that_saw_its_first_vote_can_still_vote_again():
    play = playing()
    play.answer("seat0", ["b"])
    play.desk("show", what="bars")
    play.answer("seat0", ["c"])
    play.desk("next")
    play.desk("next")
    play.answer("seat0", ["a"], 2)
    play.desk("show", what="key")
    play.answer("seat0", ["b"], 2)

    assert play.room.slot("peer", ITEM, 1)["seat0"].answer == ["b"]
    assert play.room.slot("peer", ITEM, 2)["seat0"].answer == ["a"]


def test_a_phone_gets_back_how_sure_it_was():
    play = playing()
    data = {"activity": "peer", "item": ITEM, "round": 1, "answer": ["a"]}
    play.do("answer", "seat0", **data, sure="certain")

    assert mine(play.room, "seat0")["sures"] == {f"{ITEM}#1": "certain"}


def test_before_and_after_are_two_pictures():
    play = playing()
    play.answer("seat0", ["b"])
    play.answer("seat1", ["a"])
    play.desk("next")
    play.desk("next")
    play.answer("seat0", ["a"], 2)
    picture = for_desk(play.room)["picture"]

    counts = {bar["id"]: bar["counts"] for bar in picture["groups"][0]["bars"]}
    assert counts["a"] == [1, 1]
    assert counts["b"] == [1, 0]
    assert picture["right"] == [1, 1]


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        (
            "answer",
            {"activity": "peer", "item": ITEM, "round": 2, "answer": ["a"]},
            "not-open",
        ),
        (
            "answer",
            {"activity": "peer", "item": "x/y", "round": 1, "answer": []},
            "unknown",
        ),
        (
            "answer",
            {"activity": "peer", "item": ITEM, "round": True, "answer": ["a"]},
            "unreadable",
        ),
        (
            "answer",
            {"activity": "peer", "item": ITEM, "round": 1, "answer": ["z"]},
            "unreadable",
        ),
        ("answer", {"activity": "peer", "item": ITEM, "round": 1}, "unreadable"),
        ("answer", {"activity": [], "item": {}, "round": 1}, "unreadable"),
        (
            "answer",
            {"activity": "peer", "item": ITEM, "round": 1, "answer": ["a" * 5000]},
            "too-large",
        ),
        ("question", {"text": "\u202e \n"}, "unreadable"),
        ("name", {"name": ""}, "unreadable"),
        ("act", {"activity": "peer", "act": {}}, "not-open"),
        ("act", {"activity": "none", "act": {}}, "unknown"),
        ("do", {"do": "fly"}, "unreadable"),
        ("do", {"do": []}, "unreadable"),
        ("do", {"do": "start"}, "not-now"),
        ("do", {"do": "go", "activity": True}, "unreadable"),
        ("do", {"do": "time", "seconds": -1}, "unreadable"),
        ("do", {"do": "unpark", "question": 99, "state": "done"}, "unknown"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(kind, data, code):
    play = playing()
    with pytest.raises(Refusal) as refusal:
        play.send(kind, "" if kind == "do" else "seat0", data)
    assert refusal.value.code == code
    assert refusal.value.fix


def test_a_seat_nobody_took_can_do_nothing():
    play = playing()
    with pytest.raises(Refusal) as refusal:
        play.answer("someone", ["a"])
    assert refusal.value.status == 401


def test_next_and_back_walk_every_step_and_stop_at_the_ends():
    play = playing(at=(0, 0))
    for _ in range(len(positions(play.room)) - 1):
        play.desk("next")
    with pytest.raises(Refusal):
        play.desk("next")
    for _ in range(len(positions(play.room)) - 1):
        play.desk("back")
    assert (play.room.activity, play.room.phase) == (0, 0)


def keys_in(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


def test_no_key_and_no_remark_reaches_a_phone_or_the_wall_before_it_is_shown():
    play = playing()
    play.answer("seat0", ["a"])
    why = play.room.plan["items"][ITEM]["key"]["remarks"]["a"]
    for _ in positions(play.room)[6:]:
        phone, wall = for_phone(play.room, "seat0"), for_projector(play.room)
        own = mine(play.room, "seat0")
        for view in (phone, wall, own):
            assert not {"key", "right", "remarks", "critical"} & set(keys_in(view))
            assert why not in str(view)
        if play.room.phase_now()["id"] == "compare":
            break
        play.desk("next")
    play.desk("show", what="key")
    assert mine(play.room, "seat0")["marks"][f"{ITEM}#1"]["remarks"] == {"a": why}
    assert mine(play.room, "seat1")["marks"] == {}


def test_no_name_and_no_single_answer_stands_in_what_the_room_sees():
    play = playing()
    play.do("name", "seat0", name="Rosalind")
    play.answer("seat0", ["a"])
    for view in (
        for_phone(play.room, "seat1"),
        for_projector(play.room),
        for_desk(play.room),
    ):
        assert "Rosalind" not in str(view)
        assert "seat0" not in str(view)
    assert "Rosalind" in for_desk(play.room, with_names=True)["names"]


def test_names_are_one_visible_line_and_never_the_same():
    assert (
        clean_name("  Ada\u202e\u0000\n Lovelace " + "x" * 50)
        == "Ada Lovelace " + "x" * 11
    )
    assert clean_name("\u200b\u2066") == ""
    names = []
    for number in range(300):
        names.append(free_name("", number, names))
    assert len(set(names)) == 300


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = ["activity", "item", "round", "answer", "sure", "text", "name", "track", "do"]
FIELDS += ["phase", "what", "seconds", "question", "state", "act"]
LIKELY = st.sampled_from(
    ["peer", "before", ITEM, 1, 2, ["a"], "next", "show", "bars", "go"]
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["join", "name", "leave", "return", "answer", "question", "act", "do"]
            ),
            st.dictionaries(st.sampled_from(FIELDS), JSON | LIKELY, max_size=6),
        ),
        max_size=12,
    )
)
@settings(max_examples=400, deadline=None)
def test_whatever_is_sent_becomes_events_or_a_refusal(commands):
    play = playing()
    for number, (kind, data) in enumerate(commands):
        seat = f"new{number}" if kind == "join" else "" if kind == "do" else "seat0"
        try:
            play.send(kind, seat, data)
        except Refusal:
            continue
    assert fold(Room("CODE", compiled()), play.events) == play.room
    for_phone(play.room, "seat0"), for_projector(play.room), for_desk(play.room)
