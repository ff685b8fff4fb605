"""Sharing badges by a link: what is shown is chosen one by one, and taken back at once (F8).

The code of a link is derived from the site's secret and the share's id, so that the person can
see her own link again; the database holds its digest alone, which opens nothing.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from badger.backpack.share_queries import (
    add_opening,
    count_open_shares,
    forget_ended_shares,
    holdings_among,
    person_of_share,
    share_by_digest,
    share_of_person,
)
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import SharedBadgeRow, ShareRow
from badger.errors import BadgerError
from badger.privacy.guardian_queries import locked_person
from badger.privacy.guardians import GuardianConsentMissing, may_share_publicly

DAYS: Final = (7, 30, 90, 365)
USUAL_DAYS: Final = 90
MAX_BADGES: Final = 12
MAX_OPEN: Final = 20
# How long she still reads of a share that has ended.
REMEMBERED_FOR: Final = timedelta(days=90)
CODE_BYTES: Final = 16
# How she may be named, least first.
NAMES: Final = ("nothing", "first", "initial", "whole")


class ShareUnknown(BadgerError):
    """The link shows nothing: unknown, over, withdrawn or erased; nobody is told which."""

    code = "share.unknown"


class ShareInvalid(BadgerError):
    """What was chosen cannot be shared (`member` names what)."""

    code = "share.invalid"


class TooManyShares(BadgerError):
    """So many links of one person are open already."""

    code = "share.too_many"


@dataclass(frozen=True, slots=True)
class BadgeWish:
    """One badge to share, and what of it is shown besides."""

    holding_id: str
    reflection: bool = False
    evidence: bool = False
    endorsements: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWish:
    """What a person wants to show: her badges in her order, her name as she likes, and doors.

    shown_name: one of NAMES; days: one of DAYS.
    """

    badges: tuple[BadgeWish, ...]
    shown_name: str = NAMES[0]
    with_doors: bool = False
    days: int = USUAL_DAYS


def may_share(db: Session, person_id: str) -> bool:
    """Tell whether a person's badges may be shown by a link: not a minor's by herself (C12)."""
    person = person_of_share(db, person_id)
    return person is not None and may_share_publicly(db, person)


def shown_names(display_name: str) -> Mapping[str, str]:
    """Return how somebody may be named: the words to show by each of NAMES that differs."""
    first, *others = display_name.split() or [""]
    names = {"nothing": "", "first": first}
    if others:
        names |= {"initial": f"{first} {others[-1][0]}.", "whole": display_name}
    return names


def check_wish(db: Session, wish: ShareWish, *, person_id: str) -> None:
    """Refuse what cannot be shared. Raises: GuardianConsentMissing, ShareInvalid, ShareUnknown."""
    if not may_share(db, person_id):
        raise GuardianConsentMissing
    ids = [badge.holding_id for badge in wish.badges]
    complete = {
        "badges": 1 <= len(ids) <= MAX_BADGES and len(set(ids)) == len(ids),
        "name": wish.shown_name in NAMES,
        "days": wish.days in DAYS,
    }
    for member, given in complete.items():
        if not given:
            raise ShareInvalid(member=member, most=MAX_BADGES)
    if set(holdings_among(db, person_id, ids)) != set(ids):
        raise ShareUnknown


def make_share(
    db: Session, wish: ShareWish, *, person_id: str, secret: str, now: datetime
) -> ShareRow:
    """Open a link to what a person chose.

    secret: the site's, which codes are derived from.
    Raises: GuardianConsentMissing, ShareInvalid, ShareUnknown for badges of others, TooManyShares.
    """
    # Links made at once are counted one after the other.
    locked_person(db, person_id)
    check_wish(db, wish, person_id=person_id)
    forget_ended_shares(db, person_id, before=now - REMEMBERED_FOR)
    if count_open_shares(db, person_id, now=now) >= MAX_OPEN:
        raise TooManyShares(limit=MAX_OPEN)
    row = ShareRow(
        person_id=person_id,
        code_digest="",
        shown_name=wish.shown_name,
        with_doors=wish.with_doors,
        made_at=now,
        expires_at=now + timedelta(days=wish.days),
    )
    db.add(row)
    db.flush()
    row.code_digest = digest_of(code_of(row.id, secret))
    db.add_all(
        SharedBadgeRow(
            share_id=row.id,
            holding_id=badge.holding_id,
            position=position,
            with_reflection=badge.reflection,
            with_evidence=badge.evidence,
            with_endorsements=badge.endorsements,
        )
        for position, badge in enumerate(wish.badges, start=1)
    )
    db.flush()
    append_event(db, kind="share.made", actor=person_id, subject=row.id, facts={}, now=now)
    return row


def wish_of(row: ShareRow, badges: Sequence[SharedBadgeRow]) -> ShareWish:
    """Return what a share shows, as it was wished."""
    return ShareWish(
        badges=tuple(
            BadgeWish(
                one.holding_id,
                reflection=one.with_reflection,
                evidence=one.with_evidence,
                endorsements=one.with_endorsements,
            )
            for one in badges
        ),
        shown_name=row.shown_name,
        with_doors=row.with_doors,
        days=(row.expires_at - row.made_at).days,
    )


def share_of_code(db: Session, code: str, *, now: datetime) -> ShareRow:
    """Return the share that a code opens now. Raises: ShareUnknown."""
    row = share_by_digest(db, digest_of(code), now=now)
    if row is None or not may_share(db, row.person_id):
        raise ShareUnknown
    return row


def own_share(db: Session, share_id: str, *, person_id: str) -> ShareRow:
    """Return a share of this person, open or not. Raises: ShareUnknown."""
    row = share_of_person(db, share_id, person_id=person_id)
    if row is None:
        raise ShareUnknown
    return row


def withdraw_share(db: Session, share_id: str, *, person_id: str, now: datetime) -> None:
    """Let a link show nothing from now on; twice is once. Raises: ShareUnknown."""
    row = own_share(db, share_id, person_id=person_id)
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        db.flush()
        append_event(db, kind="share.withdrawn", actor=person_id, subject=row.id, facts={}, now=now)


def count_opening(db: Session, share_id: str, *, on: date) -> None:
    """Count that somebody looked at a share on a day: how often, and nothing about whom."""
    add_opening(db, share_id, on=on)


def is_open(row: ShareRow, *, now: datetime) -> bool:
    """Tell whether the link of a share shows something."""
    return row.withdrawn_at is None and row.expires_at > now


def code_of(share_id: str, secret: str) -> str:
    """Return the code of a share's link: 128 bits that nobody guesses without the secret."""
    made = hmac.new(secret.encode(), f"share link {share_id}".encode(), hashlib.sha256)
    return made.digest()[:CODE_BYTES].hex()


def own_code(row: ShareRow, secret: str) -> str | None:
    """Return the code that opens a share; None where it was made under a former secret."""
    code = code_of(row.id, secret)
    return code if hmac.compare_digest(row.code_digest, digest_of(code)) else None


def digest_of(code: str) -> str:
    """Return what is kept of a code: of 128 random bits a plain SHA-256 tells nothing."""
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
