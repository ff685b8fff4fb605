"""An invitation, made and where an address is known sent, in one transaction."""

from typing import Final

from flask import url_for

from badger.db.mails import ask_mail
from badger.issuer.invitations import InvitationDraft, invite
from badger.web.security.viewer import signed_in
from badger.web.services import services

# Neutral: whoever sees the list of mails learns no name (hardening R07).
SUBJECT: Final = "Une invitation vous attend"
TEXT: Final = """Bonjour,

Une personne de votre territoire vous invite à rejoindre son équipe.

Pour voir l'invitation, ouvrez cette page :
{link}

Ou tapez ce code sur {page} :
{code}

Il sert une fois, pendant 30 jours. Si ce message ne vous dit rien, laissez-le.
"""


def make_invitation(draft: InvitationDraft, *, email: str) -> str:
    """Make an invitation and return its code; with an address, a mail leaves after the commit.

    Raises: InvitationInvalid, MailAddressInvalid.
    """
    now = services().clock()
    with services().writing() as db:
        row, code = invite(db, draft, actor=signed_in().person_id, now=now)
        if email:
            page = f"{services().settings.base_url}{url_for('invitations.open')}"
            text = TEXT.format(link=f"{page}?code={code}", page=page, code=code)
            ask_mail(
                db, to=email, subject=SUBJECT, text=text, now=now, useless_after=row.expires_at
            )
    if email:
        services().run_tasks()
    return code
