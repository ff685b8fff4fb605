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

# How many rows come at a time from the database, where all of them may have to be looked at.
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list: what comes after it was issued at `at` with a smaller id, or earlier."""

    at: datetime
    credential_id: str = ""


BEFORE_ALL: Final = Place(datetime(9999, 12, 31, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Named:
    """An issued badge by the words that it is looked for by."""

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
    db: Session, place: Place, *, issuers: Sequence[str] | None, most: int | None
) -> Iterator[Named]:
    """Give what was issued, newest first, from a place of the list on.

    issuers: partners whose badges are listed; None for those of all.
    most:    how many are asked for at all; None where the caller stops by itself.
    """
    asked = (
        select(CredentialRow.id, PersonRow.display_name, AchievementVersionRow.name)
        .join(PersonRow, PersonRow.id == CredentialRow.person_id)
        .join(AchievementVersionRow, AchievementVersionRow.id == CredentialRow.version_id)
        # An instant stands in what was issued and in nothing else; both indexes end with it.
        .where(
            CredentialRow.issued_at <= place.at,
            or_(CredentialRow.issued_at < place.at, CredentialRow.id < place.credential_id),
        )
        .order_by(CredentialRow.issued_at.desc(), CredentialRow.id.desc())
        .limit(most)
        .execution_options(yield_per=BATCH)
    )
    if issuers is not None:
        asked = asked.where(one_of(db, CredentialRow.issuer_id, issuers))
    with db.execute(asked) as found:
        for credential_id, person, badge in found:
            yield Named(credential_id, person, badge)


def credentials_in_order(db: Session, credential_ids: Sequence[str]) -> Sequence[CredentialRow]:
    """Return issued badges, newest first."""
    return db.scalars(
        select(CredentialRow)
        .where(one_of(db, CredentialRow.id, credential_ids))
        # A list shows no documents: they would be read and decrypted for nothing.
        .options(defer(CredentialRow.unsigned), defer(CredentialRow.signed))
        .order_by(CredentialRow.issued_at.desc(), CredentialRow.id.desc())
    ).all()
