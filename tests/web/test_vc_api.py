"""The test mode that the W3C's suites drive: what they ask of every implementation.

Source: VC-API; the published suites for the data model, EdDSA and ECDSA.
"""

import copy
import http.client
import json
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from badger.json_value import JsonObject
from badger.schemas import files
from badger.web.vc_api.app import create_test_app
from badger.web.vc_api.contexts import TEST_CONTEXTS, allow_test_contexts
from badger.web.vc_api.desk import new_desk
from tests.world import ISSUED

V2 = "https://www.w3.org/ns/credentials/v2"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
SUITES = [
    ("eddsa-rdfc-2022", "P-256"),
    ("eddsa-jcs-2022", "P-256"),
    ("ecdsa-rdfc-2019", "P-256"),
    ("ecdsa-rdfc-2019", "P-384"),
    ("ecdsa-jcs-2019", "P-256"),
    ("ecdsa-jcs-2019", "P-384"),
]
COMMAND = [sys.executable, "-c", "from badger.cli import main; main()"]
CREDENTIAL: JsonObject = {
    "@context": [V2],
    "type": ["VerifiableCredential"],
    "issuer": "did:example:somebody",
    "validFrom": "2026-03-01T08:00:00Z",
    "credentialSubject": {"id": "did:example:subject"},
}


@pytest.fixture(autouse=True)
def _own_contexts() -> Iterator[None]:
    """The contexts of the suites are defined for these tests alone."""
    allow_test_contexts()
    yield
    files._DEFINED.clear()
    files.known_contexts.cache_clear()
    files.context.cache_clear()


def _client(cryptosuite: str = "eddsa-rdfc-2022", curve: str = "P-256") -> FlaskClient:
    app = create_test_app(new_desk(cryptosuite, curve=curve, clock=lambda: ISSUED))
    return app.test_client()


def _issue(client: FlaskClient, document: JsonObject, **options: object):
    return client.post("/credentials/issue", json={"credential": document, "options": options})


def _verify(client: FlaskClient, document: object):
    return client.post(
        "/credentials/verify", json={"verifiableCredential": document, "options": {}}
    )


def _issued(client: FlaskClient, document: JsonObject, **options: object) -> JsonObject:
    answer = _issue(client, document, **options)
    assert 201 == answer.status_code, answer.get_data(as_text=True)
    return answer.get_json()["verifiableCredential"]


@pytest.mark.parametrize(("cryptosuite", "curve"), SUITES)
def test_what_is_issued_is_verified_under_our_own_name(cryptosuite: str, curve: str):
    client = _client(cryptosuite, curve)

    signed = _issued(client, CREDENTIAL)
    answer = _verify(client, signed)

    assert (200, True) == (answer.status_code, answer.get_json()["verified"])
    assert signed["issuer"].startswith("did:key:z")
    assert (cryptosuite, "DataIntegrityProof", "assertionMethod") == (
        signed["proof"]["cryptosuite"],
        signed["proof"]["type"],
        signed["proof"]["proofPurpose"],
    )


def test_the_issuers_other_members_are_kept():
    signed = _issued(
        _client(), {**CREDENTIAL, "issuer": {"id": "did:example:x", "name": "Le club"}}
    )

    assert "Le club" == signed["issuer"]["name"]
    assert signed["issuer"]["id"].startswith("did:key:z")


def test_a_second_proof_stands_beside_the_first():
    client = _client()
    twice = _issued(client, _issued(client, CREDENTIAL))

    assert 2 == len(twice["proof"])
    assert 200 == _verify(client, twice).status_code


def test_credentials_of_the_first_data_model_get_the_context_of_the_proof():
    client = _client()
    document: JsonObject = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:x",
        "issuanceDate": "2026-03-01T08:00:00Z",
        "credentialSubject": {"id": "did:example:subject"},
    }

    signed = _issued(client, document)

    assert "https://w3id.org/security/data-integrity/v2" == signed["@context"][-1]
    assert 200 == _verify(client, signed).status_code


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
    client = _client(cryptosuite)

    answer = _verify(client, {**_issued(client, CREDENTIAL), **change})

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
    client = _client()
    signed = copy.deepcopy(_issued(client, CREDENTIAL))
    proof = {**signed["proof"], **change}
    signed["proof"] = {name: value for name, value in proof.items() if value is not None}

    assert 400 == _verify(client, signed).status_code


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

    answer = _issue(_client(), document)

    assert 400 == answer.status_code
    assert answer.get_json()["problemDetails"][0]["code"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"credential": 5}', b'{"options": 5}', b'{"a":1,"a":2}', b"\xff"]
)
@pytest.mark.parametrize("route", ["issue", "verify", "derive"])
def test_hostile_requests_are_refused_by_name(route: str, body: bytes):
    answer = _client().post(f"/credentials/{route}", data=body)

    assert 400 == answer.status_code
    assert answer.get_json()["code"]


