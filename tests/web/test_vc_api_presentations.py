"""Presentations in the test mode: who shows what to whom, and what became of each part.

Source: VC Data Model 2.0, sections 4.12 and 4.13; Data Integrity 1.0, section 4.4; VC-API, "Verify
Presentation".
"""

import copy
from typing import Any

import pytest

from badger.credentials.did import did_key
from badger.credentials.keys import SigningKey
from badger.json_value import JsonObject
from tests.vc_api import (
    CREDENTIAL,
    EXAMPLES,
    V1,
    V2,
    WHOLE,
    client,
    codes,
    derive,
    issued,
    presentation,
    signed_for,
    types,
    verify_presentation,
)
from tests.world import new_key

pytestmark = pytest.mark.usefixtures("suite_contexts")
HOLDER = SigningKey.from_seed(bytes(range(32)))
KIND = {"Kind": "https://words.example/#Kind"}


@pytest.mark.parametrize(("cryptosuite", "curve"), WHOLE)
def test_a_signed_presentation_is_verified_with_all_that_it_contains(cryptosuite: str, curve: str):
    asked = client(cryptosuite, curve)
    shown = signed_for(presentation(issued(asked, CREDENTIAL)), HOLDER, challenge="c")

    answer = verify_presentation(asked, shown, challenge="c")
    body = answer.get_json()

    assert (200, True) == (answer.status_code, body["verified"])
    assert body["presentationResult"]["verified"]
    assert [True] == [result["verified"] for result in body["credentialResults"]]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"id": "urn:uuid:313801ba-24b7-11ee-be02-ff560265cf9b"},
        {"holder": did_key(HOLDER.public)},
        {"holder": {"id": did_key(HOLDER.public), "name": "Ana"}},
        {"@context": [V2, EXAMPLES]},
        {"@context": [V2, KIND], "type": ["VerifiablePresentation", "Kind"]},
        {"verifiableCredential": []},
        {"@context": [V2, EXAMPLES], "termsOfUse": {"type": "Kind"}},
    ],
)
def test_what_conforms_is_verified(more: JsonObject):
    shown = signed_for(presentation(**more), HOLDER)

    answer = verify_presentation(client(), shown)

    assert 200 == answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "change",
    [
        {"@context": None},
        {"@context": []},
        {"@context": [EXAMPLES, V2]},
        {"@context": [EXAMPLES]},
        {"@context": [V2, "https://nobody.example/"]},
        {"@context": [V2, "https ://not-a-url/contexts"]},
        {"@context": [V2, 192875]},
        {"type": None},
        {"type": ["Kind"]},
        {"type": ["VerifiablePresentation", "Unmapped"]},
        {"id": "not a url"},
        {"id": ["urn:a:b", "urn:c:d"]},
        {"holder": {"name": "Ana"}},
        {"holder": "not a url"},
        {"verifiableCredential": "https://club.example/badge"},
        {"verifiableCredential": ["text"]},
        {"verifiableCredential": [5]},
        {"verifiableCredential": [None]},
        {"anything": "x"},
        {"proof": None},
        {"proof": []},
    ],
)
@pytest.mark.parametrize("cryptosuite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_what_breaks_a_rule_is_refused(change: JsonObject, cryptosuite: str):
    document = presentation(issued(client(), CREDENTIAL))
    shown = {**signed_for(document, HOLDER, cryptosuite=cryptosuite), **change}
    shown = {name: value for name, value in shown.items() if value is not None}

    answer = verify_presentation(client(), shown)

    assert 400 == answer.status_code
    assert not answer.get_json()["presentationResult"]["verified"]


@pytest.mark.parametrize(
    "change",
    [
        {"proofPurpose": "assertionMethod"},
        {"proofPurpose": None},
        {"type": "UnknownProof"},
        {"cryptosuite": "unknown-2022"},
        {"verificationMethod": "did:key:invalidVm"},
        {"verificationMethod": None},
        {"proofValue": "z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh"},
        {"proofValue": None},
        {"created": "soon"},
        {"created": "2026-03-01T08:06:00Z"},
        {"expires": "2026-02-28T00:00:00Z"},
        {"challenge": "another"},
        {"domain": "other.example"},
    ],
)
def test_a_changed_proof_is_refused(change: JsonObject):
    shown = copy.deepcopy(signed_for(presentation(), HOLDER, challenge="c", domain="d.example"))
    proof = {**shown["proof"], **change}
    shown["proof"] = {name: value for name, value in proof.items() if value is not None}

    assert 400 == verify_presentation(client(), shown).status_code


@pytest.mark.parametrize(
    ("signed", "wanted", "code"),
    [
        ({"challenge": "c"}, {"challenge": "c"}, None),
        ({"challenge": "c"}, {}, None),
        ({"challenge": "c"}, {"challenge": "d"}, "proof.challenge"),
        ({}, {"challenge": "c"}, "proof.challenge"),
        ({"domain": "d.example"}, {"domain": "d.example"}, None),
        ({"domain": ["a.example", "d.example"]}, {"domain": "d.example"}, None),
        ({"domain": "d.example"}, {"domain": "e.example"}, "proof.domain"),
        ({"domain": ["a.example"]}, {"domain": "e.example"}, "proof.domain"),
        ({}, {"domain": "d.example"}, "proof.domain"),
    ],
)
def test_a_presentation_is_for_whoever_asked_and_for_this_time(
    signed: dict[str, Any], wanted: dict[str, Any], code: str | None
):
    answer = verify_presentation(client(), signed_for(presentation(), HOLDER, **signed), **wanted)

    assert ([] if code is None else [code]) == codes(answer)
    names = {"proof.challenge": "INVALID_CHALLENGE_ERROR", "proof.domain": "INVALID_DOMAIN_ERROR"}
    assert ([] if code is None else [names[code]]) == types(answer)


def test_each_credential_is_judged_alone():
    asked = client()
    good = issued(asked, CREDENTIAL)
    spoilt = {**issued(asked, CREDENTIAL), "validFrom": "2026-01-01T00:00:00Z"}
    shown = signed_for(presentation(good, spoilt), HOLDER)

    answer = verify_presentation(asked, shown)
    body = answer.get_json()

    assert 400 == answer.status_code
    assert body["presentationResult"]["verified"]
    assert [True, False] == [result["verified"] for result in body["credentialResults"]]
    assert ["proof.signature"] == codes(answer)


def test_a_credential_that_is_taken_out_breaks_the_signature_of_the_presentation():
    asked = client()
    shown = signed_for(presentation(issued(asked, CREDENTIAL), issued(asked, CREDENTIAL)), HOLDER)

    shown["verifiableCredential"] = shown["verifiableCredential"][:1]

    assert ["proof.signature"] == codes(verify_presentation(asked, shown))


def test_credentials_of_both_data_models_and_with_contexts_of_their_own_stand_together():
    asked = client()
    older: JsonObject = {
        "@context": [V1, {"name": "https://schema.org/name"}],
        "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:x",
        "issuanceDate": "2026-02-16T22:37:26Z",
        "credentialSubject": {"id": "did:example:subject", "name": "Ana"},
    }
    other = {**CREDENTIAL, "@context": [V2, EXAMPLES], "type": ["VerifiableCredential", "Kind"]}
    shown = signed_for(
        presentation(issued(asked, older), issued(asked, other), issued(asked, CREDENTIAL)), HOLDER
    )

    assert [] == codes(verify_presentation(asked, shown))


def test_an_enveloped_credential_is_opened():
    asked = client("vc+jwt")
    shown = signed_for(presentation(issued(asked, CREDENTIAL)), HOLDER)

    assert [] == codes(verify_presentation(asked, shown))


def test_a_part_is_shown_and_a_base_proof_is_not():
    asked = client("ecdsa-sd-2023")
    base = issued(asked, {**CREDENTIAL, "name": "Kept"})
    part = derive(asked, base, "/credentialSubject").get_json()["verifiableCredential"]

    assert [] == codes(verify_presentation(asked, signed_for(presentation(part), HOLDER)))
    refused = verify_presentation(asked, signed_for(presentation(base), HOLDER))
    assert ["vc_api.base_proof"] == codes(refused)


def test_the_holder_who_is_named_must_have_signed():
    shown = signed_for(presentation(holder="did:example:somebody"), HOLDER)

    assert ["presentation.other_holder"] == codes(verify_presentation(client(), shown))


@pytest.mark.parametrize("holder", [None, "did:example:somebody", did_key(new_key().public)])
def test_who_vouches_for_themselves_must_say_so(holder: str | None):
    own = {**CREDENTIAL, "issuer": did_key(HOLDER.public)}
    vouched = signed_for(own, HOLDER, purpose="assertionMethod")
    named = {} if holder is None else {"holder": holder}

    answer = verify_presentation(client(), signed_for(presentation(vouched, **named), HOLDER))

    assert 400 == answer.status_code
    assert codes(answer)[0] in {"presentation.self_asserted", "presentation.other_holder"}


def test_who_vouches_for_themselves_and_says_so_is_verified():
    own = {**CREDENTIAL, "issuer": did_key(HOLDER.public)}
    vouched = signed_for(own, HOLDER, purpose="assertionMethod")
    shown = signed_for(presentation(vouched, holder=did_key(HOLDER.public)), HOLDER)

    assert [] == codes(verify_presentation(client(), shown))


def test_a_credential_under_another_name_than_its_signers_is_refused():
    other = signed_for({**CREDENTIAL, "issuer": "did:example:x"}, HOLDER, purpose="assertionMethod")
    shown = signed_for(presentation(other, holder=did_key(HOLDER.public)), HOLDER)

    assert 400 == verify_presentation(client(), shown).status_code


def test_several_holders_sign_and_each_of_their_proofs_counts():
    first = signed_for(presentation(), HOLDER)
    both = signed_for(first, new_key())
    spoilt = copy.deepcopy(both)
    spoilt["proof"][1]["created"] = "2026-03-01T07:00:00Z"

    assert [] == codes(verify_presentation(client(), both))
    assert ["proof.signature"] == codes(verify_presentation(client(), spoilt))


def test_an_unsigned_presentation_is_taken_where_nobody_asks_who_shows_it():
    asked = client()
    document = presentation(issued(asked, CREDENTIAL))

    taken = asked.post("/presentations/verify", json={"presentation": document})
    refused = asked.post(
        "/presentations/verify", json={"presentation": document, "options": {"challenge": "c"}}
    )
    spoilt = {**document, "verifiableCredential": [{**CREDENTIAL, "proof": {}}]}
    broken = asked.post("/presentations/verify", json={"presentation": spoilt})

    assert (200, 400, 400) == (taken.status_code, refused.status_code, broken.status_code)
    assert ["presentation.not_signed"] == codes(refused)
    assert ["presentation.not_signed"] == codes(verify_presentation(asked, document))


def test_a_presentation_inside_a_presentation_and_too_many_credentials_are_refused():
    asked = client()
    signed = issued(asked, CREDENTIAL)

    inner = verify_presentation(asked, signed_for(presentation(presentation(signed)), HOLDER))
    crowd = verify_presentation(asked, {**presentation(*([signed] * 17)), "proof": {}})

    assert {"presentation.member"} == set(codes(inner))
    assert ["presentation.too_many"] == codes(crowd)


@pytest.mark.parametrize("body", [{}, {"verifiablePresentation": 5}, {"presentation": []}])
def test_a_request_without_a_presentation_is_refused(body: JsonObject):
    assert 400 == client().post("/presentations/verify", json=body).status_code


@pytest.mark.parametrize("option", ["challenge", "domain"])
def test_options_that_are_no_text_are_refused(option: str):
    shown = signed_for(presentation(), HOLDER)

    assert ["vc_api.malformed"] == codes(verify_presentation(client(), shown, **{option: 5}))
