"""Values that a database could not hold are refused before it is asked (R05, W13)."""

import pytest

from tests.web.play import observe
from tests.web_world import post

ID = "1" * 22


@pytest.mark.parametrize(
    "address",
    [
        f"/achievements/{ID}/versions/99999999999999999999",
        f"/achievements/{ID}/versions/9223372036854775808",
        f"/achievements/{ID}/versions/0",
        f"/achievements/{ID}%00/versions/1",
        "/badges/a%00b",
        "/badges/a%00b.json",
        "/badges/a%00b/picture.svg",
        "/badges/a%7Fb/qr.svg",
        "/pictures/%00.svg",
        "/status/%00",
        "/status/a%1Bb",
        "/issuers/club%00",
        "/issuers/club%00/did.json",
        "/issuers/%C3%A9",
    ],
)
def test_w13_a_path_that_no_row_can_have_is_not_found(world, address):
    assert 404 == world.client().get(address).status_code


@pytest.mark.parametrize(
    "address", ["/sessions/a%00b", "/sessions/a%00b/info", "/me/proposals/%00"]
)
def test_w13_a_signed_in_viewer_finds_no_such_path_either(world, address):
    assert 404 == world.client("un").get(address).status_code


@pytest.mark.parametrize("field", ["what_happened", "what_i_did", "what_i_learned"])
@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\x85"])
def test_w13_words_with_an_invisible_sign_are_refused_with_a_sentence(world, field, sign):
    words = {"what_happened": "a", "what_i_did": "b", "what_i_learned": "c"}
    answer = post(
        world.client("un"), f"/sessions/{world.session_id}/words", **{**words, field: f"x{sign}y"}
    )
    assert 409 == answer.status_code
    assert "signe invisible" in answer.get_data(as_text=True)


@pytest.mark.parametrize("field", ["key", "mark", "note"])
def test_w13_a_tap_with_an_invisible_sign_is_refused(world, field):
    fields = {"key": "k", "mark": f"{world.criteria[0]}:2", "note": "vu"}
    address = f"/sessions/{world.session_id}/people/{world.people['un']}/marks"
    fields[field] += "\x00"
    assert 409 == post(world.client("coach"), address, **fields).status_code


def test_w13_words_on_several_lines_are_kept(world, now):
    observe(world, now=now)
    words = {"what_happened": "a\r\nb", "what_i_did": "b\tc", "what_i_learned": "c"}
    answer = post(world.client("un"), f"/sessions/{world.session_id}/words", **words)
    assert 303 == answer.status_code


@pytest.mark.parametrize("host", ["a..b", ".a", "x" * 64, "", "[zz]", "a:b:c", "evil.example"])
def test_w13_the_name_that_a_request_gives_the_site_changes_no_answer(world, host):
    client = world.client()
    assert 200 == client.get("/signin", headers={"Host": host}).status_code
    asked = client.get("/me", headers={"Host": host})
    assert (303, "/signin?next=/me") == (asked.status_code, asked.headers["Location"])
    twice = client.get("/me//archive", headers={"Host": host})
    assert (404, None) == (twice.status_code, twice.headers.get("Location"))
