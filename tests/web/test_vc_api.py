"""The test mode that the W3C's suites drive: what they ask of every implementation.

Source: VC-API; the published suites for the data model, EdDSA and ECDSA.
"""

import copy
import http.client
import json
import os
import ssl
import subprocess

import pytest

from badger.commands.vc_api import PRODUCTION
from badger.credentials.keys import SigningKey
from badger.json_value import JsonObject
from badger.schemas import files
from badger.schemas.inline import MAX_INLINE, PREFIX
from badger.web.vc_api.contexts import TEST_CONTEXTS, forbid_test_contexts
from tests.vc_api import (
    CREDENTIAL,
    EXAMPLES,
    V2,
    WHOLE,
    client,
    issue,
    issued,
    presentation,
    signed_for,
    verify,
)
from tests.vc_api_server import COMMAND, served

pytestmark = pytest.mark.usefixtures("suite_contexts")


@pytest.mark.parametrize(("cryptosuite", "curve"), WHOLE)
def test_what_is_issued_is_verified_under_our_own_name(cryptosuite: str, curve: str):
    asked = client(cryptosuite, curve)

    signed = issued(asked, CREDENTIAL)
    answer = verify(asked, signed)

    assert (200, True) == (answer.status_code, answer.get_json()["verified"])
    assert signed["issuer"].startswith("did:key:z")
    assert (cryptosuite, "DataIntegrityProof", "assertionMethod") == (
        signed["proof"]["cryptosuite"],
        signed["proof"]["type"],
        signed["proof"]["proofPurpose"],
    )


def test_the_issuers_other_members_are_kept():
    signed = issued(client(), {**CREDENTIAL, "issuer": {"id": "did:example:x", "name": "Le club"}})

    assert "Le club" == signed["issuer"]["name"]
    assert signed["issuer"]["id"].startswith("did:key:z")


def test_a_second_proof_stands_beside_the_first():
    asked = client()
    twice = issued(asked, issued(asked, CREDENTIAL))

    assert 2 == len(twice["proof"])
    assert 200 == verify(asked, twice).status_code


def test_credentials_of_the_first_data_model_get_the_context_of_the_proof():
    asked = client()
    document: JsonObject = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:x",
        "issuanceDate": "2026-03-01T08:00:00Z",
        "credentialSubject": {"id": "did:example:subject"},
    }

    signed = issued(asked, document)

    assert "https://w3id.org/security/data-integrity/v2" == signed["@context"][-1]
    assert 200 == verify(asked, signed).status_code


@pytest.mark.parametrize(
    "change",
    [
        {"validFrom": "2026-03-01T08:00:01Z"},
        {"credentialSubject": {"id": "did:example:other"}},
        {"type": ["VerifiableCredential", "VerifiableCredential"]},
        {"proof": {}},
        {"proof": None},
        {"issuer": "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"},
        {"credentialSubject": {}},
        {"@context": []},
        {"@context": None},
        {"@context": ["https://unknown.example/context"]},
        {"type": []},
        {"type": None},
        {"credentialSubject": "text"},
        {"unknownTerm": "x"},
    ],
)
@pytest.mark.parametrize("cryptosuite", ["eddsa-rdfc-2022", "ecdsa-jcs-2019"])
def test_whatever_was_changed_is_refused_by_a_named_problem(change: JsonObject, cryptosuite: str):
    asked = client(cryptosuite)

    answer = verify(asked, {**issued(asked, CREDENTIAL), **change})

    body = answer.get_json()
    assert (400, False) == (answer.status_code, body["verified"])
    assert "application/problem+json" == answer.content_type
    assert body["problemDetails"][0]["type"].startswith("https://")
    assert body["code"]


