"""Coming into a session by oneself: by the QR code of a sheet, or a short code for a while."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from badger.db.base import Session
from badger.db.rows import ObservationSessionRow
from badger.errors import BadgerError
from badger.issuer.page_queries import participation
from badger.issuer.queries import session_board
from badger.issuer.recognition.changes import remove_participant
from badger.issuer.recognition.joining import (
    CodeUnknown,
    close_joining,
    close_openings,
    join_session,
    open_joining,
    renew_join_code,
    session_of_join_code,
    session_of_short_code,
)
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.session_access import attended_session, parties_of, prepared_session
from badger.web.presenters.qr import qr_svg
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("joining", __name__)

MAX_CODE = 64
Answer = str | tuple[str, int] | AnyResponse


@blueprint.get("/join")
def ask() -> str:
    """Show the field for the short code."""
    return render_template("sessions/join_code.html", code="", problem="")


@blueprint.post("/join")
def enter() -> Answer:
    """Lead to the session that is open to a short code now; tries are counted."""
    form = FormReader(request.form)
    code = form.text("code", label="Le code de la séance", max_length=MAX_CODE)
    try:
        with services().reading() as db:
            session = session_of_short_code(db, code, now=services().clock())
            join_code = session.join_code
    except CodeUnknown as error:
        problem = say(error.reason)
        return render_template("sessions/join_code.html", code=code, problem=problem), 422
    return redirect(url_for("joining.show", join_code=join_code), code=303)


@blueprint.get("/join/<join_code>")
def show(join_code: str) -> Answer:
    """Show, before anyone comes in, what is looked at and by whom (F2 AC6)."""
    with services().reading() as db:
        session = session_of_join_code(db, join_code)
        board = session_board(db, session.id)
        parties = parties_of(db, session)
        part = participation(db, session.id, person_id=signed_in().person_id)
    if part is not None:
        return redirect(url_for("sessions.info", session_id=session.id), code=303)
    return render_template("sessions/join.html", board=board, join_code=join_code, parties=parties)


@blueprint.post("/join/<join_code>")
def join(join_code: str) -> Answer:
    """Let the person come in, observed or not as she chooses."""
    with services().writing() as db:
        session = session_of_join_code(db, join_code)
        join_session(
            db,
            session.id,
            person_id=signed_in().person_id,
            observed=request.form.get("observed") == "yes",
            now=services().clock(),
        )
        session_id = session.id
    flash(gettext("C'est noté. Vous participez."))
    return redirect(url_for("sessions.info", session_id=session_id), code=303)


@blueprint.post("/sessions/<session_id>/leave")
def leave(session_id: str) -> AnyResponse:
    """Let a person go out again by herself, as long as nothing was seen of her."""
    who = signed_in().person_id
    try:
        with services().writing() as db:
            attended_session(db, session_id)
            remove_participant(db, session_id, person_id=who, actor=who, now=services().clock())
    except BadgerError as error:
        flash(say(error.reason, error.facts))
        return redirect(url_for("sessions.info", session_id=session_id), code=303)
    flash(gettext("C'est noté. Vous ne venez plus."))
    return redirect(url_for("me.home"), code=303)


@blueprint.post("/sessions/<session_id>/joining")
def open_window(session_id: str) -> AnyResponse:
    """Open the session to a new short code."""
    try:
        with services().writing() as db:
            _prepared(db, session_id)
            open_joining(db, session_id, actor=signed_in().person_id, now=services().clock())
    except BadgerError as error:
        flash(say(error.reason, error.facts))
    return _back(session_id)


@blueprint.post("/sessions/<session_id>/joining/end")
def close_window(session_id: str) -> AnyResponse:
    """Close the session to its short code."""
    with services().writing() as db:
        _prepared(db, session_id)
        close_joining(db, session_id, actor=signed_in().person_id, now=services().clock())
    return _back(session_id)


@blueprint.post("/sessions/<session_id>/openings/end")
def close_to_passeurs(session_id: str) -> AnyResponse:
    """Close the session at once in every browser that opened it by its short code."""
    with services().writing() as db:
        _prepared(db, session_id)
        close_openings(db, session_id, actor=signed_in().person_id, now=services().clock())
    flash(gettext("C'est fermé. Un nouveau code court rouvre la séance."))
    return _back(session_id)


@blueprint.post("/sessions/<session_id>/join-code")
def renew(session_id: str) -> AnyResponse:
    """Give the session a new QR code."""
    with services().writing() as db:
        _prepared(db, session_id)
        renew_join_code(db, session_id, actor=signed_in().person_id, now=services().clock())
    flash(gettext("Nouveau code. Les feuilles déjà imprimées ne mènent plus nulle part."))
    return _back(session_id)


@blueprint.get("/sessions/<session_id>/join.svg")
def qr(session_id: str) -> Response:
    """Draw the QR code that leads into the session."""
    with services().reading() as db:
        session = _prepared(db, session_id)
    return Response(qr_svg(join_address(session)), content_type="image/svg+xml")


@blueprint.get("/sessions/<session_id>/invitation")
def sheet(session_id: str) -> str:
    """Show the sheet to print or to hold out on a phone: where, when, the QR code."""
    with services().reading() as db:
        session = _prepared(db, session_id)
    until = session.joining_until
    window_open = until is not None and until > services().clock()
    return render_template("sessions/invitation.html", session=session, window_open=window_open)


def join_address(session: ObservationSessionRow) -> str:
    """Return what the QR code of a session says. Raises: CodeUnknown where it has none yet."""
    if session.join_code is None:
        raise CodeUnknown
    return services().addresses.joining(session.join_code)


def _prepared(db: Session, session_id: str) -> ObservationSessionRow:
    return prepared_session(db, session_id).session


def _back(session_id: str) -> AnyResponse:
    return redirect(url_for("session_people.show", session_id=session_id), code=303)
