"""The state of a badge at the command line, the API and the page (S01-S13, D18, D19, F10, H07)."""
# ruff: noqa: F811 - fixtures of another file

import html
import json

import pytest

from tests.attacks.state_cases import STATES, as_token, misled, renewed, replayed
from tests.attacks.test_doors import (  # noqa: F401
    _CONNECTED,
    EXIT,
    NOW,
    Doors,
    database,
    doors,
)
from tests.refreshed_badges import SERVICE
from tests.web_world import post
from tests.world import EMAIL

NAMES = ("Le nouveau nom", "Le faux nom", "Le vieux nom")

# What the page says of a good badge whose issuer is on no list.
SIGNED = "Signature valide ; émetteur non reconnu"


def page_of(doors: Doors, data: bytes, **fields: str) -> str:
    """What the page answers to a paste."""
    answer = post(doors.client, "/verify", text=data.decode(), **fields)
    assert 200 == answer.status_code
    text = html.unescape(answer.get_data(as_text=True))
    return text.replace("\u2019", "'").replace("\xa0", " ").replace("\u202f", " ")


def offline(doors: Doors, data: bytes) -> tuple[int, dict]:
    """What the command answers that may ask nobody."""
    for number, page in enumerate(doors.world.pages.values()):
        (doors.folder / f"{number}.json").write_bytes(page)
    badge = doors.folder / "badge.bin"
    badge.write_bytes(data)
    answer = doors.terminal.run(
        *("verify", badge, "--json", "--at", NOW, "--documents", doors.folder, "--offline")
    )
    assert "Traceback" not in answer.err
    return answer.code, json.loads(answer.out)


def code_of(report: dict, step: str) -> str:
    """The code of one finding."""
    return next(one["code"] for one in report["findings"] if one["step"] == step)


@pytest.mark.parametrize("name", STATES)
def test_a_state_is_told_alike_by_every_door(doors: Doors, name: str):
    make, expected = STATES[name]
    data, connected = make(doors.world), len(_CONNECTED)

    code, told = offline(doors, data)
    answered = [doors.by_upload(data), doors.by_body(data), doors.by_envelope(data)]
    page = page_of(doors, data)

    assert (EXIT[expected], expected) == (code, told["verdict"])
    for status, report in answered:
        assert (200, expected) == (status, report["verdict"])
        if name != "S06 other address":
            assert code_of(told, "status") == code_of(report, "status")
            assert code_of(told, "endorsements") == code_of(report, "endorsements")
    assert ('class="banner alert"' in page) is (expected == "not_verified")
    assert (SIGNED in page) is (expected == "verified")
    assert connected == len(_CONNECTED)


def test_s06_a_list_as_a_token_takes_a_badge_back_at_every_door_that_may_ask(doors: Doors):
    """A folder of saved documents holds JSON: there, the status stays open."""
    data = as_token(doors.world)

    assert "inconclusive" == offline(doors, data)[1]["verdict"]
    for _, report in (doors.by_upload(data), doors.by_body(data), doors.by_envelope(data)):
        assert ("not_verified", "status.revoked") == (report["verdict"], code_of(report, "status"))
    assert 'class="banner alert"' in page_of(doors, data)


def test_f10_the_page_offers_a_newer_badge_and_asks_for_none(doors: Doors):
    data = renewed(doors.world)

    page = page_of(doors, data)

    assert "La demander" in page
    assert SERVICE not in doors.world.fetched


def test_f10_the_page_asks_for_the_newer_badge_when_the_visitor_does(doors: Doors):
    data = renewed(doors.world)

    page = page_of(doors, data, refresh="1")

    assert "La demander" not in page
    assert "version plus récente, du" in page
    assert 1 == doors.world.fetched.count(SERVICE)


def test_f10_the_api_goes_on_with_the_newer_badge(doors: Doors):
    data = renewed(doors.world)

    for _, report in (doors.by_upload(data), doors.by_body(data), doors.by_envelope(data)):
        assert ("verified", "refresh.renewed") == (report["verdict"], code_of(report, "refresh"))


@pytest.mark.parametrize(
    ("make", "code"), [(misled, "refresh.not_available"), (replayed, "refresh.current")]
)
def test_d19_a_service_that_lies_changes_nothing_at_any_door(doors: Doors, make, code: str):
    data = make(doors.world)

    for _, report in (doors.by_upload(data), doors.by_body(data), doors.by_envelope(data)):
        assert ("verified", code) == (report["verdict"], code_of(report, "refresh"))
    page = page_of(doors, data, refresh="1")
    assert SIGNED in page
    assert [] == [name for name in NAMES if name in page]


@pytest.mark.parametrize("make", [renewed, misled, replayed])
def test_f10_the_command_that_may_ask_nobody_judges_what_was_shown(doors: Doors, make):
    code, told = offline(doors, make(doors.world))

    assert (0, "verified", "refresh.not_available") == (
        code,
        told["verdict"],
        code_of(told, "refresh"),
    )


@pytest.mark.parametrize(
    ("typed", "expected"), [(EMAIL, "verified"), ("autre@exemple.fr", "not_verified")]
)
def test_h07_the_badge_of_somebody_else_at_every_door(doors: Doors, typed: str, expected: str):
    document = doors.world.issue_badge()
    data = json.dumps(document).encode()
    doors.by_command(data)

    answer = doors.terminal.run(
        *("verify", doors.folder / "badge.bin", "--at", NOW, "--recipient", typed),
        *("--documents", doors.folder, "--json", "--offline"),
    )
    report = doors.client.post(
        "/api/v1/verify", json={"credential": document, "recipient": typed}
    ).get_json()
    page = page_of(doors, data, recipient=typed)

    assert EXIT[expected] == answer.code
    assert expected == json.loads(answer.out)["verdict"] == report["verdict"]
    assert (SIGNED in page) is (expected == "verified")
    assert ("Badge authentique, mais pas pour cette personne" in page) is (typed != EMAIL)
    assert typed not in json.dumps(report) + answer.out.decode()
