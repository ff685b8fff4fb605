"""What was brought and was not enough is looked at again once the person adds to it.

In a session that is led here somebody proposes the badges; what came from elsewhere has nobody
who would (ADR 0035).
"""

from datetime import datetime

from badger.db.base import Session
from badger.issuer.elsewhere.queries import sessions_of_awards, sessions_of_imports
from badger.issuer.proposals import propose_awards


def propose_brought(db: Session, person_id: str, *, now: datetime) -> None:
    """Propose to a person the badges that what was brought of her makes possible now.

    A badge that she declined is proposed again only after something new was seen of her.
    """
    brought = {*sessions_of_awards(db, person_id), *sessions_of_imports(db, person_id)}
    for session_id in sorted(brought):
        propose_awards(db, session_id, now=now, among=[person_id])
