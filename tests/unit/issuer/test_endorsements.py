"""Endorsements: asked for, written, agreed to, signed, withdrawn (domain F9, hardening D18)."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.db.audit import verify_chain
from badger.db.rows import AuditEventRow, CredentialRow, EndorsementRow
from badger.issuer.compromise import declare_key_compromised
from badger.issuer.endorsement_queries import (
    endorsements_asked_by,
    endorsements_of,
    live_endorsements,
)
from badger.issuer.endorsement_targets import Target, TargetUnknown, describe, target_at
from badger.issuer.endorsements import (
    EndorsedAlready,
    EndorsementInvalid,
    EndorsementUnknown,
    EndorsesItself,
    RemindedLately,
    accept_endorsement,
    ask_endorsement,
    decline_endorsement,
    refuse_request,
    remind,
    withdraw_endorsement,
    write_endorsement,
)
from badger.issuer.keyring import Keyring, KeyringLocked
from badger.issuer.own_page_queries import supports_waiting
from badger.issuer.profiles import achievement_document, issuer_document
from badger.issuer.revocation import revoke_credential
from badger.schemas import conformity_errors
from badger.verify import VerificationPolicy, read_presented, verify
from tests.factories import (
    ADDRESSES,
    KEYRING,
    NOW,
    award,
    make_badge,
    make_partner,
    make_person,
    ready_to_award,
    report_on,
    resolver_of,
)

LATER = NOW + timedelta(days=8)
WORDS = "Nous cherchons ces gestes dans notre atelier."
PARTS = {"now": NOW, "keyring": KEYRING, "addresses": ADDRESSES}
BOTH = VerificationPolicy(kinds=frozenset(("OpenBadgeCredential", "EndorsementCredential")))


@pytest.fixture
def scene(db):
    found, (proposal_id,) = ready_to_award(db)
    award(db, proposal_id)
    return found


@pytest.fixture
def badge(db, scene):
    return db.scalars(select(CredentialRow)).one()


@pytest.fixture
def endorser(db):
    return make_partner(db, name="Tôlerie du Haut Bocage (exemple)")


def _write(db, endorser, target, *, comment=WORDS, **changes):
    parts = {**PARTS, "actor": "someone", **changes}
    return write_endorsement(db, target, endorser_id=endorser.id, comment=comment, **parts)


def _withdraw(db, row, endorser, *, reason="Nous avons changé de métier.", **changes):
    parts = {**PARTS, "now": LATER, "actor": "someone", **changes}
    return withdraw_endorsement(
        db, row.id, endorsers=frozenset((endorser.id,)), reason=reason, **parts
    )


def _verdict(db, row, *, now=LATER):
    return verify(read_presented(row.signed), BOTH, resolver_of(db), now).verdict


@pytest.fixture(params=["achievement", "partner"])
def target(request, scene):
    if request.param == "achievement":
        return Target(version_id=scene.version.id)
    return Target(partner_id=scene.partner.id)


def test_f9_ac1_an_endorsement_verifies_on_its_own(db, endorser, target):
    row = _write(db, endorser, target)

    document = json.loads(row.signed)
    assert [] == conformity_errors(document, "EndorsementCredential")
    assert ("issued", "verified") == (row.state, _verdict(db, row))
    subject = document["credentialSubject"]
    assert (WORDS, describe(db, target, addresses=ADDRESSES).id) == (
        subject["endorsementComment"],
        subject["id"],
    )
    assert ADDRESSES.issuer_did(endorser.slug) == document["issuer"]["id"]


def test_nobody_is_asked_about_a_badge_that_was_taken_back_meanwhile(db, scene, badge, endorser):
    _write(db, endorser, Target(credential_id=badge.id))
    revoke_credential(db, badge.id, reason="Une erreur.", actor="test", **PARTS)
    assert [] == list(supports_waiting(db, scene.person.id))


def test_f9_ac1_that_of_a_badge_waits_for_the_person(db, scene, badge, endorser):
    row = _write(db, endorser, Target(credential_id=badge.id))
    assert ("waiting", None) == (row.state, row.signed)
    assert [row.id] == [one.id for one in supports_waiting(db, scene.person.id)]

    accept_endorsement(db, row.id, person_id=scene.person.id, **PARTS)

    assert ("issued", NOW, "verified") == (row.state, row.consented_at, _verdict(db, row))
    assert scene.person.display_name.encode() not in row.signed


def test_what_the_person_declines_leaves_no_trace(db, scene, badge, endorser):
    before = len(db.scalars(select(AuditEventRow.seq)).all())
    row = _write(db, endorser, Target(credential_id=badge.id))

    decline_endorsement(db, row.id, person_id=scene.person.id, addresses=ADDRESSES)

    assert [] == db.scalars(select(EndorsementRow)).all()
    assert before == len(db.scalars(select(AuditEventRow.seq)).all())


def test_nobody_else_answers_for_the_person(db, scene, badge, endorser):
    row = _write(db, endorser, Target(credential_id=badge.id))
    other = make_person(db).id

    with pytest.raises(EndorsementUnknown):
        accept_endorsement(db, row.id, person_id=other, **PARTS)
    with pytest.raises(EndorsementUnknown):
        decline_endorsement(db, row.id, person_id=other, addresses=ADDRESSES)
    with pytest.raises(EndorsementUnknown):
        accept_endorsement(db, "none", person_id=scene.person.id, **PARTS)


def test_what_is_signed_is_not_answered_again(db, scene, badge, endorser):
    row = _write(db, endorser, Target(credential_id=badge.id))
    accept_endorsement(db, row.id, person_id=scene.person.id, **PARTS)

    with pytest.raises(EndorsementUnknown):
        decline_endorsement(db, row.id, person_id=scene.person.id, addresses=ADDRESSES)


def test_f9_ac2_a_withdrawn_one_is_not_verified_and_the_badge_stays(db, scene, badge, endorser):
    row = _write(db, endorser, Target(credential_id=badge.id))
    accept_endorsement(db, row.id, person_id=scene.person.id, **PARTS)

    _withdraw(db, row, endorser)

    assert ("withdrawn", "not_verified") == (row.state, _verdict(db, row))
    assert "verified" == report_on(db, badge.signed, now=LATER).verdict
    assert [] == live_endorsements(db, credential_id=badge.id)
    assert None is verify_chain(db)


def test_withdrawn_twice_is_once_and_it_may_be_written_anew(db, endorser, target):
    row = _write(db, endorser, target)
    _withdraw(db, row, endorser)
    _withdraw(db, row, endorser, reason="Encore.")
    assert "Nous avons changé de métier." == row.withdrawal_reason

    again = _write(db, endorser, target, now=LATER)
    assert (True, "verified") == (again.id != row.id, _verdict(db, again))


def test_a_withdrawal_needs_its_endorser_and_a_reason(db, endorser, target):
    row = _write(db, endorser, target)

    with pytest.raises(EndorsementUnknown):
        _withdraw(db, row, make_partner(db))
    with pytest.raises(EndorsementInvalid):
        _withdraw(db, row, endorser, reason=" ")
    assert "verified" == _verdict(db, row)


def test_the_models_document_has_the_live_ones_and_a_badge_has_none(db, scene, badge, endorser):
    row = _write(db, endorser, Target(version_id=scene.version.id))

    document = achievement_document(db, scene.version.id, ADDRESSES)
    assert [json.loads(row.signed)] == document["endorsement"]
    assert [] == conformity_errors(document, "Achievement")
    assert "endorsement" not in json.loads(badge.signed)["credentialSubject"]["achievement"]

    _withdraw(db, row, endorser)
    assert "endorsement" not in achievement_document(db, scene.version.id, ADDRESSES)


def test_the_issuers_document_names_the_live_ones(db, scene, endorser):
    row = _write(db, endorser, Target(partner_id=scene.partner.id))

    document = issuer_document(db, scene.partner.slug, ADDRESSES)
    assert [ADDRESSES.endorsement(row.id)] == document["endorsement"]

    _withdraw(db, row, endorser)
    assert "endorsement" not in issuer_document(db, scene.partner.slug, ADDRESSES)


def test_d18_nobody_endorses_what_is_its_own(db, scene, badge):
    for target in (
        Target(version_id=scene.version.id),
        Target(partner_id=scene.partner.id),
        Target(credential_id=badge.id),
    ):
        with pytest.raises(EndorsesItself):
            _write(db, scene.partner, target)


def test_d18_a_co_author_does_not_endorse_the_badge(db, scene):
    other = make_partner(db)
    version = make_badge(db, scene.partner.id, other.id)

    with pytest.raises(EndorsesItself):
        _write(db, other, Target(version_id=version.id))


def test_one_endorsement_of_a_thing_at_a_time(db, endorser, target):
    _write(db, endorser, target)

    with pytest.raises(EndorsedAlready):
        _write(db, endorser, target)


@pytest.mark.parametrize("comment", ["", "  ", "x" * 301])
def test_the_words_are_there_and_bounded(db, endorser, target, comment):
    with pytest.raises(EndorsementInvalid):
        _write(db, endorser, target, comment=comment)


def test_a_badge_that_was_taken_back_is_not_endorsed(db, badge, endorser):
    revoke_credential(db, badge.id, reason="Abus.", actor="someone", **PARTS)

    with pytest.raises(TargetUnknown):
        _write(db, endorser, Target(credential_id=badge.id))


def test_what_is_not_there_is_not_endorsed(db, endorser):
    for target in (
        Target(version_id="none"),
        Target(partner_id="none"),
        Target(credential_id="none"),
    ):
        with pytest.raises(TargetUnknown):
            _write(db, endorser, target)


def test_q02_nothing_is_endorsed_where_nothing_can_be_signed(db, endorser, target):
    with pytest.raises(KeyringLocked):
        _write(db, endorser, target, keyring=Keyring(None))


def _ask(db, scene, endorser, *, asked_by=None, target=None):
    return ask_endorsement(
        db,
        target or Target(version_id=scene.version.id),
        endorser_id=endorser.id,
        asked_by=asked_by or scene.partner.id,
        addresses=ADDRESSES,
        now=NOW,
    )


def test_what_was_asked_for_is_written_in_its_place(db, scene, endorser):
    asked = _ask(db, scene, endorser)
    assert [asked.id] == [row.id for row in endorsements_of(db, [endorser.id])]
    assert [asked.id] == [row.id for row in endorsements_asked_by(db, [scene.partner.id])]

    row = _write(db, endorser, Target(version_id=scene.version.id))

    assert (asked.id, "issued") == (row.id, row.state)


def test_a_partner_asks_for_its_own_things_alone(db, scene, badge, endorser):
    stranger = make_partner(db)
    with pytest.raises(EndorsementUnknown):
        _ask(db, scene, endorser, asked_by=stranger.id)
    with pytest.raises(EndorsesItself):
        _ask(db, scene, scene.partner)
    with pytest.raises(EndorsementUnknown):
        _ask(db, scene, endorser, target=Target(credential_id=badge.id))
    _ask(db, scene, endorser)
    with pytest.raises(EndorsedAlready):
        _ask(db, scene, endorser)


def test_a_reminder_waits_a_week(db, scene, endorser):
    row, mine = _ask(db, scene, endorser), frozenset((scene.partner.id,))

    with pytest.raises(RemindedLately):
        remind(db, row.id, asked_by=mine, now=NOW + timedelta(days=6))
    assert LATER == remind(db, row.id, asked_by=mine, now=LATER).reminded_at
    with pytest.raises(RemindedLately):
        remind(db, row.id, asked_by=mine, now=LATER + timedelta(days=6))
    with pytest.raises(EndorsementUnknown):
        remind(db, row.id, asked_by=frozenset(("other",)), now=LATER + timedelta(days=9))


def test_a_request_is_let_go_without_a_trace(db, scene, endorser):
    row = _ask(db, scene, endorser)
    with pytest.raises(EndorsementUnknown):
        refuse_request(db, row.id, endorsers=frozenset((scene.partner.id,)))

    refuse_request(db, row.id, endorsers=frozenset((endorser.id,)))

    assert [] == db.scalars(select(EndorsementRow)).all()


def test_a_target_is_found_by_its_public_address(db, scene, badge):
    model = ADDRESSES.achievement(scene.version.achievement_id, 1)
    expected = {
        ADDRESSES.credential(badge.id): "badge",
        ADDRESSES.credential(badge.id) + ".json": "badge",
        f"/badges/{badge.id}?lang=en": "badge",
        model: "achievement",
        ADDRESSES.issuer_page(scene.partner.slug): "partner",
        f"  {ADDRESSES.issuer_page(scene.partner.slug)}/ ": "partner",
    }
    assert expected == {
        address: target_at(db, address, addresses=ADDRESSES).kind for address in expected
    }


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://elsewhere.example/badges/1",
        "/badges/none",
        "/issuers/none",
        "/achievements/none/versions/1",
        "/achievements/none/versions/x",
        "/achievements/none/versions/²",
        "/achievements/none",
        "javascript:alert(1)",
        "/" * 5000,
    ],
)
def test_an_address_of_nothing_is_no_target(db, scene, address):
    with pytest.raises(TargetUnknown):
        target_at(db, address, addresses=ADDRESSES)


def test_q06_an_endorsement_of_before_a_theft_stays_verified(db, endorser, target):
    row = _write(db, endorser, target)
    declare_key_compromised(
        db,
        endorser,
        since=NOW + timedelta(days=1),
        actor="someone",
        **{**PARTS, "now": LATER},
    )

    assert "verified" == _verdict(db, row, now=LATER)
