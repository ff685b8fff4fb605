"""Status lists: one random place per credential, one signed list per 131,072 places."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime

from badger.credentials.keys import Signer
from badger.credentials.status_list import (
    LIST_LENGTH,
    new_bitstring,
    status_list_credential,
    with_bits,
)
from badger.db.base import Session, new_id
from badger.db.bulk import insert_values
from badger.db.rows import PartnerRow, StatusEntryRow, StatusListRow
from badger.db.writing import inserted_keys
from badger.issuer.addresses import Addresses
from badger.issuer.award_queries import (
    given_indexes,
    locked_list_numbered,
    locked_newest_list,
    revoked_indexes,
    status_list_row,
    suspended_indexes,
)
from badger.issuer.compose import Place
from badger.issuer.errors import IssuerError
from badger.issuer.signing import sign_document
from badger.json_value import JsonObject

# A random free place is found quickly as long as one in ten is free; and a verifier who counts
# set bits learns no more than that a list is not empty.
FULL_PERCENT = 90
# A verifier may keep a copy for five minutes: a revocation is seen after that at the latest.
TTL_MS = 300_000
RANDOM = secrets.SystemRandom()


class StatusListUnknown(IssuerError):
    """There is no such status list."""

    code = "status.list_unknown"


def reserve_status_entries(
    db: Session,
    partner: PartnerRow,
    *,
    count: int,
    signer: Signer,
    addresses: Addresses,
    now: datetime,
    length: int = LIST_LENGTH,
) -> list[Place]:
    """Reserve random places, never given before; a new list is begun at nine tenths.

    length: places used of a new list (its bitstring always has LIST_LENGTH bits).
    Source: Bitstring Status List v1.0, section 2.1: indexes are assigned at random.
    """
    places: list[Place] = []
    while len(places) < count:
        row = locked_newest_list(db, partner.id)
        if row is None or _free_places(row) < 1:
            number = row.number + 1 if row else 1
            row = _begin_list(db, partner, number=number, length=length, now=now)
            publish_status_list(
                db, row, partner=partner, signer=signer, addresses=addresses, now=now
            )
        if row.suspensions is None:
            # Also a list that was begun before there were suspensions: its new badges name both.
            publish_suspensions(
                db, row, partner=partner, signer=signer, addresses=addresses, now=now
            )
        places += _reserve_in(db, row, min(count - len(places), _free_places(row)), now=now)
    return places


def rest_status_list(db: Session, partner_id: str) -> bool:
    """Give no place of a partner's newest list any more; tell whether there was one that did.

    After a restore: what was given since the backup is unknown, so every place counts as given.
    """
    row = locked_newest_list(db, partner_id)
    if row is None or _free_places(row) < 1:
        return False
    row.reserved = row.length
    db.flush()
    return True


def publish_status_list(
    db: Session,
    row: StatusListRow,
    *,
    partner: PartnerRow,
    signer: Signer,
    addresses: Addresses,
    now: datetime,
) -> None:
    """Sign the list anew from its rows, in the transaction that changed them.

    The caller holds the list's lock, so that no revocation is left out of the bits.
    """
    row.published, row.published_at = _signed_list(
        revoked_indexes(db, row.id),
        address=addresses.status_list(row.id),
        purpose="revocation",
        issuer=addresses.issuer_did(partner.slug),
        signer=signer,
        # Never older than the one before, whatever the clock does: verifiers refuse a rollback.
        valid_from=max(now, row.published_at or now),
    )
    row.version += 1
    db.flush()


def publish_suspensions(
    db: Session,
    row: StatusListRow,
    *,
    partner: PartnerRow,
    signer: Signer,
    addresses: Addresses,
    now: datetime,
) -> None:
    """Sign the list of suspensions anew, as `publish_status_list` does that of revocations."""
    row.suspensions, row.suspensions_at = _signed_list(
        suspended_indexes(db, row.id),
        address=addresses.suspension_list(row.id),
        purpose="suspension",
        issuer=addresses.issuer_did(partner.slug),
        signer=signer,
        valid_from=max(now, row.suspensions_at or now),
    )
    db.flush()


def _signed_list(
    indexes: Sequence[int],
    *,
    address: str,
    purpose: str,
    issuer: str,
    signer: Signer,
    valid_from: datetime,
) -> tuple[bytes, datetime]:
    unsigned = status_list_credential(
        address,
        issuer=issuer,
        bits=with_bits(new_bitstring(), indexes),
        valid_from=valid_from,
        purpose=purpose,
        ttl_ms=TTL_MS,
    )
    signed = sign_document(unsigned, signer, issuer=issuer, created=valid_from)
    return to_bytes(signed), valid_from


def published_status_list(db: Session, list_id: str) -> bytes:
    """Return the signed list, byte for byte as published. Raises: StatusListUnknown."""
    row = status_list_row(db, list_id)
    if row is None or row.published is None:
        raise StatusListUnknown(list=list_id)
    return row.published


def published_suspensions(db: Session, list_id: str) -> bytes:
    """Return the signed list of suspensions, as published. Raises: StatusListUnknown."""
    row = status_list_row(db, list_id)
    if row is None or row.suspensions is None:
        raise StatusListUnknown(list=list_id)
    return row.suspensions


def to_bytes(document: JsonObject) -> bytes:
    """Write a document as it is stored and served: UTF-8, without spaces."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _begin_list(
    db: Session, partner: PartnerRow, *, number: int, length: int, now: datetime
) -> StatusListRow:
    """Begin the list of that number; of two transactions that do, one takes the other's."""
    values = {
        "id": new_id(),
        "partner_id": partner.id,
        "number": number,
        "length": length,
        "reserved": 0,
        "version": 0,
        "created_at": now,
    }
    inserted_keys(db, StatusListRow, [values])
    return locked_list_numbered(db, partner.id, number=number)


def _free_places(row: StatusListRow) -> int:
    return row.length * FULL_PERCENT // 100 - row.reserved


def _reserve_in(db: Session, row: StatusListRow, count: int, *, now: datetime) -> list[Place]:
    """Reserve `count` places of a locked list that has as many free ones."""
    taken: list[int] = []
    while len(taken) < count:
        guessed = RANDOM.sample(range(row.length), count - len(taken))
        known = {*taken, *given_indexes(db, row.id, guessed)}
        taken += [index for index in guessed if index not in known]
    # Whoever holds the list's lock is alone in giving places; were it not so, their primary
    # key would refuse.
    insert_values(
        db,
        StatusEntryRow,
        [{"list_id": row.id, "list_index": index, "reserved_at": now} for index in taken],
    )
    row.reserved += count
    db.flush()
    return [Place(row.id, index) for index in taken]
