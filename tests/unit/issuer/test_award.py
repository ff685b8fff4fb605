"""The path to a credential, from an accepted proposal to signed bytes that verify."""

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from badger.credentials.canonical import canonical_nquads
from badger.credentials.status_list import bit_at, expand_bitstring
from badger.db.audit import verify_chain
from badger.db.rows import (
    AuditEventRow,
    CredentialRow,
    OutboxRow,
    ProposalRow,
    StatusEntryRow,
    StatusListRow,
)
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.award import (
    AwardNotPossible,
    AwardRequest,
    NotAccepted,
    award_accepted,
    award_badge,
    award_badges,
    reserve_awards,
)
from badger.issuer.clock_check import ClockBehind
from badger.issuer.finish import finish_awards
from badger.issuer.keyring import Keyring, KeyringLocked
from badger.issuer.proposals import (
    CONSENT_VERSION,
    ProposalUnknown,
    accept_proposal,
    propose_awards,
    propose_declared,
)
from badger.issuer.queries import (
    credential_by_id,
    credential_bytes,
    credentials_of_person,
)
from badger.issuer.recognition.observations import Mark, record_marks
from badger.issuer.recognition.piece_queries import held_badges
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import add_observer, add_participant
from badger.issuer.reserve import RequestKeyReused
from badger.issuer.self_check import SignatureRefused
from badger.issuer.signing import PartnerSigner
from badger.issuer.status import published_status_list
from badger.issuer.sweep import finish_or_void
from badger.schemas import conforms
from tests.factories import (
    ADDRESSES,
    KEYRING,
    NOW,
    accept_all,
    award,
    make_badge,
    make_partner,
    make_scene,
    make_session,
    ready_to_award,
    report_on,
    watch,
)


@pytest.fixture
def awarded(db):
    scene, (proposal_id,) = ready_to_award(db)
    return scene, award(db, proposal_id)


def _document(row: CredentialRow) -> dict:
    return json.loads(row.signed)


def test_an_awarded_badge_verifies_from_what_is_published(db, awarded):
    _, row = awarded

    assert "verified" == report_on(db, row.signed).verdict


def test_f6_ac1_it_meets_the_schema_and_drops_no_term(awarded):
    _, row = awarded

    assert conforms(_document(row), "OpenBadgeCredential")
    assert canonical_nquads(_document(row))


def test_f6_ac2_it_is_signed_by_the_issuers_active_key(db, awarded):
    scene, row = awarded

    proof = _document(row)["proof"]

    did = ADDRESSES.issuer_did(scene.partner.slug)
    multikey = KEYRING.signer(db, scene.partner.id).public.to_multikey()
    assert ("DataIntegrityProof", "eddsa-rdfc-2022", f"{did}#{multikey}", "assertionMethod") == (
        proof["type"],
        proof["cryptosuite"],
        proof["verificationMethod"],
        proof["proofPurpose"],
    )


def test_it_says_what_was_seen_where_and_by_which_roles(awarded):
    _, row = awarded

    document = _document(row)

    assert [
        {
            "type": ["Evidence"],
            "name": "Football à effectif réduit",
            "genre": "séance sportive",
            "narrative": (
                "Un match de football à effectif réduit, le 12 mars 2026 à Bocage d'exemple "
                "(gymnase). Vu par : coach sportif, formateur."
            ),
        }
    ] == document["evidence"]
    subject = document["credentialSubject"]
    assert ("2026-03-12T00:00:00Z", "2026-03-12T00:00:00Z") == (
        subject["activityStartDate"],
        subject["activityEndDate"],
    )


