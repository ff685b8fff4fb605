"""What the cartographe attests: a session like others, and the badge that comes of it (S4)."""

import pytest

from badger.db.rows import RoleGrantRow
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.attestations import (
    Attestation,
    NothingAttested,
    attest,
    attested_version,
    holds_badge,
)
from badger.issuer.elsewhere.queries import observers_for
from badger.issuer.proposals import CONSENT_VERSION, accept_proposal, proposals_of_person
from badger.issuer.queries import credentials_of_person
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.revocation import revoke_credential
from tests.factories import ADDRESSES, KEYRING, award, make_badge, make_partner, make_person

ATTESTED = AwardRule(
    criteria_needed=2,
    observers_needed=1,
    distinct_roles=1,
    self_assessment=False,
    required_roles=("cartographe",),
)


def scene(db):
    partner = make_partner(db)
    version = make_badge(db, partner.id, code="R01", rule=ATTESTED, name="Observateur formé")
    return partner, version, make_person(db, "Exemple Carto"), make_person(db, "Exemple Coach")


def attested(db, now, version, partner, carto, people, *, criteria=2):
    chosen = tuple(row.id for row in criteria_of(db, version.id))[:criteria]
    attestation = Attestation(
        person_ids=tuple(person.id for person in people),
        criterion_ids=chosen,
        day=now.date(),
        place="Maison commune",
        commune="Bourg d'exemple",
    )
    return attest(db, version, attestation, issuer_id=partner.id, actor=carto.id, now=now)


def test_a_badge_that_others_observe_is_not_attested(db):
    partner = make_partner(db)
    make_badge(db, partner.id, code="B77")
    assert attested_version(db, "B77") is None
    assert attested_version(db, "unknown") is None


def test_what_was_all_shown_is_proposed_and_signed(db, now):
    partner, version, carto, coach = scene(db)
    assert version.id == attested_version(db, "R01").id

    attested(db, now, version, partner, carto, [coach])

    (proposal,) = proposals_of_person(db, coach.id)
    assert "proposed" == proposal.state
    accept_proposal(db, proposal.id, person_id=coach.id, consent_version=CONSENT_VERSION, now=now)
    assert not holds_badge(db, coach.id, code="R01")
    award(db, proposal.id)
    assert holds_badge(db, coach.id, code="R01")


def test_a_badge_that_was_taken_back_is_not_held(db, now):
    partner, version, carto, coach = scene(db)
    attested(db, now, version, partner, carto, [coach])
    (proposal,) = proposals_of_person(db, coach.id)
    accept_proposal(db, proposal.id, person_id=coach.id, consent_version=CONSENT_VERSION, now=now)
    award(db, proposal.id)
    (row,) = credentials_of_person(db, coach.id)

    revoke_credential(
        db, row.id, reason="x", actor="t", now=now, keyring=KEYRING, addresses=ADDRESSES
    )

    assert not holds_badge(db, coach.id, code="R01")


def test_s04_who_holds_the_badge_in_another_language_observes_as_well(db, now):
    partner, version, carto, coach = scene(db)
    words = {"language": "en", "translates": version.achievement_id, "name": "Trained observer"}
    english = make_badge(db, partner.id, code="R01E", rule=ATTESTED, **words)
    role = {"role": "observer", "partner_id": partner.id, "granted_by": "t", "granted_at": now}
    db.add(RoleGrantRow(person_id=coach.id, **role))
    assert [] == observers_for(db, partner.id, badge="R01")

    attested(db, now, english, partner, carto, [coach])
    (proposal,) = proposals_of_person(db, coach.id)
    accept_proposal(db, proposal.id, person_id=coach.id, consent_version=CONSENT_VERSION, now=now)
    award(db, proposal.id)

    for code in ("R01", "R01E"):
        assert holds_badge(db, coach.id, code=code)
        assert [coach] == observers_for(db, partner.id, badge=code)
    assert [] == observers_for(db, partner.id, badge="unknown")


def test_a_training_alone_proposes_nothing_yet(db, now):
    partner, version, carto, coach = scene(db)
    attested(db, now, version, partner, carto, [coach], criteria=1)
    assert [] == proposals_of_person(db, coach.id)

    attested(db, now, version, partner, carto, [coach], criteria=2)
    assert 1 == len(proposals_of_person(db, coach.id))


def test_nothing_is_attested_of_nobody_or_of_other_sentences(db, now):
    partner, version, carto, coach = scene(db)
    other = make_badge(db, partner.id)
    for people, criteria in (([], 2), ([coach], 0)):
        with pytest.raises(NothingAttested):
            attested(db, now, version, partner, carto, people, criteria=criteria)
    foreign = Attestation(
        person_ids=(coach.id,),
        criterion_ids=tuple(row.id for row in criteria_of(db, other.id)),
        day=now.date(),
        place="x",
        commune="y",
    )
    with pytest.raises(NothingAttested):
        attest(db, version, foreign, issuer_id=partner.id, actor=carto.id, now=now)
