"""What badger has not learnt is named, at every door, and never called wrong (issue, part A)."""

import html
import json

import pytest

from badger.json_value import JsonObject
from tests.attacks.test_doors import Doors, database, doors  # noqa: F401 - fixtures
from tests.web_world import post
from tests.world import badge_document

# ruff: noqa: F811 - fixtures of another file

METHODS = ("did:ion", "did:ethr", "did:plc", "did:pkh", "did:ebsi", "did:cheqd", "did:webvh")
PROOF_VALUE = "z" + "2" * 88


def issued_under(method: str) -> JsonObject:
    issuer = f"{method}:testnet:abc"
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-03-01T08:00:00Z",
        "proofPurpose": "assertionMethod",
        "verificationMethod": f"{issuer}#key",
        "proofValue": PROOF_VALUE,
    }
    return {**badge_document(issuer), "proof": proof}


@pytest.mark.parametrize("method", METHODS)
def test_d04_a_way_to_name_an_issuer_that_is_not_read_is_named(doors: Doors, method: str):
    data = json.dumps(issued_under(method)).encode()

    code, told = doors.by_command(data)
    reports = [told, *(by(data)[1] for by in (doors.by_upload, doors.by_body, doors.by_envelope))]
    page = html.unescape(post(doors.client, "/verify", text=data.decode()).get_data(as_text=True))

    assert 2 == code
    for report in reports:
        finding = next(one for one in report["findings"] if one["outcome"] == "undetermined")
        assert ("proof", "issuer.unsupported_method") == (finding["step"], finding["code"])
        assert method == finding["facts"]["method"]
        assert "inconclusive" == report["verdict"]
    assert "Format non pris en charge" in page
    assert f"({method})" in page
    assert 'class="banner alert"' not in page


@pytest.mark.parametrize("issuer", ["did:web:nobody.example", "https://nobody.example/issuer"])
def test_d04_an_issuer_that_does_not_answer_is_another_matter(doors: Doors, issuer: str):
    document = doors.world.new_issuer(issuer).sign(badge_document(issuer))
    doors.world.pages.clear()

    _, report = doors.by_body(json.dumps(document).encode())

    finding = next(one for one in report["findings"] if one["outcome"] == "undetermined")
    assert finding["code"].startswith("fetch.")
