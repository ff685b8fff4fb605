"""What a new territory still has to do before anything can be shared: one thing at a time."""

from typing import Final, Literal

from badger.db.base import Session
from badger.issuer.charter_queries import current_charter, sharing_partners
from badger.issuer.page_queries import all_partners

Step = Literal["charter", "partner", "signature"]
STEPS: Final[tuple[Step, ...]] = ("charter", "partner", "signature")


def step_of_beginning(db: Session) -> Step | None:
    """Return what a cartographe does next in a new territory, None once a partner may share.

    "charter":   no charter is in force.
    "partner":   nobody was welcomed yet.
    "signature": no partner signed the charter in force.
    Source: domain W1.
    """
    done = (current_charter(db) is not None, bool(all_partners(db)), bool(sharing_partners(db)))
    return next((step for step, is_done in zip(STEPS, done, strict=True) if not is_done), None)
