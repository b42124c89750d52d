"""A scenario in a room: dealing, deciding, pushing, what each role may read; pure."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation_room import (
    BUS,
    HARBOUR,
    Table,
    acted,
    own_texts,
    seated,
    texts_in,
)
from training.content.plan import read_plan
from training.play.trail import play
from training.workshop.compiled import compile_plan, plan_problems
from training.workshop.decide import Refusal
from training.workshop.kinds import reducers
from training.workshop.room import Room, Seat, fold
from training.workshop.simulation import form_of, game, push_pick, state_of
from training.workshop.teams import deal, enter, exchange, leave, team_count
from training.workshop.views import (
    audience,
    for_desk,
    for_phone,
    for_projector,
    mine,
    since,
)
from workshop_server import ROOT, write_plan

ROLES = [f"role-{letter}" for letter in "abcdefghi"]


def seats(count, track=""):
    return [Seat(f"s{n}", n, f"name{n}", track) for n in range(1, count + 1)]


def is_sound(team):
    if not team.seats:
        return True
    worn = [team.hats_of(seat) for seat in team.seats]
    held = {seat for seats in team.hats.values() for seat in seats}
    return (
        all(worn)
        and all(team.hats.values())
        and held == set(team.seats)
        and all(len(set(seats)) == len(seats) for seats in team.hats.values())
    )


@pytest.mark.parametrize("roles", [1, 2, 3, 9])
@pytest.mark.parametrize("people", [0, 1, 2, 5, 9, 10, 27, 200])
def test_every_role_has_somebody_and_everybody_a_role(people, roles):
    teams = deal(ROLES[:roles], seats(people), 0)

    assert sum(len(team.seats) for team in teams) == people
    assert len(teams) == team_count(people, roles)
    assert all(is_sound(team) for team in teams)
    sizes = [len(team.seats) for team in teams]
    assert max(sizes) - min(sizes) <= 1


def test_teams_are_mixed_by_where_people_work():
    mixed = [
        Seat(f"s{n}", n, "", "law-enforcement" if n <= 4 else "social-work")
        for n in range(1, 9)
    ]
    for team in deal(ROLES[:2], mixed):
        tracks = [one.track for one in mixed if one.id in team.seats]
        assert sorted(tracks) == [*["law-enforcement"] * 2, *["social-work"] * 2]


def test_a_leavers_role_passes_on_and_a_latecomer_takes_a_hat_from_the_busiest():
    (team,) = deal(ROLES, seats(4), 1)
    left = leave(team, "s1")
    assert "s1" not in str(left)
    assert is_sound(left)
    kept = {seat: set(team.hats_of(seat)) for seat in left.seats}
    assert all(kept[seat] <= set(left.hats_of(seat)) for seat in left.seats)

    late = enter(left, "s9")
    assert is_sound(late)
    assert len(late.hats_of("s9")) == 1
    full = enter(deal(ROLES[:2], seats(2), 1)[0], "s3")
    assert full.hats_of("s3") == (ROLES[0],)  # a pair


def test_two_seats_can_change_places_between_teams():
    teams = deal(ROLES[:2], seats(8), 2)
    one, other = teams[0].seats[0], teams[1].seats[1]
    turned = exchange(teams, one, other)

    assert turned[1].hats_of(one) == teams[1].hats_of(other)
    assert turned[0].hats_of(other) == teams[0].hats_of(one)
    assert all(is_sound(team) for team in turned)


MOVES = st.lists(
    st.tuples(st.sampled_from(["in", "out", "swap"]), st.integers(0, 30)), max_size=40
)


@given(st.integers(1, 9), st.integers(0, 20), st.integers(0, 4), MOVES)
@settings(max_examples=300, deadline=None)
def test_coming_and_going_never_leaves_a_role_or_a_person_alone(
    roles, people, wanted, moves
):
    teams = deal(ROLES[:roles], seats(people), wanted)
    for number, (what, which) in enumerate(moves):
        at = which % len(teams)
        inside = [seat for team in teams for seat in team.seats]
        if what == "in":
            teams[at] = enter(teams[at], f"new{number}")
        elif what == "out" and teams[at].seats:
            teams[at] = leave(teams[at], teams[at].seats[which % len(teams[at].seats)])
        elif what == "swap" and len(inside) > 1:
            pair = inside[which % len(inside)], inside[(which + 1) % len(inside)]
            teams = list(exchange(teams, *pair))
        assert all(is_sound(team) for team in teams)


def test_a_choice_of_a_role_is_decided_by_those_who_wear_its_hat():
    table = seated(4)
    table.propose("count", "officer")
    assert table.team().picks == ()  # two share the role, and one is not more than half
    table.propose("count", "officer", 1)
    assert table.team().picks == ("count",)
    assert table.team().votes == {}


def test_a_pair_that_disagrees_waits_until_one_changes_or_the_desk_pushes():
    table = seated(4)
    table.propose("sign", "officer")
    table.propose("count", "officer", 1)
    view = table.view("officer")
    assert view["waits"]["split"]
    assert [one["votes"] for one in view["choices"]][:2] == [1, 1]
    table.desk("act", activity="sim", act={"push": 1, "step": 0})
    assert table.team().picks == ("sign",)  # proposed as often, and first


def test_a_push_follows_the_expert_and_leaves_nobody_stuck():
    table = seated(2)
    expert = [one["pick"] for one in table.form["view"]["expert"]]
    for step in range(len(expert)):
        assert push_pick(table.team(), table.form) == expert[step]
        table.desk("act", activity="sim", act={"push": 1, "step": step})
    assert list(table.team().picks) == expert
    assert table.state()["ending"]
    with pytest.raises(Refusal, match="come to its end"):
        table.desk("act", activity="sim", act={"push": 1, "step": len(expert)})


def test_a_push_off_the_experts_way_never_chooses_harm_if_there_is_anything_else():
    table = seated(2)
    table.propose("sign", "officer")
    for step in range(1, 60):
        if table.state()["ending"]:
            break
        table.desk("act", activity="sim", act={"push": 1, "step": step})
    assert table.state()["ending"]
    assert table.state()["critical"] == []


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ({"propose": "count", "step": 1}, "moved on"),
        ({"propose": "count", "step": True}, "moved on"),
        ({"propose": "count"}, "moved on"),
        ({"propose": "wake", "step": 0}, "not for you"),
        ({"propose": ["count"], "step": 0}, "not for you"),
        ({"deal": 1}, "moved on"),
        ({}, "moved on"),
    ],
)
def test_a_phone_can_only_propose_what_is_open_to_its_hats(act, words):
    table = seated(2)
    with pytest.raises(Refusal, match=words):
        table.do("act", table.seat("officer"), activity="sim", act=act)


def test_nobody_chooses_for_another_role():
    table = seated(2)
    with pytest.raises(Refusal, match="not for you"):
        table.propose("count", "caseworker")
    view = table.view("caseworker")
    assert view["choices"] == []
    assert view["waits"]["others"] == ["Border officer"]


def test_nothing_is_decided_in_a_pause_or_outside_the_play():
    table = seated(2)
    table.desk("pause")
    with pytest.raises(Refusal, match="paused"):
        table.propose("count", "officer")
    table.desk("resume")
    table.desk("next")
    with pytest.raises(Refusal, match="do not play"):
        table.propose("count", "officer")
    with pytest.raises(Refusal, match="do not play"):
        table.desk("act", activity="sim", act={"push": 1, "step": 0})
    table.desk("next")
    with pytest.raises(Refusal, match="not in this simulation"):
        table.propose("count", "officer")


@pytest.mark.parametrize(
    "act",
    [
        *({"deal": wrong} for wrong in (-1, 13, True, "2", None, 1.0)),
        *({"send": wrong} for wrong in (-1, 9, True, "0")),
        *({"push": wrong, "step": 0} for wrong in (0, 2, True, "1", None)),
        *({"move": wrong, "team": 1} for wrong in (0, 99, True, "1", 1.0)),
        *({"move": 1, "team": wrong} for wrong in (0, 2, True, "1")),
        *({"swap": wrong} for wrong in ([1], [1, 1], [1, 99], "12", [True, 2], 3)),
        *({"look": wrong} for wrong in ("lane", 1, [])),
        {},
        {"nothing": 1},
    ],
)
def test_what_a_console_cannot_do_is_refused_in_words(act):
    table = seated(2)
    with pytest.raises(Refusal):
        table.desk("act", activity="sim", act=act)


def test_play_without_dealing_deals_by_itself():
    table = Table(BUS)
    for n in range(3):
        table.do("join", f"seat{n}")
    table.desk("start")
    assert for_phone(table.room, "seat0")["play"] == {"team": 0}
    table.desk("next")
    assert [len(team.seats) for team in table.now().teams] == [3]


def test_roles_can_be_dealt_anew_until_the_first_decision():
    table = seated(6)
    table.desk("act", activity="sim", act={"deal": 3})
    assert len(table.now().teams) == 3
    table.propose("count", "officer")
    with pytest.raises(Refusal, match="move or swap"):
        table.desk("act", activity="sim", act={"deal": 2})


def test_a_latecomer_a_leaver_and_one_who_comes_back_are_events():
    table = seated(2)
    table.do("join", "late")
    assert table.team().hats_of("late") == ("officer",)
    table.do("leave", "seat1")
    assert "seat1" not in table.team().seats
    assert is_sound(table.team())
    table.do("return", "seat1")
    assert "seat1" in table.team().seats
    table.desk("next"), table.desk("next")
    table.do("join", "later")  # the room is past it
    assert "later" not in table.team().seats
    table.desk("back")
    assert "later" in table.team().seats


def test_the_last_to_go_leaves_a_team_that_the_next_can_take_up():
    table = seated(1)
    table.propose("count", "officer")
    table.do("leave", "seat0")
    assert table.team().seats == ()
    for_desk(table.room), for_projector(table.room)
    table.do("join", "new")
    assert table.team().hats_of("new") == ("officer", "caseworker")
    assert table.view("officer")["step"] == 1


def test_a_leaver_who_was_waited_for_holds_nobody_up():
    table = seated(4)
    table.propose("count", "officer")
    table.do("leave", table.seat("officer", 1))
    assert table.team().picks == ("count",)


def test_the_desk_moves_a_seat_and_swaps_two():
    table = seated(8)
    table.desk("act", activity="sim", act={"deal": 2})
    first, second = table.now().teams
    number = table.room.seats[first.seats[0]].number
    table.desk("act", activity="sim", act={"move": number, "team": 2})
    assert [len(team.seats) for team in table.now().teams] == [3, 5]
    other = table.room.seats[second.seats[0]].number
    before = table.now().teams[1].hats_of(first.seats[0])
    table.desk("act", activity="sim", act={"swap": [number, other]})
    assert table.now().teams[1].hats_of(second.seats[0]) == before
    assert all(is_sound(team) for team in table.now().teams)


def test_news_comes_once_when_sent_and_by_itself_at_its_scene():
    table = seated(2)
    table.desk("act", activity="sim", act={"send": 0})
    assert [one["title"] for one in table.view("officer")["news"]] == ["A call"]
    with pytest.raises(Refusal, match="was sent"):
        table.desk("act", activity="sim", act={"send": 0})
    table.propose("count", "officer")
    assert [one["title"] for one in table.view("caseworker")["news"]] == [
        "A call",
        "Water",
    ]
    assert "Water" not in str(table.view("officer"))
    assert for_projector(table.room)["play"]["news"]["title"] == "A call"


def test_the_clock_of_a_play_stops_in_a_pause_and_goes_on():
    table = seated(2, at=1_000)
    table.clock = 61_000
    table.desk("pause")
    assert table.now().clock.ran == 60_000
    assert table.now().clock.since is None
    table.clock = 100_000
    table.desk("resume")
    table.clock = 90_000  # the machine's clock was set back
    table.desk("pause")
    assert table.now().clock.ran == 60_000


def test_the_debrief_shows_team_beside_team_and_the_expert():
    table = seated(8)
    table.desk("act", activity="sim", act={"deal": 2})
    table.play_out(0, [one["pick"] for one in table.form["view"]["expert"]])
    table.play_out(1, ["sign", "leave-it", "on-board"])
    table.desk("next")
    wall = for_projector(table.room)["play"]
    assert [row["who"] for row in wall["rows"]] == ["1", "2", "Expert"]
    assert wall["rows"][0]["meters"] == wall["rows"][2]["meters"]
    assert wall["rows"][0]["parted"] == ""
    assert wall["rows"][1]["parted"] == "The lane"
    assert {len(one["lines"]) for one in wall["charts"]} == {3}
    assert "failed" not in str(wall)
    assert "critical" not in str(wall)

    table.desk("act", activity="sim", act={"look": "lane"})
    look = for_projector(table.room)["play"]["look"]
    taken = {tuple(one["teams"]): one["expert"] for one in look["choices"]}
    assert taken == {(2,): False, (1,): True, (): False}
    assert look["sources"]
    told = table.view("officer", team=1)
    (harm,) = told["harms"]
    assert "Nobody is removed on a form" in harm["rule"]
    assert harm["source"]
    assert table.view("officer", team=0)["harms"] == []


def everything_a_phone_gets(table, seat):
    return (for_phone(table.room, seat), mine(table.room, seat))


@pytest.mark.parametrize("plan", [BUS, HARBOUR], ids=["bus", "nine roles"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_happens_no_role_reads_anothers_text(plan, data):
    table = Table(plan)
    draw = data.draw
    for n in range(draw(st.integers(1, 12))):
        table.do("join", f"seat{n}")
    table.desk("start")
    table.desk("act", activity="sim", act={"deal": draw(st.integers(0, 3))})
    table.desk("next")
    for number in range(draw(st.integers(0, 25))):
        acted(table, draw, number)
        assert all(is_sound(team) for team in table.now().teams)
        check_no_foreign_text(table)
    table.desk("next")
    check_no_foreign_text(table)
    again = fold(Room("CODE", table.room.plan), table.events, reducers())
    assert again == table.room
    for team in table.now().teams:
        assert play(table.form, list(team.picks))["refused"] is None


def check_no_foreign_text(table):
    own = own_texts(table.form, table.activity["injects"])
    for seat in table.room.seats:
        if table.room.seats[seat].is_away:
            continue
        at = next(t for t in table.now().teams if seat in t.seats)
        hats = set(at.hats_of(seat))
        said = texts_in(everything_a_phone_gets(table, seat))
        for roles, text in own:
            if not roles & hats:
                assert text not in said, (seat, hats, roles, text)
    wall = texts_in(for_projector(table.room))
    if table.room.phase_now()["id"] != "debrief":
        for _, text in own:
            assert text not in wall


def test_a_phone_is_written_anew_only_when_its_own_team_moved():
    table = seated(8)
    table.desk("act", activity="sim", act={"deal": 2})
    one, other = (team.seats for team in table.now().teams)
    before = {seat: since(table.room, seat) for seat in (*one, *other)}
    officer = next(s for s in one if "officer" in table.now().teams[0].hats_of(s))
    act = {"propose": "count", "step": 0}
    table.do("act", officer, activity="sim", act=act)
    assert all(since(table.room, seat) > before[seat] for seat in one)
    assert all(since(table.room, seat) == before[seat] for seat in other)
    assert len({audience(table.room, seat) for seat in one}) == 2


@cache
def folder():
    return Path(mkdtemp())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("scenario: bus-at-gate-4", "scenario: nowhere", "is no scenario"),
        ("to: caseworker", "to: cook", 'names "cook"'),
        ("at: count", "at: kitchen", 'names "kitchen"'),
        ("play: 10", "play: 11", "phases add up to 21"),
        ("at: 4", "at: 12", "comes at minute 12 of 10"),
        ("at: 4", "at: 0", "at:"),
        ("teams: auto", "teams: 13", "teams:"),
        ("kind: simulation", "kind: simulations", 'Did you mean "simulation"'),
    ],
)
def test_a_wrong_plan_is_located_and_says_how_to_mend_it(old, new, words):
    assert BUS.count(old) == 1
    plan, problems = read_plan(write_plan(folder(), BUS.replace(old, new)))
    if plan is not None:
        problems = plan_problems(plan, ROOT)
    (found,) = [str(one) for one in problems]
    assert words in found
    assert "short.yml:" in found
    assert "fix:" in found


def test_a_scenario_is_frozen_into_the_session_with_its_sources_in_words():
    plan, _ = read_plan(write_plan(folder(), BUS))
    compiled = compile_plan(plan, ROOT)
    form = compiled["scenarios"]["bus-at-gate-4"]
    harms = [
        choice["critical"]["source"]
        for scene in form["view"]["scenes"]
        for choice in scene["choices"]
        if choice["critical"]
    ]
    assert harms
    assert set(harms) <= set(compiled["sources"])
    assert all(words != key for key, words in compiled["sources"].items() if "/" in key)


def test_form_and_state_are_found_for_an_activity():
    table = seated(2)
    assert form_of(table.room, table.activity) is table.form
    assert state_of(table.room, table.activity) is table.now()
    assert game(table.form, ()) is game(table.form, ())
