"""The test mode that the W3C's suites drive, as a suite would ask it."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from badger.credentials.cryptosuites import signing_suite
from badger.credentials.did import did_key
from badger.credentials.keys import Signer
from badger.credentials.proof import new_options, sign_with
from badger.json_value import JsonObject
from badger.web.vc_api.app import create_test_app
from badger.web.vc_api.desk import new_desk
from tests.world import ISSUED

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
UNDEFINED = "https://www.w3.org/ns/credentials/undefined-terms/v2"
BASE = "https://127.0.0.1:9443"
WHOLE = [
    ("eddsa-rdfc-2022", "P-256"),
    ("eddsa-jcs-2022", "P-256"),
    ("ecdsa-rdfc-2019", "P-256"),
    ("ecdsa-rdfc-2019", "P-384"),
    ("ecdsa-jcs-2019", "P-256"),
    ("ecdsa-jcs-2019", "P-384"),
]
CREDENTIAL: JsonObject = {
    "@context": [V2],
    "type": ["VerifiableCredential"],
    "issuer": "did:example:somebody",
    "validFrom": "2026-03-01T08:00:00Z",
    "credentialSubject": {"id": "did:example:subject"},
}


def client(cryptosuite: str = "eddsa-rdfc-2022", curve: str = "P-256") -> FlaskClient:
    """A mode of its own, with new keys; the time is ISSUED."""
    desk = new_desk(cryptosuite, curve=curve, clock=lambda: ISSUED, base=BASE)
    return create_test_app(desk).test_client()


def issue(asked: FlaskClient, document: object, **options: Any) -> TestResponse:
    """Ask for a signature."""
    return asked.post("/credentials/issue", json={"credential": document, "options": options})


def issued(asked: FlaskClient, document: object, **options: Any) -> JsonObject:
    """Ask for a signature that must be given."""
    answer = issue(asked, document, **options)
    assert 201 == answer.status_code, answer.get_data(as_text=True)
    signed: JsonObject = answer.get_json()["verifiableCredential"]
    return signed


def verify(asked: FlaskClient, document: object, **options: Any) -> TestResponse:
    """Ask whether a credential holds."""
    body = {"verifiableCredential": document, "options": options}
    return asked.post("/credentials/verify", json=body)


def derive(asked: FlaskClient, document: object, *pointers: str) -> TestResponse:
    """Ask for a part of a credential."""
    options = {"selectivePointers": list(pointers)}
    body = {"verifiableCredential": document, "options": options}
    return asked.post("/credentials/derive", json=body)


def verify_presentation(asked: FlaskClient, document: object, **options: Any) -> TestResponse:
    """Ask whether a presentation holds, with all that it contains."""
    body = {"verifiablePresentation": document, "options": options}
    return asked.post("/presentations/verify", json=body)


def presentation(*credentials: JsonObject, **more: Any) -> JsonObject:
    """A presentation of credentials, unsigned."""
    document = {"@context": [V2], "type": ["VerifiablePresentation"], **more}
    return {**document, "verifiableCredential": [*credentials]} if credentials else document


def codes(answer: TestResponse) -> list[str]:
    """The codes of the problems of an answer."""
    return [found["code"] for found in answer.get_json()["problemDetails"]]


def types(answer: TestResponse) -> list[str]:
    """The types of the problems of an answer, without what stands before their name."""
    return [found["type"].partition("#")[2] for found in answer.get_json()["problemDetails"]]


def signed_for(
    document: JsonObject,
    signer: Signer,
    *,
    purpose: str = "authentication",
    cryptosuite: str = "eddsa-rdfc-2022",
    **more: Any,
) -> JsonObject:
    """Sign a document as somebody who is a key; `more` goes into the proof."""
    suite = signing_suite(cryptosuite)
    method = f"{did_key(signer.public)}#{signer.public.to_multikey()}"
    options = new_options(suite, verification_method=method, created=ISSUED)
    asked = {**options, "proofPurpose": purpose, **more}
    return sign_with(suite, document, signer=signer, options=asked)
