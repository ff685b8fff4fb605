"""Which passeurs opened a session by its code: what its leader sees, and ends (domain 1.1, C10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import SessionOpeningRow
from badger.issuer.opening_queries import (
    end_openings_of_passeur,
    openings_of_session,
    passeur_partners,
)
from badger.issuer.page_queries import names_of_people


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningTold:
    """One opening, as who leads the session reads it.

    partners: names of those she is a passeur for today; none for one of the whole territory.
    ended_at: when it ended, by itself or by the leader; None while it runs.
    """

    name: str
    partners: tuple[str, ...]
    opened_at: datetime
    until: datetime
    ended_at: datetime | None


def note_opening(
    db: Session, session_id: str, *, passeur_id: str, now: datetime, until: datetime
) -> None:
    """Keep that a passeur opened a session; an opening of hers that still runs ends there."""
    end_openings_of_passeur(db, passeur_id, now=now, session_id=session_id)
    db.add(
        SessionOpeningRow(session_id=session_id, passeur_id=passeur_id, opened_at=now, until=until)
    )
    db.flush()


def openings_told(db: Session, session_id: str, *, now: datetime) -> list[OpeningTold]:
    """Tell who opened a session by its code, newest first."""
    rows = openings_of_session(db, session_id)
    ids = {row.passeur_id for row in rows}
    names, partners = names_of_people(db, ids), passeur_partners(db, ids)
    return [_told(row, names=names, partners=partners, now=now) for row in rows]


def _told(
    row: SessionOpeningRow,
    *,
    names: Mapping[str, str],
    partners: Mapping[str, Sequence[str]],
    now: datetime,
) -> OpeningTold:
    over = row.until if row.until <= now else None
    return OpeningTold(
        name=names[row.passeur_id],
        partners=tuple(partners.get(row.passeur_id, ())),
        opened_at=row.opened_at,
        until=row.until,
        ended_at=row.ended_at or over,
    )
