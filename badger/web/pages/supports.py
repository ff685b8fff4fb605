"""The person's answer to what a partner wrote about her badge: kept, or gone without a trace."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from badger.issuer.endorsements import accept_endorsement, decline_endorsement
from badger.web.language import gettext
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("supports", __name__)


@blueprint.post("/me/supports/<endorsement_id>/accept")
def accept(endorsement_id: str) -> Response:
    """Keep it: the partner's word is signed, and stands beside the badge."""
    here = services()
    with here.writing() as db:
        accept_endorsement(
            db,
            endorsement_id,
            person_id=signed_in().person_id,
            now=here.clock(),
            keyring=here.keyring,
            addresses=here.addresses,
        )
    return _back(gettext("Ce soutien est à côté de votre badge."))


@blueprint.post("/me/supports/<endorsement_id>/decline")
def decline(endorsement_id: str) -> Response:
    """Let it go; nobody is told."""
    here = services()
    with here.writing() as db:
        decline_endorsement(
            db,
            endorsement_id,
            person_id=signed_in().person_id,
            addresses=here.addresses,
        )
    return _back(gettext("C'est noté. Personne d'autre ne le voit."))


def _back(words: str) -> Response:
    flash(words)
    return redirect(url_for("me.home"), code=303)
