"""The form of a message to a person, the same from a badge, a share and the directory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from flask import Response, make_response, render_template, request

from badger.accompaniment.messages import MAX_NAME, MAX_TEXT, Message, leave_message, reaches
from badger.db.base import Session
from badger.db.mails import MAX_ADDRESS
from badger.errors import BadgerError
from badger.web.forms import FormReader
from badger.web.pages.message_mail import tell_of_message
from badger.web.presenters.spoken_findings import say
from badger.web.services import services

HEADERS: Final = {"X-Robots-Tag": "noindex, nofollow, noarchive"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """To whom, from which page.

    credential_id: the badge whose page it is, None elsewhere.
    back, back_name: the page to come back to; back_tongue: the language of that name, "" for
                     that of the page; send_to: where the form goes.
    """

    person_id: str
    credential_id: str | None
    back: str
    back_name: str
    send_to: str
    back_tongue: str = ""


# Finds the recipient, or answers 404.
Find = Callable[[Session], Recipient]


def letter_form(find: Find, problems: Mapping[str, str] | None = None) -> Response:
    """Show the form, or that messages do not reach her here."""
    with services().reading() as db:
        recipient = find(db)
        page = render_template(
            "contact/ask.html",
            recipient=recipient,
            sends=services().sends_mail,
            open=reaches(db, recipient.person_id),
            values=request.form,
            problems=problems or {},
        )
    return make_response(page, 422 if problems else 200, HEADERS)


def send_letter(find: Find) -> Response:
    """Leave the message; she and the référent whom she chose read it on their pages."""
    here, form = services(), FormReader(request.form)
    name = form.text("name", label="Votre nom", max_length=MAX_NAME)
    organisation = form.text(
        "organisation", label="Votre entreprise", max_length=MAX_NAME, required=False
    )
    email = form.text("email", label="Votre adresse", max_length=MAX_ADDRESS)
    text = form.text("text", label="Votre message", max_length=MAX_TEXT)
    if form.problems:
        return letter_form(find, form.problems)
    try:
        with here.writing() as db:
            recipient = find(db)
            message = Message(
                person_id=recipient.person_id,
                credential_id=recipient.credential_id,
                name=name,
                organisation=organisation,
                email=email,
                text=text,
            )
            row, is_new = leave_message(db, message, now=here.clock())
            if is_new:
                tell_of_message(db, row)
    except BadgerError as error:
        field = "email" if error.reason.startswith("mail.") else "form"
        return letter_form(find, {field: say(error.reason, error.facts)})
    return make_response(render_template("contact/sent.html", back=recipient.back), 200, HEADERS)
