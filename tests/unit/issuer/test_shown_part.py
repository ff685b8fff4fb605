"""The part of an award that a share shows: what is in it, what is not, and how long it holds."""

from datetime import timedelta

import cbor2
import pytest
from sqlalchemy import select, text

from badger.credentials.cryptosuites.ecdsa_sd_2023.errors import AlreadyDerived
from badger.credentials.selective_proof import derive_proof
from badger.credentials.strict_json import parse_object
from badger.db.rows import AuditEventRow, CredentialRow, SelectiveKeyRow
from badger.issuer.compromise import declare_key_compromised
from badger.issuer.departures import archive_partner
from badger.issuer.key_sealing import KeyDamaged, KeyringLocked, WrongKeyEncryptionKey
from badger.issuer.keyring import Keyring
from badger.issuer.people_queries import active_selective_key
from badger.issuer.revocation import revoke_credential
from badger.issuer.shown_part import (
    PartNotGiven,
    ShownPart,
    may_be_shown_in_part,
    part_signer,
    sign_part,
)
from badger.issuer.signing import sign_document
from badger.issuer.status import to_bytes
from badger.issuer.suspension import suspend_credential
from tests.factories import (
    ADDRESSES,
    KEK,
    KEYRING,
    NOW,
    award,
    make_partner,
    ready_to_award,
    report_on,
    resolver_of,
)
from tests.selective_badges import components, proof_bytes, with_bytes

LATER = NOW + timedelta(days=3)
STOLEN = NOW + timedelta(days=5)
SEED = "0123456789abcdef0123456789abcdef a-holding"
PARTS = {"actor": "test", "keyring": KEYRING, "addresses": ADDRESSES}
SHOWN = {
    *("@context", "id", "type", "issuer", "name", "validFrom", "awardedDate"),
    *("credentialSubject", "credentialStatus", "proof"),
}


@pytest.fixture
def scene(db):
    found, proposals = ready_to_award(db)
    award(db, proposals[0])
    return found


@pytest.fixture
def row(db, scene):
    return db.scalars(select(CredentialRow)).one()


def part_of(db, row, *, evidence=False, seed=SEED, now=LATER) -> bytes:
    by = part_signer(db, row, keyring=KEYRING, now=now, addresses=ADDRESSES)
    shown = ShownPart(evidence=evidence, seed=seed)
    return sign_part(row.signed, shown, by=by, resolver=resolver_of(db), now=now)


def said(db, part, *, now=LATER):
    report = report_on(db, part, now=now)
    cause = next((f.code for f in report.findings if f.outcome in ("failed", "undetermined")), "")
    return report.verdict, cause


def without_ids(document: dict) -> dict:
    subject = {name: value for name, value in document["credentialSubject"].items() if name != "id"}
    rest = {name: document[name] for name in document if name not in ("id", "proof")}
    return {**rest, "credentialSubject": subject}


def test_a_part_verifies_on_its_own_and_the_report_says_that_it_is_one(db, row):
    report = report_on(db, part_of(db, row), now=LATER)

    assert "verified" == report.verdict
    assert report.is_shown_in_part
    assert "2026-03-17T09:30:00Z" == report.finding("proof").facts["created"]
    assert "status.clear" == report.finding("status").code
    assert not report_on(db, row.signed).is_shown_in_part


def test_a_part_says_what_the_award_says_and_leaves_out_where_when_and_by_whom(db, row):
    part, whole = parse_object(part_of(db, row)), without_ids(parse_object(row.signed))
    del whole["evidence"]
    for private in ("activityStartDate", "activityEndDate"):
        del whole["credentialSubject"][private]

    assert whole == without_ids(part)
    assert SHOWN == set(part)
    assert {"id", "type", "achievement", "result"} == set(part["credentialSubject"])


def test_a_part_with_where_and_when_says_all_that_the_award_says(db, row):
    part = parse_object(part_of(db, row, evidence=True))

    assert without_ids(parse_object(row.signed)) == without_ids(part)
    assert "verified" == said(db, to_bytes(part))[0]


def test_what_a_badge_will_say_one_day_is_left_out(db, row, scene):
    signer = KEYRING.signer(db, scene.partner.id)
    document = parse_object(row.signed)
    del document["proof"]
    document["credentialSubject"]["narrative"] = "CANARI-DE-PLUS"
    document["description"] = "CANARI-DE-PLUS"
    issuer = ADDRESSES.issuer_did(scene.partner.slug)
    row.signed = to_bytes(sign_document(document, signer, issuer=issuer, created=NOW))

    assert b"CANARI-DE-PLUS" not in part_of(db, row, evidence=True)


