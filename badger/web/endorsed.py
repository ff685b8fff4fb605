"""Who stands behind something today: only endorsements that our verifier accepts now are shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from badger.db.base import Session
from badger.db.rows import EndorsementRow, PartnerRow
from badger.issuer.endorsement_targets import (
    Described,
    TargetUnknown,
    describe,
    target_at,
    target_of,
)
from badger.issuer.people_queries import partners_by_ids
from badger.verify import Verdict, VerificationPolicy, read_presented, verify
from badger.web.services import services

OWN_KINDS = frozenset(("EndorsementCredential",))


@dataclass(frozen=True, slots=True)
class Support:
    """One verified endorsement.

    kind: what it is about: "achievement", "partner" or "badge".
    """

    id: str
    endorser: PartnerRow
    comment: str
    kind: str


def verified_supports(db: Session, rows: Iterable[EndorsementRow]) -> list[Support]:
    """Return those of the endorsements that verify in this very minute, without network.

    One that does not is not shown at all: nobody reads of a support that is not there (F9 AC3).
    """
    found = [row for row in rows if is_verified(row)]
    partners = partners_by_ids(db, {row.endorser_id for row in found})
    return [
        Support(row.id, partners[row.endorser_id], row.comment, target_of(row).kind)
        for row in found
    ]


def endorsed_here(identifier: str) -> Described | None:
    """Describe what somebody endorses, where it stands here by that very id; else None."""
    here = services()
    did, page = here.addresses.issuer_did(""), here.addresses.issuer_page("")
    address = page + identifier.removeprefix(did) if identifier.startswith(did) else identifier
    try:
        with here.reading() as db:
            target = target_at(db, address, addresses=here.addresses)
            found = describe(db, target, addresses=here.addresses)
    except TargetUnknown:
        return None
    return found if found.id == identifier else None


def is_verified(row: EndorsementRow) -> bool:
    """Tell whether our own verifier accepts an endorsement now."""
    here = services()
    policy = VerificationPolicy(kinds=OWN_KINDS)
    presented = read_presented(row.signed or b"")
    return verify(presented, policy, resolver=here.own, now=here.clock()).verdict is (
        Verdict.VERIFIED
    )
