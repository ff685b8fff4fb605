"""The person's messages: to answer, to hand to her référent, to leave, to erase."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.message_queries import closed_letter_box, messages_of
from badger.accompaniment.messages import (
    MAX_TEXT,
    MessageAnswered,
    MessageInvalid,
    answer_message,
    close_letter_box,
    erase_message,
    hand_message,
    open_letter_box,
    put_message_aside,
)
from badger.accompaniment.queries import who_reads_messages
from badger.issuer.page_queries import names_of_people
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.message_mail import send_answer
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("messages", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/me/messages")
def index() -> str:
    """Show her messages, and what she may do with each."""
    return _page({})


@blueprint.post("/me/messages/<message_id>/answer")
def answer(message_id: str) -> Answer:
    """Send her answer; it goes through the platform, without her address."""
    here, form, me = services(), FormReader(request.form), signed_in().person_id
    text = form.text("text", label="Votre réponse", max_length=MAX_TEXT)
    if form.problems:
        return _page({"form": next(iter(form.problems.values()))}, message_id), 422
    try:
        with here.writing() as db:
            row = answer_message(db, message_id, person_id=me, by=me, text=text, now=here.clock())
            send_answer(db, row)
    except (MessageAnswered, MessageInvalid) as error:
        return _page({"form": say(error.reason, error.facts)}, message_id), 422
    flash(_answered(sends=here.sends_mail))
    return redirect(url_for("messages.index"), code=303)


def _answered(*, sends: bool) -> str:
    if sends:
        return gettext("Votre réponse part. Votre adresse n'est pas montrée.")
    return gettext("Votre réponse est gardée. Ce site n'envoie pas encore de courriel.")


@blueprint.post("/me/messages/<message_id>/hand")
def hand(message_id: str) -> Response:
    """Let her référent answer."""
    here = services()
    with here.writing() as db:
        hand_message(db, message_id, person_id=signed_in().person_id, now=here.clock())
    flash(gettext("C'est noté. Votre référent·e peut répondre."))
    return redirect(url_for("messages.index"), code=303)


@blueprint.post("/me/messages/<message_id>/aside")
def put_aside(message_id: str) -> Response:
    """Leave it without an answer."""
    here = services()
    with here.writing() as db:
        put_message_aside(db, message_id, person_id=signed_in().person_id, now=here.clock())
    flash(gettext("C'est noté. Personne n'en est prévenu."))
    return redirect(url_for("messages.index"), code=303)


@blueprint.post("/me/messages/<message_id>/erase")
def erase(message_id: str) -> Response:
    """Erase it for good."""
    with services().writing() as db:
        erase_message(db, message_id, person_id=signed_in().person_id)
    flash(gettext("Le message est effacé."))
    return redirect(url_for("messages.index"), code=303)


@blueprint.post("/me/messages/close")
def close() -> Response:
    """Let no more messages come."""
    here = services()
    with here.writing() as db:
        close_letter_box(db, signed_in().person_id, now=here.clock())
    flash(gettext("C'est noté. Vous ne recevez plus de messages."))
    return redirect(url_for("messages.index"), code=303)


@blueprint.post("/me/messages/open")
def reopen() -> Response:
    """Let messages come again."""
    with services().writing() as db:
        open_letter_box(db, signed_in().person_id)
    flash(gettext("C'est noté. Vous recevez des messages."))
    return redirect(url_for("messages.index"), code=303)


def _page(problems: Mapping[str, str], answered: str = "") -> str:
    me, now = signed_in().person_id, services().clock()
    with services().reading() as db:
        readers = who_reads_messages(db, me, now=now)
        return render_template(
            "messages/index.html",
            rows=messages_of(db, me),
            readers=list(names_of_people(db, readers).values()),
            closed=closed_letter_box(db, me) is not None,
            answered=answered,
            typed=request.form.get("text", "")[:MAX_TEXT],
            problems=problems,
        )