def test_f1_ac6_each_criterion_is_a_result_description_with_its_levels(awarded):
    scene, row = awarded
    subject = _document(row)["credentialSubject"]
    base = ADDRESSES.achievement(scene.version.achievement_id, 1)

    described = subject["achievement"]["resultDescription"]

    assert 4 == len(described)
    assert (
        f"{base}#critere-1",
        "Laisse une place ou passe à un partenaire mieux placé",
        "RubricCriterionLevel",
        f"{base}#critere-1-niveau-1",
    ) == tuple(described[0][name] for name in ("id", "name", "resultType", "requiredLevel"))
    assert ["avec appui", "en autonomie", "et je montre aux autres"] == [
        level["name"] for level in described[0]["rubricCriterionLevel"]
    ]
    assert {
        "type": ["Result"],
        "resultDescription": f"{base}#critere-2",
        "achievedLevel": f"{base}#critere-2-niveau-1",
    } == subject["result"][1]


def test_the_criteria_are_said_in_french(awarded):
    _, row = awarded

    achievement = _document(row)["credentialSubject"]["achievement"]

    assert (
        "Ce qui peut être vu :\n\n"
        "- Laisse une place ou passe à un partenaire mieux placé\n"
        "- Encourage un partenaire après une action ratée\n"
        "- Partage la parole et le matériel\n"
        "- Explique une consigne à quelqu'un\n\n"
        "Il faut au moins : 3 critères vus « avec appui » ou au-delà, 2 observateurs, "
        "2 rôles différents, une auto-évaluation.\n\n"
        "Ce badge n'est pas un diplôme."
    ) == achievement["criteria"]["narrative"]
    assert ("fr", "1", "Badge") == (
        achievement["inLanguage"],
        achievement["version"],
        achievement["achievementType"],
    )


def test_f6_ac7_nothing_tells_who_the_person_is(db):
    scene, (proposal_id,) = ready_to_award(db)
    text = award(db, proposal_id).signed.decode()

    hidden = [scene.coach, scene.trainer, scene.person]
    assert not any(one.display_name in text or one.id in text for one in hidden)
    words = ("name", "birth", "address", "email", "phone", "gender", "status")
    subject = json.loads(text)["credentialSubject"]
    assert not any(word in member.lower() for member in subject for word in words)


def test_r02_two_badges_of_one_person_share_no_identifier(db):
    scene, (proposal_id,) = ready_to_award(db)
    first = award(db, proposal_id)
    other = make_badge(db, scene.partner.id)
    session = make_session(db, scene.partner, other)
    second_scene = replace(scene, version=other, session=session)
    for person, role in ((scene.coach, "coach sportif"), (scene.trainer, "formateur")):
        _add_observer(db, session.id, person.id, role)
    _add_participant(db, session.id, scene.person.id)
    watch(db, second_scene)
    (second_id,) = accept_all(db, second_scene)
    second = award(db, second_id)

    ids = [_document(row)["credentialSubject"]["id"] for row in (first, second)]
    assert all(one.startswith("urn:uuid:") for one in ids)
    assert 2 == len(set(ids))


def _add_observer(db, session_id, person_id, role):
    add_observer(db, session_id, person_id=person_id, role=role, now=NOW)


def _add_participant(db, session_id, person_id):
    add_participant(db, session_id, person_id=person_id, now=NOW)


def test_a_co_authored_badge_names_both_partners(db):
    other = make_partner(db, name="Fabrique des situations (exemple)")
    scene = make_scene(db)
    version = make_badge(db, scene.partner.id, other.id)
    session = make_session(db, scene.partner, version)
    for person, role in ((scene.coach, "coach sportif"), (scene.trainer, "formateur")):
        _add_observer(db, session.id, person.id, role)
    _add_participant(db, session.id, scene.person.id)
    both = replace(scene, version=version, session=session)
    watch(db, both)

    row = award(db, accept_all(db, both)[0])

    narrative = _document(row)["credentialSubject"]["achievement"]["criteria"]["narrative"]
    assert (
        "Grille écrite ensemble par : Club omnisports du Bocage (exemple), "
        "Fabrique des situations (exemple)."
    ) in narrative


