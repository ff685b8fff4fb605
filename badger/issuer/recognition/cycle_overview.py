"""What pages show of two sessions that belong together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from badger.db.base import Session
from badger.db.rows import (
    ContinuedSessionRow,
    CriterionRow,
    ObservationSessionRow,
    PersonRow,
)
from badger.issuer.recognition.cycle_queries import (
    levels_of,
    link_of,
    links_of_person,
    sign_offs_of,
)
from badger.issuer.recognition.cycles import CYCLE_FAMILY, party_of
from badger.issuer.recognition.progress import Progress, progress
from badger.issuer.recognition.queries import session_criteria
from badger.issuer.recognition.rules import Level


@dataclass(frozen=True, slots=True)
class SignOffs:
    """Who agreed with the cycle of one person.

    asked: the party as which the viewer may still agree, None where she may not or did.
    """

    person_id: str
    name: str
    signed: frozenset[str]
    asked: str | None


@dataclass(frozen=True, slots=True)
class LinkedSessions:
    """Two sessions that belong together.

    number: of the cycle, from 1 on; people: of a cycle, those whose sign-offs may be read.
    """

    before: ObservationSessionRow
    after: ObservationSessionRow
    people: tuple[SignOffs, ...]

    @property
    def is_cycle(self) -> bool:
        """Tell whether it is a production and the reflection on it."""
        return self.after.family == CYCLE_FAMILY

    @property
    def number(self) -> int:
        """Return the number of the cycle."""
        return self.before.cycle or self.after.cycle or 1


@dataclass(frozen=True, slots=True)
class OwnImmersion:
    """Both ends of an immersion of one person, with what was seen of her."""

    linked: LinkedSessions
    criteria: dict[str, CriterionRow]
    lines: tuple[Progress, ...]


def linked_sessions(
    db: Session, session_id: str, *, people: Iterable[PersonRow], viewer_id: str
) -> LinkedSessions | None:
    """Return what a session's page shows of its link, None where it has none.

    people: those whose sign-offs the viewer may read.
    """
    link = link_of(db, session_id)
    return None if link is None else _linked(db, link, people=tuple(people), viewer_id=viewer_id)


def linked_of_person(db: Session, person: PersonRow) -> list[LinkedSessions]:
    """Return the cycles and immersions of a person, newest first, with her own sign-offs."""
    return [
        _linked(db, link, people=(person,), viewer_id=person.id)
        for link in links_of_person(db, person.id)
    ]


def own_immersion(db: Session, linked: LinkedSessions, *, person_id: str) -> OwnImmersion:
    """Return what was seen of a person at the start and at the end, on the same grid."""
    criteria: Sequence[CriterionRow] = session_criteria(db, linked.after.id)
    marks = levels_of(db, person_id, session_ids=(linked.before.id, linked.after.id))
    lines = progress(
        [row.id for row in criteria],
        at_start=[(c, Level(level)) for s, c, level in marks if s == linked.before.id],
        at_end=[(c, Level(level)) for s, c, level in marks if s == linked.after.id],
    )
    return OwnImmersion(linked, {row.id: row for row in criteria}, lines)


def _linked(
    db: Session, link: ContinuedSessionRow, *, people: tuple[PersonRow, ...], viewer_id: str
) -> LinkedSessions:
    before = db.get_one(ObservationSessionRow, link.continues_id)
    after = db.get_one(ObservationSessionRow, link.session_id)
    signed = sign_offs_of(db, link.session_id, person_ids=[person.id for person in people])
    lines = []
    for person in people:
        done = signed.get(person.id, frozenset())
        party = party_of(db, link, person_id=person.id, who=viewer_id)
        asked = party if party not in done and after.family == CYCLE_FAMILY else None
        lines.append(SignOffs(person.id, person.display_name, done, asked))
    return LinkedSessions(before, after, tuple(lines))