def test_other_routes_methods_and_sizes_are_refused():
    client = _client()

    assert 404 == client.post("/credentials/unknown").status_code
    assert 405 == client.get("/credentials/verify").status_code
    assert 413 == client.post("/credentials/verify", data=b" " * 1_048_577).status_code


def test_words_of_the_suites_own_contexts_are_signed():
    client = _client()
    document = {
        **CREDENTIAL,
        "@context": [V2, EXAMPLES],
        "credentialSubject": {"id": "did:example:subject", "alumniOf": "Une école"},
    }

    signed = _issued(client, document)
    changed = {**signed, "credentialSubject": {"id": "did:example:subject", "alumniOf": "Autre"}}

    assert 200 == _verify(client, signed).status_code
    assert 400 == _verify(client, changed).status_code


def test_part_of_a_selective_credential_is_derived_and_only_parts_are_shown():
    client = _client("ecdsa-sd-2023")
    document = {**CREDENTIAL, "name": "Shown", "description": "Kept"}
    signed = _issued(client, document, mandatoryPointers=["/issuer", "/validFrom"])

    derived = client.post(
        "/credentials/derive",
        json={
            "verifiableCredential": signed,
            "options": {"selectivePointers": ["/credentialSubject", "/name"]},
        },
    )
    shown = derived.get_json()["verifiableCredential"]

    assert 201 == derived.status_code
    assert ("Shown", False) == (shown["name"], "description" in shown)
    assert 200 == _verify(client, shown).status_code
    refused = _verify(client, signed)
    assert (400, "vc_api.base_proof") == (refused.status_code, refused.get_json()["code"])


def test_a_context_in_which_parts_cannot_be_told_apart_is_refused_by_name():
    answer = _issue(_client("ecdsa-sd-2023"), {**CREDENTIAL, "@context": [V2, EXAMPLES]})

    assert (400, "derive.contexts") == (answer.status_code, answer.get_json()["code"])


@pytest.mark.parametrize("pointers", [5, ["nowhere"], ["/nowhere"], [5]])
def test_pointers_that_lead_nowhere_are_refused(pointers: object):
    client = _client("ecdsa-sd-2023")
    signed = _issued(client, CREDENTIAL, mandatoryPointers=["/issuer"])

    answer = client.post(
        "/credentials/derive",
        json={"verifiableCredential": signed, "options": {"selectivePointers": pointers}},
    )

    assert 400 == answer.status_code


def test_the_contexts_of_the_suites_are_unknown_without_the_test_mode():
    files._DEFINED.clear()
    files.known_contexts.cache_clear()
    files.context.cache_clear()

    assert not TEST_CONTEXTS.keys() & files.known_contexts()
    assert 400 == _issue(_client(), {**CREDENTIAL, "@context": [V2, EXAMPLES]}).status_code


def test_what_is_pinned_cannot_be_defined_otherwise():
    files.define_contexts({V2: {"@context": {}}})

    assert "VerifiableCredential" in json.dumps(files.context(V2))


@pytest.mark.parametrize("name", ["BADGER_DATABASE_URL", "BADGER_KEK", "BADGER_SECRET_KEY"])
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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*COMMAND, "vc-api", "--port", str(port), "--tls-self-signed"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout is not None
            assert f"https://127.0.0.1:{port}/credentials/".encode() in server.stdout.readline()
            status, signed = _post(port, "issue", {"credential": CREDENTIAL, "options": {}})
            verified = _post(port, "verify", signed)
        finally:
            server.terminate()

    assert (201, 200) == (status, verified[0])
    assert verified[1]["verified"] is True


def _post(port: int, route: str, body: JsonObject) -> tuple[int, JsonObject]:
    """Ask until the server listens; its certificate is its own, which is what is tested."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    for _ in range(100):
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=trusting)
        try:
            connection.request("POST", f"/credentials/{route}", json.dumps(body))
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the server does not listen")
