"""Signing keys at rest: sealed, bound to their partner, rotated, revoked."""

import subprocess
import sys

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from badger.credentials.did import verification_method
from badger.db.rows import AuditEventRow, SigningKeyRow
from badger.issuer.addresses import Addresses
from badger.issuer.key_sealing import KeyDamaged, KeyringLocked, KeyUnknown, WrongKeyEncryptionKey
from badger.issuer.keyring import Keyring
from badger.issuer.people_queries import (
    active_key,
    active_territory_key,
    keys_of_partner,
    territory_keys,
)
from badger.issuer.profiles import territory_document
from tests.factories import KEK, KEYRING, NOW, make_partner

OTHER_KEK = bytes(32)


@pytest.fixture
def partner(db):
    return make_partner(db)


def _kinds(db) -> list[str]:
    return list(db.scalars(select(AuditEventRow.kind).order_by(AuditEventRow.seq)))


def test_a_new_partner_has_one_key_that_signs(db, partner):
    signer = KEYRING.signer(db, partner.id)

    row = active_key(db, partner.id)
    assert (row.id, row.public_multikey) == (signer.key_id, signer.public.to_multikey())
    assert 64 == len(signer.sign(b"data"))


def test_k07_the_key_of_one_partner_cannot_be_registered_by_another(db, partner):
    other = make_partner(db)
    row = active_key(db, partner.id)
    active_key(db, other.id).retired_at = NOW
    db.flush()
    copied = SigningKeyRow(
        partner_id=other.id,
        public_multikey=row.public_multikey,
        sealed_seed=row.sealed_seed,
        wrapped_by=row.wrapped_by,
        created_at=NOW,
    )
    db.add(copied)

    with pytest.raises(IntegrityError):
        db.flush()


def test_q01_the_database_holds_no_usable_key(db, partner):
    seed = KEYRING.signer(db, partner.id).signer.expose_seed()

    dump = "".join(str(row) for row in db.execute(text("SELECT * FROM signing_keys")))

    assert str(seed)[2:-1] not in dump
    assert seed.hex() not in dump
    assert seed not in active_key(db, partner.id).sealed_seed


def test_q02_without_the_key_encryption_key_nothing_is_signed(db, partner):
    locked = Keyring(None)

    assert (True, False) == (locked.locked, KEYRING.locked)
    for act in (
        lambda: locked.signer(db, partner.id),
        lambda: locked.new_key(db, partner.id, actor="t", now=partner.created_at),
        lambda: locked.rotate(db, partner.id, actor="t", now=partner.created_at),
        lambda: locked.require_unlocked(db),
        lambda: locked.rewrap(db),
    ):
        with pytest.raises(KeyringLocked):
            act()


def test_q02_a_wrong_key_encryption_key_is_named_before_anything_is_signed(db, partner):
    wrong = Keyring(OTHER_KEK)

    with pytest.raises(WrongKeyEncryptionKey):
        wrong.require_unlocked(db)
    with pytest.raises(WrongKeyEncryptionKey):
        wrong.signer(db, partner.id)


def test_the_right_key_encryption_key_opens_every_key(db, partner):
    assert None is KEYRING.require_unlocked(db)


def test_q03_a_sealed_seed_moved_to_another_partner_does_not_open(db, partner):
    other = make_partner(db)
    mine, theirs = active_key(db, partner.id), active_key(db, other.id)
    mine.sealed_seed, theirs.sealed_seed = theirs.sealed_seed, mine.sealed_seed
    db.flush()

    with pytest.raises(KeyDamaged) as refusal:
        KEYRING.signer(db, partner.id)

    assert {"key": mine.id} == refusal.value.facts


def test_a_changed_byte_of_a_sealed_seed_is_noticed(db, partner):
    row = active_key(db, partner.id)
    row.sealed_seed = row.sealed_seed[:-1] + bytes([row.sealed_seed[-1] ^ 1])
    db.flush()

    with pytest.raises(KeyDamaged):
        KEYRING.require_unlocked(db)


def test_q04_keys_move_to_a_new_key_encryption_key_one_by_one(db, partner, now):
    make_partner(db)
    moving = Keyring(OTHER_KEK, former_key=KEK)
    row = active_key(db, partner.id)
    before = moving.signer(db, partner.id).public

    assert 4 == moving.rewrap(db)
    assert 0 == moving.rewrap(db)

    assert before == Keyring(OTHER_KEK).signer(db, partner.id).public
    with pytest.raises(WrongKeyEncryptionKey):
        KEYRING.signer(db, row.partner_id)


def test_q04_both_kinds_of_rows_are_read_while_they_move(db, partner):
    other = make_partner(db)
    moving = Keyring(OTHER_KEK, former_key=KEK)
    untouched = active_key(db, other.id).sealed_seed
    moving.rewrap(db)
    active_key(db, other.id).sealed_seed = untouched
    active_key(db, other.id).wrapped_by = _name_of(db, KEK)
    db.flush()

    moving.require_unlocked(db)


