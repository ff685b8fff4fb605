"""Every statement about shares, by name."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, or_, select, update

from badger.db.base import Session
from badger.db.rows import HoldingRow, PersonRow, SharedBadgeRow, ShareOpeningRow, ShareRow
from badger.db.writing import insert_absent


def person_of_share(db: Session, person_id: str) -> PersonRow | None:
    """Return who shares."""
    return db.get(PersonRow, person_id)


def holdings_among(
    db: Session, person_id: str, holding_ids: Collection[str]
) -> Mapping[str, HoldingRow]:
    """Return those of the ids that are badges of this person, by id."""
    asked = select(HoldingRow).where(
        HoldingRow.person_id == person_id, HoldingRow.id.in_(set(holding_ids))
    )
    return {row.id: row for row in db.scalars(asked)}


def share_by_digest(db: Session, digest: str, *, now: datetime) -> ShareRow | None:
    """Return the share that a code's digest opens now: one question, whatever the answer."""
    return db.scalars(
        select(ShareRow).where(
            ShareRow.code_digest == digest,
            ShareRow.withdrawn_at.is_(None),
            ShareRow.expires_at > now,
        )
    ).first()


def share_of_person(db: Session, share_id: str, *, person_id: str) -> ShareRow | None:
    """Return a share of this person, open or not; those of others do not exist for her."""
    return db.scalars(
        select(ShareRow).where(ShareRow.id == share_id, ShareRow.person_id == person_id)
    ).first()


def shares_of_person(db: Session, person_id: str) -> Sequence[ShareRow]:
    """Return the shares of a person, newest first."""
    return db.scalars(
        select(ShareRow)
        .where(ShareRow.person_id == person_id)
        .order_by(ShareRow.made_at.desc(), ShareRow.id)
    ).all()


def badges_of_shares(
    db: Session, share_ids: Collection[str]
) -> Mapping[str, Sequence[SharedBadgeRow]]:
    """Return the badges of each share in their order, by the share's id."""
    found: dict[str, list[SharedBadgeRow]] = {share_id: [] for share_id in share_ids}
    asked = select(SharedBadgeRow).where(SharedBadgeRow.share_id.in_(set(share_ids)))
    for row in db.scalars(asked.order_by(SharedBadgeRow.position)):
        found[row.share_id].append(row)
    return found


def openings_of_shares(
    db: Session, share_ids: Collection[str]
) -> Mapping[str, Sequence[ShareOpeningRow]]:
    """Return the days on which each share was opened, newest first, by the share's id."""
    found: dict[str, list[ShareOpeningRow]] = {share_id: [] for share_id in share_ids}
    asked = select(ShareOpeningRow).where(ShareOpeningRow.share_id.in_(set(share_ids)))
    for row in db.scalars(asked.order_by(ShareOpeningRow.opened_on.desc())):
        found[row.share_id].append(row)
    return found


def count_open_shares(db: Session, person_id: str, *, now: datetime) -> int:
    """Count the shares of a person that a link opens now."""
    asked = select(func.count()).where(
        ShareRow.person_id == person_id,
        ShareRow.withdrawn_at.is_(None),
        ShareRow.expires_at > now,
    )
    return db.scalars(asked).one()


def share_ending_first(
    db: Session, person_id: str, *, now: datetime, before: datetime
) -> ShareRow | None:
    """Return the open share of a person that ends first, where it ends before an instant."""
    return db.scalars(
        select(ShareRow)
        .where(
            ShareRow.person_id == person_id,
            ShareRow.withdrawn_at.is_(None),
            ShareRow.expires_at > now,
            ShareRow.expires_at < before,
        )
        .order_by(ShareRow.expires_at, ShareRow.id)
        .limit(1)
    ).first()


def add_opening(db: Session, share_id: str, *, on: date) -> None:
    """Count one opening of a share on a day; of two at once both are counted."""
    insert_absent(db, ShareOpeningRow, [{"share_id": share_id, "opened_on": on, "times": 0}])
    db.execute(
        update(ShareOpeningRow)
        .where(ShareOpeningRow.share_id == share_id, ShareOpeningRow.opened_on == on)
        .values(times=ShareOpeningRow.times + 1)
    )


def forget_ended_shares(db: Session, person_id: str, *, before: datetime) -> None:
    """Delete a person's shares that ended before an instant, with the count of openings."""
    db.execute(
        delete(ShareRow).where(
            ShareRow.person_id == person_id,
            or_(ShareRow.expires_at < before, ShareRow.withdrawn_at < before),
        )
    )
