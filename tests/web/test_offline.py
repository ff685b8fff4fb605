"""The service worker's address, and the form that takes what a telephone kept as a file."""

import io

import pytest

from badger.web.assets import BUILT
from tests.phones import Phone, encoded
from tests.web_world import token_of


def send(world, data, name="coach", session_id=None):
    client = world.client(name)
    fields = {"csrf_token": token_of(client, "/verify")}
    if data is not None:
        fields["file"] = (io.BytesIO(data), "observations.json")
    address = f"/sessions/{session_id or world.session_id}/files"
    return client.post(address, data=fields, content_type="multipart/form-data")


def batch(world, name="coach", **changed):
    phone = Phone(world.people[name])
    place = (world.session_id, world.people["un"], world.criteria[0])
    return encoded(phone.batch(phone.mark(*place, 2), phone.mark(*place, 3, **changed)))


def text_of(answer):
    return answer.get_data(as_text=True).replace("\u00a0", " ")


def test_a_file_is_taken_once_and_each_reason_is_said(world):
    data = batch(world, session_date="2026-01-01")
    page = text_of(send(world, data))
    assert "Arrivées maintenant : 1" in page
    assert "Pas encore acceptées : 1" in page
    assert "La séance n&#39;a pas eu lieu ce jour-là." in page
    assert "Déjà là : 1" in text_of(send(world, data))


@pytest.mark.parametrize("data", [None, b"", b"{", b"\x89PNG\r\n", b"[]"])
def test_a_file_that_is_no_batch_is_refused_in_french(world, data):
    answer = send(world, data)
    assert 422 == answer.status_code
    assert "Rien n&#39;est perdu" in text_of(answer)


def test_a_file_that_is_too_large_is_refused(world):
    assert 413 == send(world, b" " * (256 * 1024 + 1)).status_code


def test_a08_the_file_of_somebody_else_is_not_taken(world):
    assert 409 == send(world, batch(world, "trainer")).status_code


def test_a08_a_session_of_others_has_no_such_form(world):
    assert 404 == send(world, batch(world), session_id="1" * 22).status_code
    assert 403 == send(world, batch(world), name="un").status_code


def test_the_worker_never_ages_and_may_see_the_sessions_alone(world):
    if not (BUILT / "observe-worker.js").is_file():
        pytest.skip("the scripts are not built: run `make assets`")
    answer = world.client().get("/sessions-worker.js")
    assert "no-cache" == answer.headers["Cache-Control"]
    assert answer.content_type.startswith("text/javascript")
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    # No wider scope than asked for: the sessions, from the page that registers it.
    assert "Service-Worker-Allowed" not in answer.headers
    page = world.client("coach").get(f"/sessions/{world.session_id}").get_data(as_text=True)
    assert 'data-worker="/sessions-worker.js" data-scope="/sessions"' in page


def test_the_page_has_its_script_for_observers_only(world):
    address = f"/sessions/{world.session_id}"
    assert "observe.js" in world.client("coach").get(address).get_data(as_text=True)
    assert "observe.js" not in world.client("pedagogue").get(address).get_data(as_text=True)
    assert "leave.js" not in world.client("un").get("/me").get_data(as_text=True)
