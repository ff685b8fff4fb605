"""Bitstring Status List in the test mode: entries, lists, bits, and every error of the standard.

Source: Bitstring Status List 1.0, sections 2 and 3; the W3C's suite for it.
"""

import gzip
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from badger.credentials.did import did_key
from badger.credentials.keys import SigningKey
from badger.credentials.multibase import decode_base64url, encode_base64url
from badger.credentials.status_list import new_bitstring, status_list_credential, with_bit
from badger.json_value import JsonObject
from badger.verify.budget import Budget
from badger.verify.resolve import Copy
from badger.web.vc_api.app import create_test_app
from badger.web.vc_api.desk import new_desk
from badger.web.vc_api.status_lists import StatusLists
from tests.vc_api import (
    BASE,
    CREDENTIAL,
    WHOLE,
    client,
    codes,
    derive,
    issue,
    issued,
    signed_for,
    verify,
)
from tests.world import ISSUED

pytestmark = pytest.mark.usefixtures("suite_contexts")
REVOCATION = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
SUSPENSION = {"type": "BitstringStatusListEntry", "statusPurpose": "suspension"}
NAMED = {**CREDENTIAL, "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d"}
SIGNER = SigningKey.from_seed(bytes(range(2, 34)))
LIST = "https://lists.example/1"


def _update(asked: FlaskClient, **body: Any) -> int:
    return asked.post("/credentials/status", json=body).status_code


@pytest.mark.parametrize(("cryptosuite", "curve"), [*WHOLE, ("vc+jwt", "P-256")])
def test_an_entry_is_given_a_list_is_shown_and_a_revocation_is_seen(cryptosuite: str, curve: str):
    asked = client(cryptosuite, curve)

    signed = issued(asked, NAMED, credentialStatus=REVOCATION)
    before = verify(asked, signed)
    changed = _update(asked, credentialId=NAMED["id"], credentialStatus=REVOCATION)
    after = verify(asked, signed)
    lifted = _update(asked, credentialId=NAMED["id"], credentialStatus=REVOCATION, status=False)

    assert (200, 200, 400, 200) == (before.status_code, changed, after.status_code, lifted)
    assert ["status.revoked"] == codes(after)
    assert 200 == verify(asked, signed).status_code


def test_the_entry_and_its_list_have_the_form_that_the_standard_gives_them():
    asked = client()

    entry = issued(asked, CREDENTIAL, credentialStatus=REVOCATION)["credentialStatus"]
    listed = asked.get("/status-lists/revocation").get_json()
    subject = listed["credentialSubject"]
    bits = gzip.decompress(decode_base64url(subject["encodedList"][1:]))

    assert ("BitstringStatusListEntry", "revocation", f"{BASE}/status-lists/revocation") == (
        entry["type"],
        entry["statusPurpose"],
        entry["statusListCredential"],
    )
    assert str(int(entry["statusListIndex"])) == entry["statusListIndex"]
    assert 0 <= int(entry["statusListIndex"]) < 131_072
    assert {"VerifiableCredential", "BitstringStatusListCredential"} == set(listed["type"])
    assert (entry["statusListCredential"], "BitstringStatusList", "revocation", "u", 16_384) == (
        listed["id"],
        subject["type"],
        subject["statusPurpose"],
        subject["encodedList"][0],
        len(bits),
    )
    assert 200 == verify(asked, listed).status_code
    assert 404 == asked.get("/status-lists/unknown").status_code


def test_several_purposes_stand_side_by_side_and_the_worst_one_counts():
    asked = client()
    signed = issued(asked, NAMED, credentialStatus=[REVOCATION, SUSPENSION])

    assert ["revocation", "suspension"] == [
        entry["statusPurpose"] for entry in signed["credentialStatus"]
    ]
    assert 200 == _update(asked, credentialId=NAMED["id"], credentialStatus=SUSPENSION)
    assert ["status.suspended"] == codes(verify(asked, signed))
    assert 200 == _update(asked, credentialId=NAMED["id"], credentialStatus=REVOCATION)
    assert ["status.revoked"] == codes(verify(asked, signed))


