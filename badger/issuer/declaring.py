"""The badges that a person says of herself: an intention, an expectation (domain F1 AC8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from badger.db.base import Session
from badger.db.rows import AchievementVersionRow, ProposalRow
from badger.issuer.achievement_queries import published_versions, versions_by_ids
from badger.issuer.errors import IssuerError
from badger.issuer.proposal_queries import kinds_of, proposal_rows_of_person
from badger.issuer.proposals import propose_declared
from badger.issuer.proposing import UNDER_WAY

DECLARED_KINDS: Final = ("intention", "attente")
MAX_OWN_WORDS_CHARACTERS: Final = 300


class DeclarationUnknown(IssuerError):
    """No published badge of this id is one that such a holder says of herself."""

    code = "declaration.unknown"


@dataclass(frozen=True, slots=True)
class Declarable:
    """A badge that a person may say of herself.

    version:     the newest that is published, of the first edition.
    proposal_id: what she said already and did not decline, None otherwise.
    """

    version: AchievementVersionRow
    proposal_id: str | None


def declarable_badges(db: Session, person_id: str) -> tuple[Declarable, ...]:
    """Return the badges that a person, or a group, may say of herself, by name.

    The same badge in another language is the same key of the map: it is left out.
    """
    kind = kinds_of(db, [person_id])[person_id]
    said = _said(db, person_id)
    found = (
        Declarable(version, said.get(achievement.id))
        for version, achievement in published_versions(db)
        if _is_sayable(version, kind) and not achievement.translates_id
    )
    return tuple(sorted(found, key=lambda one: (one.version.name, one.version.id)))


def declarable_badge(db: Session, achievement_id: str, *, person_id: str) -> Declarable:
    """Return one of them. Raises: DeclarationUnknown."""
    for one in declarable_badges(db, person_id):
        if one.version.achievement_id == achievement_id:
            return one
    raise DeclarationUnknown(achievement=achievement_id)


def declare_badge(
    db: Session, achievement_id: str, *, person_id: str, now: datetime, own_words: str = ""
) -> str:
    """Propose a badge to the person who says it of herself; return the proposal's id.

    own_words: what she adds, for herself: it is not in the badge.
    Said twice is once, an earlier version included; what she declined may be said again.
    Raises: DeclarationUnknown.
    """
    found = declarable_badge(db, achievement_id, person_id=person_id)
    if found.proposal_id:
        return found.proposal_id
    proposal = propose_declared(db, person_id=person_id, version_id=found.version.id, now=now)
    row = db.get_one(ProposalRow, proposal.id)
    row.own_words = own_words or None
    db.flush()
    return row.id


def own_words_on(db: Session, proposal_id: str, *, person_id: str) -> str:
    """Return what a person added to what she says of herself, "" where she added nothing."""
    row = db.get(ProposalRow, proposal_id)
    return (row.own_words or "") if row is not None and row.person_id == person_id else ""


def _is_sayable(version: AchievementVersionRow, holder: str) -> bool:
    """Tell whether such a holder may say it: of a trained role, somebody else says it too."""
    return version.declared and version.kind in DECLARED_KINDS and holder in version.recipients


def _said(db: Session, person_id: str) -> dict[str, str]:
    """Return what the person was proposed and did not decline: proposal by achievement."""
    rows = [row for row in proposal_rows_of_person(db, person_id) if row.state in UNDER_WAY]
    versions = versions_by_ids(db, {row.version_id for row in rows})
    achievements = {version.id: version.achievement_id for version in versions}
    return {achievements[row.version_id]: row.id for row in reversed(rows)}
