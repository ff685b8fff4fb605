"""Exemple Six declined one badge and shows the two that he has (domain 5.6)."""

from badger.backpack.queries import holdings_of
from badger.backpack.sharing import BadgeWish, ShareWish, make_share
from badger.db.base import Session
from badger.db.rows import ShareRow
from badger.demo.cast import Cast, Office

SHARED_DAY = -2


def share_badges(db: Session, *, person: str, secret: str, cast: Cast, office: Office) -> ShareRow:
    """Let someone show the badges of the backpack by a link, named by first name and initial."""
    person_id = cast.people[person]
    badges = tuple(BadgeWish(row.id, evidence=True) for row in holdings_of(db, person_id))
    return make_share(
        db,
        ShareWish(badges=badges, shown_name="initial", with_doors=True),
        person_id=person_id,
        secret=secret,
        now=office.calendar.at(SHARED_DAY, hour=11),
    )