def test_a_partner_that_only_hosted_is_named_as_the_source(db):
    host = make_partner(db, name="Atelier Bois et Réemploi (exemple)")
    scene = make_scene(db)
    session = make_session(db, host, scene.version)
    for person, role in ((scene.coach, "encadrant"), (scene.trainer, "formateur")):
        _add_observer(db, session.id, person.id, role)
    _add_participant(db, session.id, scene.person.id)
    there = replace(scene, session=session)
    watch(db, there)

    row = award(db, accept_all(db, there)[0])

    assert ("Atelier Bois et Réemploi (exemple)", "verified") == (
        _document(row)["credentialSubject"]["source"]["name"],
        report_on(db, row.signed).verdict,
    )


def test_only_the_levels_that_count_are_written(db):
    scene = make_scene(db)
    watch(db, scene)
    criteria = _criteria(db, scene)
    shown = [Mark(scene.session.id, scene.person.id, criteria[3], Level.ON_OWN)]
    record_marks(db, shown, observer_id=scene.coach.id, idempotency_key="more", now=NOW)

    row = award(db, accept_all(db, scene)[0])

    levels = [r["achievedLevel"][-1] for r in _document(row)["credentialSubject"]["result"]]
    assert ["1", "1", "1", "2"] == levels


def _criteria(db, scene):
    return [criterion.id for criterion in criteria_of(db, scene.version.id)]


def test_f1_ac8_a_declared_badge_says_so_and_verifies(db):
    scene = make_scene(db)
    declared = make_badge(db, scene.partner.id, criteria=(), declared=True, kind="intention")
    proposal = propose_declared(db, person_id=scene.person.id, version_id=declared.id, now=NOW)
    _accept(db, proposal)

    row = award(db, proposal.id)

    document = _document(row)
    assert "verified" == report_on(db, row.signed).verdict
    assert [
        {
            "type": ["Evidence"],
            "name": "Déclaration",
            "narrative": "Badge déclaré par la personne elle-même, sans observateur.",
        }
    ] == document["evidence"]
    assert "déclaré" in document["credentialSubject"]["achievement"]["tag"]
    assert "result" not in document["credentialSubject"]


def _accept(db, proposal):
    accept_proposal(
        db,
        proposal.id,
        person_id=proposal.person_id,
        consent_version=CONSENT_VERSION,
        now=NOW,
    )


def test_f5_ac3_nothing_is_signed_before_the_person_accepts(db):
    scene = make_scene(db)
    watch(db, scene)
    (proposal,) = propose_awards(db, scene.session.id, now=NOW)

    with pytest.raises(NotAccepted):
        award(db, proposal.id)

    assert 0 == db.scalar(select(func.count()).select_from(CredentialRow))
    assert 0 == db.scalar(select(func.count()).select_from(StatusEntryRow))


def test_an_unknown_proposal_is_named(db):
    with pytest.raises(ProposalUnknown):
        award(db, "none")


def test_what_no_longer_holds_is_said_in_french(db):
    scene, (proposal_id,) = ready_to_award(db)
    mark = Mark(scene.session.id, scene.person.id, _criteria(db, scene)[0], Level.SHOWS_OTHERS)
    record_marks(db, [mark], observer_id=scene.coach.id, idempotency_key="late", now=NOW)

    with pytest.raises(AwardNotPossible) as refusal:
        award(db, proposal_id)

    assert {
        "proposal": proposal_id,
        "missing": "regards très différents sur un critère : un mot d'accord à écrire",
    } == refusal.value.facts


def test_f5_ac5_issuing_twice_gives_the_same_credential(db, awarded):
    _, row = awarded

    again = award(db, row.proposal_id)
    other_key = award(db, row.proposal_id, request_key="another")

    assert (row.id, row.signed) == (again.id, again.signed) == (other_key.id, other_key.signed)
    assert 1 == db.scalar(select(func.count()).select_from(CredentialRow))


def test_a_request_key_serves_one_proposal(db):
    _, proposals = ready_to_award(db, people=2)
    award(db, proposals[0], request_key="once")

    with pytest.raises(RequestKeyReused):
        award(db, proposals[1], request_key="once")


