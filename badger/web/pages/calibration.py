"""How observers of a session agree: for whoever leads them, never for participants (S9)."""

from flask import Blueprint, abort, render_template

from badger.issuer.page_queries import participation
from badger.issuer.queries import session_board
from badger.issuer.recognition.calibration import (
    Agreement,
    PlacedMark,
    agreement_by_criterion,
    criteria_to_tell,
)
from badger.issuer.recognition.calibration_queries import double_sessions
from badger.issuer.recognition.rules import Level
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("calibration", __name__)


@blueprint.get("/agreement")
def index() -> str:
    """List the sessions of several observers: of the territory, or of the own partners."""
    who = signed_in()
    hosts = None if "cartographe" in who.roles else who.partners_as("pedagogue")
    with services().reading() as db:
        sessions = double_sessions(db, hosts)
    return render_template("sessions/agreements.html", sessions=sessions)


@blueprint.get("/sessions/<session_id>/agreement")
def show(session_id: str) -> str:
    """Show by criterion how far apart levels lie; no name of anybody."""
    who = signed_in()
    with services().reading() as db:
        board = session_board(db, session_id)
        leads = board.session.partner_id in who.partners_as("pedagogue")
        takes_part = participation(db, session_id, person_id=who.person_id) is not None
    if takes_part or not (leads or "cartographe" in who.roles):
        abort(404)
    marks = [
        PlacedMark(
            session_id=session_id,
            person_id=mark.person_id,
            criterion_id=mark.criterion_id,
            observer_id=mark.observer_id,
            level=Level(mark.level),
        )
        for mark in board.marks
    ]
    found, told = agreement_by_criterion(marks), criteria_to_tell(marks)
    lines = [(row, found.get(row.id, Agreement()), row.id in told) for row in board.criteria]
    return render_template("sessions/agreement.html", board=board, lines=lines, leads=leads)
