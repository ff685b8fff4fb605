"""Proofs that prove nothing, or something about somebody else (hardening 3.C)."""

import copy
import json
from datetime import UTC, datetime, timedelta

import pytest

from badger.credentials.cryptosuites import suite_named
from badger.credentials.did import PublishedKey
from badger.credentials.proof import sign_with
from badger.verify import (
    Outcome,
    Report,
    Resolver,
    UnreadableInput,
    Verdict,
    VerificationPolicy,
    read_presented,
    verify,
)
from badger.verify.report import Finding
from tests.world import EMAIL, ISSUED, MODEL, Issuer, World, badge_document, endorsement, new_key

CLUB = "did:web:club.example"


def _failed(report: Report) -> tuple[str, str]:
    """The first finding that failed; the badge shows nothing then."""
    assert Verdict.NOT_VERIFIED is report.verdict
    assert report.credential is None or _is_after_the_gates(report)
    found = next(one for one in report.findings if one.outcome is Outcome.FAILED)
    return found.step, found.code


def _is_after_the_gates(report: Report) -> bool:
    return all(report.finding(gate).outcome is Outcome.PASSED for gate in ("proof", "issuer"))


def _open(report: Report) -> Finding:
    assert Verdict.INCONCLUSIVE is report.verdict
    return next(one for one in report.findings if one.outcome is Outcome.UNDETERMINED)


@pytest.mark.parametrize("proof", [[], None, "signed", 7, True])
def test_d01_a_badge_with_an_empty_proof_is_not_signed(world: World, now: datetime, proof: object):
    document = {**badge_document(CLUB), "proof": proof}

    assert ("proof", "proof.missing") == _failed(world.verify(document, now))


def test_d01_a_badge_without_proof_is_not_signed(world: World, now: datetime):
    report = world.verify(badge_document(CLUB), now)

    assert ("proof", "proof.missing") == _failed(report)
    assert [] == world.fetched


@pytest.mark.parametrize(
    "purpose",
    [
        None,
        "authentication",
        ["assertionMethod"],
        "AssertionMethod",
        "assertionmethod",
        "keyAgreement",
        {},
    ],
)
def test_d02_another_purpose_is_refused(world: World, now: datetime, purpose: object):
    document = world.issue_badge()
    document["proof"]["proofPurpose"] = purpose

    assert ("proof", "proof.proof_purpose") == _failed(world.verify(document, now))


def test_d02_a_missing_purpose_is_refused(world: World, now: datetime):
    document = world.issue_badge()
    del document["proof"]["proofPurpose"]

    assert ("proof", "proof.proof_purpose") == _failed(world.verify(document, now))


@pytest.mark.parametrize("use", ["authentication", "keyAgreement", "capabilityDelegation", None])
def test_d03_a_key_published_for_another_use_signs_no_badge(
    world: World, now: datetime, use: str | None
):
    document = world.issue_badge()
    published = world.club.document()
    methods = published.pop("assertionMethod")
    world.club.publish({**published, use: methods} if use else published)

    report = world.verify(document, now)

    assert ("issuer", "issuer.not_for_assertion") == _failed(report)


@pytest.mark.parametrize(
    "claimed",
    [
        "did:web:victim.example",
        "did:web:club.example/",
        "did:web:club.example:",
        "did:web:CLUB.example",
        "did:web:club%2Eexample",
        "did:web:club.example?a=b",
        "https://club.example",
        "https://club.example/.well-known/did.json",
        "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
    ],
)
def test_d04_a_badge_in_the_name_of_another_id_is_not_that_issuers(
    world: World, now: datetime, claimed: str
):
    world.publish("https://victim.example/.well-known/did.json", world.club.document())
    forged = world.club.sign(badge_document(claimed))

    report = world.verify(forged, now)

    assert Verdict.VERIFIED is not report.verdict
    assert report.credential is None


def test_d04_the_victims_own_document_does_not_know_the_forgers_key(world: World, now: datetime):
    world.new_issuer("did:web:victim.example")
    forged = world.club.sign(badge_document("did:web:victim.example"))

    report = world.verify(forged, now)

    assert ("issuer", "issuer.binding") == _failed(report)
    assert Outcome.NOT_RUN is report.finding("proof").outcome