def test_an_award_is_recorded_with_its_digest_and_delivered_later(db, awarded):
    _, row = awarded

    event = db.scalars(select(AuditEventRow).where(AuditEventRow.kind == "credential.issued")).one()
    task = db.scalars(select(OutboxRow)).one()

    assert hashlib.sha256(row.signed).hexdigest() == json.loads(event.facts)["sha256"]
    assert ("deliver", {"credential": row.id}) == (task.task, task.facts)
    assert ("issued", "issued", None) == (
        row.state,
        db.get(ProposalRow, row.proposal_id).state,
        row.unsigned,
    )
    assert None is verify_chain(db)


def test_its_status_entry_points_at_a_clear_bit_of_the_published_list(db, awarded):
    _, row = awarded
    entry = _document(row)["credentialStatus"]

    published = json.loads(published_status_list(db, row.list_id))

    assert (ADDRESSES.status_list(row.list_id), str(row.list_index), "revocation") == (
        entry["statusListCredential"],
        entry["statusListIndex"],
        entry["statusPurpose"],
    )
    assert conforms(published, "BitstringStatusListCredential")
    subject = published["credentialSubject"]
    assert ("revocation", 300_000) == (subject["statusPurpose"], subject["ttl"])
    assert not bit_at(expand_bitstring(subject["encodedList"]), row.list_index)


def test_q02_without_the_key_encryption_key_nothing_is_reserved(db):
    _, (proposal_id,) = ready_to_award(db)

    with pytest.raises(KeyringLocked):
        award(db, proposal_id, keyring=Keyring(None))

    assert 0 == db.scalar(select(func.count()).select_from(StatusListRow))


def test_credentials_are_found_by_person(db, awarded):
    scene, row = awarded

    assert row.id == credential_by_id(db, row.id).id
    assert row.signed == credential_bytes(db, row.id)
    assert [row.id] == [r.id for r in credentials_of_person(db, scene.person.id)]
    held = held_badges(db, (scene.person.id, scene.coach.id), (scene.version.achievement_id,))
    assert [scene.person.id] == [badge.person_id for badge in held]


def test_an_unknown_or_unsigned_credential_is_not_shown(db):
    _, (proposal_id,) = ready_to_award(db)
    (row,) = _reserve(db, proposal_id)

    assert (None, None) == (credential_by_id(db, row.id), credential_bytes(db, "none"))


def test_f5_ac4_one_click_issues_all_accepted_proposals(db):
    scene, proposals = ready_to_award(db, people=3)

    outcomes = award_accepted(db, scene.session.id, keyring=KEYRING, now=NOW, addresses=ADDRESSES)

    assert set(proposals) == {outcome.proposal_id for outcome in outcomes}
    assert all(outcome.error is None for outcome in outcomes)
    assert ["verified"] * 3 == [
        report_on(db, outcome.credential.signed).verdict for outcome in outcomes
    ]
    assert [] == award_accepted(db, scene.session.id, keyring=KEYRING, now=NOW, addresses=ADDRESSES)


def test_f5_ac4_the_failure_of_one_does_not_stop_the_rest(db):
    scene, _ = ready_to_award(db, people=3)
    mark = Mark(scene.session.id, scene.people[1].id, _criteria(db, scene)[0], Level.SHOWS_OTHERS)
    record_marks(db, [mark], observer_id=scene.coach.id, idempotency_key="late", now=NOW)

    outcomes = award_accepted(db, scene.session.id, keyring=KEYRING, now=NOW, addresses=ADDRESSES)

    failed = [outcome for outcome in outcomes if outcome.error]
    assert ["award.not_possible"] == [outcome.error.reason for outcome in failed]
    assert 2 == sum(outcome.credential is not None for outcome in outcomes)
    assert 2 == db.scalar(select(func.count()).select_from(CredentialRow))