def test_a_status_that_is_there_already_is_kept_beside_the_new_one():
    other = {**REVOCATION, "statusListIndex": "7", "statusListCredential": LIST}

    signed = issued(client(), {**NAMED, "credentialStatus": other}, credentialStatus=SUSPENSION)

    assert other == signed["credentialStatus"][0]
    assert "suspension" == signed["credentialStatus"][1]["statusPurpose"]


def test_a_status_is_set_by_the_entry_itself_as_well():
    asked = client()
    signed = issued(asked, CREDENTIAL, credentialStatus=REVOCATION)

    assert 200 == _update(asked, credentialStatus=signed["credentialStatus"])
    assert ["status.revoked"] == codes(verify(asked, signed))


def test_a_part_of_a_credential_keeps_its_status():
    asked = client("ecdsa-sd-2023")
    base = issued(asked, NAMED, credentialStatus=REVOCATION)
    shown = derive(asked, base, "/credentialSubject").get_json()["verifiableCredential"]

    assert 200 == verify(asked, shown).status_code
    assert 200 == _update(asked, credentialId=NAMED["id"], credentialStatus=REVOCATION)
    assert ["status.revoked"] == codes(verify(asked, shown))


@pytest.mark.parametrize(
    "asked_for",
    [
        None,
        5,
        {},
        {"type": "BitstringStatusListEntry"},
        {"type": "StatusList2021Entry", "statusPurpose": "revocation"},
        {**REVOCATION, "statusPurpose": "unknown"},
        {**REVOCATION, "statusPurpose": ["revocation"]},
    ],
)
def test_an_entry_of_another_kind_is_not_given(asked_for: Any):
    asked = client()

    assert 400 == issue(asked, CREDENTIAL, credentialStatus=asked_for).status_code
    assert 400 == _update(asked, credentialId=NAMED["id"], credentialStatus=asked_for)


@pytest.mark.parametrize(
    "body",
    [
        {"credentialStatus": REVOCATION},
        {"credentialId": "urn:uuid:unknown", "credentialStatus": REVOCATION},
        {"credentialId": 5, "credentialStatus": REVOCATION},
        {"credentialId": NAMED["id"], "credentialStatus": REVOCATION, "status": "yes"},
        {"credentialStatus": {**REVOCATION, "statusListIndex": "7"}},
        {
            "credentialStatus": {
                **REVOCATION,
                "statusListIndex": "7",
                "statusListCredential": "https://lists.example/other",
            }
        },
        {
            "credentialStatus": {
                **REVOCATION,
                "statusListIndex": "131072",
                "statusListCredential": f"{BASE}/status-lists/revocation",
            }
        },
    ],
)
def test_a_status_of_nobody_is_not_changed(body: JsonObject):
    asked = client()
    issued(asked, NAMED, credentialStatus=REVOCATION)

    assert 400 == _update(asked, **body)


class Lists:
    """A list of somebody else at its address: what the network would answer."""

    def __init__(self, listed: JsonObject | bytes) -> None:
        self.data = listed if isinstance(listed, bytes) else json.dumps(listed).encode()

    def read(self, address: str, *, budget: Budget) -> bytes | None:  # noqa: ARG002
        return self.data if address == LIST else None

    def read_copy(
        self, address: str, *, budget: Budget, max_age_s: float | None = None
    ) -> Copy | None:
        del max_age_s
        data = self.read(address, budget=budget)
        return None if data is None else Copy(data, 0.0)


def _list(bits: bytes | None = None, **change: Any) -> JsonObject:
    """A signed list; `change` goes into its subject, or into it when it is a member of it."""
    document = status_list_credential(
        LIST, issuer=did_key(SIGNER.public), bits=bits or new_bitstring(), valid_from=ISSUED
    )
    for name, value in change.items():
        place = document if name in {"type", "id", "issuer", "validUntil"} else None
        (document["credentialSubject"] if place is None else place)[name] = value
    return signed_for(document, SIGNER, purpose="assertionMethod")


