"""What waits for the person on the pages of those who accompany her."""

from dataclasses import dataclass

from badger.accompaniment.message_queries import count_waiting
from badger.accompaniment.queries import open_of_person
from badger.web.security.viewer import signed_in
from badger.web.services import services


@dataclass(frozen=True, slots=True)
class BesideMe:
    """How much waits for an answer of hers."""

    relays: int
    messages: int


def beside_me() -> BesideMe:
    """Count, for the viewer's own page, what waits for her."""
    here = services()
    with here.reading() as db:
        rows = open_of_person(db, signed_in().person_id, now=here.clock())
        messages = count_waiting(db, signed_in().person_id)
    return BesideMe(relays=sum(row.agreed_at is None for row in rows), messages=messages)