@pytest.mark.parametrize("controller", ["did:web:other.example", "did:web:club.example/", None])
def test_d04_a_key_controlled_by_somebody_else_is_refused(
    world: World, now: datetime, controller: str | None
):
    document = world.issue_badge()
    published = world.club.document()
    published["verificationMethod"][0]["controller"] = controller
    world.club.publish(published)

    assert ("issuer", "issuer.binding") == _failed(world.verify(document, now))


def test_d04_a_document_of_another_id_at_the_issuers_address_is_refused(
    world: World, now: datetime
):
    document = world.issue_badge()
    world.club.publish({**world.club.document(), "id": "did:web:other.example"})

    assert ("issuer", "issuer.binding") == _failed(world.verify(document, now))


def test_d04_an_issuer_that_is_a_bare_url_is_bound_like_one_that_is_an_object(
    world: World, now: datetime
):
    document = world.issue_badge(issuer=CLUB)

    report = world.verify(document, now)

    assert Verdict.VERIFIED is report.verdict
    assert (CLUB, "Le club") == (report.credential.issuer.id, report.credential.issuer.name)


def test_d05_a_key_written_into_the_fragment_is_not_the_issuers(world: World, now: datetime):
    attacker = Issuer(world, CLUB)
    forged = attacker.sign(badge_document(CLUB))

    report = world.verify(forged, now)

    assert ("issuer", "issuer.binding") == _failed(report)


def test_d06_a_did_key_with_another_key_in_its_fragment_is_refused(world: World, now: datetime):
    victim, attacker = world.new_issuer(), world.new_issuer()
    fragment = attacker.key.public.to_multikey()
    forged = attacker.sign(badge_document(victim.id), method=f"{victim.id}#{fragment}")

    assert ("issuer", "issuer.binding") == _failed(world.verify(forged, now))


@pytest.mark.parametrize("method", ["#key-1", "", ["a"], None, 3, "did:web:club.example#a#b"])
def test_d07_a_method_that_is_no_absolute_url_is_refused(
    world: World, now: datetime, method: object
):
    document = world.issue_badge()
    document["proof"]["verificationMethod"] = method

    assert ("proof", "proof.verification_method") == _failed(world.verify(document, now))


def test_d07_a_key_inside_the_proof_is_never_used(world: World, now: datetime):
    document = world.issue_badge()
    document["proof"]["verificationMethod"] = world.club.document()["verificationMethod"][0]

    assert ("proof", "proof.verification_method") == _failed(world.verify(document, now))


def test_d07_a_foreign_host_that_names_the_victim_as_controller_is_not_asked(
    world: World, now: datetime
):
    attacker = Issuer(world, "https://evil.example/key")
    world.publish("https://evil.example/key", {**attacker.document(), "controller": CLUB})
    forged = attacker.sign(badge_document(CLUB))

    report = world.verify(forged, now)

    assert ("issuer", "issuer.binding") == _failed(report)
    assert [] == world.fetched


def _republish(world: World, **times: datetime) -> None:
    world.club.published = (PublishedKey(world.club.key.public, **times),)
    world.club.publish()


def test_d08_a_signature_after_the_revocation_of_its_key_is_refused(world: World, now: datetime):
    document = world.issue_badge()
    _republish(world, revoked=ISSUED)

    assert ("issuer", "issuer.key_revoked") == _failed(world.verify(document, now))


def test_d08_a_date_before_the_revocation_proves_nothing(world: World, now: datetime):
    document = world.issue_badge()
    _republish(world, revoked=ISSUED + timedelta(seconds=1))

    assert ("issuer", "issuer.key_revoked_since") == (
        _open(world.verify(document, now)).step,
        _open(world.verify(document, now)).code,
    )


def test_d08_a_revocation_that_is_still_to_come_changes_nothing(world: World, now: datetime):
    document = world.issue_badge()
    _republish(world, revoked=now + timedelta(seconds=1))

    assert Verdict.VERIFIED is world.verify(document, now).verdict
    assert Verdict.INCONCLUSIVE is world.verify(document, now + timedelta(seconds=1)).verdict


def test_d08_a_key_that_was_rotated_out_stays_good_for_what_it_signed(world: World, now: datetime):
    document = world.issue_badge()
    old = PublishedKey(world.club.key.public, expires=ISSUED + timedelta(days=1))
    world.club.published = (old, PublishedKey(new_key().public))
    world.club.publish()

    assert Verdict.VERIFIED is world.verify(document, now).verdict


def test_d08_a_key_signs_nothing_once_it_has_expired(world: World, now: datetime):
    document = world.issue_badge()
    _republish(world, expires=ISSUED)

    assert ("issuer", "issuer.key_expired") == _failed(world.verify(document, now))


