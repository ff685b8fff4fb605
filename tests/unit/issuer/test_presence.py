"""Who answers aloud is written down by a passeur, with the text and with who was there (F5 AC3).

A passeur helps people « with their consent » (domain 1.1): she finds those who let her look, those
of her partner's sessions, and those of a session whose code she was told. Nobody else's name.
"""

import json

import pytest
from sqlalchemy import select

from badger.db.rows import AuditEventRow, ProposalRow
from badger.issuer.charters import publish_charter, sign_charter
from badger.issuer.people import grant_role, take_role
from badger.issuer.presence import (
    Passeur,
    accept_in_presence,
    decline_in_presence,
    open_session_beside,
    proposal_beside,
    stands_beside,
    waiting_beside,
)
from badger.issuer.proposals import (
    CONSENT_VERSION,
    ConsentVersionUnknown,
    ProposalUnknown,
    accept_proposal,
    proposals_of_person,
    propose_awards,
    propose_declared,
)
from badger.issuer.proposing import new_proposal
from badger.issuer.recognition.joining import CodeUnknown, open_joining
from badger.issuer.recognition.rules import AwardRule, Pieces
from tests.factories import NOW, make_badge, make_partner, make_person, make_scene, watch


@pytest.fixture
def scene(db):
    found = make_scene(db)
    watch(db, found)
    propose_awards(db, found.session.id, now=NOW)
    return found


@pytest.fixture
def proposal_id(db, scene):
    return db.scalars(select(ProposalRow.id)).one()


def _passeur(db, partner_id=None, **how):
    """A passeur, of the whole territory unless a partner is named."""
    person = make_person(db, "Exemple Passeur")
    grant_role(
        db, person_id=person.id, role="passeur", partner_id=partner_id, actor="test", now=NOW
    )
    return Passeur(person_id=person.id, **how)


def _beside(db, scene):
    """A passeur of the territory, whom the first person lets look."""
    return _passeur(db, accompanied=[scene.person.id])


def _sign(db, *partner_ids):
    """Put a charter in force that these partners signed."""
    number = publish_charter(db, text="Nous gardons pour nous.", actor="t", now=NOW).number
    for partner_id in partner_ids:
        sign_charter(db, number, partner_id=partner_id, signatory="Exemple", actor="t", now=NOW)


def _accept(db, proposal_id, passeur, *, consent=CONSENT_VERSION):
    return accept_in_presence(db, proposal_id, passeur=passeur, consent_version=consent, now=NOW)


def _found(db, passeur):
    return [row.id for one in waiting_beside(db, passeur) for row in one.proposals]


def test_the_text_and_who_was_there_are_kept(db, scene, proposal_id):
    passeur = _beside(db, scene)

    row = _accept(db, proposal_id, passeur)

    assert ("accepted", "2026-11", passeur.person_id) == (
        row.state,
        row.consent_version,
        row.in_presence_of,
    )
    (own,) = proposals_of_person(db, scene.person.id)
    assert "Exemple Passeur" == own.beside
    event = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq.desc())).first()
    assert ("proposal.accepted_in_presence", passeur.person_id, proposal_id) == (
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


def test_a_no_leaves_no_name_and_no_entry(db, scene, proposal_id):
    passeur = _beside(db, scene)
    before = db.scalars(select(AuditEventRow.seq)).all()

    decline_in_presence(db, proposal_id, passeur=passeur, now=NOW)

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
    assert scene.person.id == proposal_beside(db, proposal_id, passeur=passeur).person_id


def test_a08_a_passeur_of_another_partner_sees_nothing(db, proposal_id):
    passeur = _passeur(db, make_partner(db).id)

    assert [] == waiting_beside(db, passeur)
    for act in (
        lambda: _accept(db, proposal_id, passeur),
        lambda: decline_in_presence(db, proposal_id, passeur=passeur, now=NOW),
        lambda: proposal_beside(db, proposal_id, passeur=passeur),
    ):
        with pytest.raises(ProposalUnknown):
            act()


def test_a08_a_passeur_of_the_territory_finds_nobody_who_did_not_let_her_look(db, proposal_id):
    passeur = _passeur(db, accompanied=[make_person(db).id])

    assert [] == _found(db, passeur)
    with pytest.raises(ProposalUnknown):
        _accept(db, proposal_id, passeur)


def test_who_lets_her_look_is_found(db, scene, proposal_id):
    assert [proposal_id] == _found(db, _beside(db, scene))


def test_a_session_opens_by_its_code_also_after_its_last_day(db, scene, proposal_id):
    code = open_joining(db, scene.session.id, actor="test", now=NOW).short_code
    passeur = _passeur(db)

    opened = open_session_beside(db, code, passeur=passeur, now=NOW)

    assert scene.session.id == opened.id
    event = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq.desc())).first()
    assert ("session.opened_beside", passeur.person_id, opened.id) == (
        event.kind,
        event.actor,
        event.subject,
    )
    there = Passeur(person_id=passeur.person_id, opened={opened.id: 0})
    assert [proposal_id] == _found(db, there)


def test_an_opened_session_stays_on_the_page_when_everybody_has_answered(db, scene, proposal_id):
    there = _passeur(db, opened={scene.session.id: 0})
    _accept(db, proposal_id, there)
    (waiting,) = waiting_beside(db, there)
    assert (scene.session.id, ()) == (waiting.session.id, waiting.proposals)
    assert [] == waiting_beside(db, _passeur(db, make_partner(db).id, opened={scene.session.id: 0}))


