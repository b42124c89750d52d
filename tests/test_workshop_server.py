"""The server: seats, the console, safety, and what is on the disk."""

from __future__ import annotations

import json
import signal
import subprocess
import time

import httpx
import psutil
import pytest
from starlette.testclient import TestClient

from training.content.plan import read_plan
from training.workshop import guard
from training.workshop.api import owner_link
from training.workshop.app import make_app
from training.workshop.compiled import compile_plan
from training.workshop.store import Session, open_store
from workshop_server import (
    ROOT,
    TRAINING,
    Someone,
    listen,
    new_id,
    server,
    start,
    write_plan,
)

ITEM = "words/the-shorter-word"
CODE = "CDFHJK"


@pytest.fixture
def room(tmp_path):
    """A room in this process: its store, a maker of phones, and an open console."""
    store = open_store(str(tmp_path / "room.db"))
    plan = read_plan(write_plan(tmp_path))[0]
    text = json.dumps(compile_plan(plan, ROOT))
    session = Session(CODE, "id", 0, plan.title, text, "a secret of this session")
    store.create(session)
    app = make_app(store)
    with TestClient(app) as first:
        yield Room(store, first, app, session)
    store.close()


class Room:
    def __init__(self, store, client, app, session):
        self.store, self.app, self.session = store, app, session
        self.desk = Someone(client, CODE)
        self.desk.open_desk(owner_link(session.secret))

    def phone(self, name="", **more):
        client = TestClient(self.app)  # shares the loop's hub: only the cookies differ
        client.portal = self.desk.client.portal
        someone = Someone(client, CODE)
        someone.join(name, **more)
        return someone


def error(answer):
    found = answer.json()["error"]
    assert set(found) == {"code", "message", "fix"}
    assert all(found.values())
    return found["code"]


def test_a_phone_answers_and_the_answer_is_on_the_disk_when_it_is_told(room):
    phone = room.phone()
    room.desk.do("start")
    room.desk.do("next")

    told = phone.answer(ITEM, ["a"], sure="fair")

    assert told.json()["stored"]
    (kept,) = [one for one in room.store.events(CODE) if one.kind == "answered"]
    assert kept.seq == told.json()["seq"]
    assert kept.data["answer"] == ["a"]


def test_the_same_answer_sent_again_is_stored_once_and_told_the_same(room):
    phone = room.phone()
    room.desk.do("start")
    room.desk.do("next")
    body = {"id": new_id(), "activity": "before", "item": ITEM, "round": 1}

    first = phone.post("answers", {**body, "answer": ["a"]}).json()
    again = phone.post("answers", {**body, "answer": ["a"]}).json()

    assert first == again
    assert sum(one.kind == "answered" for one in room.store.events(CODE)) == 1


def test_the_same_join_gets_the_same_seat_and_a_lost_cookie_does_not_matter(room):
    first = room.phone("Ada")
    again = room.phone("Ada", id=first.join_id)

    assert again.token == first.token
    assert len([one for one in room.store.events(CODE) if one.kind == "joined"]) == 1


def test_one_phones_ids_never_hide_another_phones_answers(room):
    one, other = room.phone(), room.phone()
    room.desk.do("start")
    room.desk.do("next")
    for phone in (one, other):
        phone.answer(ITEM, ["a"], id="the-same-id")

    assert sum(e.kind == "answered" for e in room.store.events(CODE)) == 2


def test_a_participant_is_no_facilitator(room):
    phone = room.phone()
    stolen = Someone(phone.client, CODE)
    stolen.token = phone.token

    for path in ("desk/do", "desk/handover"):
        answer = stolen.post(path, {"id": new_id(), "do": "start"})
        assert (answer.status_code, error(answer)) == (401, "no-desk")
    assert phone.get("desk").status_code == 401
    assert phone.get("desk/live").status_code == 401
    assert error(phone.open_desk("guess")) == "used"


