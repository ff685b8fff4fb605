"""The mails about a message: that it came, and the answer. No address of anybody stands in them."""

from typing import Final

from flask import url_for

from badger.accompaniment.queries import who_reads_messages
from badger.db.base import Session
from badger.db.mails import ask_mail
from badger.db.rows import MessageRow
from badger.web.pages.companion_mail import confirmed_addresses
from badger.web.presenters.text import plain
from badger.web.services import services

# Neutral: whoever sees the list of mails learns no name (hardening R07).
SUBJECT: Final = "Un message pour vous"
TEXT: Final = """Bonjour,

Une personne a vu un de vos badges et vous écrit :

{quoted}

Vous choisissez de répondre ou non. Votre adresse n'est pas montrée :
{link}

N'ouvrez un lien du message que si vous connaissez cette personne.
"""
COMPANION_TEXT: Final = """Bonjour,

Une personne que vous accompagnez a reçu un message. Elle vous a permis de le lire :
{link}
"""
ANSWER_SUBJECT: Final = "Une réponse à votre message"
ANSWER_TEXT: Final = """Bonjour,

Vous avez écrit à une personne dont vous avez vu un badge. Voici sa réponse :

{quoted}

Cette réponse est passée par la plateforme : aucune adresse n'est montrée, ni la vôtre ni la sienne.
"""


def tell_of_message(db: Session, row: MessageRow) -> None:
    """Ask for a mail to the person, and to those whom she lets read her messages."""
    here = services()
    link = f"{here.settings.base_url}{url_for('messages.index')}"
    who = row.sender_name + (f", {row.sender_organisation}" if row.sender_organisation else "")
    text = TEXT.format(quoted=_quoted(f"{row.text}\n\n{who}"), link=link)
    for address in confirmed_addresses(db, row.person_id):
        ask_mail(db, to=address, subject=SUBJECT, text=text, now=here.clock())
    caseload = f"{here.settings.base_url}{url_for('caseload.index')}"
    for companion_id in who_reads_messages(db, row.person_id, now=here.clock()):
        for address in confirmed_addresses(db, companion_id):
            told = COMPANION_TEXT.format(link=caseload)
            ask_mail(db, to=address, subject=SUBJECT, text=told, now=here.clock())


def send_answer(db: Session, row: MessageRow) -> None:
    """Ask for the one mail with the answer to whoever wrote."""
    text = ANSWER_TEXT.format(quoted=_quoted(row.answer or ""))
    ask_mail(db, to=row.sender_email, subject=ANSWER_SUBJECT, text=text, now=services().clock())


def _quoted(text: str) -> str:
    """Write somebody's words so that no line of them looks like ours."""
    shown = plain(text, len(text) + 1)
    lines = shown.replace("\t", " ").split("\n")
    return "\n".join("> " + "".join(c for c in line if c.isprintable()) for line in lines)