def test_d08_a_signature_without_date_by_an_expired_key_is_refused(world: World, now: datetime):
    document = _without_created(world)
    _republish(world, expires=ISSUED)
    assert ("issuer", "issuer.key_expired") == _failed(world.verify(document, now))

    _republish(world, revoked=ISSUED)
    assert ("issuer", "issuer.key_revoked") == _failed(world.verify(document, now))


def _without_created(world: World) -> dict:
    """A badge whose proof says no date, which the standard allows."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": world.club.method,
        "proofPurpose": "assertionMethod",
    }
    suite = suite_named("eddsa-rdfc-2022")
    return sign_with(suite, badge_document(CLUB), signer=world.club.key, options=options)


def test_d09_a_proof_without_date_is_accepted(world: World, now: datetime):
    assert Verdict.VERIFIED is world.verify(_without_created(world), now).verdict


@pytest.mark.parametrize(
    "created", ["2026-03-01", "2026-03-01T08:00:00", "yesterday", "", 20260301, None, ["x"]]
)
def test_d09_a_malformed_date_is_refused(world: World, now: datetime, created: object):
    document = world.issue_badge()
    document["proof"]["created"] = created

    assert ("proof", "proof.shape") == _failed(world.verify(document, now))


@pytest.mark.parametrize(("seconds", "verdict"), [(300, "verified"), (301, "not_verified")])
def test_d09_a_signature_from_the_future_has_five_minutes(
    world: World, now: datetime, seconds: int, verdict: str
):
    document = world.issue_badge(created=now + timedelta(seconds=seconds))

    report = world.verify(document, now)

    assert verdict == report.verdict.value
    if verdict == "not_verified":
        assert ("proof", "proof.created_in_future") == _failed(report)


def test_d09_an_expired_proof_is_refused(world: World, now: datetime):
    document = _with_expiry(world, "2026-03-14T09:30:00Z")

    assert Verdict.VERIFIED is world.verify(document, now).verdict
    late = world.verify(document, now + timedelta(seconds=1))
    assert ("proof", "proof.expired") == _failed(late)


def _with_expiry(world: World, expires: str) -> dict:
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-03-01T08:00:00Z",
        "expires": expires,
        "verificationMethod": world.club.method,
        "proofPurpose": "assertionMethod",
    }
    suite = suite_named("eddsa-rdfc-2022")
    return sign_with(suite, badge_document(CLUB), signer=world.club.key, options=options)


@pytest.mark.parametrize(
    "suite",
    [
        "eddsa-rdfc-2099",
        "EDDSA-RDFC-2022",
        "eddsa-2020",
        "Ed25519Signature2020",
        "bbs-2023",
        ["eddsa-rdfc-2022"],
        {"id": "eddsa-rdfc-2022"},
        None,
        5,
    ],
)
def test_d10_an_unknown_recipe_is_not_called_wrong(world: World, now: datetime, suite: object):
    document = world.issue_badge()
    document["proof"]["cryptosuite"] = suite

    found = _open(world.verify(document, now))

    assert ("proof", "proof.unsupported_suite") == (found.step, found.code)


def test_d10_a_legacy_signature_is_not_called_wrong(world: World, now: datetime):
    document = world.issue_badge()
    document["proof"]["type"] = "Ed25519Signature2018"
    del document["proof"]["cryptosuite"]

    assert "proof.unsupported_suite" == _open(world.verify(document, now)).code


def test_d10_a_proof_of_one_recipe_is_none_of_the_other(world: World, now: datetime):
    document = world.issue_badge()
    document["proof"]["cryptosuite"] = "eddsa-jcs-2022"

    assert ("proof", "proof.signature") == _failed(world.verify(document, now))


def test_d10_the_second_recipe_of_the_standard_is_verified(world: World, now: datetime):
    document = world.issue_badge(cryptosuite="eddsa-jcs-2022")

    assert Verdict.VERIFIED is world.verify(document, now).verdict


def _proof_values(value: str) -> dict[str, object]:
    return {
        "cut": value[:-1],
        "longer": value + "1",
        "empty": "",
        "prefix only": "z",
        "other base": "u" + value[1:],
        "no prefix": value[1:],
        "halves swapped": "z" + value[len(value) // 2 :] + value[1 : len(value) // 2],
        "zero before": "z1" + value[1:],
        "letter 0": "z0" + value[2:],
        "space": value[:5] + " " + value[6:],
        "array": [value],
        "number": 12,
        "null": None,
    }


@pytest.mark.parametrize("defect", list(_proof_values("z" * 90)))
def test_d11_a_damaged_proof_value_is_refused(world: World, now: datetime, defect: str):
    document = world.issue_badge()
    document["proof"]["proofValue"] = _proof_values(document["proof"]["proofValue"])[defect]

    step, code = _failed(world.verify(document, now))

    assert "proof" == step
    assert code in ("proof.proof_value", "proof.signature")


@pytest.mark.parametrize(
    "name",
    ["grade", "foo", "diploma", "secret", "x1", "trusted", "score", "level1", "mention", "verdict"],
)
def test_d12_a_term_that_is_not_covered_is_refused_inside_the_proof(
    world: World, now: datetime, name: str
):
    document = world.issue_badge()
    document["proof"][name] = "A+"

    assert ("proof", "proof.data_loss") == _failed(world.verify(document, now))


def test_d12_a_proof_with_a_context_of_its_own_is_refused(world: World, now: datetime):
    document = world.issue_badge()
    document["proof"]["@context"] = "https://www.w3.org/ns/credentials/v2"

    assert "proof" == _failed(world.verify(document, now))[0]


def test_d13_one_bad_proof_of_the_issuer_spoils_the_set(world: World, now: datetime):
    document = world.issue_badge()
    bad = {**document["proof"], "created": "2026-03-02T08:00:00Z"}
    document["proof"] = [document["proof"], bad]

    assert ("proof", "proof.signature") == _failed(world.verify(document, now))


def test_d13_two_good_proofs_of_the_issuer_are_verified(world: World, now: datetime):
    document = world.club.sign(world.issue_badge(), created=ISSUED + timedelta(days=1))

    assert 2 == len(document["proof"])
    assert Verdict.VERIFIED is world.verify(document, now).verdict


def test_d13_the_proof_of_another_makes_up_for_nothing(world: World, now: datetime):
    other = world.new_issuer()
    document = other.sign(world.issue_badge())
    assert Verdict.VERIFIED is world.verify(document, now).verdict

    document["proof"] = [document["proof"][1]]
    assert ("issuer", "issuer.binding") == _failed(world.verify(document, now))


def test_d13_a_proof_by_an_unknown_recipe_beside_a_good_one_is_left_alone(
    world: World, now: datetime
):
    document = world.issue_badge()
    other = {**document["proof"], "cryptosuite": "bbs-2023", "proofValue": "u2V0"}
    document["proof"] = [other, document["proof"]]

    assert Verdict.VERIFIED is world.verify(document, now).verdict


def test_d13_the_same_proof_twice_is_still_one_issuer(world: World, now: datetime):
    document = world.issue_badge()
    document["proof"] = [document["proof"], copy.deepcopy(document["proof"])]

    assert Verdict.VERIFIED is world.verify(document, now).verdict


@pytest.mark.parametrize(("count", "verdict"), [(8, "verified"), (9, "not_verified")])
def test_d13_more_than_eight_proofs_are_refused(
    world: World, now: datetime, count: int, verdict: str
):
    document = world.issue_badge()
    document["proof"] = [document["proof"]] * count

    assert verdict == world.verify(document, now).verdict.value


def test_d13_a_thousand_proofs_are_refused(world: World, now: datetime):
    document = world.issue_badge()
    document["proof"] = [document["proof"]] * 400

    assert ("proof", "proof.too_many") == _failed(world.verify(document, now))


@pytest.mark.parametrize(
    "previous", ["urn:uuid:missing", "urn:uuid:self", ["urn:uuid:missing"], [], 3, None]
)
def test_d14_a_chain_that_hangs_in_the_air_is_refused(
    world: World, now: datetime, previous: object
):
    document = world.issue_badge()
    document["proof"]["id"] = "urn:uuid:self"
    document["proof"]["previousProof"] = previous

    assert ("proof", "proof.previous_proof") == _failed(world.verify(document, now))


def test_d14_a_chain_that_turns_in_a_circle_is_refused(world: World, now: datetime):
    document = world.issue_badge()
    first = {**document["proof"], "id": "urn:uuid:a", "previousProof": "urn:uuid:b"}
    second = {**document["proof"], "id": "urn:uuid:b", "previousProof": "urn:uuid:a"}
    document["proof"] = [first, second]

    assert ("proof", "proof.previous_proof") == _failed(world.verify(document, now))


@pytest.mark.parametrize("place", ["credentialSubject", "evidence", "issuer", "achievement"])
def test_d15_a_proof_somewhere_inside_is_no_signature(world: World, now: datetime, place: str):
    document = world.issue_badge()
    proof = document.pop("proof")
    holders = {
        "credentialSubject": document["credentialSubject"],
        "evidence": document["evidence"][0],
        "issuer": document["issuer"],
        "achievement": document["credentialSubject"]["achievement"],
    }
    holders[place]["proof"] = proof

    assert ("proof", "proof.missing") == _failed(world.verify(document, now))


def test_d15_a_presentation_around_a_badge_is_not_the_badge(world: World, now: datetime):
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [world.issue_badge()],
    }

    found = _open(world.verify(presentation, now))

    assert "structure.unsupported_format" == found.code
    assert {"format": "VerifiablePresentation"} == found.facts


@pytest.mark.slow
@pytest.mark.parametrize("cryptosuite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_d16_no_flipped_bit_is_accepted_unless_nothing_changed(
    world: World, now: datetime, policy, cryptosuite: str
):
    issuer = world.new_issuer()
    document = issuer.sign(_small(issuer.id), cryptosuite=cryptosuite)
    data = json.dumps(document, separators=(",", ":")).encode()
    accepted = []
    for position in range(len(data) * 8):
        changed = bytearray(data)
        changed[position // 8] ^= 1 << position % 8
        if _is_accepted(bytes(changed), policy, now) and json.loads(changed) != document:
            accepted.append(position)

    assert [] == accepted


def _small(issuer: str) -> dict:
    document = badge_document(issuer)
    del document["evidence"], document["credentialSubject"]["result"]
    del document["credentialSubject"]["achievement"]["resultDescription"]
    del document["credentialSubject"]["identifier"]
    return document


def _is_accepted(data: bytes, policy, now: datetime) -> bool:
    try:
        presented = read_presented(data)
    except UnreadableInput:
        return False
    return verify(presented, policy, Resolver(), now).verdict is Verdict.VERIFIED


def test_d18_an_endorsement_of_a_third_party_is_shown_with_its_own_issuer(
    world: World, now: datetime
):
    league = world.new_issuer("did:web:ligue.example")
    document = world.issue_badge(endorsement=[endorsement(league, "https://club.example/badges/1")])

    report = world.verify(document, now)

    assert Verdict.VERIFIED is report.verdict
    (shown,) = report.credential.endorsements
    assert ("did:web:ligue.example", "La ligue", "Un club sérieux.") == (
        shown.issuer,
        shown.issuer_name,
        shown.comment,
    )
    assert "endorsements.by_another" == shown.code
    assert "endorsements.verified" == report.finding("endorsements").code


def _endorsed(world: World, now: datetime, *endorsements: dict) -> Report:
    return world.verify(world.issue_badge(endorsement=list(endorsements)), now)


def test_d18_an_endorsement_of_something_else_does_not_count(world: World, now: datetime):
    league = world.new_issuer("did:web:ligue.example")

    report = _endorsed(world, now, endorsement(league, MODEL))

    assert Verdict.VERIFIED is report.verdict
    (shown,) = report.credential.endorsements
    assert (Verdict.NOT_VERIFIED, "endorsements.other_subject") == (shown.verdict, shown.code)
    assert (None, None) == (shown.comment, shown.issuer_name)
    assert Outcome.NOT_APPLICABLE is report.finding("endorsements").outcome


def test_d18_praise_of_oneself_is_named_so(world: World, now: datetime):
    own = endorsement(world.club, "https://club.example/badges/1", issuer_name="Le club")

    (shown,) = _endorsed(world, now, own).credential.endorsements

    assert "endorsements.by_the_issuer" == shown.code


def test_d18_a_forged_endorsement_takes_nothing_from_the_badge(world: World, now: datetime):
    world.new_issuer("did:web:ligue.example")
    forger = Issuer(world, "did:web:ligue.example")

    report = _endorsed(world, now, endorsement(forger, "https://club.example/badges/1"))

    assert Verdict.VERIFIED is report.verdict
    (shown,) = report.credential.endorsements
    assert (Verdict.NOT_VERIFIED, "issuer.binding") == (shown.verdict, shown.code)
    assert shown.comment is None


def test_d18_an_endorsement_whose_issuer_is_silent_stays_open(world: World, now: datetime):
    league = world.new_issuer("did:web:ligue.example")
    world.down["https://ligue.example/.well-known/did.json"] = "fetch.timeout"

    report = _endorsed(world, now, endorsement(league, "https://club.example/badges/1"))

    assert Verdict.VERIFIED is report.verdict
    (shown,) = report.credential.endorsements
    assert (Verdict.INCONCLUSIVE, "fetch.timeout") == (shown.verdict, shown.code)


def test_d18_a_changed_word_in_an_endorsement_breaks_badge_and_endorsement(
    world: World, now: datetime
):
    league = world.new_issuer("did:web:ligue.example")
    inside = endorsement(league, "https://club.example/badges/1")
    document = world.issue_badge(endorsement=[inside])
    document["endorsement"][0]["credentialSubject"]["endorsementComment"] = "Le meilleur."

    assert ("proof", "proof.signature") == _failed(world.verify(document, now))


def test_d18_an_endorsement_of_the_model_is_judged_there(world: World, now: datetime):
    league = world.new_issuer("did:web:ligue.example")

    def endorse(document: dict) -> None:
        achievement = document["credentialSubject"]["achievement"]
        achievement["endorsement"] = [endorsement(league, MODEL)]

    report = world.verify(world.issue_badge(change=endorse), now)

    (shown,) = report.credential.endorsements
    assert (MODEL, Verdict.VERIFIED) == (shown.endorsed, shown.verdict)


@pytest.mark.parametrize(("count", "code"), [(16, None), (17, "structure.endorsements")])
def test_d18_more_than_sixteen_endorsements_are_refused(
    world: World, now: datetime, count: int, code: str | None
):
    league = world.new_issuer()
    badge = "https://club.example/badges/1"
    many = [_numbered(league, badge, number) for number in range(count)]

    report = _endorsed(world, now, *many)

    if code is None:
        assert 16 == len(report.credential.endorsements)
    else:
        assert ("structure", code) == _failed(report)


def _numbered(issuer: Issuer, endorsed: str, number: int) -> dict:
    return endorsement(issuer, endorsed, id=f"https://ligue.example/endorsements/n{number}")


@pytest.mark.parametrize(("depth", "verdict"), [(2, "verified"), (3, "not_verified")])
def test_d18_endorsements_of_endorsements_end_at_two(
    world: World, now: datetime, depth: int, verdict: str
):
    league = world.new_issuer()
    inside: list = []
    for number in range(depth, 0, -1):
        name = f"https://ligue.example/endorsements/n{number}"
        above = f"https://ligue.example/endorsements/n{number - 1}"
        target = above if number > 1 else "https://club.example/badges/1"
        members = {"endorsement": inside} if inside else {}
        inside = [endorsement(league, target, id=name, **members)]

    assert verdict == _endorsed(world, now, *inside).verdict.value


def test_d18_the_recipient_that_is_asked_for_is_the_badges_alone(world: World, now: datetime):
    league = world.new_issuer()
    document = world.issue_badge(endorsement=[endorsement(league, "https://club.example/badges/1")])

    report = world.verify(document, now, policy=VerificationPolicy(recipient=EMAIL))

    assert "endorsements.verified" == report.finding("endorsements").code


def test_a_did_key_without_fragment_names_its_only_key(world: World, now: datetime):
    issuer = world.new_issuer()
    document = issuer.sign(badge_document(issuer.id), method=issuer.id)

    assert Verdict.VERIFIED is world.verify(document, now).verdict


def test_the_date_of_a_signature_is_compared_in_utc(world: World):
    document = world.issue_badge(created=datetime(2026, 3, 14, 9, 30, tzinfo=UTC))

    assert (
        Verdict.VERIFIED is world.verify(document, datetime(2026, 3, 14, 9, 30, tzinfo=UTC)).verdict
    )


@pytest.mark.parametrize("times", [2, 16])
def test_d18_an_endorsement_that_stands_there_twice_supports_once(
    world: World, now: datetime, times: int
):
    league = world.new_issuer("did:web:ligue.example")
    one = endorsement(league, "https://club.example/badges/1")

    # Under JCS: in RDF a statement that is made twice is one anyway.
    document = world.issue_badge(endorsement=[one] * times, cryptosuite="eddsa-jcs-2022")
    finding = world.verify(document, now).finding("endorsements")

    assert (1, 1) == (finding.facts["verified"], finding.facts["total"])
