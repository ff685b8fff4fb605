"""A companion answers a message that the person handed to her."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.messages import (
    MAX_TEXT,
    MessageAnswered,
    MessageInvalid,
    answer_message,
)
from badger.sentences import sentence
from badger.web.companion_access import shared_with_me
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.pages.message_mail import send_answer
from badger.web.security.viewer import signed_in
from badger.web.services import services
from badger.web.together import page_together

blueprint = Blueprint("caseload_messages", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.post("/caseload/<accompaniment_id>/messages/<message_id>/answer")
def answer(accompaniment_id: str, message_id: str) -> Answer:
    """Send the answer in her place, where she asked for it; elsewhere 404."""
    here, form = services(), FormReader(request.form)
    text = form.text("answer", label="La réponse", max_length=MAX_TEXT)
    try:
        with here.writing() as db:
            row = shared_with_me(db, accompaniment_id)
            if "messages" not in row.subjects:
                abort(404)
            if not form.problems:
                sent = answer_message(
                    db,
                    message_id,
                    person_id=row.person_id,
                    by=signed_in().person_id,
                    text=text,
                    now=here.clock(),
                )
                send_answer(db, sent)
    except (MessageAnswered, MessageInvalid) as error:
        form.problems["form"] = typeset(sentence(error.reason, error.facts))
    if form.problems:
        return page_together(accompaniment_id, form.problems), 422
    if here.sends_mail:
        flash(gettext("La réponse part."))
    else:
        flash(gettext("La réponse est gardée. Ce site n'envoie pas encore de courriel."))
    return redirect(url_for("caseload.show", accompaniment_id=accompaniment_id), code=303)
