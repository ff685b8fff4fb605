"""Ask partners whether doors that nobody confirmed for long still stand (domain F10 AC6)."""

from datetime import datetime
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.mails import ask_mail
from badger.here import here_on
from badger.possibilities.queries import doors_to_ask_about, owners_addresses

ACTOR: Final = "worker"
# Neutral: whoever sees the list of mails learns no name (hardening R07).
SUBJECT: Final = "Vos portes sont-elles toujours ouvertes ?"
TEXT: Final = """Bonjour,

Une porte de votre structure n'a pas été confirmée depuis trois mois. Elle ne se voit plus
sur la carte des possibles ; rien n'est perdu.

Un clic suffit pour la confirmer, sur cette page :
{link}

Si elle n'existe plus, retirez-la au même endroit.
"""


def ask_owners(db: Session, *, now: datetime, page: str) -> int:
    """Ask once about every such door, one mail for each partner and address; return the doors.

    page: address where owners confirm. A partner without an address reads it on that page only.
    """
    doors = doors_to_ask_about(db, here_on(now))
    for door in doors:
        door.asked_on = here_on(now)
        append_event(db, kind="door.asked", actor=ACTOR, subject=door.id, facts={}, now=now)
    for partner_id in dict.fromkeys(door.partner_id for door in doors):
        for address in owners_addresses(db, partner_id):
            ask_mail(db, to=address, subject=SUBJECT, text=TEXT.format(link=page), now=now)
    db.flush()
    return len(doors)
