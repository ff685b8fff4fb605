"""A badge suspended for a while: read by its second list, lifted without a trace (ADR 0023)."""

import hashlib
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.credentials.status_list import bit_at, expand_bitstring
from badger.credentials.strict_json import parse_object
from badger.db.rows import AuditEventRow, CredentialRow, StatusListRow
from badger.issuer.correction import CredentialSuspended, reissue_badge
from badger.issuer.keyring import Keyring, KeyringLocked
from badger.issuer.own_documents import own_document
from badger.issuer.queries import standing_of_credential
from badger.issuer.recognition.piece_queries import held_badges
from badger.issuer.revocation import CredentialUnknown, revoke_credential
from badger.issuer.signing import sign_document
from badger.issuer.status import (
    StatusListUnknown,
    published_status_list,
    published_suspensions,
    reserve_status_entries,
    to_bytes,
)
from badger.issuer.suspension import (
    SuspendedAfterRevocation,
    SuspensionNotForeseen,
    SuspensionReasonMissing,
    lift_suspension,
    suspend_credential,
)
from badger.schemas import conformity_errors
from tests.factories import ADDRESSES, KEYRING, NOW, award, ready_to_award, report_on

LATER = NOW + timedelta(days=2)
REASON = "On relit ce qui a été vu."
PARTS = {"actor": "someone", "now": LATER, "keyring": KEYRING, "addresses": ADDRESSES}


@pytest.fixture
def scene(db):
    found, (proposal_id,) = ready_to_award(db, people=1)
    award(db, proposal_id)
    return found


@pytest.fixture
def row(db, scene):
    return db.scalars(select(CredentialRow)).one()


def _suspend(db, row, **changes):
    return suspend_credential(db, row.id, **{"reason": REASON, **PARTS, **changes})


def _bits(published) -> bytes:
    return expand_bitstring(json.loads(published)["credentialSubject"]["encodedList"])


def test_a_new_badge_names_both_lists_in_one_entry(row):
    document = json.loads(row.signed)

    status = document["credentialStatus"]

    assert "revocation" == status["statusPurpose"]
    assert status["statusListCredential"] + ".suspension" == status["statusReference"]
    assert [] == conformity_errors(document, "OpenBadgeCredential")


def test_a_suspended_badge_is_not_verified_and_a_lifted_one_is(db, row):
    before = report_on(db, row.signed, now=LATER)
    _suspend(db, row)
    during = report_on(db, row.signed, now=LATER)
    lift_suspension(db, row.id, **PARTS)
    after = report_on(db, row.signed, now=LATER)

    assert ["verified", "not_verified", "verified"] == [
        report.verdict for report in (before, during, after)
    ]
    assert "status.suspended" == during.finding("status").code


def test_the_list_of_revocations_stays_as_it_was(db, row):
    before = published_status_list(db, row.list_id)

    _suspend(db, row)

    assert before == published_status_list(db, row.list_id)
    bits = _bits(published_suspensions(db, row.list_id))
    assert bit_at(bits, row.list_index)
    assert 1 == sum(byte.bit_count() for byte in bits)


def test_the_reason_stays_inside(db, row):
    _suspend(db, row)

    assert (REASON, "someone", LATER) == (row.suspension_reason, row.suspended_by, row.suspended_at)
    event = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq.desc())).first()
    digest = hashlib.sha256(REASON.encode()).hexdigest()
    assert ("credential.suspended", digest) == (
        event.kind,
        json.loads(event.facts)["reason_sha256"],
    )
    assert REASON.encode() not in published_suspensions(db, row.list_id)


def test_a_lifted_suspension_leaves_no_reason(db, row):
    _suspend(db, row)
    lift_suspension(db, row.id, **PARTS)

    assert (None, None, None) == (row.suspended_at, row.suspended_by, row.suspension_reason)
    event = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq.desc())).first()
    assert "credential.reinstated" == event.kind