@pytest.mark.parametrize(
    "change",
    [
        {"proofPurpose": "authentication"},
        {"proofPurpose": None},
        {"type": None},
        {"type": "UnknownProof"},
        {"cryptosuite": "unknown-2022"},
        {"verificationMethod": None},
        {"verificationMethod": "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#x"},
        {"proofValue": None},
        {"proofValue": "z"},
        {"proofValue": "u" + "A" * 86},
        {"created": "soon"},
        {"domain": "other.example"},
    ],
)
def test_a_changed_proof_is_refused(change: JsonObject):
    asked = client()
    signed = copy.deepcopy(issued(asked, CREDENTIAL))
    proof = {**signed["proof"], **change}
    signed["proof"] = {name: value for name, value in proof.items() if value is not None}

    assert 400 == verify(asked, signed).status_code


@pytest.mark.parametrize(
    "change",
    [
        {"@context": None},
        {"@context": ["https://unknown.example/"]},
        {"type": None},
        {"issuer": None},
        {"issuer": 5},
        {"credentialSubject": None},
        {"validFrom": "soon"},
        {"validUntil": "2026-01-01T00:00:00Z"},
        {"id": ["a", "b"]},
        {"unknownTerm": "x"},
        {"credentialStatus": {"id": "urn:x"}},
    ],
)
def test_what_breaks_the_data_model_is_not_signed(change: JsonObject):
    document = {**CREDENTIAL, **change}
    document = {name: value for name, value in document.items() if value is not None}

    answer = issue(client(), document)

    assert 400 == answer.status_code
    assert answer.get_json()["problemDetails"][0]["code"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"credential": 5}', b'{"options": 5}', b'{"a":1,"a":2}', b"\xff"]
)
@pytest.mark.parametrize(
    "route",
    [
        "/credentials/issue",
        "/credentials/verify",
        "/credentials/derive",
        "/credentials/status",
        "/presentations/verify",
    ],
)
def test_hostile_requests_are_refused_by_name(route: str, body: bytes):
    answer = client().post(route, data=body)

    assert 400 == answer.status_code
    assert answer.get_json()["code"]


def test_other_routes_methods_and_sizes_are_refused():
    asked = client()

    assert 404 == asked.post("/credentials/unknown").status_code
    assert 405 == asked.get("/credentials/verify").status_code
    assert 413 == asked.post("/credentials/verify", data=b" " * 1_048_577).status_code


def test_words_of_the_suites_own_contexts_are_signed():
    asked = client()
    document = {
        **CREDENTIAL,
        "@context": [V2, EXAMPLES],
        "credentialSubject": {"id": "did:example:subject", "alumniOf": "Une école"},
    }

    signed = issued(asked, document)
    changed = {**signed, "credentialSubject": {"id": "did:example:subject", "alumniOf": "Autre"}}

    assert 200 == verify(asked, signed).status_code
    assert 400 == verify(asked, changed).status_code


def test_the_contexts_of_the_suites_are_unknown_without_the_test_mode():
    forbid_test_contexts()

    assert not TEST_CONTEXTS.keys() & files.known_contexts()
    assert 400 == issue(client(), {**CREDENTIAL, "@context": [V2, EXAMPLES]}).status_code


def test_contexts_inside_documents_are_unknown_without_the_test_mode():
    inline = [V2, {"Thing": "https://words.example/#Thing"}]
    signed = issued(client(), {**CREDENTIAL, "@context": inline})

    forbid_test_contexts()

    assert "structure.context_not_allowed" == verify(client(), signed).get_json()["code"]
    assert 400 == issue(client(), {**CREDENTIAL, "@context": inline}).status_code


def test_only_so_many_contexts_of_documents_are_kept():
    for number in range(MAX_INLINE + 1):
        context = {"Thing": f"https://words.example/#{number}"}
        assert 201 == issue(client(), {**CREDENTIAL, "@context": [V2, context]}).status_code

    kept = [url for url in files.known_contexts() if url.startswith(PREFIX)]
    assert len(kept) <= MAX_INLINE


def test_what_is_pinned_cannot_be_defined_otherwise():
    files.define_contexts({V2: {"@context": {}}})

    assert "VerifiableCredential" in json.dumps(files.context(V2))


