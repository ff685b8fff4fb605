"""What an observer marks, one tap at a time; what the person says of herself."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.issuer.elsewhere.again import propose_brought
from badger.issuer.queries import session_board
from badger.issuer.recognition.days import require_begun
from badger.issuer.recognition.observations import (
    Mark,
    record_marks,
    record_observation,
    record_self_assessment,
)
from badger.issuer.recognition.rules import LEVELS, Level
from badger.issuer.recognition.sessions import add_participant
from badger.issuer.withdrawal import withdraw_observation
from badger.web.language import gettext
from badger.web.pages.session_access import attended_session, observed_session
from badger.web.pages.words import self_page
from badger.web.presenters.board import people_lines
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("marks", __name__)

MAX_KEY = 40
LEVEL_VALUES = {str(int(level)): level for level in LEVELS}
Answer = str | tuple[str, int] | Response


@blueprint.post("/sessions/<session_id>/people/<person_id>/marks")
def save(session_id: str, person_id: str) -> Answer:
    """Save one tap: a level of one criterion for one person; sent twice, it is saved once."""
    criterion_id, level = _tap(request.form.get("mark", ""))
    key = request.form.get("key", "")[:MAX_KEY]
    if not key:
        abort(400)
    with services().writing() as db:
        observed_session(db, session_id)
        record_observation(
            db,
            Mark(session_id, person_id, criterion_id, level, _note(criterion_id)),
            observer_id=signed_in().person_id,
            idempotency_key=f"{key}.{criterion_id}.{int(level)}",
            now=services().clock(),
        )
        _keep_other_notes(db, session_id, person_id=person_id, tapped=criterion_id, key=key)
    return _back_to(session_id, person_id=person_id, criterion_id=criterion_id)


@blueprint.post("/sessions/<session_id>/people/<person_id>/withdrawals")
def withdraw(session_id: str, person_id: str) -> Answer:
    """Take back the viewer's own taps on one criterion; the criterion is blank again."""
    criterion_id = request.form.get("criterion", "")
    with services().writing() as db:
        observed_session(db, session_id)
        withdraw_observation(
            db,
            session_id,
            person_id=person_id,
            criterion_id=criterion_id,
            observer_id=signed_in().person_id,
            now=services().clock(),
        )
    return _back_to(session_id, person_id=person_id, criterion_id=criterion_id)


@blueprint.get("/sessions/<session_id>/self")
def place_myself(session_id: str) -> str:
    """Show the same grid to the person herself."""
    return self_page(session_id)


@blueprint.post("/sessions/<session_id>/self")
def save_myself(session_id: str) -> Answer:
    """Keep how the person places herself; a criterion without answer stays blank."""
    who = signed_in()
    now = services().clock()
    with services().writing() as db:
        attended_session(db, session_id)
        require_begun(db, session_id, now=now)
        board = session_board(db, session_id)
        levels = _own_levels([row.id for row in board.criteria])
        if levels:
            record_self_assessment(db, person_id=who.person_id, levels=levels, now=now)
            propose_brought(db, who.person_id, now=now)
    flash(gettext("C'est noté. Merci."))
    return redirect(url_for("me.home"), code=303)


@blueprint.post("/sessions/<session_id>/observed")
def choose(session_id: str) -> Response:
    """Let the person choose whether she is watched; nothing else changes (F2 AC6)."""
    watched = request.form.get("observed") == "yes"
    with services().writing() as db:
        attended_session(db, session_id)
        add_participant(
            db,
            session_id,
            person_id=signed_in().person_id,
            observed=watched,
            now=services().clock(),
        )
    flash(gettext("C'est noté. Vous pouvez changer d'avis."))
    return redirect(url_for("sessions.info", session_id=session_id), code=303)


def _keep_other_notes(
    db: Session, session_id: str, *, person_id: str, tapped: str, key: str
) -> None:
    """Keep the words typed under other criteria that are marked: one tap sends them all."""
    who = signed_in().person_id
    people = people_lines(session_board(db, session_id), observer_id=who, agreed=frozenset())
    lines = [line for person in people if person.id == person_id for line in person.criteria]
    marks = [
        Mark(session_id, person_id, line.id, line.level, _note(line.id))
        for line in lines
        if line.level and line.id != tapped and _note(line.id) not in ("", line.note)
    ]
    if marks:
        record_marks(
            db,
            marks,
            observer_id=who,
            idempotency_key=f"{key}.words",
            now=services().clock(),
        )


def _note(criterion_id: str) -> str:
    return request.form.get(f"note-{criterion_id}", "").replace("\r\n", "\n").strip()


def _back_to(session_id: str, *, person_id: str, criterion_id: str) -> Response:
    """Land on the criterion that was touched, not on top of the page."""
    here = url_for("sessions.show", session_id=session_id, open=person_id)
    return redirect(f"{here}#m-{person_id}-{criterion_id}", code=303)


def _tap(text: str) -> tuple[str, Level]:
    criterion_id, _, level = text.partition(":")
    if level not in LEVEL_VALUES or not criterion_id:
        abort(400)
    return criterion_id, LEVEL_VALUES[level]


def _own_levels(criterion_ids: list[str]) -> dict[str, Level]:
    answers = {place: request.form.get(f"level-{place}", "") for place in criterion_ids}
    return {place: LEVEL_VALUES[text] for place, text in answers.items() if text in LEVEL_VALUES}