def test_many_credentials_are_issued_in_the_order_of_the_requests(db):
    _, first = ready_to_award(db, people=2)
    _, second = ready_to_award(db, people=2)
    order = [first[1], second[0], first[0], second[1]]
    requests = [AwardRequest(one, f"key-{one}") for one in order]

    rows = award_badges(db, requests, keyring=KEYRING, now=NOW, addresses=ADDRESSES)

    assert order == [row.proposal_id for row in rows]
    assert ["verified"] * 4 == [report_on(db, row.signed).verdict for row in rows]
    assert None is verify_chain(db)


def test_many_requests_with_one_key_are_refused(db):
    _, proposals = ready_to_award(db, people=2)
    requests = [AwardRequest(one, "same") for one in proposals]

    with pytest.raises(RequestKeyReused):
        award_badges(db, requests, keyring=KEYRING, now=NOW, addresses=ADDRESSES)


class FlippingSigner:
    """A key whose signatures have one bit wrong, as bad memory would make them."""

    def __init__(self, signer):
        self.public, self._signer = signer.public, signer

    def sign(self, data: bytes) -> bytes:
        signature = self._signer.sign(data)
        return signature[:-1] + bytes([signature[-1] ^ 1])


class FlippingKeyring(Keyring):
    """Signs badges wrongly, status lists rightly (they are signed first)."""

    calls = 0

    def signer(self, db, partner_id):
        FlippingKeyring.calls += 1
        signer = KEYRING.signer(db, partner_id)
        if FlippingKeyring.calls % 2 == 1:
            return signer
        return PartnerSigner(signer.key_id, partner_id, FlippingSigner(signer.signer))


def test_i08_a_wrong_signature_is_caught_and_nothing_is_kept(db):
    FlippingKeyring.calls = 0
    _, (proposal_id,) = ready_to_award(db)
    db.commit()

    with pytest.raises(SignatureRefused) as refusal:
        award(db, proposal_id, keyring=FlippingKeyring(KEYRING.key_encryption_key))
    db.rollback()

    assert "proof.signature" in refusal.value.facts["findings"]
    assert 0 == db.scalar(select(func.count()).select_from(CredentialRow))
    assert "accepted" == db.get(ProposalRow, proposal_id).state


def _reserve(db, *proposals):
    requests = [AwardRequest(one, f"key-{one}") for one in proposals]
    return reserve_awards(db, requests, keyring=KEYRING, now=NOW, addresses=ADDRESSES)


def _sweep(db, *, keyring=KEYRING, after_s=60):
    later = NOW + timedelta(seconds=after_s)
    return finish_or_void(db, keyring=keyring, now=later, addresses=ADDRESSES)


def test_i02_what_was_reserved_and_not_signed_is_finished_by_the_sweeper(db):
    _, (proposal_id,) = ready_to_award(db)
    (row,) = _reserve(db, proposal_id)
    place = (row.list_id, row.list_index)

    swept = _sweep(db)

    assert (1, 0) == (swept.finished, swept.voided)
    assert ("issued", place) == (row.state, (row.list_id, row.list_index))
    assert "verified" == report_on(db, row.signed, now=NOW + timedelta(minutes=2)).verdict


def test_i02_what_was_reserved_just_now_is_left_alone(db):
    _, (proposal_id,) = ready_to_award(db)
    _reserve(db, proposal_id)

    assert 0 == _sweep(db, after_s=29).finished


def test_i02_a_request_asked_again_finishes_what_was_reserved(db):
    _, (proposal_id,) = ready_to_award(db)
    (row,) = _reserve(db, proposal_id)

    again = award(db, proposal_id)

    assert (row.id, "issued") == (again.id, again.state)


def test_i02_what_our_verifier_refuses_is_voided_and_its_place_never_given_again(db):
    FlippingKeyring.calls = 1
    _, (proposal_id,) = ready_to_award(db)
    (row,) = _reserve(db, proposal_id)
    place = row.list_index

    swept = _sweep(db, keyring=FlippingKeyring(KEYRING.key_encryption_key))
    renewed = award(db, proposal_id)

    assert (0, 1, "voided") == (swept.finished, swept.voided, row.state)
    assert (None, None, None) == (row.proposal_id, row.unsigned, row.signed)
    assert row.id != renewed.id
    assert {place, renewed.list_index} == set(db.scalars(select(StatusEntryRow.list_index)))
    kinds = list(db.scalars(select(AuditEventRow.kind)))
    assert 1 == kinds.count("credential.voided")


