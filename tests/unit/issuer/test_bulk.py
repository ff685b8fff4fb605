"""Many credentials at once: from a template, and the same as one at a time."""

import hashlib
import json
from dataclasses import fields, replace

import pytest
from sqlalchemy import event, func, select

from badger.credentials.canonical import canonical_nquads
from badger.credentials.prepared_proof import UnsteadySigner
from badger.db.audit import verify_chain
from badger.db.rows import AuditEventRow, CredentialRow, OutboxRow, ProposalRow, StatusEntryRow
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.award import AwardRequest, award_badges
from badger.issuer.compose import Award
from badger.issuer.composer import Written
from badger.issuer.keyring import Keyring
from badger.issuer.own_documents import own_document
from badger.issuer.proposal_queries import locked_proposals
from badger.issuer.recognition.decide import decide
from badger.issuer.recognition.facts import award_facts
from badger.issuer.recognition.observations import Mark, record_marks
from badger.issuer.recognition.rules import AwardRule, Level
from badger.issuer.recognition.sessions import add_observer, add_participant
from badger.issuer.reserve import Decided, prepare_credentials
from badger.issuer.sealing import SAMPLE, Sealing
from badger.issuer.self_check import SelfCheck, SignatureRefused
from badger.issuer.signing import PartnerSigner
from badger.issuer.status import to_bytes
from tests.factories import (
    ADDRESSES,
    KEYRING,
    NOW,
    accept_all,
    make_scene,
    make_session,
    ready_to_award,
    report_on,
    watch,
)


def _show_more(db, scene, person, criterion, level):
    marks = [Mark(scene.session.id, person.id, criterion, level)]
    record_marks(
        db, marks, observer_id=scene.coach.id, idempotency_key=f"more-{person.id}", now=NOW
    )


def _with_different_levels(db, *, people):
    """A session in which everybody but the first showed something else."""
    scene = make_scene(db, people=people)
    watch(db, scene)
    criteria = [criterion.id for criterion in criteria_of(db, scene.version.id)]
    for number, person in enumerate(scene.people[1:]):
        _show_more(db, scene, person, criteria[number % 4], Level.ON_OWN)
    return scene, accept_all(db, scene)


def _award_all(db, proposals, keyring=KEYRING):
    requests = [AwardRequest(one, f"key-{one}") for one in proposals]
    return award_badges(db, requests, keyring=keyring, now=NOW, addresses=ADDRESSES)


def _prepare(db, proposals):
    rows = list(locked_proposals(db, proposals).values())
    facts = award_facts(db, [(row.person_id, row.version_id) for row in rows])
    decided = []
    for row in rows:
        known, version = facts[row.person_id, row.version_id]
        decided.append(Decided(row, row.id, decide(known, AwardRule.from_json(version.rule))))
    return prepare_credentials(db, decided, keyring=KEYRING, now=NOW, addresses=ADDRESSES)


def test_the_first_is_written_alone_and_the_others_from_a_template(db):
    _, proposals = _with_different_levels(db, people=6)

    hashes = [one.written.document_hash for one in _prepare(db, proposals)]

    assert [True, False, False, False, False, False] == [digest is None for digest in hashes]


def test_what_a_template_gives_is_what_the_general_path_gives(db):
    _, proposals = _with_different_levels(db, people=6)

    for one in _prepare(db, proposals)[1:]:
        document = json.loads(one.written.document)
        assert to_bytes(document) == one.written.document
        assert (
            hashlib.sha256(canonical_nquads(document).encode()).digest()
            == one.written.document_hash
        )


def test_each_of_many_tells_its_own_levels_and_place(db):
    scene, proposals = _with_different_levels(db, people=5)
    rows = _award_all(db, proposals)

    told = {
        row.person_id: [
            int(result["achievedLevel"][-1])
            for result in json.loads(row.signed)["credentialSubject"]["result"]
        ]
        for row in rows
    }

    expected = [[1, 1, 1, 1], [2, 1, 1, 1], [1, 2, 1, 1], [1, 1, 2, 1], [1, 1, 1, 2]]
    assert expected == [told[person.id] for person in scene.people]
    for row in rows:
        status = json.loads(row.signed)["credentialStatus"]
        address = ADDRESSES.status_list(row.list_id)
        assert (f"{address}#{row.list_index}", str(row.list_index)) == (
            status["id"],
            status["statusListIndex"],
        )


def test_every_one_of_many_verifies_and_is_recorded(db):
    _, proposals = _with_different_levels(db, people=7)

    rows = _award_all(db, proposals)
    db.expire_all()

    assert ["verified"] * 7 == [report_on(db, row.signed).verdict for row in rows]
    assert {"issued"} == set(db.scalars(select(ProposalRow.state)))
    assert 7 == db.scalar(select(func.count()).select_from(OutboxRow))
    assert {row.id for row in rows} == set(
        db.scalars(select(AuditEventRow.subject).where(AuditEventRow.kind == "credential.issued"))
    )
    assert None is verify_chain(db)
    places = {(row.list_id, row.list_index) for row in rows}
    assert places == set(db.execute(select(StatusEntryRow.list_id, StatusEntryRow.list_index)))
    assert 7 == len(places)