def test_r02_nothing_hidden_is_in_the_bytes_of_a_part_in_any_spelling(db, row):
    whole = parse_object(row.signed)
    (evidence,) = whole["evidence"]
    hidden = [
        *(evidence["name"], evidence["narrative"], "coach sportif", "gymnase", "2026-03-12"),
        *(whole["id"], row.id, whole["credentialSubject"]["id"], row.person_id),
        whole["proof"]["proofValue"],
    ]
    part = part_of(db, row)
    inside = proof_bytes(parse_object(part))

    spelt = part.decode() + inside.decode("latin-1") + repr(cbor2.loads(inside[3:]))
    assert [] == [canary for canary in hidden if canary in spelt or canary in inside.hex()]
    assert "Esprit d'équipe" in spelt


def test_r02_the_proof_of_a_part_does_not_tell_how_much_is_hidden(db, row):
    """No signature stands for something hidden, and labels are of what is shown alone."""
    part = parse_object(part_of(db, row))
    _, _, signatures, labels, indexes = components(part)

    assert [] == signatures
    assert list(range(len(indexes))) == indexes
    assert list(range(len(labels))) == sorted(labels)


def test_r02_a_part_has_the_same_ids_each_time_and_others_in_another_share(db, row):
    def ids(part: bytes) -> set[str]:
        document = parse_object(part)
        return {document["id"], document["credentialSubject"]["id"]}

    first, again = ids(part_of(db, row)), ids(part_of(db, row, now=STOLEN))
    other = ids(part_of(db, row, seed=SEED + "2"))

    assert (2, first) == (len(first), again)
    assert first.isdisjoint(other)
    assert all(one.startswith("urn:uuid:") for one in first | other)


def test_one_changed_bit_of_a_part_is_refused(db, row):
    part = parse_object(part_of(db, row))
    inside = proof_bytes(part)
    for place in range(0, len(inside), 83):
        changed = bytearray(inside)
        changed[place] ^= 1
        document = with_bytes(part, bytes(changed))
        assert ("not_verified", place) == (said(db, to_bytes(document))[0], place)


@pytest.mark.parametrize("member", ["name", "validFrom", "awardedDate", "id"])
def test_one_changed_value_of_a_part_is_refused(db, row, member):
    part = parse_object(part_of(db, row))
    other = {"name": "Autre", "id": "urn:uuid:6f9619ff-8b86-4011-b42d-00cf4fc964ff"}
    part[member] = other.get(member, "2026-03-14T09:29:59Z")

    assert ("not_verified", "proof.signature") == said(db, to_bytes(part))


def test_a_part_without_its_status_is_refused(db, row):
    part = parse_object(part_of(db, row))
    del part["credentialStatus"]

    assert "not_verified" == said(db, to_bytes(part))[0]


def test_f06_a_revocation_is_seen_in_a_part_and_no_other_part_is_given(db, row):
    part = part_of(db, row)
    revoke_credential(db, row.id, reason="Une erreur.", now=LATER, **PARTS)

    assert ("not_verified", "status.revoked") == said(db, part)
    assert not may_be_shown_in_part(db, row)
    with pytest.raises(PartNotGiven):
        part_of(db, row)


def test_a_suspension_is_seen_in_a_part_and_no_other_part_is_given(db, row):
    part = part_of(db, row)
    suspend_credential(db, row.id, reason="Un doute.", now=LATER, **PARTS)

    assert ("not_verified", "status.suspended") == said(db, part)
    with pytest.raises(PartNotGiven):
        part_of(db, row)


def test_c21_a_partner_that_left_signs_no_part_and_those_of_before_verify(db, row, scene):
    part = part_of(db, row)
    archive_partner(db, scene.partner.slug, actor="test", now=LATER)

    with pytest.raises(PartNotGiven):
        part_of(db, row)
    assert ("verified", "") == said(db, part, now=STOLEN)


def test_what_somebody_slipped_into_the_database_gets_no_fresh_signature(db, row):
    by = part_signer(db, row, keyring=KEYRING, now=LATER, addresses=ADDRESSES)
    forged = row.signed.replace("Esprit d'équipe".encode(), b"Esprit d'attaque")

    with pytest.raises(PartNotGiven):
        sign_part(
            forged,
            ShownPart(evidence=False, seed=SEED),
            by=by,
            resolver=resolver_of(db),
            now=LATER,
        )


