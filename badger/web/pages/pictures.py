"""Pictures as evidence: the person allows them, an observer takes them, both may look."""

import re
import uuid
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.issuer.page_queries import names_of_people
from badger.issuer.recognition.picture_queries import picture_for, pictures_of, who_allows
from badger.issuer.recognition.pictures import (
    allow_pictures,
    record_picture,
    refuse_pictures,
    require_allowed,
)
from badger.web.language import gettext
from badger.web.pages.session_access import access_to_session, attended_session, observed_session
from badger.web.photos.reading import drawn_anew
from badger.web.photos.sent import sent_picture
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("pictures", __name__)

UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@blueprint.post("/sessions/<session_id>/pictures")
def choose(session_id: str) -> Response:
    """Let the person allow pictures of herself, or no longer: then those there are erased."""
    who, now = signed_in().person_id, services().clock()
    with services().writing() as db:
        attended_session(db, session_id)
        if request.form.get("allowed") == "yes":
            allow_pictures(db, session_id, person_id=who, now=now)
        else:
            refuse_pictures(db, session_id, person_id=who, now=now)
    flash(gettext("C'est noté. Vous pouvez changer d'avis."))
    return redirect(url_for("sessions.info", session_id=session_id), code=303)


@blueprint.post("/sessions/<session_id>/people/<person_id>/pictures")
def save(session_id: str, person_id: str) -> Response:
    """Keep a picture of somebody who allows it; sent twice, it is kept once."""
    who, picture_id = signed_in().person_id, request.form.get("id", "")
    if not UUID.fullmatch(picture_id):
        abort(400)
    with services().reading() as db:
        observed_session(db, session_id)
        require_allowed(db, session_id, person_id=person_id, observer_id=who)
    jpeg = drawn_anew(sent_picture())
    with services().writing() as db:
        record_picture(
            db,
            picture_id,
            session_id=session_id,
            person_id=person_id,
            observer_id=who,
            jpeg=jpeg,
            now=services().clock(),
        )
    here = url_for("sessions.show", session_id=session_id, open=person_id)
    return redirect(here, code=303)


@blueprint.get("/sessions/<session_id>/people/<person_id>/pictures")
def index(session_id: str, person_id: str) -> str:
    """List the pictures of a person: to herself, and to the observer who may take them."""
    who = signed_in().person_id
    with services().reading() as db:
        access = access_to_session(db, session_id)
        if who != person_id and access.duty is None:
            abort(404)
        rows = pictures_of(db, session_id, person_id=person_id)
        name = names_of_people(db, [person_id]).get(person_id, "")
        allowed = person_id in who_allows(db, session_id)
    shown = [row for row in rows if who in (row.person_id, row.taken_by)]
    return render_template(
        "sessions/pictures.html",
        session=access.session,
        person_id=person_id,
        name=name,
        pictures=shown,
        can_take=allowed and access.duty is not None and who != person_id,
        is_oneself=who == person_id,
        new_id=str(uuid.uuid4()),
    )


@blueprint.get("/sessions/<session_id>/pictures/<picture_id>")
def show(session_id: str, picture_id: str) -> Response:
    """Give a picture as a file, to the person on it and to who took it; to nobody else."""
    with services().reading() as db:
        access_to_session(db, session_id)
        row = picture_for(db, picture_id, session_id=session_id, viewer_id=signed_in().person_id)
    if row is None:
        abort(404)
    answer = Response(row.jpeg, content_type="image/jpeg")
    answer.headers["Content-Disposition"] = "attachment; filename=photo.jpg"
    return answer
