"""A card that invites: anybody may hand it out, and reads how many said that they come (S5)."""

from datetime import datetime
from typing import Final

from badger.accompaniment.help_contact import MAX_PHONE, PHONE
from badger.accompaniment.queries import lock_person
from badger.accompaniment.welcome_queries import card_by_code, card_by_id, cards_of, count_use
from badger.db.base import Session, new_id
from badger.db.rows import WelcomeCardRow
from badger.errors import BadgerError

MAX_PLACE: Final = 120
MAX_CARDS: Final = 20


class CardInvalid(BadgerError):
    """A card says where to come, and maybe a number that a telephone dials."""

    code = "card.invalid"


class TooManyCards(BadgerError):
    """So many cards of one person are there already."""

    code = "card.too_many"


class CardUnknown(BadgerError):
    """There is no such card, or it is somebody else's."""

    code = "card.unknown"


def make_card(
    db: Session, *, place: str, phone: str, made_by: str, now: datetime
) -> WelcomeCardRow:
    """Make a card. Raises: CardInvalid, TooManyCards."""
    where = " ".join(place.split())
    if not 0 < len(where) <= MAX_PLACE:
        raise CardInvalid(member="place")
    if phone and (len(phone) > MAX_PHONE or not PHONE.fullmatch(phone)):
        raise CardInvalid(member="phone")
    lock_person(db, made_by)
    if len(cards_of(db, made_by)) >= MAX_CARDS:
        raise TooManyCards(limit=MAX_CARDS)
    row = WelcomeCardRow(
        made_by=made_by, code=new_id(), place=where, phone=phone, made_at=now, used=0
    )
    db.add(row)
    db.flush()
    return row


def own_card(db: Session, card_id: str, *, made_by: str) -> WelcomeCardRow:
    """Return a card of a person. Raises: CardUnknown."""
    row = card_by_id(db, card_id)
    if row is None or row.made_by != made_by:
        raise CardUnknown
    return row


def card_of_code(db: Session, code: str) -> WelcomeCardRow:
    """Return the card that a QR code opens. Raises: CardUnknown."""
    row = card_by_code(db, code)
    if row is None:
        raise CardUnknown
    return row


def use_card(db: Session, code: str) -> WelcomeCardRow:
    """Count that somebody says she comes; who, nobody writes down. Raises: CardUnknown."""
    row = card_of_code(db, code)
    count_use(db, row.id)
    return row


def remove_card(db: Session, card_id: str, *, made_by: str) -> None:
    """Take a card back: its QR code opens nothing any more. Raises: CardUnknown."""
    db.delete(own_card(db, card_id, made_by=made_by))
    db.flush()
