"""Writing to the holder of a badge, without an account and without knowing where she is."""

from flask import Blueprint, Response, abort, url_for

from badger.db.base import Session
from badger.issuer.page_queries import versions_by_id
from badger.issuer.queries import credential_by_id
from badger.web.letter import Recipient, letter_form, send_letter

blueprint = Blueprint("contact", __name__)


@blueprint.get("/badges/<badge_id>/message")
def ask(badge_id: str) -> Response:
    """Show the form."""
    return letter_form(lambda db: _holder(db, badge_id))


@blueprint.post("/badges/<badge_id>/message")
def send(badge_id: str) -> Response:
    """Leave the message."""
    return send_letter(lambda db: _holder(db, badge_id))


def _holder(db: Session, badge_id: str) -> Recipient:
    row = credential_by_id(db, badge_id)
    if row is None or row.signed is None or row.revoked_at is not None:
        abort(404)
    version = versions_by_id(db, [row.version_id])[row.version_id]
    return Recipient(
        person_id=row.person_id,
        credential_id=row.id,
        back=url_for("badges.show", badge_id=badge_id),
        back_name=version.name,
        back_tongue=version.language,
        send_to=url_for("contact.send", badge_id=badge_id),
    )
