"""What a person took part in, and what she told of herself."""

from flask import Blueprint, render_template

from badger.issuer.page_queries import sessions_of_participant
from badger.issuer.recognition.experience_queries import experiences_of
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_experiences", __name__)


@blueprint.get("/me/experiences")
def show() -> str:
    """Show what she told and her sessions, newest first."""
    who = signed_in().person_id
    with services().reading() as db:
        sessions = sessions_of_participant(db, who)
        told = experiences_of(db, who)
    return render_template("me/experiences.html", sessions=sessions, told=told)
