"""Two server processes on one real PostgreSQL: live updates cross between them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from workshop_postgres import cluster
from workshop_server import Someone, listen, server, write_plan

ITEM = "words/the-shorter-word"


@pytest.fixture(scope="module")
def address():
    with cluster() as make:
        yield make()


def test_what_is_sent_to_one_server_is_live_on_the_other(address, tmp_path):
    plan = str(write_plan(tmp_path))
    with server(address, "--plan", plan) as one, server(address) as two:
        assert one.code == two.code
        assert one.base != two.base
        desk = Someone(httpx.Client(base_url=one.base), one.code)
        desk.open_desk(one.secret)
        phones = [Someone(httpx.Client(base_url=two.base), two.code) for _ in range(20)]
        for phone in phones:
            assert phone.join().status_code == 200
        for _ in range(1):
            desk.do("start")
        for _ in range(4):
            desk.do("next")
        assert desk.view()["phase"]["id"] == "vote"
        api = f"/api/{one.code}/"
        desk_heard = listen(one.base, api + "desk/live", dict(desk.client.cookies))
        phone_heard = listen(two.base, api + "live", dict(phones[0].client.cookies))
        time.sleep(1)

        sent = time.monotonic()
        with ThreadPoolExecutor(10) as pool:
            told = list(pool.map(lambda p: p.answer(ITEM, ["a"], "peer"), phones))
        assert {one.status_code for one in told} == {200}
        assert len({one.json()["seq"] for one in told}) == 20
        time.sleep(1.5)
        fresh = [at for at, line in desk_heard if '"answered":[20,0]' in line]
        assert fresh, "the console on the other server heard nothing"
        assert fresh[0] - sent < 2

        moved = time.monotonic()
        desk.do("next")
        time.sleep(1.2)
        there = [
            at for at, line in phone_heard if '"id":"discuss"' in line and at > moved
        ]
        assert there, "the phone on the other server heard nothing"
        assert there[0] - moved < 1


def test_both_servers_writing_at_once_lose_and_double_nothing(address, tmp_path):
    plan = str(write_plan(tmp_path))
    with server(address, "--plan", plan, "--new") as one, server(address) as two:
        desk = Someone(httpx.Client(base_url=one.base), one.code)
        desk.open_desk(one.secret)
        desk.do("start")
        desk.do("next")

        def play(number):
            base = (one, two)[number % 2].base
            phone = Someone(httpx.Client(base_url=base), one.code)
            phone.join()
            body = {"id": f"answer-{number}", "activity": "before", "item": ITEM}
            body |= {"round": 1, "answer": ["a"]}
            return [phone.post("answers", body).json()["seq"] for _ in range(3)]

        with ThreadPoolExecutor(8) as pool:
            told = list(pool.map(play, range(40)))

        assert all(len(set(seqs)) == 1 for seqs in told)
        assert len({seqs[0] for seqs in told}) == 40
        other = Someone(httpx.Client(base_url=two.base), two.code)
        other.open_desk(two.secret)
        assert other.view()["progress"][0] == 40