@pytest.mark.parametrize("use", ["seat", "desk"])
def test_a_forged_cookie_is_no_seat_and_no_desk(room, use):
    client = TestClient(room.app)
    client.portal = room.desk.client.portal
    for value in ("owner", "owner.", "owner." + "0" * 40, "x.é", "." * 40):
        path = "answers" if use == "seat" else "desk/do"
        shown = f"{use}-{CODE}={value}".encode()
        headers = {"Cookie": shown, "Content-Type": "application/json"}
        path = f"/api/{CODE}/{path}"
        assert client.post(path, content=b"{}", headers=headers).status_code == 401


def test_a_seats_signature_is_not_a_desks(room):
    phone = room.phone()
    value = phone.client.cookies[f"seat-{CODE}"]
    phone.client.cookies.set(f"desk-{CODE}", value)
    assert phone.get("desk").status_code == 401


def test_every_change_needs_the_pages_token_json_and_this_site(room):
    phone = room.phone()
    path = f"/api/{CODE}/name"
    body = {"id": new_id(), "name": "Eve"}
    good = {"X-Training-Token": phone.token}

    assert error(phone.client.post(path, json=body)) == "no-token"
    other = {"X-Training-Token": room.desk.token}
    assert error(phone.client.post(path, json=body, headers=other)) == "no-token"
    assert error(phone.client.post(path, data=body, headers=good)) == "not-json"
    foreign = {**good, "Origin": "http://elsewhere.example"}
    assert error(phone.client.post(path, json=body, headers=foreign)) == "foreign"
    big = {**body, "name": "x" * 20_000}
    assert error(phone.client.post(path, json=big, headers=good)) == "too-large"
    assert phone.client.post(path, json=body, headers=good).status_code == 200


def test_errors_have_one_shape_everywhere(room):
    client = room.desk.client
    for answer in (
        client.get("/nothing"),
        client.get(f"/api/{CODE}/answers"),
        client.get("/api/HHHHHH/projector"),
        client.post(
            f"/api/{CODE}/join",
            content=b"[1]",
            headers={"Content-Type": "application/json"},
        ),
        client.post(
            f"/api/{CODE}/join",
            content=b"{\xff",
            headers={"Content-Type": "application/json"},
        ),
        client.post(f"/api/{CODE}/join", json={"id": "short"}),
    ):
        assert 400 <= answer.status_code < 500
        error(answer)


def test_every_response_carries_the_policy(room):
    for path in ("/", f"/j/{CODE}", "/privacy", f"/api/{CODE}/me", "/static/x", "/no"):
        headers = room.desk.client.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none';")
        assert "frame-ancestors 'none'" in policy
        assert ("script-src 'self'" in policy) == (not path.startswith("/api/"))
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_guessing_codes_is_slowed_down_even_when_it_hits(room, monkeypatch):
    client = TestClient(room.app)
    client.portal = room.desk.client.portal
    phone = room.phone()
    monkeypatch.setattr(guard, "monotonic", lambda: 1e9)  # a machine of any speed

    codes = [client.get("/api/HHHHHH/projector").status_code for _ in range(120)]

    assert (codes[0], codes[-1]) == (404, 429)
    assert client.get(f"/api/{CODE}/projector").status_code == 429  # no hit is told
    client.cookies.set(f"seat-{CODE}", "made.up")
    assert client.get(f"/api/{CODE}/projector").status_code == 429
    told = client.get(f"/j/{CODE}")
    assert told.status_code == 429
    assert "Wait a moment" in told.text
    # the room behind that address goes on
    assert phone.get("me").json()["seat"]["name"]
    assert room.desk.get("desk").status_code == 200


def test_a_flood_from_one_seat_is_slowed_down(room, monkeypatch):
    phone = room.phone()
    monkeypatch.setattr(guard, "monotonic", lambda: 1e9)  # a machine of any speed
    sent = [phone.post("questions", {"id": new_id(), "text": "?"}) for _ in range(90)]
    assert sent[0].status_code == 200
    assert sent[-1].status_code == 429


def test_a_handover_link_works_once(room):
    link = room.desk.post("desk/handover", {"id": new_id()}).json()["link"]
    token = link.partition("#")[2]
    client = TestClient(room.app)
    client.portal = room.desk.client.portal
    second = Someone(client, CODE)

    assert second.open_desk(token).status_code == 200
    assert second.do("start").status_code == 200
    third = Someone(TestClient(room.app), CODE)
    third.client.portal = room.desk.client.portal
    assert error(third.open_desk(token)) == "used"
    assert token not in json.dumps([one.data for one in room.store.events(CODE)])


