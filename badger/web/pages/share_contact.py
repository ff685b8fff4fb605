"""Writing to the person who gave a link; over with the link, and it leads no further (R03)."""

from flask import Blueprint, Response, abort, url_for

from badger.backpack.sharing import ShareUnknown, share_of_code
from badger.db.base import Session
from badger.web.language import gettext
from badger.web.letter import Recipient, letter_form, send_letter
from badger.web.services import services

blueprint = Blueprint("share_contact", __name__)


@blueprint.get("/shares/<code>/message")
def ask(code: str) -> Response:
    """Show the form."""
    return letter_form(lambda db: _giver(db, code))


@blueprint.post("/shares/<code>/message")
def send(code: str) -> Response:
    """Leave the message."""
    return send_letter(lambda db: _giver(db, code))


def _giver(db: Session, code: str) -> Recipient:
    try:
        row = share_of_code(db, code, now=services().clock())
    except ShareUnknown:
        abort(404)
    return Recipient(
        person_id=row.person_id,
        credential_id=None,
        back=url_for("shared.show", code=code),
        back_name=gettext("Les badges partagés"),
        send_to=url_for("share_contact.send", code=code),
    )
