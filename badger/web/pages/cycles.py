"""Two sessions that belong together: linked by the host, agreed with by three parties."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from badger.errors import BadgerError
from badger.issuer.recognition.cycle_queries import sessions_to_continue
from badger.issuer.recognition.cycles import continue_session, sign_off
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.pages.session_access import access_to_session, prepared_session
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("cycles", __name__)


@blueprint.post("/sessions/<session_id>/continues")
def link(session_id: str) -> Response:
    """Say which earlier session of the host this one continues."""
    form, here = FormReader(request.form), services()
    try:
        with here.writing() as db:
            session = prepared_session(db, session_id).session
            offered = {row.id for row in sessions_to_continue(db, session)}
            before = form.choice("continues", label="La séance d'avant", among=offered)
            if not form.problems:
                actor = signed_in().person_id
                continue_session(db, session_id, continues_id=before, actor=actor, now=here.clock())
    except BadgerError as error:
        form.problems["continues"] = say(error.reason, error.facts)
    for line in form.problems.values() or (gettext("C'est noté."),):
        flash(typeset(line))
    # What was chosen comes back in the open form, to be corrected.
    chosen = request.form.get("continues", "")[:64] if form.problems else None
    address = url_for("session_people.show", session_id=session_id, continues=chosen)
    return redirect(address, code=303)


@blueprint.post("/sessions/<session_id>/people/<person_id>/sign-off")
def sign(session_id: str, person_id: str) -> Response:
    """Let the person, her tutor or the trainer agree with her cycle, once each."""
    here, me = services(), signed_in().person_id
    try:
        with here.writing() as db:
            access = access_to_session(db, session_id)
            if person_id != me and access.duty is None:
                abort(404)
            sign_off(db, session_id, person_id=person_id, by=me, now=here.clock())
    except BadgerError as error:
        flash(say(error.reason, error.facts))
    else:
        flash(gettext("C'est noté. Merci."))
    if person_id == me:
        return redirect(url_for("my_words.show"), code=303)
    return redirect(url_for("sessions.show", session_id=session_id), code=303)
