"""Who answers aloud is written down by a passeur, with the text and with who was there (F5 AC3)."""

import json

import pytest
from sqlalchemy import select

from badger.db.rows import AuditEventRow, ProposalRow
from badger.issuer.people import grant_role
from badger.issuer.presence import (
    accept_in_presence,
    decline_in_presence,
    proposal_beside,
    waiting_beside,
)
from badger.issuer.proposals import (
    CONSENT_VERSION,
    ConsentVersionUnknown,
    ProposalUnknown,
    accept_proposal,
    proposals_of_person,
    propose_awards,
)
from tests.factories import NOW, make_partner, make_person, make_scene, watch


@pytest.fixture
def scene(db):
    found = make_scene(db)
    watch(db, found)
    propose_awards(db, found.session.id, actor="test", now=NOW)
    return found


@pytest.fixture
def proposal_id(db, scene):
    return db.scalars(select(ProposalRow.id)).one()


def _passeur(db, partner_id=None):
    person = make_person(db, "Exemple Passeur")
    grant_role(
        db, person_id=person.id, role="passeur", partner_id=partner_id, actor="test", now=NOW
    )
    return person.id


def _accept(db, proposal_id, passeur, *, consent=CONSENT_VERSION):
    return accept_in_presence(db, proposal_id, passeur_id=passeur, consent_version=consent, now=NOW)


def test_the_text_and_who_was_there_are_kept(db, scene, proposal_id):
    passeur = _passeur(db)

    row = _accept(db, proposal_id, passeur)

    assert ("accepted", "2026-11", passeur) == (row.state, row.consent_version, row.in_presence_of)
    (own,) = proposals_of_person(db, scene.person.id)
    assert "Exemple Passeur" == own.beside
    event = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq.desc())).first()
    assert ("proposal.accepted_in_presence", passeur, proposal_id) == (
        event.kind,
        event.actor,
        event.subject,
    )
    assert {"consent": "2026-11"} == json.loads(event.facts)


def test_who_answers_alone_has_nobody_beside_her(db, scene, proposal_id):
    accept_proposal(
        db,
        proposal_id,
        person_id=scene.person.id,
        consent_version=CONSENT_VERSION,
        now=NOW,
    )

    (own,) = proposals_of_person(db, scene.person.id)
    assert None is own.beside


def test_a_no_leaves_no_name_and_no_entry(db, proposal_id):
    passeur = _passeur(db)
    before = db.scalars(select(AuditEventRow.seq)).all()

    decline_in_presence(db, proposal_id, passeur_id=passeur, now=NOW)

    row = db.get(ProposalRow, proposal_id)
    assert ("declined", None, None) == (row.state, row.in_presence_of, row.consent_version)
    assert before == db.scalars(select(AuditEventRow.seq)).all()
    assert [] == waiting_beside(db, passeur)


def test_a_passeur_of_the_host_sees_what_waits(db, scene, proposal_id):
    passeur = _passeur(db, scene.partner.id)

    (waiting,) = waiting_beside(db, passeur)

    assert (scene.session.id, [proposal_id]) == (
        waiting.session.id,
        [row.id for row in waiting.proposals],
    )
    assert scene.person.id == proposal_beside(db, proposal_id, passeur_id=passeur).person_id


def test_a08_a_passeur_of_another_partner_sees_nothing(db, proposal_id):
    passeur = _passeur(db, make_partner(db).id)

    assert [] == waiting_beside(db, passeur)
    for act in (
        lambda: _accept(db, proposal_id, passeur),
        lambda: decline_in_presence(db, proposal_id, passeur_id=passeur, now=NOW),
        lambda: proposal_beside(db, proposal_id, passeur_id=passeur),
    ):
        with pytest.raises(ProposalUnknown):
            act()


def test_who_is_no_passeur_sees_nothing(db, scene, proposal_id):
    assert [] == waiting_beside(db, scene.coach.id)
    with pytest.raises(ProposalUnknown):
        _accept(db, proposal_id, scene.coach.id)


def test_a_passeur_does_not_answer_for_herself(db, scene, proposal_id):
    person = scene.person.id
    grant_role(db, person_id=person, role="passeur", partner_id=None, actor="test", now=NOW)

    assert [] == waiting_beside(db, person)
    with pytest.raises(ProposalUnknown):
        _accept(db, proposal_id, person)


def test_what_was_answered_is_not_answered_again(db, proposal_id):
    passeur = _passeur(db)
    _accept(db, proposal_id, passeur)

    with pytest.raises(ProposalUnknown):
        decline_in_presence(db, proposal_id, passeur_id=passeur, now=NOW)


def test_a_text_that_nobody_wrote_is_refused(db, proposal_id):
    with pytest.raises(ConsentVersionUnknown):
        _accept(db, proposal_id, _passeur(db), consent="1999-01")
