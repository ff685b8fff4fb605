"""The three questions of a session, typed beside the person who says the answers aloud."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import ObservationSessionRow
from badger.errors import BadgerError
from badger.issuer.page_queries import (
    names_of_people,
    observation_duty,
    participation,
    session_by_id,
)
from badger.issuer.presence import stands_beside
from badger.issuer.recognition.dictation import dictate_reflection
from badger.issuer.recognition.words import Reflection
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.pages.session_access import access_to_session
from badger.web.pages.words import MAX_WORDS
from badger.web.passeur_access import passeur_here
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("dictation", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/sessions/<session_id>/people/<person_id>/dictation")
def show(session_id: str, person_id: str) -> str:
    """Show the three questions, to be read to the person."""
    return _page(session_id, person_id=person_id)


@blueprint.post("/sessions/<session_id>/people/<person_id>/dictation")
def save(session_id: str, person_id: str) -> Answer:
    """Keep what she said; who typed it stands beside it."""
    form = FormReader(request.form)
    reflection = Reflection(
        session_id,
        person_id,
        form.text("what_happened", label="Ce qui s'est passé", max_length=MAX_WORDS),
        form.text("what_i_did", label="Ce que j'ai fait", max_length=MAX_WORDS),
        form.text("what_i_learned", label="Ce que j'ai appris", max_length=MAX_WORDS),
    )
    if not form.ticked("beside"):
        words = gettext("Cochez la case quand la personne est à côté de vous.")
        form.problems["beside"] = words
    if form.problems:
        return _page(session_id, person_id=person_id, problems=form.problems), 422
    me, now = signed_in().person_id, services().clock()
    try:
        with services().writing() as db:
            _beside(db, session_id, person_id=person_id)
            dictate_reflection(db, reflection, typed_by=me, now=now)
    except BadgerError as error:
        problems = {"form": typeset(sentence(error.reason, error.facts))}
        return _page(session_id, person_id=person_id, problems=problems), 422
    flash(gettext("C'est noté. Votre nom reste à côté de ses mots."))
    return redirect(_back(session_id), code=303)


def _back(session_id: str) -> str:
    """Return where the viewer came from: the session that she observes or leads, or her desk."""
    me = signed_in()
    with services().reading() as db:
        session = session_by_id(db, session_id)
        duty = observation_duty(db, session_id, person_id=me.person_id)
    if duty or (session is not None and session.partner_id in me.partners_as("pedagogue")):
        return url_for("sessions.show", session_id=session_id)
    return url_for("presence.index")


def _page(session_id: str, *, person_id: str, problems: Mapping[str, str] | None = None) -> str:
    with services().reading() as db:
        session = _beside(db, session_id, person_id=person_id)
        name = names_of_people(db, [person_id])[person_id]
    return render_template(
        "sessions/dictation.html",
        session=session,
        person_id=person_id,
        back=_back(session_id),
        name=name,
        problems=problems or {},
        values=request.form,
    )


def _beside(db: Session, session_id: str, *, person_id: str) -> ObservationSessionRow:
    """Return a session of somebody whom the viewer may write for; 404 for all others."""
    me, session = signed_in(), session_by_id(db, session_id)
    if session is None or participation(db, session_id, person_id=person_id) is None:
        abort(404)
    if person_id == me.person_id:
        abort(404)
    passeur = passeur_here(db, "badges", "words")
    if stands_beside(db, passeur, session_id=session_id, person_id=person_id):
        return session
    leads = session.partner_id in me.partners_as("pedagogue")
    if observation_duty(db, session_id, person_id=me.person_id) is None and not leads:
        abort(404)
    return access_to_session(db, session_id).session
