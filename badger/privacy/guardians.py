"""A minor shows badges to the public once a guardian's yes was written down (domain C11).

Who the guardian is, and anybody's date of birth, is neither asked nor kept.
"""

from datetime import datetime
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import GuardianConsentRow, PersonRow
from badger.errors import BadgerError
from badger.json_value import JsonObject
from badger.privacy.guardian_queries import locked_person, standing_guardian_consent

# What the guardian reads, or is read, before saying yes; a version is never edited.
GUARDIAN_TEXTS: Final = {
    "2026-11": (
        "Je suis responsable de cette personne. Je suis d'accord pour qu'elle montre ses badges "
        "en public, avec un lien qu'elle crée elle-même. Elle ou moi pouvons changer d'avis "
        "à tout moment : les liens ne s'ouvrent plus."
    ),
}
GUARDIAN_VERSION: Final = "2026-11"


class PersonUnknown(BadgerError):
    """There is no such person; a group or an organisation is none."""

    code = "privacy.person_unknown"


class NotAMinor(BadgerError):
    """The person decides for herself: nobody's consent is asked."""

    code = "privacy.not_a_minor"


class GuardianTextUnknown(BadgerError):
    """The text that was agreed to is none of ours."""

    code = "privacy.guardian_text_unknown"


class GuardianConsentMissing(BadgerError):
    """Nothing of a minor becomes public before a guardian's yes was written down."""

    code = "privacy.guardian_consent_missing"


def may_share_publicly(db: Session, person: PersonRow) -> bool:
    """Tell whether the person may have a public page or link now, as it stands."""
    return (
        person.kind != "person"
        or not person.minor
        or standing_guardian_consent(db, person.id) is not None
    )


def require_public_sharing(db: Session, person: PersonRow) -> None:
    """Refuse to make something public. Raises: GuardianConsentMissing."""
    if not may_share_publicly(db, person):
        raise GuardianConsentMissing


def note_minor(db: Session, *, person_id: str, by: str, now: datetime) -> None:
    """Write down that a person is a minor: nothing of hers is public from now on. Twice is once.

    Raises: PersonUnknown.
    """
    person = _person(db, person_id)
    if not person.minor:
        person.minor = True
        db.flush()
        append_event(db, kind="person.minor", actor=by, subject=person_id, facts={}, now=now)


def note_adult(db: Session, *, person_id: str, by: str, now: datetime) -> None:
    """Write down that a person decides for herself; a consent that stood is of no use any more.

    Raises: PersonUnknown.
    """
    person = _person(db, person_id)
    if person.minor:
        withdraw_guardian_consent(db, person_id=person_id, by=by, now=now)
        person.minor = False
        db.flush()
        append_event(db, kind="person.adult", actor=by, subject=person_id, facts={}, now=now)


def record_guardian_consent(
    db: Session, *, person_id: str, text_version: str, recorded_by: str, now: datetime
) -> GuardianConsentRow:
    """Write down that a guardian of a minor agrees with a text; twice is once.

    Raises: PersonUnknown, NotAMinor, GuardianTextUnknown.
    """
    if text_version not in GUARDIAN_TEXTS:
        raise GuardianTextUnknown(version=text_version)
    person = _person(db, person_id)
    if not person.minor:
        raise NotAMinor
    if standing := standing_guardian_consent(db, person_id):
        return standing
    row = GuardianConsentRow(
        person_id=person_id, text_version=text_version, recorded_by=recorded_by, given_at=now
    )
    db.add(row)
    db.flush()
    facts: JsonObject = {"text": text_version}
    kind = "guardian.consented"
    append_event(db, kind=kind, actor=recorded_by, subject=person_id, facts=facts, now=now)
    return row


def withdraw_guardian_consent(db: Session, *, person_id: str, by: str, now: datetime) -> None:
    """Take the consent back: from now on nothing of the minor is public. Twice is once.

    Raises: PersonUnknown.
    """
    _person(db, person_id)
    standing = standing_guardian_consent(db, person_id)
    if standing is None:
        return
    standing.withdrawn_at, standing.withdrawn_by = now, by
    db.flush()
    append_event(db, kind="guardian.withdrew", actor=by, subject=person_id, facts={}, now=now)


def _person(db: Session, person_id: str) -> PersonRow:
    person = locked_person(db, person_id)
    if person is None or person.kind != "person":
        raise PersonUnknown
    return person
