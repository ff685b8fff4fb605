"""What a person took part in."""

from flask import Blueprint, render_template

from badger.issuer.page_queries import sessions_of_participant
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_experiences", __name__)


@blueprint.get("/me/experiences")
def show() -> str:
    """Show her sessions, newest first."""
    with services().reading() as db:
        sessions = sessions_of_participant(db, signed_in().person_id)
    return render_template("me/experiences.html", sessions=sessions)
