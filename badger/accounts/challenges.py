"""What the next answer of one browser has to fit: drawn here, taken once, gone after minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from badger.accounts.queries import forget_challenges, taken_challenge
from badger.db.base import Session
from badger.db.rows import SignInChallengeRow

OPEN_FOR: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Challenge:
    """What was asked, and of whom; `person_id` is None where nobody was signed in."""

    facts: Mapping[str, str]
    person_id: str | None


def open_challenge(
    db: Session, kind: str, *, facts: Mapping[str, str], now: datetime, person_id: str | None = None
) -> str:
    """Keep what the answer has to fit; return the id that this browser keeps in its session."""
    forget_challenges(db, before=now)
    row = SignInChallengeRow(
        kind=kind, person_id=person_id, facts=dict(facts), until=now + OPEN_FOR
    )
    db.add(row)
    db.flush()
    return row.id


def take_challenge(
    db: Session, challenge_id: str, *, kind: str, now: datetime, person_id: str | None = None
) -> Challenge | None:
    """Take a challenge away and return it; of several who ask at once, one gets it.

    None where it is over, of another kind, or was opened for somebody else. It does not raise,
    so that the caller commits: an answer that does not fit uses it up as well.
    """
    taken = taken_challenge(db, challenge_id, kind=kind)
    if taken is None:
        return None
    facts, owner, until = taken
    return Challenge(facts, owner) if until > now and owner == person_id else None