def test_q05_after_a_rotation_another_key_signs_and_former_parts_verify(db, row, scene):
    former = part_of(db, row)
    KEYRING.rotate(db, scene.partner.id, actor="test", now=LATER)
    now = STOLEN

    part = part_of(db, row, now=now)

    keys = [parse_object(one)["proof"]["verificationMethod"] for one in (former, part)]
    assert keys[0] != keys[1]
    assert [("verified", "")] * 2 == [said(db, one, now=now) for one in (former, part)]


def test_q06_parts_of_a_stolen_key_are_believed_no_more_and_are_given_anew(db, row, scene):
    before, after = part_of(db, row), part_of(db, row, now=STOLEN)
    declare_key_compromised(db, scene.partner, since=STOLEN, now=STOLEN, **PARTS)

    anew = part_of(db, row, now=STOLEN + timedelta(minutes=1))

    now = STOLEN + timedelta(days=1)
    # A thief writes dates as they like, and no register lists parts.
    assert ("inconclusive", "issuer.key_revoked_since") == said(db, before, now=now)
    assert ("not_verified", "issuer.key_revoked") == said(db, after, now=now)
    assert ("verified", "") == said(db, anew, now=now)


def test_q01_the_key_is_made_once_sealed_moved_and_bound_to_its_partner(db, scene):
    signer = KEYRING.selective_signer(db, scene.partner.id, now=NOW)
    row = active_selective_key(db, scene.partner.id)

    assert signer.public == KEYRING.selective_signer(db, scene.partner.id, now=NOW).public
    assert ("P-256", row.public_multikey) == (signer.public.kind, signer.public.to_multikey())
    dump = "".join(str(one) for one in db.execute(text("SELECT * FROM selective_keys")))
    assert signer.expose_secret_multikey() not in dump
    assert signer.expose_secret_multikey().encode() not in row.sealed_seed
    kinds = select(AuditEventRow).where(AuditEventRow.subject == row.id)
    assert ["key.created"] == [event.kind for event in db.scalars(kinds)]

    moved = Keyring(bytes(32), former_key=KEK)
    assert 2 == moved.rewrap(db)
    moved.require_unlocked(db)
    assert signer.public == moved.selective_signer(db, scene.partner.id, now=NOW).public
    with pytest.raises(WrongKeyEncryptionKey):
        KEYRING.selective_signer(db, scene.partner.id, now=NOW)


def test_a_partner_of_before_gets_its_key_when_a_part_is_first_signed(db, row):
    db.delete(db.scalars(select(SelectiveKeyRow)).one())
    db.flush()

    part = part_of(db, row)

    assert ("verified", "") == said(db, part)
    assert 1 == len(db.scalars(select(SelectiveKeyRow)).all())


def test_q06_with_a_stolen_key_of_before_the_keys_beside_it_end_too(db, scene):
    first = KEYRING.signer(db, scene.partner.id).key_id
    KEYRING.rotate(db, scene.partner.id, actor="test", now=NOW)
    KEYRING.declare_compromised(db, first, actor="test", now=LATER)

    ended = db.scalars(select(SelectiveKeyRow.compromised_at)).all()
    assert [LATER, LATER] == list(ended)


def test_q03_a_sealed_key_of_another_partner_does_not_open(db, scene):
    other = make_partner(db)
    for partner in (scene.partner, other):
        KEYRING.selective_signer(db, partner.id, now=NOW)
    mine, theirs = db.scalars(select(SelectiveKeyRow)).all()
    mine.sealed_seed, theirs.sealed_seed = theirs.sealed_seed, mine.sealed_seed
    db.flush()

    with pytest.raises(KeyDamaged):
        KEYRING.selective_signer(db, other.id, now=NOW)


def test_q02_a_locked_keyring_signs_no_part(db, row):
    with pytest.raises(KeyringLocked):
        part_signer(db, row, keyring=Keyring(None), now=LATER, addresses=ADDRESSES)


def test_d17_nobody_takes_a_part_of_a_part(db, row):
    part = parse_object(part_of(db, row))

    with pytest.raises(AlreadyDerived):
        derive_proof(part, ["/name"])
