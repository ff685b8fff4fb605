"""A stolen key: what the register shows from before stays valid, the rest does not (F6 AC5)."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.credentials.strict_json import parse_object
from badger.db.audit import verify_chain
from badger.db.rows import CredentialRow, SigningKeyRow
from badger.issuer.compromise import CompromisedLater, declare_key_compromised
from badger.issuer.compromise_queries import standing_with_compromised_keys
from badger.issuer.correction import renew_badge
from badger.issuer.keyring import Keyring, KeyringLocked, KeyUnknown
from badger.issuer.people_queries import active_key, keys_of_partner
from badger.issuer.profiles import issuer_document
from badger.issuer.revocation import revoke_credential
from badger.issuer.signing import PartnerSigner, sign_document
from badger.issuer.status import published_status_list, published_suspensions, to_bytes
from tests.factories import ADDRESSES, KEYRING, NOW, award, make_partner, ready_to_award, report_on

STOLEN = NOW + timedelta(days=1)
LATER = NOW + timedelta(days=3)
PARTS = {"actor": "someone", "now": LATER, "keyring": KEYRING, "addresses": ADDRESSES}


@pytest.fixture
def scene(db):
    found, proposals = ready_to_award(db, people=2)
    for proposal_id in proposals:
        award(db, proposal_id)
    return found


@pytest.fixture
def rows(db, scene):
    return db.scalars(select(CredentialRow)).all()


def _stolen(db, scene, *, since=STOLEN, **changes) -> SigningKeyRow:
    return declare_key_compromised(db, scene.partner, **{"since": since, **PARTS, **changes})


def _issuer_code(db, signed, *, now=LATER):
    report = report_on(db, signed, now=now)
    return report.verdict, report.finding("issuer").code


def test_q06_badges_of_before_stay_verified(db, scene, rows):
    _stolen(db, scene)

    assert [("verified", "issuer.registered")] * 2 == [_issuer_code(db, r.signed) for r in rows]


def test_q06_what_the_thief_signs_with_an_old_date_is_not(db, scene, rows):
    thief = KEYRING.signer(db, scene.partner.id)
    _stolen(db, scene)
    forged = parse_object(rows[0].signed)
    del forged["proof"]
    forged["credentialSubject"]["achievement"]["name"] = "Un badge que personne n'a délivré"
    issuer = ADDRESSES.issuer_did(scene.partner.slug)
    signed = to_bytes(sign_document(forged, thief, issuer=issuer, created=NOW))

    assert ("not_verified", "issuer.not_registered") == _issuer_code(db, signed)


def test_q06_what_was_issued_after_the_theft_is_not_in_the_register(db, scene, rows):
    _stolen(db, scene, since=NOW)

    assert [("not_verified", "issuer.key_revoked")] * 2 == [
        _issuer_code(db, row.signed) for row in rows
    ]


def test_a_row_that_somebody_slipped_into_the_database_is_not_in_the_register(db, scene, rows):
    """The audit log has another digest for it: the bytes are not those that were issued."""
    first, second = rows
    thief = KEYRING.signer(db, scene.partner.id)
    forged = parse_object(first.signed)
    del forged["proof"]
    forged["name"] = "Un autre"
    issuer = ADDRESSES.issuer_did(scene.partner.slug)
    first.signed = to_bytes(sign_document(forged, thief, issuer=issuer, created=NOW))

    _stolen(db, scene)

    assert "issuer.not_registered" == _issuer_code(db, first.signed)[1]
    assert "issuer.registered" == _issuer_code(db, second.signed)[1]


def test_f12_a_badge_of_the_register_can_still_be_revoked(db, scene, rows):
    _stolen(db, scene)
    revoke_credential(db, rows[0].id, reason="Abus.", **PARTS)

    report = report_on(db, rows[0].signed, now=LATER)
    assert "status.revoked" == report.finding("status").code


def test_the_lists_are_signed_by_the_next_key(db, scene, rows):
    _stolen(db, scene)

    key = active_key(db, scene.partner.id).public_multikey
    for published in (published_status_list, published_suspensions):
        document = json.loads(published(db, rows[0].list_id))
        assert document["proof"]["verificationMethod"].endswith(f"#{key}")


def test_the_document_of_the_issuer_names_the_register(db, scene):
    assert "service" not in issuer_document(db, scene.partner.slug, ADDRESSES)
    row = _stolen(db, scene)

    (entry,) = issuer_document(db, scene.partner.slug, ADDRESSES)["service"]

    end = entry["serviceEndpoint"]
    assert (ADDRESSES.register(row.public_multikey), ADDRESSES.territory_did) == (
        end["register"],
        end["signedBy"],
    )


def test_declared_twice_it_is_one_register(db, scene):
    row = _stolen(db, scene)
    register, keys = row.register, len(keys_of_partner(db, scene.partner.id))

    again = _stolen(db, scene, multikey=row.public_multikey, since=NOW)

    assert (register, STOLEN, keys) == (
        again.register,
        again.compromised_at,
        len(keys_of_partner(db, scene.partner.id)),
    )
    assert None is verify_chain(db)


def test_a_key_that_was_replaced_long_ago_can_still_be_taken_back(db, scene, rows):
    old = active_key(db, scene.partner.id).public_multikey
    KEYRING.rotate(db, scene.partner.id, actor="test", now=STOLEN)

    _stolen(db, scene, multikey=old)

    assert 2 == len(keys_of_partner(db, scene.partner.id))
    assert "issuer.registered" == _issuer_code(db, rows[0].signed)[1]


def test_a_theft_that_is_still_to_come_is_refused(db, scene):
    with pytest.raises(CompromisedLater):
        _stolen(db, scene, since=LATER + timedelta(seconds=1))


def test_q10_the_key_of_another_partner_is_not_taken_back(db, scene):
    other = active_key(db, make_partner(db).id).public_multikey

    with pytest.raises(KeyUnknown):
        _stolen(db, scene, multikey=other)


def test_q02_nothing_is_taken_back_where_nothing_can_be_signed(db, scene):
    with pytest.raises(KeyringLocked):
        _stolen(db, scene, keyring=Keyring(None))


def test_q06_renewed_badges_verify_by_the_next_key_and_keep_their_date(db, scene, rows):
    _stolen(db, scene, since=NOW)
    badges = standing_with_compromised_keys(db, scene.partner.id)

    renewed = [renew_badge(db, one, reason="Clé reprise.", **PARTS) for one in badges]

    assert {row.id for row in rows} == set(badges)
    assert [("verified", "issuer.bound")] * 2 == [_issuer_code(db, r.signed) for r in renewed]
    assert {"2026-03-14T09:30:00Z"} == {json.loads(r.signed)["awardedDate"] for r in renewed}
    assert [] == standing_with_compromised_keys(db, scene.partner.id)
    assert all(row.revoked_at for row in rows)


def test_a_badge_is_renewed_whatever_became_of_its_model(db, scene, rows):
    assert rows[0].version_id == renew_badge(db, rows[0].id, reason="Clé.", **PARTS).version_id


def test_q05_a_hundred_badges_verify_after_three_rotations(db):
    _, proposals = ready_to_award(db, people=100)
    signed = []
    for number, start in enumerate(range(0, 100, 34)):
        made = [award(db, one) for one in proposals[start : start + 34]]
        signed += [row.signed for row in made]
        KEYRING.rotate(db, made[0].issuer_id, actor="test", now=NOW + timedelta(hours=number + 1))

    verdicts = {report_on(db, one, now=LATER).verdict for one in signed}

    assert (100, {"verified"}) == (len(signed), verdicts)
    assert 3 == len({json.loads(one)["proof"]["verificationMethod"] for one in signed})
    assert isinstance(KEYRING.signer(db, made[0].issuer_id), PartnerSigner)
