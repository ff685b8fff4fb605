"""The one door into a backpack."""

from datetime import datetime

from badger.backpack.queries import locked_holding, plain
from badger.db.base import Session
from badger.db.rows import HoldingRow
from badger.errors import BadgerError
from badger.verify import (
    Resolver,
    VerificationPolicy,
    VerifiedCredential,
    read_presented,
    verify,
)


class NotAuthentic(BadgerError):
    """What came is no badge, was changed, or is not by the issuer that it names."""

    code = "backpack.not_authentic"


def receive(
    db: Session,
    document: bytes,
    *,
    person_id: str,
    resolver: Resolver,
    now: datetime,
    badge_id: str | None = None,
) -> HoldingRow:
    """Keep a badge byte for byte; of two editions of one badge the newer is kept.

    It must be authentic; one that was revoked or has expired may be kept, and is shown so.
    badge_id: the credential of this installation that it is, signed for this very person.
    Raises: NotAuthentic, UnreadableInput.
    Source: Open Badges 3.0, section "Credential equality and comparison".
    """
    presented = read_presented(document)
    report = verify(presented, VerificationPolicy(), resolver, now)
    if report.credential is None:
        codes = [finding.code for finding in report.findings if finding.outcome == "failed"]
        raise NotAuthentic(findings=", ".join(codes))
    held = locked_holding(db, person_id, report.credential)
    if held is None:
        held = HoldingRow(person_id=person_id)
        db.add(held)
    held.badge_id = badge_id or held.badge_id
    if held.valid_from is not None and held.valid_from > report.credential.valid_from:
        return held
    _keep(held, report.credential, presented.data, now=now)
    db.flush()
    return held


def _keep(row: HoldingRow, credential: VerifiedCredential, data: bytes, *, now: datetime) -> None:
    row.issuer, row.credential_id = plain(credential.issuer.id), plain(credential.id)
    row.achievement_id, row.name = credential.achievement.id, credential.achievement.name
    row.valid_from, row.document, row.received_at = credential.valid_from, data, now
