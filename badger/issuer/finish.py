"""From the stored unsigned credential to the signed one: sign, verify, store, record."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from badger.db.audit import AuditEvent, append_events
from badger.db.base import Session
from badger.db.bulk import store_rows
from badger.db.outbox import ask_later
from badger.db.rows import CredentialRow, PartnerRow
from badger.issuer.addresses import Addresses
from badger.issuer.award_queries import status_lists_by_ids
from badger.issuer.clock_check import require_clock_for_signing
from badger.issuer.composer import Written
from badger.issuer.composites import propose_composites
from badger.issuer.keyring import Keyring
from badger.issuer.profiles import issuer_document
from badger.issuer.proposal_queries import locked_proposals, mark_issued
from badger.issuer.reserve import Prepared
from badger.issuer.sealing import Sealing
from badger.issuer.self_check import SelfCheck
from badger.issuer.signing import PartnerSigner
from badger.issuer.status import to_bytes

ACTOR = "badger"


def finish_awards(
    db: Session,
    rows: Sequence[CredentialRow],
    *,
    keyring: Keyring,
    now: datetime,
    addresses: Addresses,
) -> None:
    """Finish what an earlier transaction reserved; what another finished meanwhile stays.

    Raises: as complete_awards.
    """
    # The proposals are locked first, as everywhere: only then is what is read here final.
    locked_proposals(db, [row.proposal_id for row in rows if row.proposal_id])
    for row in rows:
        db.refresh(row)
    complete_awards(db, rows, keyring=keyring, now=now, addresses=addresses)


def complete_awards(
    db: Session,
    rows: Iterable[CredentialRow],
    *,
    prepared: Sequence[Prepared] = (),
    keyring: Keyring,
    now: datetime,
    addresses: Addresses,
) -> None:
    """Sign what is only reserved, and record it; the caller holds the proposals' locks.

    rows:     are stored; those that are signed already stay as they are.
    prepared: are stored here, signed.
    Raises: KeyringLocked, ClockBehind, SignatureRefused, UnsteadySigner; then nothing of these
            is signed.
    """
    require_clock_for_signing(db, now=now)
    by_issuer: defaultdict[str, list[Prepared]] = defaultdict(list)
    left = [Prepared(row, Written(row.unsigned or b"")) for row in rows if row.state == "reserved"]
    for one in (*left, *prepared):
        by_issuer[one.row.issuer_id].append(one)
    for issuer_id, some in sorted(by_issuer.items()):
        signer = keyring.signer(db, issuer_id)
        issuer = db.get_one(PartnerRow, issuer_id)
        _sign_all(db, some, issuer=issuer, signer=signer, now=now, addresses=addresses)
    store_rows(db, [one.row for one in prepared])
    _record_awards(db, [one.row for some in by_issuer.values() for one in some], now=now)


def _sign_all(
    db: Session,
    prepared: Sequence[Prepared],
    *,
    issuer: PartnerRow,
    signer: PartnerSigner,
    now: datetime,
    addresses: Addresses,
) -> None:
    published = _published(db, issuer, [one.row for one in prepared], addresses=addresses)
    did, check = addresses.issuer_did(issuer.slug), SelfCheck(published)
    sealing = Sealing(signer, issuer=did, now=now, check=check)
    for one in prepared:
        row = one.row
        row.signed, row.unsigned, row.key_id = sealing.seal(one.written), None, signer.key_id
        row.state, row.issued_at = "issued", now


def _published(
    db: Session, issuer: PartnerRow, rows: Sequence[CredentialRow], *, addresses: Addresses
) -> Mapping[str, bytes]:
    """Gather what the world reads about this issuer: its document and its status lists."""
    lists = status_lists_by_ids(db, {row.list_id for row in rows})
    published = {addresses.status_list(row.id): row.published or b"" for row in lists}
    published |= {addresses.suspension_list(row.id): row.suspensions or b"" for row in lists}
    document = issuer_document(db, issuer.slug, addresses)
    return {**published, addresses.issuer_did(issuer.slug): to_bytes(document)}


def _record_awards(db: Session, rows: Sequence[CredentialRow], *, now: datetime) -> None:
    db.flush()
    mark_issued(db, [row.proposal_id for row in rows if row.proposal_id])
    ask_later(db, "deliver", facts=[{"credential": row.id} for row in rows], now=now)
    append_events(db, [_issued(row) for row in rows], now=now)
    propose_composites(db, rows, now=now)


def _issued(row: CredentialRow) -> AuditEvent:
    """Enter a credential into the register: its digest proves later what was issued when."""
    return AuditEvent(
        "credential.issued",
        ACTOR,
        row.id,
        {
            "issuer": row.issuer_id,
            "version": row.version_id,
            "proposal": row.proposal_id,
            "list": row.list_id,
            "index": row.list_index,
            "key": row.key_id,
            "sha256": hashlib.sha256(row.signed or b"").hexdigest(),
        },
    )
