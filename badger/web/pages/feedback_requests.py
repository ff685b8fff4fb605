"""Asking for a word of somebody without an account: a link and a QR code, shown once."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.errors import BadgerError
from badger.issuer.feedback_request_queries import open_requests
from badger.issuer.feedback_requests import FeedbackWanted, ask_feedback, withdraw_request
from badger.issuer.page_queries import criteria_versions
from badger.issuer.queries import session_board
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.session_access import access_to_session
from badger.web.presenters.qr import qr_data
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("feedback_requests", __name__)

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Wanted:
    """About whom a word may be asked, and for which badges: name by version id."""

    session_id: str
    person_id: str
    name: str
    versions: Mapping[str, str]


@blueprint.get("/sessions/<session_id>/people/<person_id>/feedback-request")
def ask(session_id: str, person_id: str) -> str:
    """Show for which badge a word may be asked, and the links that still wait."""
    with services().reading() as db:
        wanted = _wanted(db, session_id, person_id=person_id)
    return _page(wanted)


@blueprint.post("/sessions/<session_id>/people/<person_id>/feedback-request")
def make(session_id: str, person_id: str) -> Answer:
    """Make a link; it is shown once, to hand over, to read out or to print."""
    here, form = services(), FormReader(request.form)
    with here.writing() as db:
        wanted = _wanted(db, session_id, person_id=person_id)
        version = form.choice("version", label="Pour quel badge", among=wanted.versions)
        if form.problems:
            return _page(wanted, problems=form.problems), 422
        asked = FeedbackWanted(session_id, person_id, version)
        try:
            _, code = ask_feedback(db, asked, asked_by=signed_in().person_id, now=here.clock())
        except BadgerError as error:
            problem = say(error.reason, error.facts)
            return _page(wanted, problems={"form": problem}), 422
    return _page(wanted, link=here.addresses.feedback(code)), 201


@blueprint.post("/feedback-requests/<request_id>/withdraw")
def withdraw(request_id: str) -> Response:
    """Let a link open nothing any more, for the person or for whoever made it."""
    with services().writing() as db:
        withdraw_request(db, request_id, by=signed_in().person_id, now=services().clock())
    flash(gettext("C'est noté. Ce lien n'ouvre plus rien."))
    return redirect(url_for("me.home"), code=303)


def _wanted(db: Session, session_id: str, *, person_id: str) -> Wanted:
    """Return what the viewer may ask: of herself, or beside somebody whom she observes or leads."""
    access, who = access_to_session(db, session_id), signed_in()
    board = session_board(db, session_id)
    beside = access.duty or access.session.partner_id in who.partners_as("pedagogue")
    names = {row.id: row.display_name for row in board.participants} if beside else {}
    if access.part:
        names[who.person_id] = who.display_name
    if person_id not in names:
        abort(404)
    versions = criteria_versions(db, [row.id for row in board.criteria])
    return Wanted(session_id, person_id, names[person_id], versions)


def _page(wanted: Wanted, *, problems: Mapping[str, str] | None = None, link: str = "") -> str:
    me = signed_in().person_id
    mine = wanted.person_id == me
    with services().reading() as db:
        waiting = open_requests(
            db, wanted.person_id, now=services().clock(), asked_by=None if mine else me
        )
    return render_template(
        "feedback/ask.html",
        wanted=wanted,
        mine=mine,
        waiting=waiting,
        problems=problems or {},
        link=link,
        qr=qr_data(link) if link else "",
    )