@pytest.mark.parametrize("name", PRODUCTION)
def test_the_test_mode_does_not_start_beside_a_real_installation(name: str):
    done = subprocess.run(
        [*COMMAND, "vc-api", "--port", "1"],
        env={**os.environ, name: "set"},
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert 3 == done.returncode
    assert b"[vc_api.production]" in done.stderr


def test_the_command_serves_https_on_this_machine_until_it_is_stopped():
    with served() as (port, line):
        issued_ = _asked(port, "POST", "/credentials/issue", {"credential": CREDENTIAL})
        signed = issued_[1]["verifiableCredential"]
        verified = _asked(port, "POST", "/credentials/verify", issued_[1])
        holder = SigningKey.generate()
        shown = signed_for(presentation(signed), holder, challenge="c", domain="d.example")
        body = {"verifiablePresentation": shown, "options": {"challenge": "c"}}
        presented = _asked(port, "POST", "/presentations/verify", body)
        other = {**body, "options": {"challenge": "another"}}
        replayed = _asked(port, "POST", "/presentations/verify", other)

    assert f"https://127.0.0.1:{port}/credentials/ (eddsa-rdfc-2022) {signed['issuer']}" in line
    assert [201, 200, 200, 400] == [issued_[0], verified[0], presented[0], replayed[0]]
    assert verified[1]["verified"] is True


def test_parts_are_derived_and_verified_over_https():
    with served("--cryptosuite", "ecdsa-sd-2023") as (port, _line):
        body = {"credential": {**CREDENTIAL, "name": "Kept"}, "options": {}}
        base = _asked(port, "POST", "/credentials/issue", body)
        wanted = {"options": {"selectivePointers": ["/credentialSubject"]}}
        part = _asked(port, "POST", "/credentials/derive", {**base[1], **wanted})
        verified = _asked(port, "POST", "/credentials/verify", part[1])

    assert [201, 201, 200] == [base[0], part[0], verified[0]]


def test_status_lists_of_another_program_on_this_machine_are_read_where_that_is_allowed():
    """Two programs: one issues and revokes, the other verifies over the loopback."""
    wanted = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    with served() as (port, _), served("--allow-loopback") as (other, _):
        credential = {**CREDENTIAL, "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d"}
        body = {"credential": credential, "options": {"credentialStatus": wanted}}
        signed = _asked(port, "POST", "/credentials/issue", body)[1]
        listed = _asked(port, "GET", "/status-lists/revocation", None)
        before = _asked(other, "POST", "/credentials/verify", signed)
        change = {"credentialId": credential["id"], "credentialStatus": wanted}
        changed = _asked(port, "POST", "/credentials/status", change)
        after = _asked(other, "POST", "/credentials/verify", signed)

    entry = signed["verifiableCredential"]["credentialStatus"]
    assert f"https://127.0.0.1:{port}/status-lists/revocation" == entry["statusListCredential"]
    assert (200, "BitstringStatusList") == (listed[0], listed[1]["credentialSubject"]["type"])
    assert [200, 200, 400] == [before[0], changed[0], after[0]]
    assert "status.revoked" == after[1]["code"]


def test_without_being_allowed_no_other_program_is_asked():
    with served() as (port, _), served() as (other, _):
        wanted = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
        body = {"credential": CREDENTIAL, "options": {"credentialStatus": wanted}}
        signed = _asked(port, "POST", "/credentials/issue", body)[1]
        answer = _asked(other, "POST", "/credentials/verify", signed)

    assert (400, "fetch.offline") == (answer[0], answer[1]["code"])
    assert answer[1]["type"].endswith("#STATUS_RETRIEVAL_ERROR")


def _asked(port: int, method: str, path: str, body: JsonObject | None) -> tuple[int, JsonObject]:
    """Ask over TLS; the server's certificate is its own, which is what is tested."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=trusting)
    try:
        connection.request(method, path, None if body is None else json.dumps(body))
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()
