"""Writing to the holder of a badge, without an account and without knowing where she is."""

from collections.abc import Mapping

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.messages import MAX_NAME, MAX_TEXT, Message, leave_message, reaches
from badger.db.base import Session
from badger.db.mails import MAX_ADDRESS
from badger.db.rows import CredentialRow
from badger.errors import BadgerError
from badger.issuer.page_queries import versions_by_id
from badger.issuer.queries import credential_by_id
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import typeset
from badger.web.pages.message_mail import tell_of_message
from badger.web.services import services

blueprint = Blueprint("contact", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/badges/<badge_id>/message")
def ask(badge_id: str) -> Answer:
    """Show the form, or that messages do not reach her here."""
    return _page(badge_id, {})


@blueprint.post("/badges/<badge_id>/message")
def send(badge_id: str) -> Answer:
    """Leave the message; she and the référent whom she chose read it on their pages."""
    here, form = services(), FormReader(request.form)
    fields = read_message(form)
    if form.problems:
        return _page(badge_id, form.problems)
    try:
        with here.writing() as db:
            badge = _badge(db, badge_id)
            message = Message(person_id=badge.person_id, credential_id=badge.id, **fields)
            row, is_new = leave_message(db, message, now=here.clock())
            if is_new:
                tell_of_message(db, row)
    except BadgerError as error:
        field = "email" if error.reason.startswith("mail.") else "form"
        return _page(badge_id, {field: typeset(sentence(error.reason, error.facts))})
    return render_template("contact/sent.html", back=url_for("badges.show", badge_id=badge_id))


def read_message(form: FormReader) -> dict[str, str]:
    """Read what somebody writes."""
    return {
        "name": form.text("name", label="Votre nom", max_length=MAX_NAME),
        "organisation": form.text(
            "organisation", label="Votre entreprise", max_length=MAX_NAME, required=False
        ),
        "email": form.text("email", label="Votre adresse", max_length=MAX_ADDRESS),
        "text": form.text("text", label="Votre message", max_length=MAX_TEXT),
    }


def _badge(db: Session, badge_id: str) -> CredentialRow:
    row = credential_by_id(db, badge_id)
    if row is None or row.signed is None or row.revoked_at is not None:
        abort(404)
    return row


def _page(badge_id: str, problems: Mapping[str, str]) -> Answer:
    with services().reading() as db:
        badge = _badge(db, badge_id)
        page = render_template(
            "contact/ask.html",
            back=url_for("badges.show", badge_id=badge_id),
            target=url_for("contact.send", badge_id=badge_id),
            back_name=versions_by_id(db, [badge.version_id])[badge.version_id].name,
            open=reaches(db, badge.person_id),
            values=request.form,
            problems=problems,
        )
    return page, 422 if problems else 200
