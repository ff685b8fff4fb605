"""Taking a badge back, and the lists that say so (domain F12)."""

import hashlib
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.credentials.status_list import bit_at, expand_bitstring
from badger.db.rows import AuditEventRow, StatusEntryRow, StatusListRow
from badger.issuer.award import AwardRequest, reserve_awards
from badger.issuer.award_queries import status_lists_of
from badger.issuer.keyring import Keyring, KeyringLocked
from badger.issuer.own_documents import own_document
from badger.issuer.revocation import CredentialUnknown, ReasonMissing, revoke_credential
from badger.issuer.status import StatusListUnknown, published_status_list, reserve_status_entries
from tests.factories import (
    ADDRESSES,
    KEYRING,
    NOW,
    award,
    make_partner,
    ready_to_award,
    report_on,
)

REASON = "Une faute de frappe dans le texte."


@pytest.fixture
def awarded(db):
    _, (proposal_id,) = ready_to_award(db)
    return award(db, proposal_id)


def _revoke(db, row, *, reason=REASON, now=NOW, keyring=KEYRING):
    return revoke_credential(
        db,
        row if isinstance(row, str) else row.id,
        reason=reason,
        actor="someone",
        now=now,
        keyring=keyring,
        addresses=ADDRESSES,
    )


def _bits(db, list_id) -> bytes:
    published = json.loads(published_status_list(db, list_id))
    return expand_bitstring(published["credentialSubject"]["encodedList"])


def test_f12_ac2_a_revoked_badge_is_not_verified_on_the_next_look(db, awarded):
    before = report_on(db, awarded.signed)

    _revoke(db, awarded)
    after = report_on(db, awarded.signed)

    assert ("verified", "not_verified") == (before.verdict, after.verdict)
    assert "failed" == after.finding("status").outcome


def test_the_bit_of_the_badge_is_set_and_no_other(db, awarded):
    _revoke(db, awarded)

    bits = _bits(db, awarded.list_id)

    assert bit_at(bits, awarded.list_index)
    assert 1 == sum(byte.bit_count() for byte in bits)


def test_f12_ac1_the_reason_stays_inside(db, awarded):
    _revoke(db, awarded)

    event = db.scalars(
        select(AuditEventRow).where(AuditEventRow.kind == "credential.revoked")
    ).one()
    facts = json.loads(event.facts)
    assert (REASON, "someone", NOW) == (
        awarded.revocation_reason,
        awarded.revoked_by,
        awarded.revoked_at,
    )
    assert hashlib.sha256(REASON.encode()).hexdigest() == facts["reason_sha256"]
    assert REASON not in event.facts
    assert REASON.encode() not in published_status_list(db, awarded.list_id)


def test_revoking_twice_is_once(db, awarded):
    _revoke(db, awarded)
    version = db.get(StatusListRow, awarded.list_id).version

    _revoke(db, awarded, reason="Autre.", now=NOW + timedelta(days=1))

    assert (REASON, NOW) == (awarded.revocation_reason, awarded.revoked_at)
    assert version == db.get(StatusListRow, awarded.list_id).version


def test_a_revocation_needs_a_reason(db, awarded):
    with pytest.raises(ReasonMissing):
        _revoke(db, awarded, reason=" ")


def test_an_unknown_or_unsigned_credential_is_not_revoked(db):
    _, (proposal_id,) = ready_to_award(db)
    (row,) = reserve_awards(
        db,
        [AwardRequest(proposal_id, "k")],
        keyring=KEYRING,
        now=NOW,
        addresses=ADDRESSES,
    )

    for credential_id in (row.id, "none"):
        with pytest.raises(CredentialUnknown):
            _revoke(db, credential_id)


def test_q02_without_the_key_encryption_key_lists_are_served_and_nothing_is_revoked(db, awarded):
    db.commit()
    with pytest.raises(KeyringLocked):
        _revoke(db, awarded, keyring=Keyring(None))
    db.rollback()

    assert published_status_list(db, awarded.list_id)
    assert None is db.scalars(select(StatusEntryRow.revoked_at)).one()


def test_a_list_is_signed_once_and_served_as_it_was(db, awarded):
    first = published_status_list(db, awarded.list_id)

    assert first == published_status_list(db, awarded.list_id)


def test_a_newer_list_is_never_dated_before_the_former(db, awarded):
    """Verifiers take a list that is older than the one they know for a rollback."""
    _revoke(db, awarded, now=NOW - timedelta(days=1))

    published = json.loads(published_status_list(db, awarded.list_id))

    assert "2026-03-14T09:30:00Z" == published["validFrom"]


def test_an_unknown_list_is_named(db):
    with pytest.raises(StatusListUnknown):
        published_status_list(db, "none")


def _places(db, partner, count, length=64):
    return reserve_status_entries(
        db,
        partner,
        count=count,
        signer=KEYRING.signer(db, partner.id),
        addresses=ADDRESSES,
        now=NOW,
        length=length,
    )


def test_i07_the_next_list_is_begun_before_nine_tenths_are_passed(db):
    partner = make_partner(db)

    places = [place for _ in range(6) for place in _places(db, partner, 20)]

    lists = status_lists_of(db, partner.id)
    assert [(1, 57), (2, 57), (3, 6)] == [(row.number, row.reserved) for row in lists]
    assert 120 == len({(place.list_id, place.index) for place in places})
    assert all(0 <= place.index < 64 for place in places)
    assert all(published_status_list(db, row.id) for row in lists)


def test_places_are_given_at_random(db):
    partner = make_partner(db)

    indexes = [place.index for place in _places(db, partner, 50, length=131_072)]

    assert sorted(indexes) != indexes
    assert 20_000 < max(indexes) - min(indexes)


def test_own_documents_are_found_by_did_and_by_address_and_nothing_else(db, awarded):
    slug = make_partner(db).slug
    did = ADDRESSES.issuer_did(slug)

    document = json.loads(own_document(db, did, ADDRESSES))

    assert did == document["id"]
    assert document == json.loads(own_document(db, ADDRESSES.issuer_document(slug), ADDRESSES))
    assert published_status_list(db, awarded.list_id) == own_document(
        db, ADDRESSES.status_list(awarded.list_id), ADDRESSES
    )
    for other in (
        "did:web:elsewhere.example:issuers:club",
        ADDRESSES.issuer_did("none"),
        ADDRESSES.status_list("none"),
        "https://elsewhere.example/status/1",
        "",
    ):
        assert None is own_document(db, other, ADDRESSES)