def test_evidence_that_nothing_tells_apart_takes_the_general_path(db):
    scene = make_scene(db, people=3)
    again = make_session(db, scene.partner, scene.version)
    for observer, role in ((scene.coach, "coach sportif"), (scene.trainer, "formateur")):
        add_observer(db, again.id, person_id=observer.id, role=role, now=NOW)
    for person in scene.people:
        add_participant(db, again.id, person_id=person.id, now=NOW)
    watch(db, scene)
    watch(db, replace(scene, session=again), level=Level.ON_OWN)

    prepared = _prepare(db, accept_all(db, scene))

    first, second = json.loads(prepared[0].written.document)["evidence"]
    assert first == second
    assert [None] * 3 == [one.written.document_hash for one in prepared]


def test_a_new_part_of_an_award_must_be_part_of_what_makes_two_the_same():
    # `sameness` holds version, list, evidence, criteria and pieces; the sessions and their hosts
    # are those of one transaction, and the identifiers and levels have slots.
    parts = ["credential_id", "text", "decision", "place", "sessions", "hosts", "named_pieces"]
    assert parts == [field.name for field in fields(Award)]


def test_awards_at_once_cost_few_statements(db):
    _, few = ready_to_award(db, people=2)
    _, many = ready_to_award(db, people=20)
    counts = []
    for proposals in (few, many):
        statements = []
        event.listen(db.get_bind(), "before_cursor_execute", lambda *_, to=statements: to.append(1))
        _award_all(db, proposals)
        counts.append(len(statements))

    assert counts[0] + 3 >= counts[1] - counts[0]


class Counting:
    """Stands where our own verifier stands, and counts what it is given."""

    def __init__(self):
        self.seen = []

    def require_verified(self, signed, *, now):
        assert NOW == now
        self.seen.append(signed)


def _sealing(db, scene, check):
    signer = KEYRING.signer(db, scene.partner.id)
    issuer = ADDRESSES.issuer_did(scene.partner.slug)
    return Sealing(signer, issuer=issuer, now=NOW, check=check)


def test_our_own_verifier_reads_the_first_and_one_in_fifty_of_a_template(db):
    scene, proposals = ready_to_award(db, people=2)
    written = _prepare(db, proposals)[1].written
    check = Counting()
    sealing = _sealing(db, scene, check)

    sealed = [sealing.seal(written) for _ in range(SAMPLE + 1)]

    assert [sealed[0], sealed[SAMPLE]] == check.seen


def test_our_own_verifier_reads_each_of_the_general_path(db):
    scene, proposals = ready_to_award(db)
    written = _prepare(db, proposals)[0].written
    check = Counting()
    sealing = _sealing(db, scene, check)

    sealed = [sealing.seal(written) for _ in range(3)]

    assert sealed == check.seen


def _self_check(db, scene, row):
    """Our own verifier, reading what is published."""
    lists = (ADDRESSES.status_list(row.list_id), ADDRESSES.suspension_list(row.list_id))
    addresses = (ADDRESSES.issuer_did(scene.partner.slug), *lists)
    return SelfCheck({one: own_document(db, one, ADDRESSES) for one in addresses})


def test_i08_a_hash_that_is_not_the_documents_is_caught(db):
    scene, proposals = ready_to_award(db, people=2)
    first, second = _prepare(db, proposals)
    right = second.written
    sealing = _sealing(db, scene, _self_check(db, scene, first.row))

    assert "verified" == report_on(db, sealing.seal(right)).verdict
    with pytest.raises(SignatureRefused):
        _sealing(db, scene, _self_check(db, scene, first.row)).seal(
            Written(right.document, bytes(32), right.context)
        )


class UnsteadyKeyring(Keyring):
    """Its keys sign right the first three times, then err every other time."""

    def signer(self, db, partner_id):
        signer = KEYRING.signer(db, partner_id)
        return PartnerSigner(signer.key_id, partner_id, UnsteadyKey(signer.signer))


class UnsteadyKey:
    """A key in memory that goes bad."""

    def __init__(self, signer):
        self.public, self._signer, self.calls = signer.public, signer, 0

    def sign(self, data: bytes) -> bytes:
        self.calls += 1
        signature = self._signer.sign(data)
        if self.calls <= 3 or self.calls % 2:
            return signature
        return signature[:-1] + bytes([signature[-1] ^ 1])


def test_i08_a_key_that_errs_among_many_is_caught_and_nothing_is_kept(db):
    _, proposals = ready_to_award(db, people=6)
    db.commit()

    with pytest.raises(UnsteadySigner):
        _award_all(db, proposals, keyring=UnsteadyKeyring(KEYRING.key_encryption_key))
    db.rollback()

    assert 0 == db.scalar(select(func.count()).select_from(CredentialRow))
    assert {"accepted"} == set(db.scalars(select(ProposalRow.state)))
