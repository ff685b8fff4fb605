"""The row of a new proposal, whatever it comes from."""

from datetime import datetime
from typing import Final

from badger.db.base import new_id

UNDER_WAY: Final = ("proposed", "accepted", "issued")


def new_proposal(
    person_id: str, version_id: str, *, session_id: str | None, now: datetime
) -> dict[str, object]:
    """Return the values of a ProposalRow that waits for the person's answer.

    session_id: where the last thing was seen that made the badge possible, None without one.
    """
    return {
        "id": new_id(),
        "person_id": person_id,
        "version_id": version_id,
        "session_id": session_id,
        "state": "proposed",
        "proposed_at": now,
    }