def test_a_code_that_is_not_open_opens_nothing(db, scene):
    with pytest.raises(CodeUnknown):
        open_session_beside(db, "ACDEFG", passeur=_passeur(db), now=NOW)


def test_c9_a_code_of_another_partner_opens_nothing_before_both_signed(db, scene, proposal_id):
    own = make_partner(db).id
    passeur = _passeur(db, own, opened={scene.session.id: 0})
    assert [] == _found(db, passeur)

    _sign(db, scene.partner.id)
    assert [] == _found(db, passeur)
    _sign(db, own)
    assert [] == _found(db, passeur)
    _sign(db, own, scene.partner.id)
    assert [proposal_id] == _found(db, passeur)
    _sign(db)
    assert [] == _found(db, passeur)


def test_c9_who_accompanies_a_session_reads_no_name_before_both_signed(db, scene, proposal_id):
    own = make_partner(db).id
    scene.session.accompanying_partner_id = own
    passeur = _passeur(db, own)
    assert [] == _found(db, passeur)

    _sign(db, own, scene.partner.id)
    assert [proposal_id] == _found(db, passeur)


def test_who_may_be_written_for_is_who_may_be_answered_beside(db, scene):
    person, session = scene.person.id, scene.session.id
    other = make_person(db).id

    def stands(passeur, whom=person):
        return stands_beside(db, passeur, session_id=session, person_id=whom)

    assert (True, False) == (stands(_beside(db, scene)), stands(_beside(db, scene), other))
    assert (False, True) == (stands(_passeur(db)), stands(_passeur(db, opened={session: 0})))
    assert (True, False) == (
        stands(_passeur(db, scene.partner.id)),
        stands(_passeur(db, make_partner(db).id)),
    )
    assert not stands(Passeur(person_id=scene.coach.id, accompanied=[person], opened={session: 0}))


def _alone(db, scene, **badge):
    """A proposal that came after no session: the last piece came otherwise, or a word did."""
    version = make_badge(db, scene.partner.id, **badge)
    values = new_proposal(scene.person.id, version.id, session_id=None, now=NOW)
    db.add(row := ProposalRow(**values))
    db.flush()
    return row.id


def test_s10_a_larger_badge_after_no_session_is_found_too(db, scene, proposal_id):
    pieces = [scene.version.achievement_id, make_badge(db, scene.partner.id).achievement_id]
    rule = AwardRule.of_pieces(Pieces(required=tuple(pieces)))
    alone = _alone(db, scene, name="Plus grand", criteria=(), rule=rule)
    elsewhere = make_partner(db).id

    for passeur in (
        _beside(db, scene),
        _passeur(db, scene.partner.id),
        _passeur(db, opened={scene.session.id: 0}),
    ):
        assert [proposal_id, alone] == _found(db, passeur)
        first, last = waiting_beside(db, passeur)
        assert (scene.session.id, None) == (first.session.id, last.session)
    assert [] == _found(db, _passeur(db, elsewhere))
    assert [] == _found(db, _passeur(db, elsewhere, opened={scene.session.id: 0}))


def test_what_words_brought_waits_on_her_own_page_or_with_whom_she_lets_look(
    db, scene, proposal_id
):
    brought = _alone(db, scene, name="Raconté")
    assert [proposal_id] == _found(db, _passeur(db, scene.partner.id))
    assert [proposal_id, brought] == _found(db, _beside(db, scene))


def test_what_somebody_says_of_herself_waits_on_her_own_page(db, scene, proposal_id):
    version = make_badge(db, scene.partner.id, kind="intention", declared=True, criteria=())
    propose_declared(db, person_id=scene.person.id, version_id=version.id, now=NOW)
    assert [proposal_id] == _found(db, _passeur(db, scene.partner.id))


def test_who_is_no_passeur_any_more_finds_nobody(db, scene, proposal_id):
    passeur = _beside(db, scene)
    take_role(
        db,
        person_id=passeur.person_id,
        role="passeur",
        partner_id=None,
        actor="test",
        now=NOW,
    )
    assert [] == _found(db, passeur)
    with pytest.raises(ProposalUnknown):
        _accept(db, proposal_id, passeur)


def test_a_passeur_does_not_answer_for_herself(db, scene, proposal_id):
    person = scene.person.id
    grant_role(db, person_id=person, role="passeur", partner_id=None, actor="test", now=NOW)
    herself = Passeur(person_id=person, accompanied=[person], opened={scene.session.id: 0})

    assert [] == _found(db, herself)
    with pytest.raises(ProposalUnknown):
        _accept(db, proposal_id, herself)


def test_what_was_answered_is_not_answered_again(db, scene, proposal_id):
    passeur = _beside(db, scene)
    _accept(db, proposal_id, passeur)

    with pytest.raises(ProposalUnknown):
        decline_in_presence(db, proposal_id, passeur=passeur, now=NOW)


def test_a_text_that_nobody_wrote_is_refused(db, scene, proposal_id):
    with pytest.raises(ConsentVersionUnknown):
        _accept(db, proposal_id, _beside(db, scene), consent="1999-01")
