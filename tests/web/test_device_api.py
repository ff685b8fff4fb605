"""`POST /api/v1/observations`: who may send, what is answered, and in which words."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import RoleGrantRow
from badger.issuer.queries import session_board
from tests.phones import Phone, encoded, instant
from tests.web_world import token_of

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
ADDRESS = "/api/v1/observations"


def phone_of(world, name="coach"):
    return Phone(world.people[name])


def mark(world, phone, level=2, *, criterion=0, **changed):
    place = (world.session_id, world.people["un"], world.criteria[criterion])
    return phone.mark(*place, level, **changed)


def send(world, batch, *, client=None, kind="application/json", **headers):
    client = client or world.client("coach")
    headers.setdefault("X-CSRFToken", token_of(client, "/verify"))
    data = batch if isinstance(batch, bytes) else encoded(batch)
    return client.post(ADDRESS, data=data, content_type=kind, headers=headers)


def levels(world):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = [row.level for row in session_board(db, world.session_id).marks]
    engine.dispose()
    return found


def test_each_event_has_its_answer_in_the_order_of_the_batch(world):
    phone = phone_of(world)
    first = mark(world, phone, 1)
    strange = mark(world, phone, 2, session_date="2026-01-01")
    answer = send(world, phone.batch(first, strange, mark(world, phone, 3, criterion=1)))
    assert (200, "no-store") == (answer.status_code, answer.headers["Cache-Control"])
    said = answer.get_json()["events"]
    assert ["stored", "refused", "stored"] == [one["outcome"] for one in said]
    assert "device_event.day_outside" == said[1]["code"]
    assert "La séance n'a pas eu lieu ce jour-là." == said[1]["sentence"]
    assert [1, 3] == levels(world)
    assert "already" == send(world, phone.batch(first)).get_json()["events"][0]["outcome"]
    assert [1, 3] == levels(world)


def test_the_answer_says_how_far_the_clock_is_off(world):
    phone = phone_of(world)
    sent_at = "2026-03-14T10:30:00.000Z"
    assert 3600 == send(world, phone.batch(sent_at=sent_at)).get_json()["clock_skew_s"]


def test_a08_an_observer_of_no_session_is_refused_event_by_event(world):
    phone = phone_of(world)
    elsewhere = mark(world, phone, session="1" * 22)
    said = send(world, phone.batch(elsewhere)).get_json()["events"][0]
    assert ("refused", "observation.not_an_observer") == (said["outcome"], said["code"])


def test_an_event_that_cannot_be_read_has_no_id(world):
    phone = phone_of(world)
    said = send(world, phone.batch(phone.sign_text("x"))).get_json()["events"][0]
    assert (None, "device_event.unreadable") == (said["id"], said["code"])


def problem(answer):
    assert "application/problem+json" == answer.content_type
    return answer.status_code, answer.get_json()["code"]


def test_w05_a_batch_without_token_is_refused_with_a_code(world):
    phone = phone_of(world)
    answer = send(world, phone.batch(mark(world, phone)), **{"X-CSRFToken": ""})
    assert (403, "web.csrf") == problem(answer)
    assert [] == levels(world)


def test_w05_a_batch_from_another_site_is_refused(world):
    phone = phone_of(world)
    answer = send(world, phone.batch(mark(world, phone)), **{"Sec-Fetch-Site": "cross-site"})
    assert (403, "http.403") == problem(answer)
    assert [] == levels(world)


def test_an_expired_login_is_told_from_a_missing_right(world):
    phone = phone_of(world)
    batch = phone.batch(mark(world, phone))
    assert (403, "web.signed_out") == problem(send(world, batch, client=world.client()))
    assert (403, "http.403") == problem(send(world, batch, client=world.client("un")))
    assert 200 == send(world, batch).status_code


def test_a13_an_observer_without_the_role_sends_nothing_more(world):
    phone, client = phone_of(world), world.client("coach")
    assert 200 == send(world, phone.batch(), client=client).status_code
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.execute(delete(RoleGrantRow).where(RoleGrantRow.person_id == world.people["coach"]))
    engine.dispose()
    answer = send(world, phone.batch(mark(world, phone)), client=client)
    assert (403, "http.403") == problem(answer)
    assert [] == levels(world)


def test_the_batch_of_another_observer_is_not_taken_for_ones_own(world):
    phone = phone_of(world, "trainer")
    answer = send(world, phone.batch(mark(world, phone)))
    assert (409, "device_batch.other_observer") == problem(answer)
    assert [] == levels(world)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", (422, "device_batch.unreadable")),
        (b"{}", (422, "device_batch.unreadable")),
        (b"\xff\xfe", (422, "device_batch.unreadable")),
        (b"[" * 5000, (422, "device_batch.unreadable")),
        (b" " * (256 * 1024 + 1), (413, "device_batch.too_large")),
        (b" " * (6 * 1024 * 1024), (413, "http.413")),
    ],
    ids=["empty", "no members", "not UTF-8", "deep", "256 KiB and 1", "6 MiB"],
)
def test_hostile_bytes_are_answered_with_a_code(world, data, expected):
    assert expected == problem(send(world, data))


def test_only_json_is_read(world):
    answer = send(world, phone_of(world).batch(), kind="text/plain")
    assert (415, "http.415") == problem(answer)


def test_w01_words_of_a_note_come_back_as_words(world):
    phone = phone_of(world)
    note = '<script>alert(1)</script> "><img src=x onerror=alert(1)>'
    send(world, phone.batch(mark(world, phone, note=note), sent_at=instant(NOW)))
    page = world.client("coach").get(f"/sessions/{world.session_id}").get_data(as_text=True)
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<img" not in page
