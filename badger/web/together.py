"""A person's page as her companion sees it: what she ticked, and nothing else (domain C10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from badger.accompaniment.journeys import Journey, journey_of
from badger.db.base import Session
from badger.db.rows import AccompanimentRow, CredentialRow, FeedbackRow, ReflectionRow
from badger.issuer.own_words_queries import feedback_kept, reflections_of_person
from badger.issuer.page_queries import versions_by_id
from badger.issuer.queries import credentials_of_person
from badger.issuer.recognition.queries import sessions_by_ids


@dataclass(frozen=True, slots=True)
class ShownBadge:
    """One badge that stands."""

    credential: CredentialRow
    name: str


@dataclass(frozen=True, slots=True)
class ShownWords:
    """What she told, and the words of others that she keeps.

    titles: of sessions and badges, by id.
    """

    told: Sequence[ReflectionRow]
    kept: Sequence[FeedbackRow]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Together:
    """What two people look at side by side; None: she did not tick it."""

    badges: tuple[ShownBadge, ...] | None
    words: ShownWords | None
    journey: Journey | None


def look_together(db: Session, row: AccompanimentRow) -> Together:
    """Gather the subjects that an accompaniment opens."""
    person, subjects = row.person_id, frozenset(row.subjects)
    return Together(
        badges=_badges(db, person) if "badges" in subjects else None,
        words=_words(db, person) if "words" in subjects else None,
        journey=journey_of(db, person) if "steps" in subjects else None,
    )


def _badges(db: Session, person_id: str) -> tuple[ShownBadge, ...]:
    rows = [row for row in credentials_of_person(db, person_id) if row.revoked_at is None]
    names = versions_by_id(db, [row.version_id for row in rows])
    return tuple(ShownBadge(row, names[row.version_id].name) for row in rows)


def _words(db: Session, person_id: str) -> ShownWords:
    told, kept = reflections_of_person(db, person_id), feedback_kept(db, person_id)
    titles = {row.id: row.title for row in sessions_by_ids(db, [one.session_id for one in told])}
    versions = versions_by_id(db, [one.version_id for one in kept])
    titles |= {version: row.name for version, row in versions.items()}
    return ShownWords(told, kept, titles)