def _judged(listed: JsonObject | bytes | None, **entry: Any) -> tuple[list[str], list[str]]:
    """Verify a credential whose status stands in a list; give codes and types of the problems."""
    sources = () if listed is None else (Lists(listed),)
    desk = new_desk("eddsa-rdfc-2022", curve="P-256", clock=lambda: ISSUED, sources=sources)
    asked = create_test_app(desk).test_client()
    status = {**REVOCATION, "statusListIndex": "94567", "statusListCredential": LIST, **entry}
    document = {**CREDENTIAL, "issuer": did_key(SIGNER.public), "credentialStatus": status}
    answer = verify(asked, signed_for(document, SIGNER, purpose="assertionMethod"))
    return codes(answer), [found["type"] for found in answer.get_json()["problemDetails"]]


STATUS = "https://www.w3.org/ns/credentials/status-list#"
MODEL = "https://www.w3.org/TR/vc-data-model#"
SHORT = "u" + encode_base64url(gzip.compress(bytes(2_048)))


@pytest.mark.parametrize(
    ("listed", "entry", "expected"),
    [
        (_list(), {}, None),
        (_list(with_bit(new_bitstring(), 94_566, value=True)), {}, None),
        (_list(statusPurpose=["revocation", "suspension"]), {}, None),
        (
            _list(with_bit(new_bitstring(), 94_567, value=True)),
            {},
            ("status.revoked", "about:blank"),
        ),
        (None, {}, ("fetch.offline", f"{STATUS}STATUS_RETRIEVAL_ERROR")),
        (b"no list", {}, ("fetch.unreadable", f"{STATUS}STATUS_RETRIEVAL_ERROR")),
        (
            {**_list(), "validFrom": "2026-02-01T00:00:00Z"},
            {},
            ("status.list_refused", f"{STATUS}STATUS_VERIFICATION_ERROR"),
        ),
        (
            _list(validUntil="2026-02-01T00:00:00Z"),
            {},
            ("status.list_refused", f"{STATUS}STATUS_VERIFICATION_ERROR"),
        ),
        (
            _list(id="https://lists.example/2"),
            {},
            ("status.other_list", f"{STATUS}STATUS_VERIFICATION_ERROR"),
        ),
        (
            _list(statusPurpose="suspension"),
            {},
            ("status.purpose", f"{STATUS}STATUS_VERIFICATION_ERROR"),
        ),
        (
            _list(),
            {"statusPurpose": "suspension"},
            ("status.purpose", f"{STATUS}STATUS_VERIFICATION_ERROR"),
        ),
        (
            _list(type=["VerifiableCredential"]),
            {},
            ("status.list_refused", f"{MODEL}MALFORMED_VALUE_ERROR"),
        ),
        (_list(encodedList=SHORT), {}, ("status.length", f"{STATUS}STATUS_LIST_LENGTH_ERROR")),
        (
            _list(),
            {"statusListIndex": "131072"},
            ("status.range", f"{MODEL}RANGE_ERROR"),
        ),
        (_list(encodedList="uAAAA"), {}, ("status.malformed", f"{MODEL}MALFORMED_VALUE_ERROR")),
        (_list(encodedList="AAAA"), {}, ("status.list_refused", f"{MODEL}MALFORMED_VALUE_ERROR")),
        (
            _list(),
            {"statusListIndex": "-1"},
            ("status.malformed_entry", f"{MODEL}MALFORMED_VALUE_ERROR"),
        ),
        (
            _list(),
            {"statusListIndex": "seven"},
            ("status.malformed_entry", f"{MODEL}MALFORMED_VALUE_ERROR"),
        ),
    ],
)
def test_every_error_has_the_type_that_the_standard_names(
    listed: JsonObject | bytes | None, entry: dict[str, Any], expected: tuple[str, str] | None
):
    code, kind = _judged(listed, **entry)

    assert ([] if expected is None else [expected[0]]) == code
    assert ([] if expected is None else [expected[1]]) == kind


def test_a_place_that_is_taken_is_not_given_again():
    drawn = iter([5, 5, 6])
    lists = StatusLists(
        BASE,
        issuer="did:example:x",
        sign=dict,
        clock=lambda: ISSUED,
        draw=lambda _below: next(drawn),
    )

    entries = [lists.new_entry(REVOCATION, credential=None) for _ in range(2)]

    assert ["5", "6"] == [entry["statusListIndex"] for entry in entries]