def test_twice_is_once(db, row):
    _suspend(db, row)
    published = published_suspensions(db, row.list_id)
    _suspend(db, row, reason="Encore.")
    assert (REASON, published) == (row.suspension_reason, published_suspensions(db, row.list_id))

    lift_suspension(db, row.id, **PARTS)
    published = published_suspensions(db, row.list_id)
    lift_suspension(db, row.id, **PARTS)
    assert published == published_suspensions(db, row.list_id)


def test_s09_a_revocation_counts_for_more_than_a_suspension(db, row):
    _suspend(db, row)
    revoke_credential(db, row.id, reason="Abus.", **PARTS)

    assert "status.revoked" == report_on(db, row.signed, now=LATER).finding("status").code
    assert "revoked" == standing_of_credential(db, row.id)


def test_how_a_badge_stands_is_told(db, row):
    assert "standing" == standing_of_credential(db, row.id)
    _suspend(db, row)
    assert "suspended" == standing_of_credential(db, row.id)
    assert None is standing_of_credential(db, "none")


def test_a_suspended_badge_opens_no_door(db, scene, row):
    asked = (scene.person.id,), (scene.version.achievement_id,)
    assert 1 == len(held_badges(db, *asked))
    _suspend(db, row)
    assert 0 == len(held_badges(db, *asked))


def test_what_was_taken_back_is_not_suspended(db, row):
    revoke_credential(db, row.id, reason="Abus.", **PARTS)

    with pytest.raises(SuspendedAfterRevocation):
        _suspend(db, row)


def test_a_suspended_badge_is_not_corrected(db, row):
    _suspend(db, row)

    with pytest.raises(CredentialSuspended):
        reissue_badge(db, row.id, reason="Une faute.", **PARTS)


def test_a_badge_of_before_names_no_second_list_and_is_not_suspended(db, scene, row):
    document = parse_object(row.signed)
    del document["proof"], document["credentialStatus"]["statusReference"]
    issuer = ADDRESSES.issuer_did(scene.partner.slug)
    signer = KEYRING.signer(db, scene.partner.id)
    row.signed = to_bytes(sign_document(document, signer, issuer=issuer, created=NOW))

    with pytest.raises(SuspensionNotForeseen):
        _suspend(db, row)
    assert "verified" == report_on(db, row.signed, now=LATER).verdict


def test_a_list_of_before_gets_its_second_half_with_its_next_place(db, scene, row):
    status_list = db.get(StatusListRow, row.list_id)
    status_list.suspensions = status_list.suspensions_at = None
    db.flush()
    before = report_on(db, row.signed, now=LATER)

    signer = KEYRING.signer(db, scene.partner.id)
    reserve_status_entries(
        db, scene.partner, count=1, signer=signer, addresses=ADDRESSES, now=LATER
    )
    after = report_on(db, row.signed, now=LATER)

    assert ("inconclusive", "verified") == (before.verdict, after.verdict)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_suspension_needs_a_reason(db, row, reason):
    with pytest.raises(SuspensionReasonMissing):
        _suspend(db, row, reason=reason)


def test_a_badge_that_is_not_there_is_not_suspended(db):
    with pytest.raises(CredentialUnknown):
        suspend_credential(db, "none", reason=REASON, **PARTS)
    with pytest.raises(CredentialUnknown):
        lift_suspension(db, "none", **PARTS)


def test_nothing_is_suspended_where_nothing_can_be_signed(db, row):
    with pytest.raises(KeyringLocked):
        _suspend(db, row, keyring=Keyring(None))


def test_the_second_list_is_one_of_our_own_documents(db, row):
    address = ADDRESSES.suspension_list(row.list_id)

    assert published_suspensions(db, row.list_id) == own_document(db, address, ADDRESSES)
    assert None is own_document(db, ADDRESSES.suspension_list("none"), ADDRESSES)
    with pytest.raises(StatusListUnknown):
        published_suspensions(db, "none")