def test_i02_what_was_finished_once_is_not_signed_again(db):
    _, (proposal_id,) = ready_to_award(db)
    rows = _reserve(db, proposal_id)
    finish_awards(db, rows, keyring=KEYRING, now=NOW, addresses=ADDRESSES)
    signed = rows[0].signed

    finish_awards(db, rows, keyring=KEYRING, now=NOW, addresses=ADDRESSES)

    assert signed == rows[0].signed
    assert 1 == len(db.scalars(select(OutboxRow)).all())


def test_q02_the_sweeper_voids_nothing_where_nothing_can_be_signed(db):
    _, (proposal_id,) = ready_to_award(db)
    (row,) = _reserve(db, proposal_id)

    with pytest.raises(KeyringLocked):
        _sweep(db, keyring=Keyring(None))

    assert "reserved" == row.state


def test_q05_badges_of_an_old_key_still_verify_after_three_rotations(db):
    _, proposals = ready_to_award(db, people=3)
    signed = []
    for number, proposal_id in enumerate(proposals):
        row = award(db, proposal_id)
        signed.append(row.signed)
        KEYRING.rotate(db, row.issuer_id, actor="test", now=NOW + timedelta(seconds=number + 1))

    later = NOW + timedelta(days=400)
    assert ["verified"] * 3 == [report_on(db, one, now=later).verdict for one in signed]
    methods = {json.loads(one)["proof"]["verificationMethod"] for one in signed}
    assert 3 == len(methods)


def test_q06_a_badge_of_a_compromised_key_is_not_positively_verified(db, awarded):
    _, row = awarded
    KEYRING.declare_compromised(db, row.key_id, actor="test", now=NOW + timedelta(days=1))

    report = report_on(db, row.signed, now=NOW + timedelta(days=2))

    assert ("inconclusive", "issuer.key_revoked_since") == (
        report.verdict,
        report.finding("issuer").code,
    )


def test_f6_ac3_one_changed_byte_is_enough(db, awarded):
    _, row = awarded
    changed = row.signed.replace("Esprit d'équipe".encode(), "Esprit d'Équipe".encode(), 1)

    assert "not_verified" == report_on(db, changed).verdict


def test_a_session_of_several_days_gives_its_first_and_last(db):
    scene = make_scene(db)
    session = make_session(
        db, scene.partner, scene.version, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 5)
    )
    for person, role in ((scene.coach, "coach sportif"), (scene.trainer, "formateur")):
        _add_observer(db, session.id, person.id, role)
    _add_participant(db, session.id, scene.person.id)
    there = replace(scene, session=session)
    watch(db, there)

    document = _document(award(db, accept_all(db, there)[0]))

    assert ("2026-03-01T00:00:00Z", "2026-03-05T00:00:00Z") == (
        document["credentialSubject"]["activityStartDate"],
        document["credentialSubject"]["activityEndDate"],
    )
    assert "du 1er mars 2026 au 5 mars 2026" in document["evidence"][0]["narrative"]


def test_t09_a_clock_behind_the_last_signature_signs_nothing(db):
    _, (first, second) = ready_to_award(db, people=2)
    award(db, first)
    late = {"keyring": KEYRING, "addresses": ADDRESSES}

    with pytest.raises(ClockBehind) as refusal:
        award_badge(db, AwardRequest(second, "k"), now=NOW - timedelta(minutes=6), **late)

    facts = {"now": "2026-03-14T09:24:00Z", "last": "2026-03-14T09:30:00Z"}
    assert facts == refusal.value.facts
    assert award_badge(db, AwardRequest(second, "k"), now=NOW - timedelta(minutes=5), **late)
