"""What people say: the person of herself, a peer of somebody, observers of a wide difference."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.errors import BadgerError
from badger.issuer.elsewhere.again import propose_brought
from badger.issuer.page_queries import criteria_versions, self_assessments
from badger.issuer.queries import session_board
from badger.issuer.recognition.observations import (
    MAX_NOTE_CHARACTERS,
    Agreement,
    Feedback,
    Reflection,
    decline_feedback,
    record_agreement,
    record_feedback,
    record_reflection,
)
from badger.issuer.word_proposals import keep_word
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.session_access import attended_session, observed_session
from badger.web.presenters.board import self_lines
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("words", __name__)

RELATIONS: Final = ("collègue", "voisin·e", "coéquipier·ère", "ami·e", "autre")
MAX_WORDS: Final = 1000
Answer = str | tuple[str, int] | Response


@blueprint.post("/sessions/<session_id>/words")
def tell(session_id: str) -> Answer:
    """Keep what the person tells about the session in her own words."""
    form = FormReader(request.form)
    reflection = Reflection(
        session_id,
        signed_in().person_id,
        form.text("what_happened", label="Ce qui s'est passé", max_length=MAX_WORDS),
        form.text("what_i_did", label="Ce que j'ai fait", max_length=MAX_WORDS),
        form.text("what_i_learned", label="Ce que j'ai appris", max_length=MAX_WORDS),
    )
    return _keep(
        session_id, form, lambda db: record_reflection(db, reflection, now=services().clock())
    )


@blueprint.post("/sessions/<session_id>/feedback")
def give_feedback(session_id: str) -> Answer:
    """Keep a peer's word on somebody of the same session; it counts once she approved it."""
    with services().reading() as db:
        board = session_board(db, session_id)
        versions = criteria_versions(db, [row.id for row in board.criteria])
    form, who = FormReader(request.form), signed_in().person_id
    peers = {person.id for person in board.participants} - {who}
    feedback = Feedback(
        session_id,
        form.choice("peer", label="Pour qui", among=peers),
        form.choice("version", label="Pour quel badge", among=versions),
        form.choice("relation", label="Vous êtes", among=RELATIONS),
        form.text("note", label="Ce que vous avez vu", max_length=MAX_NOTE_CHARACTERS),
    )
    return _keep(
        session_id,
        form,
        lambda db: record_feedback(db, feedback, author_id=who, now=services().clock()),
    )


@blueprint.post("/me/feedback/<feedback_id>/approve")
def approve(feedback_id: str) -> Response:
    """Let the person make a word hers; where it was the last thing, the badge is proposed."""
    with services().writing() as db:
        who, now = signed_in().person_id, services().clock()
        keep_word(db, feedback_id, person_id=who, now=now)
        propose_brought(db, who, now=now)
    flash(gettext("C'est noté. Merci."))
    return redirect(url_for("me.home"), code=303)


@blueprint.post("/me/feedback/<feedback_id>/decline")
def decline(feedback_id: str) -> Response:
    """Erase a word that the person does not keep."""
    with services().writing() as db:
        decline_feedback(db, feedback_id, person_id=signed_in().person_id)
    flash(gettext("C'est noté. Ce mot est effacé."))
    return redirect(url_for("me.home"), code=303)


@blueprint.post("/sessions/<session_id>/people/<person_id>/agreements")
def agree(session_id: str, person_id: str) -> Answer:
    """Keep the word of agreement of observers whose levels lie far apart (F3 AC2)."""
    form = FormReader(request.form)
    note = form.text("note", label="Votre mot d'accord", max_length=MAX_NOTE_CHARACTERS)
    criterion_id = form.text("criterion", label="Critère", max_length=40)
    if not form.problems:
        with services().writing() as db:
            observed_session(db, session_id)
            record_agreement(
                db,
                Agreement(session_id, person_id, criterion_id, note),
                observer_id=signed_in().person_id,
                now=services().clock(),
            )
    for problem in form.problems.values():
        flash(problem)
    here = url_for("sessions.show", session_id=session_id, open=person_id)
    return redirect(f"{here}#p-{person_id}", code=303)


def self_page(session_id: str, problems: Mapping[str, str] | None = None) -> str:
    """Show the page where a person speaks of herself and of her peers."""
    who = signed_in().person_id
    with services().reading() as db:
        attended_session(db, session_id)
        board = session_board(db, session_id)
        lines = self_lines(board, self_assessments(db, who))
        versions = criteria_versions(db, [row.id for row in board.criteria])
    return render_template(
        "sessions/self.html",
        board=board,
        lines=lines,
        peers=[person for person in board.participants if person.id != who],
        versions=list(versions.items()),
        relations=RELATIONS,
        problems=problems or {},
        values=request.form,
    )


def _keep(session_id: str, form: FormReader, record: Callable[[Session], object]) -> Answer:
    """Record words of a participant, or show the page again with what was typed."""
    problems = dict(form.problems)
    if not problems:
        try:
            with services().writing() as db:
                attended_session(db, session_id)
                record(db)
                propose_brought(db, signed_in().person_id, now=services().clock())
        except BadgerError as error:
            problems["form"] = say(error.reason, error.facts)
    if problems:
        return self_page(session_id, problems=problems), 422
    flash(gettext("C'est noté. Merci."))
    return redirect(url_for("me.home"), code=303)
