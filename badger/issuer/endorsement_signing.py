"""From a written endorsement to the signed one, which our own verifier has read."""

import hashlib
from datetime import datetime

from badger.credentials.build import endorsement_document
from badger.credentials.model import EndorsementCredential, EndorsementSubject
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import EndorsementRow, PartnerRow
from badger.issuer.addresses import Addresses
from badger.issuer.award_queries import status_lists_by_ids
from badger.issuer.compose import Place, issuer_profile, status_of
from badger.issuer.departures import require_present
from badger.issuer.endorsement_targets import Described
from badger.issuer.keyring import Keyring
from badger.issuer.profiles import issuer_document
from badger.issuer.self_check import SelfCheck
from badger.issuer.signing import sign_document
from badger.issuer.status import reserve_status_entries, to_bytes
from badger.json_value import JsonObject


def sign_endorsement(
    db: Session,
    row: EndorsementRow,
    found: Described,
    *,
    actor: str,
    now: datetime,
    keyring: Keyring,
    addresses: Addresses,
) -> None:
    """Reserve a place, compose, sign, have our own verifier accept it, and record it.

    Raises: PartnerArchived, KeyringLocked, SignatureRefused.
    """
    endorser = db.get_one(PartnerRow, row.endorser_id)
    require_present(endorser)
    signer = keyring.signer(db, row.endorser_id)
    (place,) = reserve_status_entries(
        db, endorser, count=1, signer=signer, addresses=addresses, now=now
    )
    unsigned = compose_endorsement(
        row, found, endorser=endorser, place=place, addresses=addresses, now=now
    )
    issuer = addresses.issuer_did(endorser.slug)
    signed = to_bytes(sign_document(unsigned, signer, issuer=issuer, created=now))
    _check(db, endorser, place, addresses=addresses).require_verified(signed, now=now)
    row.list_id, row.list_index, row.signed = place.list_id, place.index, signed
    row.key_id, row.state, row.issued_at = signer.key_id, "issued", now
    db.flush()
    facts: JsonObject = {
        "endorser": row.endorser_id,
        "list": place.list_id,
        "index": place.index,
        "key": signer.key_id,
        "sha256": hashlib.sha256(signed).hexdigest(),
    }
    kind = "endorsement.issued"
    append_event(db, kind=kind, actor=actor, subject=row.id, facts=facts, now=now)


def compose_endorsement(
    row: EndorsementRow,
    found: Described,
    *,
    endorser: PartnerRow,
    place: Place,
    addresses: Addresses,
    now: datetime,
) -> JsonObject:
    """Write the unsigned EndorsementCredential; of whom a badge is about it says nothing."""
    return endorsement_document(
        EndorsementCredential(
            id=addresses.endorsement(row.id),
            name=f"Soutien : {found.name}",
            issuer=issuer_profile(endorser, addresses),
            credential_subject=EndorsementSubject(id=found.id, endorsement_comment=row.comment),
            valid_from=now,
            credential_status=(status_of(place, addresses),),
        )
    )


def _check(db: Session, endorser: PartnerRow, place: Place, *, addresses: Addresses) -> SelfCheck:
    (row,) = status_lists_by_ids(db, [place.list_id])
    return SelfCheck(
        {
            addresses.issuer_did(endorser.slug): to_bytes(
                issuer_document(db, endorser.slug, addresses)
            ),
            addresses.status_list(row.id): row.published or b"",
            addresses.suspension_list(row.id): row.suspensions or b"",
        }
    )