def test_a_parked_question_reaches_the_desk_without_a_name(room):
    phone = room.phone("Rosalind")
    phone.post("questions", {"id": new_id(), "text": "<b>Who</b> pays?"})
    view = room.desk.view()
    assert [one["text"] for one in view["parking"]] == ["<b>Who</b> pays?"]
    assert "Rosalind" not in json.dumps(view)


def test_the_export_has_answers_and_keys_but_nobody_in_it(room):
    from training.workshop.export import export_session

    phone = room.phone("Rosalind", track="social-work")
    room.desk.do("start")
    room.desk.do("next")
    phone.answer(ITEM, ["b"])
    phone.answer(ITEM, ["a"])
    room.desk.do("next")
    room.desk.do("show", what="key")
    phone.answer(ITEM, ["c"])

    data = export_session(room.session, room.store.events(CODE))

    told = [(one["answer"], one["late"], one["part"]) for one in data["answers"]]
    assert told == [
        (["b"], False, "before"),
        (["a"], False, "before"),
        (["c"], True, "before"),
    ]
    assert data["seats"] == [{"seat": 1, "track": "social-work", "left": False}]
    assert "Rosalind" not in json.dumps(data)
    assert phone.join_id not in json.dumps(data)
    assert data == export_session(room.session, room.store.events(CODE))


def test_the_console_hears_of_an_answer_within_a_second_and_a_restart_loses_nothing(
    tmp_path,
):
    plan, base = write_plan(tmp_path), tmp_path / "room.db"
    with server(base, "--plan", str(plan)) as first:
        desk = Someone(httpx.Client(base_url=first.base), first.code)
        desk.open_desk(first.secret)
        phone = Someone(httpx.Client(base_url=first.base), first.code)
        phone.join()
        desk.do("start")
        desk.do("next")
        desk.do("next")
        desk.do("next")
        desk.do("next")
        path = f"/api/{first.code}/desk/live"
        heard = listen(first.base, path, dict(desk.client.cookies))
        time.sleep(1)
        sent = time.monotonic()
        assert phone.answer(ITEM, ["a"], "peer").status_code == 200
        time.sleep(1.2)
        fresh = [at for at, line in heard if '"answered":[1,0]' in line]
        assert fresh, "the console heard nothing"
        assert min(fresh) - sent < 1
        before = desk.view()
    with server(base) as second:
        assert second.code == first.code
        assert second.secret == first.secret
        again = Someone(httpx.Client(base_url=second.base), second.code)
        again.open_desk(second.secret)
        assert again.view() == before
        same = Someone(httpx.Client(base_url=second.base), second.code)
        for name, value in phone.client.cookies.items():
            same.client.cookies.set(name, value)
        assert list(same.get("me").json()["mine"]["answers"].values()) == [["a"]]