def _name_of(db, kek: bytes) -> str:
    probe = make_partner(db)
    return active_key(db, probe.id).wrapped_by


def test_q05_rotation_retires_the_old_key_and_keeps_its_public_half(db, partner, now):
    first = KEYRING.signer(db, partner.id)

    row = KEYRING.rotate(db, partner.id, actor="test", now=now)

    assert row.id == KEYRING.signer(db, partner.id).key_id
    published = {key.id: key.retired_at for key in keys_of_partner(db, partner.id)}
    assert {first.key_id: now, row.id: None} == published
    made = ["key.created"] * 2  # one signs, one is for badges shown in part
    assert ["partner.created", *made, "key.retired", *made] == _kinds(db)


def test_q06_a_compromised_key_is_revoked_and_replaced(db, partner, now):
    first = KEYRING.signer(db, partner.id)

    row = KEYRING.declare_compromised(db, first.key_id, actor="test", now=now)
    again = KEYRING.declare_compromised(db, first.key_id, actor="test", now=now.replace(hour=10))

    assert (first.key_id, now) == (row.id, row.compromised_at) == (again.id, again.compromised_at)
    assert first.key_id != KEYRING.signer(db, partner.id).key_id
    assert 1 == _kinds(db).count("key.compromised")


def test_q06_a_retired_key_may_be_declared_compromised_later(db, partner, now):
    first = KEYRING.signer(db, partner.id)
    active = KEYRING.rotate(db, partner.id, actor="test", now=now)

    KEYRING.declare_compromised(db, first.key_id, actor="test", now=now)

    assert active.id == KEYRING.signer(db, partner.id).key_id


def test_an_unknown_key_or_a_partner_without_one_is_named(db, partner, now):
    with pytest.raises(KeyUnknown):
        KEYRING.declare_compromised(db, "none", actor="test", now=now)
    with pytest.raises(KeyUnknown):
        KEYRING.rotate(db, "none", actor="test", now=now)
    with pytest.raises(KeyUnknown):
        KEYRING.signer(db, "none")


def test_a_partner_never_has_two_active_keys(db, partner, now):
    with pytest.raises(Exception, match=r"(?i)unique"):
        KEYRING.new_key(db, partner.id, actor="test", now=now)


def test_q07_no_representation_shows_a_secret(db, partner):
    signer = KEYRING.signer(db, partner.id)
    seed = signer.signer.expose_seed()
    shown = f"{KEYRING!r} {signer!r} {Keyring(OTHER_KEK, former_key=KEK)!r}"

    assert not any(secret in shown for secret in (repr(seed), repr(KEK), repr(OTHER_KEK)))


def test_q09_identifiers_and_keys_of_forked_workers_differ():
    program = (
        "import os\n"
        "from badger.db.base import new_id\n"
        "new_id()\n"
        "for _ in range(4):\n"
        "    child = os.fork()\n"
        "    if child == 0:\n"
        "        print('\\n'.join(new_id() for _ in range(1000)), flush=True)\n"
        "        os._exit(0)\n"
        "    os.waitpid(child, 0)\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    made = answer.stdout.split()
    assert (4000, 4000) == (len(made), len(set(made)))


def test_the_territory_has_one_key_of_its_own_made_when_it_is_first_needed(db):
    first = KEYRING.territory_signer(db, now=NOW)
    second = KEYRING.territory_signer(db, now=NOW)

    assert first.public == second.public
    assert 1 == len(territory_keys(db))
    assert ["key.created"] == _kinds(db)


def test_of_two_keys_made_at_once_for_the_territory_the_first_counts(db):
    signer = KEYRING.territory_signer(db, now=NOW)

    KEYRING._make_territory_key(db, now=NOW)

    assert [signer.public.to_multikey()] == [row.public_multikey for row in territory_keys(db)]
    assert ["key.created"] == _kinds(db)


def test_the_document_of_the_territory_publishes_its_key_for_assertions(db):
    signer = KEYRING.territory_signer(db, now=NOW)
    addresses = Addresses("https://territoire.example")

    document = territory_document(db, addresses)

    method = f"did:web:territoire.example#{signer.public.to_multikey()}"
    published = verification_method(document, method)
    assert signer.public == published.key
    assert "assertionMethod" in published.relationships


def test_q01_the_key_of_the_territory_is_sealed_and_moves_with_the_others(db, partner):
    KEYRING.territory_signer(db, now=NOW)
    other = Keyring(OTHER_KEK, former_key=KEK)

    assert 3 == other.rewrap(db)

    assert other.territory_signer(db, now=NOW).public.to_multikey() == (
        active_territory_key(db).public_multikey
    )
    with pytest.raises(WrongKeyEncryptionKey):
        KEYRING.territory_signer(db, now=NOW)


def test_q02_a_locked_keyring_signs_nothing_for_the_territory(db):
    with pytest.raises(KeyringLocked):
        Keyring(None).territory_signer(db, now=NOW)
