"""Who shows badges by a link: Exemple Six two of his, Exemple Trois her card (domain 5.6)."""

from typing import Final

from badger.accompaniment.messages import Message, leave_message
from badger.backpack.queries import holdings_of
from badger.backpack.sharing import BadgeWish, ShareWish, count_opening, make_share
from badger.db.base import Session
from badger.db.rows import ShareRow
from badger.demo.cast import Cast, Office
from badger.issuer.queries import credentials_of_person

# Days from the loading: when links are made, and when the card is scanned at the job dating.
SHARED_DAY: Final = -2
SCANNED_DAY: Final = -1
WORDS: Final = """Bonjour,
nous avons lu votre carte au forum. Voulez-vous voir nos lignes mardi ?"""


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


def show_card(db: Session, *, person: str, secret: str, cast: Cast, office: Office) -> None:
    """Let an employer scan someone's card at a job dating, and write to her."""
    row = share_badges(db, person=person, secret=secret, cast=cast, office=office)
    count_opening(db, row.id, on=office.calendar.day(SCANNED_DAY))
    message = Message(
        person_id=row.person_id,
        credential_id=credentials_of_person(db, row.person_id)[0].id,
        name="Exemple Recruteuse",
        organisation="Conserverie du Val (exemple)",
        email="recruteuse@exemple.invalid",
        text=WORDS,
    )
    leave_message(db, message, now=office.calendar.at(SCANNED_DAY, hour=16))
