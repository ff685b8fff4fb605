"""Every SELECT about the list of issued badges, newest first, by name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import defer

from badger.db.base import Session
from badger.db.one_of import one_of
from badger.db.rows import AchievementVersionRow, CredentialRow, PersonRow

# How many rows one statement brings, where all of them may have to be looked at.
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list: what comes after it was issued at `at` with a smaller id, or earlier."""

    at: datetime
    credential_id: str = ""


BEFORE_ALL: Final = Place(datetime(9999, 12, 31, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Named:
    """An issued badge by its place and the words that it is looked for by."""

    at: datetime
    credential_id: str
    person: str
    badge: str


def place_of(
    db: Session, credential_id: str, *, issuers: Sequence[str] | None = None
) -> Place | None:
    """Return where an issued badge stands; None where these issuers have issued no such badge."""
    asked = select(CredentialRow.issued_at).where(
        CredentialRow.id == credential_id, CredentialRow.issued_at.is_not(None)
    )
    if issuers is not None:
        asked = asked.where(one_of(db, CredentialRow.issuer_id, issuers))
    at = db.scalars(asked).first()
    return None if at is None else Place(at, credential_id)


def issued_after(
    db: Session, place: Place, *, issuers: Sequence[str] | None, most: int
) -> Iterator[Named]:
    """Give what was issued, newest first, from a place of the list on.

    issuers: partners whose badges are listed; None for those of all.
    most:    rows that one statement brings; the next one is asked when they are used up. A cursor
             of the server would need a transaction, which a page has not (PostgreSQL).
    """
    while True:
        found = _issued_next(db, place, issuers=issuers, most=most)
        yield from found
        if len(found) < most:
            return
        place = Place(found[-1].at, found[-1].credential_id)


def _issued_next(
    db: Session, place: Place, *, issuers: Sequence[str] | None, most: int
) -> Sequence[Named]:
    asked = (
        select(
            CredentialRow.issued_at,
            CredentialRow.id,
            PersonRow.display_name,
            AchievementVersionRow.name,
        )
        .join(PersonRow, PersonRow.id == CredentialRow.person_id)
        .join(AchievementVersionRow, AchievementVersionRow.id == CredentialRow.version_id)
        # An instant stands in what was issued and in nothing else; both indexes end with it.
        .where(
            CredentialRow.issued_at <= place.at,
            or_(CredentialRow.issued_at < place.at, CredentialRow.id < place.credential_id),
        )
        .order_by(CredentialRow.issued_at.desc(), CredentialRow.id.desc())
        .limit(most)
    )
    if issuers is not None:
        asked = asked.where(one_of(db, CredentialRow.issuer_id, issuers))
    # The condition leaves out what has no instant, which the column's type does not know.
    return [Named(*row) for row in db.execute(asked)]  # type: ignore[arg-type]


def credentials_in_order(db: Session, credential_ids: Sequence[str]) -> Sequence[CredentialRow]:
    """Return issued badges, newest first."""
    return db.scalars(
        select(CredentialRow)
        .where(one_of(db, CredentialRow.id, credential_ids))
        # A list shows no documents: they would be read and decrypted for nothing.
        .options(defer(CredentialRow.unsigned), defer(CredentialRow.signed))
        .order_by(CredentialRow.issued_at.desc(), CredentialRow.id.desc())
    ).all()
