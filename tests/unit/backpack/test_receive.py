"""The one door into a backpack."""

import json
from datetime import timedelta

import pytest

from badger.backpack.queries import holdings_of, plain
from badger.backpack.receive import NotAuthentic, receive
from badger.issuer.revocation import revoke_credential
from badger.issuer.signing import sign_document
from badger.issuer.status import to_bytes
from badger.verify import UnreadableInput
from tests.factories import (
    ADDRESSES,
    KEYRING,
    NOW,
    award,
    make_person,
    ready_to_award,
    resolver_of,
)


@pytest.fixture
def awarded(db):
    scene, (proposal_id,) = ready_to_award(db)
    return scene, award(db, proposal_id)


def _receive(db, data, person, *, now=NOW):
    return receive(db, data, person_id=person.id, resolver=resolver_of(db), now=now)


def test_a_badge_is_kept_byte_for_byte_with_an_index(db, awarded):
    scene, row = awarded

    holding = _receive(db, row.signed, scene.person)

    document = json.loads(row.signed)
    assert (row.signed, document["id"], NOW) == (
        holding.document,
        holding.credential_id,
        holding.received_at,
    )
    assert document["credentialSubject"]["achievement"]["id"] == holding.achievement_id


def test_the_same_badge_again_is_one_badge(db, awarded):
    scene, row = awarded

    first = _receive(db, row.signed, scene.person)
    again = _receive(db, row.signed, scene.person, now=NOW + timedelta(days=1))

    assert first.id == again.id
    assert 1 == len(holdings_of(db, scene.person.id))


def _edition(db, scene, row, *, valid_from) -> bytes:
    document = json.loads(row.signed)
    del document["proof"]
    document["validFrom"] = valid_from
    signer = KEYRING.signer(db, scene.partner.id)
    did = ADDRESSES.issuer_did(scene.partner.slug)
    return to_bytes(sign_document(document, signer, issuer=did, created=NOW))


def test_of_two_editions_the_newer_is_kept(db, awarded):
    scene, row = awarded
    older = _edition(db, scene, row, valid_from="2026-03-13T00:00:00Z")

    _receive(db, older, scene.person)
    newer = _receive(db, row.signed, scene.person)
    kept = _receive(db, older, scene.person)

    assert newer.id == kept.id
    assert row.signed == holdings_of(db, scene.person.id)[0].document


def test_two_people_may_keep_the_same_badge(db, awarded):
    scene, row = awarded
    other = make_person(db)

    assert _receive(db, row.signed, scene.person).id != _receive(db, row.signed, other).id


def test_a_changed_badge_is_refused(db, awarded):
    scene, row = awarded

    with pytest.raises(NotAuthentic) as refusal:
        _receive(db, row.signed.replace(b"quipe", b"quiPe", 1), scene.person)

    assert {"findings": "proof.signature"} == refusal.value.facts
    assert [] == list(holdings_of(db, scene.person.id))


def test_what_is_no_badge_is_refused(db, awarded):
    scene, _ = awarded

    with pytest.raises(UnreadableInput):
        _receive(db, b"not json", scene.person)


def test_a_revoked_badge_may_be_kept(db, awarded):
    scene, row = awarded
    revoke_credential(
        db,
        row.id,
        reason="Test.",
        actor="test",
        now=NOW,
        keyring=KEYRING,
        addresses=ADDRESSES,
    )

    assert row.signed == _receive(db, row.signed, scene.person).document


def test_identifiers_are_compared_without_escapes_and_spaces():
    assert "did:web:localhost:8000" == plain(" did:web:localhost%3A8000 ")
