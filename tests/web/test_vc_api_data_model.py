"""What the W3C's suite for the data model 2.0 asks of an issuer, by the sections of the standard.

Each member of a table stands for one document that the suite sends; its words are ours.
"""

from typing import Any

import pytest

from badger.json_value import JsonObject
from tests.vc_api import (
    CREDENTIAL,
    EXAMPLES,
    UNDEFINED,
    V1,
    V2,
    client,
    issue,
    issued,
    types,
    verify,
)

pytestmark = pytest.mark.usefixtures("suite_contexts")
KIND = {"Kind": "https://words.example/#Kind"}
KINDS: list[Any] = [V2, KIND]
URL_KIND = "https://words.example/#Kind"
# The digests of the context of VC 2.0, computed from the bytes that the standard fixes.
SRI = "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU"
MULTIBASE = "uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ"
MULTIHASH = "uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA"
CONFORMING: dict[str, JsonObject] = {
    "4.3 several contexts": {"@context": [V2, EXAMPLES]},
    "4.3 a context inside": {"@context": KINDS, "type": ["VerifiableCredential", "Kind"]},
    "4.3 undefined terms": {
        "@context": [V2, UNDEFINED],
        "credentialSubject": {"id": "did:example:s", "anything": "x"},
    },
    "4.4 a DID": {"id": "did:example:credential"},
    "4.4 a web address": {"id": "http://university.example/credentials/1"},
    "4.4 no id of the subject": {"credentialSubject": {"name": "Ana"}},
    "4.5 a type as URL": {"type": ["VerifiableCredential", URL_KIND]},
    "4.5 any order": {"type": [URL_KIND, "VerifiableCredential", "https://words.example/#B"]},
    "4.6 a name": {"name": "Attestation", "description": "Une attestation"},
    "4.6 with a language": {"name": {"@value": "Attestation", "@language": "fr"}},
    "4.6 with a direction": {
        "name": {"@value": "HTML", "@language": "en", "@direction": "ltr"},
        "description": {"@value": "HTML", "@direction": "rtl"},
    },
    "4.6 several languages": {
        "name": [
            {"@value": "Statement", "@language": "en"},
            {"@value": "Attestation", "@language": "fr", "@direction": "ltr"},
        ]
    },
    "4.6 of the issuer": {
        "issuer": {
            "id": "did:example:i",
            "name": [{"@value": "The club", "@language": "en"}],
            "description": {"@value": "Le club", "@language": "fr", "@direction": "ltr"},
        }
    },
    "4.7 an object": {"issuer": {"id": "did:example:i"}},
    "4.8 several subjects": {"credentialSubject": [{"id": "urn:a"}, {"id": "urn:b"}]},
    "4.9 milliseconds": {"validFrom": "2023-02-27T05:15:42.123Z"},
    "4.9 a time zone": {"validFrom": "2023-02-27T05:15:42-05:00"},
    "4.9 the future": {"validFrom": "2199-02-27T05:15:42Z"},
    "4.9 the past": {"validFrom": "2019-01-01T00:00:00Z", "validUntil": "2020-01-01T00:00:00Z"},
    "4.9 one instant": {"validFrom": "2026-01-01T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"},
    "4.10 a status": {
        "@context": KINDS,
        "credentialStatus": {"id": "did:example:status", "type": "Kind"},
    },
    "4.10 without id": {"@context": KINDS, "credentialStatus": {"type": "Kind"}},
    "4.11 a schema": {"credentialSchema": {"id": "did:example:schema", "type": URL_KIND}},
    "4.11 several schemas": {
        "credentialSchema": [
            {"id": "did:example:schema/1", "type": URL_KIND},
            {"id": "did:example:schema/2", "type": URL_KIND},
        ]
    },
    "5.3 one hash": {"relatedResource": {"id": V2, "digestSRI": SRI}},
    "5.3 several hashes, the strongest counts": {
        "relatedResource": {"id": V2, "digestSRI": f"sha256-AAAA sha384-AAAA {SRI}"}
    },
    "5.3 a multibase digest": {"relatedResource": [{"id": V2, "digestMultibase": MULTIBASE}]},
    "5.3 a multihash": {"relatedResource": {"id": V2, "digestMultibase": MULTIHASH}},
    "5.3 both, and a media type": {
        "relatedResource": {
            "id": V2,
            "mediaType": "application/ld+json",
            "digestSRI": SRI,
            "digestMultibase": MULTIBASE,
        }
    },
    "5.3 what is not used": {
        "relatedResource": {"id": "https://club.example/terms", "digestSRI": SRI}
    },
    "5.4 a service": {"refreshService": {"id": "did:example:refresh", "type": URL_KIND}},
    "5.4 several services": {
        "refreshService": [
            {"id": "did:example:refresh/1", "type": URL_KIND},
            {"id": "did:example:refresh/2", "type": URL_KIND},
        ]
    },
    "5.5 several terms": {
        "@context": KINDS,
        "termsOfUse": [{"type": "Kind"}, {"type": "Kind"}],
    },
    "5.5 with an id": {
        "@context": KINDS,
        "termsOfUse": {"type": "Kind", "id": "did:example:terms"},
    },
    "5.6 one evidence": {"@context": KINDS, "evidence": {"type": "Kind"}},
    "5.6 several": {"@context": KINDS, "evidence": [{"type": "Kind"}, {"type": "Kind"}]},
}
EXTRA = {"@value": "Attestation", "@language": "fr", "url": "https://club.example"}
# A member that is None is left out; JSON's null is NULL.
NULL = "null"
BROKEN: dict[str, JsonObject] = {
    "4.3 no context": {"@context": None},
    "4.3 not the first": {"@context": [EXAMPLES, V2]},
    "4.3 another instead": {"@context": [EXAMPLES]},
    "4.3 no address": {"@context": [V2, "https ://not-a-url/contexts"]},
    "4.3 nobody's": {"@context": [V2, "https://nobody.example/context"]},
    "4.3 a number": {"@context": [V2, 192875]},
    "4.4 null": {"id": NULL},
    "4.4 several": {"id": ["urn:a:b", "urn:c:d"]},
    "4.4 no URL": {"id": "not-a-url"},
    "4.4 several of the subject": {"credentialSubject": {"id": ["urn:a:b", "urn:c:d"]}},
    "4.5 no type": {"type": None},
    "4.5 not of a credential": {"type": [URL_KIND]},
    "4.5 unmapped": {"type": ["VerifiableCredential", "Unmapped"]},
    "4.5 mapped to no URL": {
        "@context": [V2, {"Kind": "no-url"}],
        "type": ["VerifiableCredential", "Kind"],
    },
    "4.6 one member more": {"name": EXTRA},
    "4.6 in the description": {"description": EXTRA},
    "4.6 in the issuer": {"issuer": {"id": "did:example:i", "name": EXTRA}},
    "4.6 in the issuer's description": {"issuer": {"id": "did:example:i", "description": EXTRA}},
    "4.6 no direction": {"name": {"@value": "x", "@direction": "up"}},
    "4.7 no issuer": {"issuer": None},
    "4.7 null": {"issuer": NULL},
    "4.7 no URL": {"issuer": "did example"},
    "4.7 an object without id": {"issuer": {"name": "x"}},
    "4.7 an object with null": {"issuer": {"id": NULL}},
    "4.7 an object without URL": {"issuer": {"id": "club"}},
    "4.8 no subject": {"credentialSubject": None},
    "4.8 no claim": {"credentialSubject": {}},
    "4.8 one without claim": {"credentialSubject": [{"id": "urn:a:b"}, {}]},
    "4.9 no time": {"validFrom": "2026-03-01"},
    "4.9 no zone": {"validFrom": "2026-03-01T08:00:00"},
    "4.9 no end": {"validUntil": "soon"},
    "4.9 the end before the start": {
        "validFrom": "2027-01-01T00:00:00Z",
        "validUntil": "2026-01-01T00:00:00Z",
    },
    "4.10 no type": {"credentialStatus": {"id": "urn:a:b"}},
    "4.10 several ids": {
        "@context": KINDS,
        "credentialStatus": {"id": ["urn:a:b", "urn:c:d"], "type": "Kind"},
    },
    "4.10 no URL": {"@context": KINDS, "credentialStatus": {"id": "no url", "type": "Kind"}},
    "4.10 a number as type": {"@context": KINDS, "credentialStatus": {"type": 2}},
    "4.11 no id": {"credentialSchema": {"type": URL_KIND}},
    "4.11 no type": {"credentialSchema": {"id": "urn:a:b"}},
    "4.11 a number as id": {"credentialSchema": {"id": 7, "type": URL_KIND}},
    "5.2 a class redefined": {"@context": [V2, {"VerifiableCredential": URL_KIND}]},
    "5.2 a protected term redefined": {
        "@context": [V2, {**KIND, "@protected": True}, {"Kind": "https://other.example/#Kind"}],
        "type": ["VerifiableCredential", "Kind"],
    },
    "5.2 an undefined term": {"credentialSubject": {"id": "urn:a:b", "anything": "x"}},
    "5.3 texts": {"relatedResource": ["https://club.example/terms"]},
    "5.3 no id": {"relatedResource": {"digestSRI": SRI}},
    "5.3 no digest": {"relatedResource": {"id": V2}},
    "5.3 twice": {
        "relatedResource": [
            {"id": V2, "digestMultibase": MULTIBASE},
            {"id": V2, "digestSRI": SRI},
        ]
    },
    "5.3 another hash": {"relatedResource": {"id": V2, "digestSRI": SRI.replace("l/H", "A/H")}},
    "5.3 another multibase digest": {
        "relatedResource": {"id": V2, "digestMultibase": MULTIBASE.replace("uWZ", "uAZ")}
    },
    "5.3 one of two differs": {
        "relatedResource": {"id": V2, "digestSRI": SRI, "digestMultibase": f"{MULTIBASE[:-4]}AAAA"}
    },
    "5.3 no digest at all": {"relatedResource": {"id": V2, "digestMultibase": "uAAAA"}},
    "5.3 unreadable": {"relatedResource": {"id": V2, "digestMultibase": "z0OIl"}},
    "5.3 an unknown hash": {"relatedResource": {"id": V2, "digestSRI": "md5-AAAA"}},
    "5.4 no type": {"refreshService": {"id": "urn:a:b"}},
    "5.5 no type": {"termsOfUse": {"id": "urn:a:b"}},
    "5.6 no type": {"evidence": {"id": "urn:a:b"}},
    "status list: an index of another kind": {
        "credentialStatus": {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": True,
            "statusListCredential": "https://club.example/list",
        }
    },
}


