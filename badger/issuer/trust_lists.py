"""Lists of recognised issuers: signing the territory's own, importing those of others (S11)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import PartnerRow, TrustListRow
from badger.db.writing import insert_absent
from badger.issuer.addresses import Addresses
from badger.issuer.errors import IssuerError
from badger.issuer.keyring import Keyring
from badger.issuer.partners import partner_by_slug
from badger.issuer.status import to_bytes
from badger.issuer.trust_queries import (
    changed_trust_list,
    imported_lists,
    partners_by_slug,
    trust_list_at,
)
from badger.json_value import JsonObject
from badger.verify.resolve import Resolver
from badger.verify.signed_lists import read_signed_list, signed_list
from badger.verify.trust import IMPORTED, TERRITORY, RecognisedIssuer, TrustList, read_trust_list

# Signed anew well before its end, so that a copy fetched at any time lasts for weeks.
RENEWED_AFTER = timedelta(days=7)


class TrustListOlder(IssuerError):
    """The list is older than the one that was imported before: something is held back."""

    code = "trust.older"


class TrustListUnknown(IssuerError):
    """There is no such imported list."""

    code = "trust.unknown_list"


class MandateReversed(IssuerError):
    """A mandate would end before it begins."""

    code = "trust.mandate_reversed"


def territory_list(db: Session, *, name: str, addresses: Addresses) -> TrustList:
    """Recognise the partners of this installation, as they are now."""
    issuers = [_recognised(partner, addresses) for partner in partners_by_slug(db)]
    return TrustList(name, {one.id: one for one in issuers}, TERRITORY)


def lists_of_others(db: Session) -> tuple[TrustList, ...]:
    """Return the imported lists; their signatures were checked when they came in."""
    return tuple(_parsed(row.document) for row in imported_lists(db))


def is_published(db: Session, *, name: str, addresses: Addresses, now: datetime) -> bool:
    """Tell whether the signed list says what is so now, by a signature that is young enough."""
    row = trust_list_at(db, addresses.trust_list)
    current = territory_list(db, name=name, addresses=addresses)
    return row is not None and _says_the_same(row, current) and now - row.issued_at < RENEWED_AFTER


def publish_trust_list(
    db: Session, *, name: str, keyring: Keyring, addresses: Addresses, now: datetime
) -> None:
    """Sign the territory's list where it says something new, or its signature grows old.

    Raises: KeyringLocked.
    """
    if is_published(db, name=name, addresses=addresses, now=now):
        return
    current = territory_list(db, name=name, addresses=addresses)
    document = signed_list(
        list(current.issuers.values()),
        address=addresses.trust_list,
        name=name,
        issuer=addresses.territory_did,
        signer=keyring.territory_signer(db, now=now),
        now=now,
    )
    data, did = to_bytes(document), addresses.territory_did
    _store(db, data, address=addresses.trust_list, kind=TERRITORY, signed_by=did, now=now)


def published_trust_list(db: Session, addresses: Addresses) -> bytes | None:
    """Return the signed list of the territory, None before the first one."""
    row = trust_list_at(db, addresses.trust_list)
    return None if row is None else row.document


def import_trust_list(
    db: Session,
    data: bytes,
    *,
    address: str,
    signed_by: str,
    resolver: Resolver,
    actor: str,
    now: datetime,
) -> TrustList:
    """Import the list of another territory, or a newer one in its place.

    signed_by: DID that must have signed it, learnt from somebody whom one trusts.
    Raises: TrustListUnreadable, TrustListRefused, TrustListUnchecked, TrustListOlder.
    """
    found = read_signed_list(data, signed_by=signed_by, resolver=resolver, now=now)
    row = trust_list_at(db, address)
    if row is not None and found.issued is not None and found.issued < row.issued_at:
        raise TrustListOlder(address=address)
    row = _store(db, data, address=address, kind=IMPORTED, signed_by=signed_by, now=now)
    facts: JsonObject = {"address": address, "signed_by": signed_by, "name": found.name}
    append_event(db, kind="trust.imported", actor=actor, subject=row.id, facts=facts, now=now)
    return found


def remove_trust_list(db: Session, address: str, *, actor: str, now: datetime) -> None:
    """Stop recognising what a list recognises. Raises: TrustListUnknown."""
    row = trust_list_at(db, address)
    if row is None or row.kind != IMPORTED:
        raise TrustListUnknown(address=address)
    facts: JsonObject = {"address": address, "signed_by": row.signed_by}
    append_event(db, kind="trust.removed", actor=actor, subject=row.id, facts=facts, now=now)
    db.delete(row)
    db.flush()


def set_mandate(
    db: Session, slug: str, *, since: date | None, until: date | None, actor: str, now: datetime
) -> PartnerRow:
    """Say from when and until when a partner is mandated; None: from its start, without end.

    Raises: PartnerUnknown, MandateReversed.
    """
    partner = partner_by_slug(db, slug)
    if since is not None and until is not None and until < since:
        raise MandateReversed(slug=slug)
    partner.mandate_since, partner.mandate_until = since, until
    db.flush()
    facts: JsonObject = {
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
    }
    append_event(db, kind="partner.mandate", actor=actor, subject=partner.id, facts=facts, now=now)
    return partner


def _recognised(partner: PartnerRow, addresses: Addresses) -> RecognisedIssuer:
    return RecognisedIssuer(
        id=addresses.issuer_did(partner.slug),
        name=partner.name,
        since=partner.mandate_since,
        until=partner.mandate_until,
    )


def _says_the_same(row: TrustListRow, current: TrustList) -> bool:
    published = read_trust_list(row.document, kind=TERRITORY)
    return replace(published, issued=None, until=None) == current


def _store(
    db: Session, data: bytes, *, address: str, kind: str, signed_by: str, now: datetime
) -> TrustListRow:
    found = read_trust_list(data, kind=kind)
    values: dict[str, object] = {
        "kind": kind,
        "signed_by": signed_by,
        "name": found.name,
        "document": data,
        "issued_at": found.issued or now,
        "stored_at": now,
    }
    # Of two who store the first one at once, the second changes the row of the first.
    insert_absent(db, TrustListRow, [{"id": new_id(), "url": address, **values}])
    return changed_trust_list(db, address, values)


@lru_cache(maxsize=64)
def _parsed(document: bytes) -> TrustList:
    # A list is asked for at every verification and changes once a week.
    return read_trust_list(document, kind=IMPORTED)


def addresses_of_imports(db: Session) -> Sequence[tuple[str, str]]:
    """Return the address of each imported list, with the DID that must sign it."""
    return [(row.url, row.signed_by) for row in imported_lists(db)]
