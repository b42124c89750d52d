"""A simulation over HTTP: what travels to a phone, a restart, the export."""

from __future__ import annotations

import json
import time

import httpx
import pytest

from simulation_room import BUS, compiled, own_texts, texts_in
from training.workshop.export import export_session
from training.workshop.store import open_store
from workshop_server import Someone, listen, new_id, server, start, write_plan

FORM = compiled(BUS)["scenarios"]["bus-at-gate-4"]
INJECTS = compiled(BUS)["activities"][0]["injects"]


def people(running, count):
    clients = [httpx.Client(base_url=running.base, timeout=20) for _ in range(count)]
    found = [Someone(client, running.code) for client in clients]
    for someone in found:
        assert someone.join().status_code == 200
    return found


def facilitator(running):
    desk = Someone(httpx.Client(base_url=running.base, timeout=20), running.code)
    desk.open_desk(running.secret)
    return desk


def act(desk, **more):
    return desk.do("act", activity="sim", act=more)


def propose(someone, choice, step):
    body = {"id": new_id(), "activity": "sim", "act": {"propose": choice, "step": step}}
    return someone.post("acts", body)


def stream(someone, running):
    path = f"/api/{running.code}/live"
    return listen(running.base, path, dict(someone.client.cookies))


def sent(heard):
    """Everything that was sent over a live line."""
    lines = [line for _, line in heard if line.startswith("data: ")]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


def plays(heard):
    return [
        one["play"] for one in sent(heard) if isinstance(one, dict) and "play" in one
    ]


def wait(what, seconds=10):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return
        time.sleep(0.05)
    pytest.fail("it did not come")


@pytest.fixture
def running(tmp_path):
    plan = str(write_plan(tmp_path, BUS))
    with server(tmp_path / "room.db", "--plan", plan) as found:
        yield found


def test_no_role_is_sent_anothers_text_from_the_first_byte_to_the_debrief(running):
    four, desk = people(running, 4), facilitator(running)
    streams = [stream(one, running) for one in four]
    desk.do("start")
    act(desk, deal=1)
    desk.do("next")
    act(desk, send=0)
    roles = [tuple(one["hats"]) for one in desk.view()["play"]["teams"][0]["seats"]]
    picks = [one["pick"] for one in FORM["view"]["expert"]]
    for step in range(len(picks)):
        act(desk, push=1, step=step)
        time.sleep(0.02)
    desk.do("next")
    wait(lambda: all("parted" in str(one) for one in streams))
    assert all(len(plays(one)) > len(picks) / 2 for one in streams)
    for one, heard, hats in zip(four, streams, roles, strict=True):
        said = texts_in(sent(heard))
        said += texts_in(one.get("me").json())
        other = {"Border officer": "caseworker", "Caseworker": "officer"}[hats[0]]
        foreign = [text for who, text in own_texts(FORM, INJECTS) if who == {other}]
        assert len(foreign) > 20
        assert not [text for text in foreign if text in said]
        mine = next(x for x in FORM["view"]["roles"] if x["name"] == hats[0])
        assert texts_in(mine["html"]) in said


def test_a_kill_in_mid_simulation_goes_on_where_every_team_was(tmp_path):
    plan, base = str(write_plan(tmp_path, BUS)), tmp_path / "room.db"
    first = start(base, "--plan", plan)
    four, desk = people(first, 4), facilitator(first)
    desk.do("start")
    act(desk, deal=2)
    desk.do("next")
    for step in range(5):
        assert act(desk, push=1, step=step).status_code == 200
    act(desk, send=0)
    seats = desk.view()["play"]["teams"][1]["seats"]
    officer = next(four[s["seat"] - 1] for s in seats if "Border officer" in s["hats"])
    before = desk.view()["play"]
    first.process.kill()
    first.process.wait()
    first.process.stdout.close()
    port = int(first.base.rpartition(":")[2])
    with server(base, port=port) as again:
        assert again.code == first.code
        assert desk.view()["play"] == before
        assert [team["step"] for team in before["teams"]] == [5, 0]
        heard = stream(officer, again)
        wait(lambda: plays(heard))
        assert plays(heard)[-1]["scene"]["title"] == "The lane"
        assert propose(officer, "sign", 0).status_code == 200
        assert desk.view()["play"]["teams"][1]["step"] == 1


def test_the_same_proposal_sent_twice_counts_once(running):
    one, desk = people(running, 1)[0], facilitator(running)
    desk.do("start")
    desk.do("next")
    body = {"id": new_id(), "activity": "sim", "act": {"propose": "count", "step": 0}}
    answers = [one.post("acts", body).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert desk.view()["play"]["teams"][0]["step"] == 1
    late = propose(one, "full", 0)
    assert late.status_code == 409
    assert late.json()["error"]["message"] == "your team has moved on"


def test_a_phone_cannot_do_what_a_console_does(running):
    one, desk = people(running, 1)[0], facilitator(running)
    desk.do("start")
    desk.do("next")
    for wrong in ({"deal": 1}, {"push": 1, "step": 0}, {"send": 0}, {"look": "lane"}):
        body = {"id": new_id(), "activity": "sim", "act": wrong}
        assert one.post("acts", body).status_code == 409
    assert desk.view()["play"]["teams"][0]["step"] == 0


def test_the_export_carries_ways_and_no_text_of_a_role(running, tmp_path):
    four, desk = people(running, 4), facilitator(running)
    desk.do("start")
    act(desk, deal=1)
    desk.do("next")
    for someone in four:
        propose(someone, "sign", 0)
    act(desk, push=1, step=1)
    store = open_store(str(tmp_path / "room.db"))
    session = store.session(running.code)
    data = export_session(session, store.events(running.code))
    assert export_session(session, store.events(running.code)) == data
    store.close()
    (found,) = data["simulations"]
    assert found["scenario"] == "bus-at-gate-4"
    assert found["teams"][0]["seats"] == [1, 2, 3, 4]
    assert found["teams"][0]["picks"] == ["sign", "say-number"]
    assert found["expert"]["grade"] == "good"
    assert data["scenarios"]["bus-at-gate-4"]["scenes"]["lane"] == "The lane"
    text = texts_in(data)
    foreign = [words for _, words in own_texts(FORM, INJECTS)]
    assert not [words for words in foreign if words in text]
    names = desk.get("desk?names=1").json()["view"]["names"]
    assert len(names) == 4
    assert not [name for name in names if f'"{name}"' in json.dumps(data)]
