"""The mail that tells a person of a relay, where she confirmed an address."""

from typing import Final

from flask import url_for

from badger.accounts.queries import addresses_of
from badger.db.base import Session
from badger.db.mails import ask_mail
from badger.web.services import services

# Neutral: whoever sees the list of mails learns no name (hardening R07).
SUBJECT: Final = "Un relais vous est proposé"
TEXT: Final = """Bonjour,

La personne qui vous accompagne vous propose un relais. Vous pouvez dire oui ou non :
{link}

Rien ne change avant votre réponse.
"""


def tell_of_relay(db: Session, person_id: str) -> None:
    """Ask for a mail to each confirmed address of a person; she has maybe none."""
    here = services()
    text = TEXT.format(link=f"{here.settings.base_url}{url_for('companions.index')}")
    for address in confirmed_addresses(db, person_id):
        ask_mail(db, to=address, subject=SUBJECT, text=text, now=here.clock())


def confirmed_addresses(db: Session, person_id: str) -> list[str]:
    """Return the addresses that a person confirmed."""
    return [row.email for row in addresses_of(db, person_id) if row.verified_at is not None]