def _document(members: JsonObject) -> JsonObject:
    return _with_nulls({k: v for k, v in {**CREDENTIAL, **members}.items() if v is not None})


def _with_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_nulls(item) for name, item in value.items()}
    return None if value == NULL else value


@pytest.mark.parametrize("name", CONFORMING)
@pytest.mark.parametrize("cryptosuite", ["eddsa-rdfc-2022", "ecdsa-jcs-2019", "vc+jwt"])
def test_what_conforms_is_signed_and_verified(name: str, cryptosuite: str):
    asked = client(cryptosuite)

    signed = issued(asked, _document(CONFORMING[name]))

    assert 200 == verify(asked, signed, checks=["proof"]).status_code


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("cryptosuite", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-sd-2023"])
def test_what_breaks_a_rule_is_not_signed(name: str, cryptosuite: str):
    answer = issue(client(cryptosuite), _document(BROKEN[name]))

    assert 400 == answer.status_code
    assert "application/problem+json" == answer.content_type
    assert answer.get_json()["problemDetails"][0]["detail"]


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_rule_is_refused_whoever_brings_it(name: str):
    asked = client("eddsa-rdfc-2022")
    signed = issued(asked, CREDENTIAL)

    broken = {**_document(BROKEN[name]), "proof": signed["proof"]}

    assert 400 == verify(asked, broken).status_code
    assert 400 == verify(asked, broken, checks=["proof"]).status_code


def test_members_of_the_credential_come_back_as_they_were_sent():
    document = _document(CONFORMING["4.6 several languages"])

    signed = issued(client(), document)

    assert {**document, "issuer": signed["issuer"]} == {
        name: value for name, value in signed.items() if name != "proof"
    }


def test_before_its_start_and_after_its_end_a_credential_is_not_verified():
    """The mode's clock stands at 2026-03-01T08:00:00Z; the bounds themselves are within."""
    asked = client()
    expected = {
        ("validFrom", "2026-03-01T08:06:00Z"): "validity.not_yet",
        ("validUntil", "2026-03-01T07:59:59Z"): "validity.expired",
        ("validFrom", "2026-03-01T08:00:00Z"): None,
        ("validUntil", "2026-03-01T08:00:00Z"): None,
    }

    for (member, time), code in expected.items():
        document = {**CREDENTIAL, "validFrom": "2026-02-01T00:00:00Z", member: time}
        answer = verify(asked, issued(asked, document))
        assert code == answer.get_json().get("code"), (member, time)
        assert ([] if code is None else ["RANGE_ERROR"]) == types(answer)


def test_the_older_data_model_is_signed_with_contexts_inside():
    document: JsonObject = {
        "@context": [V1, {"name": "https://schema.org/name"}],
        "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:x",
        "issuanceDate": "2026-02-16T22:37:26.544Z",
        "credentialSubject": {"id": "did:example:subject", "name": "Ana"},
    }
    nested = {**document, "@context": [V1, {"@context": {"name": "https://schema.org/name"}}]}

    for asked in (client(), client("ecdsa-rdfc-2019", "P-384"), client("eddsa-jcs-2022")):
        for sent in (document, nested):
            assert 200 == verify(asked, issued(asked, sent)).status_code
