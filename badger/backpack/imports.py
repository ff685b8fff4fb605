"""Badges from elsewhere: kept with what was found at them, and looked at again in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from badger.backpack.check_queries import (
    check_row,
    claim_due,
    count_imported,
    forget_holding,
    locked_check,
    own_import,
    signed_at_place,
    signed_here,
)
from badger.backpack.queries import holds, plain
from badger.backpack.receive import Received, keep
from badger.backpack.standing import look_again, standing_of
from badger.credentials.errors import CredentialError
from badger.credentials.status_entries import read_status_entries
from badger.credentials.strict_json import parse_object
from badger.db.base import Session
from badger.db.rows import HoldingCheckRow
from badger.errors import BadgerError
from badger.json_value import JsonObject
from badger.verify import Answer, Report, VerifiedCredential
from badger.verify.case import issuer_id
from badger.verify.kept_reports import write_report

# More than anybody earns; it keeps one person from filling the disk of all.
MOST_IMPORTED: Final = 1000
# Beyond the end of any list of ours; the integers of every database hold it.
FARTHEST: Final = 2**31
# As long as somebody looks, nobody else does.
CLAIMED_FOR: Final = timedelta(minutes=10)


class NotVerifiedNow(BadgerError):
    """It could not be told whether the badge is authentic: it may be, later."""

    code = "backpack.not_verified_now"


class SeveralBadges(BadgerError):
    """Several badges came in one document: they are kept one by one (`Answer.apart`)."""

    code = "backpack.several"


class OnlyAnAddress(BadgerError):
    """The picture holds the address of a badge and not the badge."""

    code = "backpack.only_an_address"


class HeldByAnother(BadgerError):
    """The badge was signed here, for another person: it is not this one's to keep or to show."""

    code = "backpack.held_by_another"


class BackpackFull(BadgerError):
    """Nobody keeps that many badges from elsewhere."""

    code = "backpack.full"


@dataclass(frozen=True, slots=True)
class DueCheck:
    """A badge that is to be looked at again."""

    holding_id: str
    document: bytes


def require_keepable(db: Session, answer: Answer, *, person_id: str) -> Report:
    """Return the report of the one badge of an answer, where this person may keep it.

    Raises: SeveralBadges, OnlyAnAddress, NotVerifiedNow, HeldByAnother; a badge that is not
            authentic is for `keep` to refuse.
    """
    if answer.is_container:
        raise SeveralBadges(count=len(answer.reports))
    if answer.data.lstrip()[:8].lower() == b"https://":
        raise OnlyAnAddress
    report = answer.report
    if report.credential is None and standing_of(report).state == "unchecked":
        raise NotVerifiedNow
    if report.credential is not None and _is_anothers(db, report.credential, person_id=person_id):
        raise HeldByAnother
    return report


def import_badge(
    db: Session, answer: Answer, *, person_id: str, now: datetime, most: int = MOST_IMPORTED
) -> Received:
    """Keep a badge that came from elsewhere, with the report about it.

    The same badge twice is one; a newer edition takes the place of the older.
    most:   badges from elsewhere that one person may keep.
    Raises: NotAuthentic, NotVerifiedNow, SeveralBadges, OnlyAnAddress, HeldByAnother,
            BackpackFull.
    """
    report = require_keepable(db, answer, person_id=person_id)
    is_new = report.credential is not None and not holds(db, person_id, report.credential)
    if is_new and count_imported(db, person_id) >= most:
        raise BackpackFull(limit=most)
    received = keep(db, report, answer.data, person_id=person_id, now=now)
    is_of_here = received.row.badge_id is not None
    if not is_of_here and received.change != "older":
        _record(db, received.row.id, report, now=now)
    return received


def take_due(db: Session, *, now: datetime, limit: int) -> list[DueCheck]:
    """Return badges that are to be looked at, and make whoever asks next leave them alone."""
    return [
        DueCheck(holding_id, document)
        for holding_id, document in claim_due(db, now=now, until=now + CLAIMED_FOR, limit=limit)
    ]


def record_check(db: Session, holding_id: str, report: Report, *, now: datetime) -> None:
    """Write down what was found at a badge this time; nothing where it is gone meanwhile."""
    if locked_check(db, holding_id) is not None:
        _record(db, holding_id, report, now=now)


def remove_import(db: Session, holding_id: str, *, person_id: str) -> bool:
    """Forget a badge from elsewhere; tell whether there was one. Those of here stay."""
    if own_import(db, holding_id, person_id=person_id) is None:
        return False
    forget_holding(db, holding_id)
    return True


def _is_anothers(db: Session, credential: VerifiedCredential, *, person_id: str) -> bool:
    """Tell whether a badge was signed here for somebody else, be it delivered or not.

    Whole, or the part of it that a share gives, which has other ids and the same place in a
    status list (docs/adr/0047).
    """
    name = plain(credential.id).rpartition("/")[2]
    found = [signed_here(db, name)]
    found += [signed_at_place(db, *place) for place in _places(credential.document)]
    return any(
        one is not None and one[0] != person_id and _is_of(one[1], credential) for one in found
    )


def _is_of(signed: bytes, credential: VerifiedCredential) -> bool:
    """Tell whether a badge is what we signed, or a part of it.

    Anyone may write an address of ours as the id of a badge of her own (hardening H03): it is
    ours only where we signed for that very issuer.
    """
    own, shown = parse_object(signed), credential.document
    if plain(issuer_id(own)) != plain(credential.issuer.id):
        return False
    is_same = plain(str(own.get("id"))) == plain(credential.id)
    return is_same or own.get("credentialStatus") == shown.get("credentialStatus")


def _places(document: JsonObject) -> Iterator[tuple[str, int]]:
    """Name the places in lists where the status of a badge stands: id of the list, index."""
    try:
        entries = read_status_entries(document)
    except CredentialError:
        return
    for entry in entries:
        if entry.index < FARTHEST:
            yield entry.list_url.rpartition("/")[2], entry.index


def _record(db: Session, holding_id: str, report: Report, *, now: datetime) -> HoldingCheckRow:
    row = check_row(db, holding_id)
    standing = standing_of(report)
    row.state, row.code, row.checked_at = standing.state, standing.code, now
    row.tries = (row.tries or 0) + 1 if standing.state == "unchecked" else 0
    row.due_at = look_again(standing, now=now, tries=row.tries)
    # What the badge says is shown from the last report in which its signature held.
    if report.credential is not None:
        row.report, row.reported_at = write_report(report), now
    db.flush()
    return row
