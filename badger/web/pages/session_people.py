"""Who takes part in a session: added, taken out; the session cancelled, or taken up again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.errors import BadgerError
from badger.issuer.directory_queries import observers_within, people_within
from badger.issuer.openings import openings_told
from badger.issuer.page_queries import participants_of, versions_by_id
from badger.issuer.people import MAX_NAME_CHARACTERS
from badger.issuer.queries import session_board
from badger.issuer.recognition.changes import (
    MAX_WORD_CHARACTERS,
    add_group,
    cancel_session,
    remove_participant,
    take_up_session,
)
from badger.issuer.recognition.cycle_queries import link_of, sessions_to_continue
from badger.issuer.recognition.cycles import CONTINUED
from badger.issuer.recognition.sessions import OBSERVER_ROLES
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.pages.session_access import prepared_session
from badger.web.presenters.session_needs import session_needs
from badger.web.presenters.shortlist import shortlist
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("session_people", __name__)


@blueprint.get("/sessions/<session_id>/people")
def show(session_id: str) -> str:
    """Show who takes part and who watches, with the codes to come in."""
    now, asked = services().clock(), request.args.get("search", "")[:MAX_NAME_CHARACTERS]
    with services().reading() as db:
        access = prepared_session(db, session_id)
        there = participants_of(db, session_id)
        board = session_board(db, session_id)
        versions = versions_by_id(db, {row.version_id for row in board.criteria})
        session = access.session
        offered = people_within(db, (session.partner_id,))
        observers = observers_within(db, (session.partner_id,))
        continues = sessions_to_continue(db, session) if session.family in CONTINUED else ()
        link = link_of(db, session_id)
        openings = openings_told(db, session_id, now=now)
    present = {person.id for _, person in there}
    watching = {person.id for _, person in board.observers}
    return render_template(
        "sessions/people.html",
        session=session,
        there=there,
        board=board,
        openings=openings,
        needs=session_needs(board, versions.values()),
        asked=asked,
        continues=() if link else continues,
        continued=request.args.get("continues"),
        listed=shortlist([one for one in offered if one.id not in present], asked=asked),
        observers=[person for person in observers if person.id not in watching],
        roles=OBSERVER_ROLES,
        chosen={name: request.args[name] for name in ("person", "role") if name in request.args},
        window_open=session.joining_until is not None and session.joining_until > now,
    )


@blueprint.post("/sessions/<session_id>/groups", endpoint="add_group")
def add_group_to_it(session_id: str) -> Response:
    """Let a group take part, by its name."""
    form = FormReader(request.form)
    name = form.text("name", label="Nom du groupe", max_length=MAX_NAME_CHARACTERS)
    with services().writing() as db:
        prepared_session(db, session_id)
        if not form.problems:
            add_group(
                db, session_id, name=name, actor=signed_in().person_id, now=services().clock()
            )
    return _back(session_id, *form.problems.values())


@blueprint.post("/sessions/<session_id>/participants/<person_id>/removal")
def remove(session_id: str, person_id: str) -> Response:
    """Take someone out of whom nothing was seen."""
    try:
        with services().writing() as db:
            prepared_session(db, session_id)
            remove_participant(
                db,
                session_id,
                person_id=person_id,
                actor=signed_in().person_id,
                now=services().clock(),
            )
    except BadgerError as error:
        return _back(session_id, sentence(error.reason, error.facts))
    return _back(session_id)


@blueprint.post("/sessions/<session_id>/cancel")
def cancel(session_id: str) -> Response:
    """Say that the session does not take place; participants read it on their pages."""
    form = FormReader(request.form)
    word = form.text("word", label="Un mot", max_length=MAX_WORD_CHARACTERS, required=False)
    if form.problems:
        return _back(session_id, *form.problems.values())
    try:
        with services().writing() as db:
            prepared_session(db, session_id)
            cancel_session(
                db, session_id, word=word, actor=signed_in().person_id, now=services().clock()
            )
    except BadgerError as error:
        return _back(session_id, sentence(error.reason, error.facts))
    return _back(session_id)


@blueprint.post("/sessions/<session_id>/take-up")
def take_up(session_id: str) -> Response:
    """Let a cancelled session take place after all."""
    with services().writing() as db:
        prepared_session(db, session_id)
        take_up_session(db, session_id, actor=signed_in().person_id, now=services().clock())
    return _back(session_id)


def _back(session_id: str, *problems: str) -> Response:
    for line in problems or (gettext("C'est noté."),):
        flash(typeset(line))
    return redirect(url_for("session_people.show", session_id=session_id), code=303)
