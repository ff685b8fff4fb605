"""The mails about an endorsement: that a partner is asked, and the reminder a week later."""

from typing import Final

from flask import url_for

from badger.db.base import Session
from badger.db.mails import ask_mail
from badger.issuer.endorsement_queries import addresses_of_issuers
from badger.web.services import services

# Neutral: whoever sees the list of mails learns no name (hardening R07).
SUBJECT: Final = "Un soutien vous est demandé"
TEXT: Final = """Bonjour,

Un partenaire de votre territoire aimerait votre soutien pour un badge ou pour sa structure.

Vous pouvez le lire, l'écrire ou laisser la demande sans suite sur cette page :
{link}

Rien ne presse. Si ce message ne vous dit rien, laissez-le.
"""


def write_to_endorser(db: Session, endorser_id: str) -> int:
    """Ask for a mail to everybody who signs for a partner; return how many."""
    here = services()
    text = TEXT.format(link=f"{here.settings.base_url}{url_for('endorsements.index')}")
    addresses = addresses_of_issuers(db, endorser_id)
    for address in addresses:
        ask_mail(db, to=address, subject=SUBJECT, text=text, now=here.clock())
    return len(addresses)
