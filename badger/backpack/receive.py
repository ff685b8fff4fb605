"""The one door into a backpack: only what our verifier found authentic comes in."""

from dataclasses import dataclass
from datetime import datetime

from badger.backpack.check_queries import forget_check
from badger.backpack.queries import locked_holding, plain
from badger.db.base import Session, new_id
from badger.db.rows import HoldingRow
from badger.db.writing import insert_absent
from badger.errors import BadgerError
from badger.verify import (
    Report,
    Resolver,
    VerificationPolicy,
    VerifiedCredential,
    read_presented,
    verify,
)


class NotAuthentic(BadgerError):
    """What came is no badge, was changed, or is not by the issuer that it names."""

    code = "backpack.not_authentic"


@dataclass(frozen=True, slots=True)
class Received:
    """A badge in a backpack, and what its coming changed: "new", "newer", "same" or "older"."""

    row: HoldingRow
    change: str


def receive(
    db: Session,
    document: bytes,
    *,
    person_id: str,
    resolver: Resolver,
    now: datetime,
    badge_id: str | None = None,
) -> HoldingRow:
    """Verify and keep a badge of this installation.

    badge_id: the credential that it is, signed for this very person.
    Raises: NotAuthentic, UnreadableInput.
    """
    presented = read_presented(document)
    report = verify(presented, VerificationPolicy(), resolver, now)
    row = keep(db, report, presented.data, person_id=person_id, now=now).row
    if badge_id is not None:
        row.badge_id = badge_id
        forget_check(db, row.id)
    db.flush()
    return row


def keep(
    db: Session, report: Report, document: bytes, *, person_id: str, now: datetime
) -> Received:
    """Keep a badge byte for byte; of two editions of one badge the newer is kept.

    It must be authentic; one that was revoked or has expired may be kept, and is shown so.
    document: the bytes that `report` is about.
    Raises: NotAuthentic.
    Source: Open Badges 3.0, section "Credential equality and comparison".
    """
    credential = report.credential
    if credential is None:
        codes = [finding.code for finding in report.findings if finding.outcome == "failed"]
        raise NotAuthentic(findings=", ".join(codes))
    values = _values(credential, document, now=now)
    own = new_id()
    insert_absent(db, HoldingRow, [{"id": own, "person_id": person_id, **values}])
    held = locked_holding(db, person_id, credential)
    if held.id == own:
        return Received(held, "new")
    if held.document == document:
        return Received(held, "same")
    # Of one instant there may be a copy that shows less (a derived proof): the first stays.
    if held.valid_from >= credential.valid_from:
        return Received(held, "older")
    for column, value in values.items():
        setattr(held, column, value)
    db.flush()
    return Received(held, "newer")


def _values(credential: VerifiedCredential, data: bytes, *, now: datetime) -> dict[str, object]:
    return {
        "issuer": plain(credential.issuer.id),
        "credential_id": plain(credential.id),
        "achievement_id": credential.achievement.id,
        "name": credential.achievement.name,
        "valid_from": credential.valid_from,
        "document": data,
        "received_at": now,
    }
