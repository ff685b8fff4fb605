"""What somebody has just shown in this browser: that another page is hers as well.

It stands in the signed cookie, for a few minutes, and ends with the sign-in of either page.
"""

from dataclasses import dataclass
from typing import Final

from flask import session

from badger.db.rows import PersonRow
from badger.web.services import services

PROOF_KEY: Final = "merging"
GOOD_FOR_S: Final = 10 * 60
CARD, MAIL, PASSKEY = "card", "mail", "passkey"


@dataclass(frozen=True, slots=True)
class Proof:
    """Whose page was shown to be hers too.

    by:             CARD, MAIL or PASSKEY.
    sign_in_number: the other page's as it was then: a sign-out there ends this.
    """

    person_id: str
    by: str
    sign_in_number: int


def keep_proof(other: PersonRow, *, by: str) -> None:
    """Keep in this browser that the other page is hers."""
    now = int(services().clock().timestamp())
    session[PROOF_KEY] = [other.id, by, other.sign_in_number, now]


def kept_proof() -> Proof | None:
    """Return what was shown within the last minutes, or None."""
    kept = session.get(PROOF_KEY)
    if not isinstance(kept, list) or len(kept) != 4:
        return None
    person_id, by, number, at = kept
    # Only we write this cookie; what is none of ours is nothing.
    if not isinstance(at, int):
        return None
    age_s = services().clock().timestamp() - at
    return Proof(person_id, by, number) if 0 <= age_s <= GOOD_FOR_S else None


def forget_proof() -> None:
    """Forget what was shown."""
    session.pop(PROOF_KEY, None)