def test_a_second_server_on_the_same_file_is_refused_and_says_so(tmp_path):
    with server(tmp_path / "room.db", "--plan", str(write_plan(tmp_path))):
        done = subprocess.run(
            [
                *TRAINING,
                "workshop",
                "--database",
                str(tmp_path / "room.db"),
                "--port",
                "0",
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=ROOT,
        )
    assert done.returncode == 1
    assert "another workshop server is running" in done.stderr
    assert "fix:" in done.stderr


def test_a_used_port_is_said(tmp_path):
    with server(tmp_path / "a.db", "--plan", str(write_plan(tmp_path))) as first:
        port = first.base.rpartition(":")[2]
        done = subprocess.run(
            [
                *TRAINING,
                "workshop",
                "--database",
                str(tmp_path / "b.db"),
                "--port",
                port,
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=ROOT,
        )
    assert done.returncode == 1
    assert f"port {port} cannot be used" in done.stderr


def test_the_server_listens_on_this_machine_only_unless_told(tmp_path):
    with server(tmp_path / "room.db", "--plan", str(write_plan(tmp_path))) as running:
        port = int(running.base.rpartition(":")[2])
        found = psutil.Process(running.process.pid).net_connections()
        heard = {one.laddr.ip for one in found if one.laddr.port == port}
    assert heard == {"127.0.0.1"}


def test_stopping_while_pages_look_on_says_nothing(tmp_path):
    words = tmp_path / "said"
    plan = str(write_plan(tmp_path))
    with words.open("w") as log:
        running = start(tmp_path / "room.db", "--plan", plan, log=log)
        phone = Someone(httpx.Client(base_url=running.base), running.code)
        phone.join("Heron")
        api = f"/api/{running.code}"
        wall = listen(running.base, f"{api}/projector/live", {})
        own = listen(running.base, f"{api}/live", dict(phone.client.cookies))
        until = time.monotonic() + 20
        while not (wall and own) and time.monotonic() < until:
            time.sleep(0.05)
        assert wall
        assert own
        running.process.send_signal(signal.SIGINT)
        running.process.wait(20)
        running.process.stdout.close()
    assert words.read_text("utf-8") == ""


def test_erasing_leaves_nothing_in_the_files_even_while_the_server_runs(tmp_path):
    base = tmp_path / "room.db"
    with server(base, "--plan", str(write_plan(tmp_path))) as running:
        phone = Someone(httpx.Client(base_url=running.base), running.code)
        phone.join("Rosalindissima")
        phone.post("questions", {"id": new_id(), "text": "a very private question"})
        held = b"".join(path.read_bytes() for path in tmp_path.glob("room.db*"))
        assert b"Rosalindissima" in held
        done = subprocess.run(
            [*TRAINING, "workshop", "erase", running.code, "--database", str(base)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == 0, done.stderr
        time.sleep(1.5)
        assert phone.post("name", {"id": new_id(), "name": "x"}).status_code == 404
    held = b"".join(path.read_bytes() for path in tmp_path.glob("room.db*"))
    for word in (b"Rosalindissima", b"private question", running.code.encode()):
        assert word not in held


def test_commands_list_export_and_refuse_an_unknown_code(tmp_path):
    base = tmp_path / "room.db"
    running = start(base, "--plan", str(write_plan(tmp_path)))
    running.process.kill()
    running.process.wait()

    def run(*words):
        return subprocess.run(
            [*TRAINING, "workshop", *words, "--database", str(base)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=ROOT,
        )

    assert running.code in run("sessions").stdout
    assert json.loads(run("export", running.code).stdout)["kind"] == "training-workshop"
    wrong = run("erase", "HHHHHH")
    assert wrong.returncode == 1
    assert "there is no session" in wrong.stderr


def test_the_facilitator_saves_report_and_record_and_nobody_else_does(room):
    from training.workshop.session_file import SessionFile

    phone = room.phone("Rosalind <b>")
    room.desk.do("start")
    room.desk.do("next")
    phone.answer(ITEM, ["a"])

    record, report = room.desk.get("desk/record"), room.desk.get("desk/report")

    assert SessionFile.model_validate(record.json()).answers[0].answer == ["a"]
    assert "What the room answered" in report.text
    for one in (record, report):
        assert one.headers["content-disposition"].startswith("attachment")
        assert "Rosalind" not in one.text
    for name in ("record", "report"):
        told = phone.get(f"desk/{name}")
        assert (told.status_code, error(told)) == (401, "no-desk")


def test_a_report_asked_for_again_and_again_is_slowed_down(room):
    asked = [room.desk.get("desk/report").status_code for _ in range(8)]
    assert asked[0] == 200
    assert asked[-1] == 429
    assert error(room.desk.get("desk/record")) == "too-many"
    assert room.desk.get("desk").status_code == 200  # the console itself goes on


def test_a_phone_cannot_spoil_the_report_with_a_number_of_another_kind(room):
    phone = room.phone()
    room.desk.do("start")
    room.desk.do("next")
    body = {"id": new_id(), "activity": "before", "item": ITEM, "answer": ["a"]}
    phone.post("answers", {**body, "round": 1.0})

    assert room.desk.get("desk/report").status_code == 200
