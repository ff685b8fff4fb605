"""The passeur's page: recording a yes or a no beside the person who says it."""

from datetime import datetime
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.issuer.charters import CharterUnsigned
from badger.issuer.page_queries import names_of_people, versions_by_id
from badger.issuer.presence import (
    accept_in_presence,
    answered_just_now,
    decline_in_presence,
    open_session_beside,
    proposal_beside,
    waiting_beside,
)
from badger.issuer.proposals import CONSENT_TEXTS, CONSENT_VERSION
from badger.issuer.recognition.joining import CodeUnknown
from badger.web.badge_told import badge_told
from badger.web.forms import FormReader
from badger.web.issue_now import issue_now
from badger.web.language import gettext
from badger.web.passeur_access import keep_open, passeur_here
from badger.web.presenters.spoken_findings import say
from badger.web.services import services

blueprint = Blueprint("presence", __name__)

Answer = str | tuple[str, int] | Response
MAX_CODE: Final = 64
# What a person lets somebody look at who answers beside her.
BADGES: Final = "badges"


@blueprint.get("/presence")
def index() -> str:
    """List by session who has not answered yet."""
    return _list()


@blueprint.post("/presence/session")
def open_session() -> Answer:
    """Open a session by the code that its leader says, for the day; tries are counted."""
    form, here = FormReader(request.form), services()
    code = form.text("code", label="Le code de la séance", max_length=MAX_CODE)
    try:
        with here.writing() as db:
            passeur = passeur_here(db, BADGES)
            opened = open_session_beside(db, code, passeur=passeur, now=here.clock())
            session_id, number = opened.id, opened.opening_number
    except (CodeUnknown, CharterUnsigned) as error:
        return _list(code=code, problem=say(error.reason)), 422
    keep_open(session_id, number=number)
    flash(gettext("La séance est ouverte pour aujourd'hui."))
    return redirect(url_for("presence.index"), code=303)


@blueprint.get("/presence/<proposal_id>")
def show(proposal_id: str) -> str:
    """Show what is to be read to the person."""
    return _page(proposal_id)


@blueprint.post("/presence/<proposal_id>/accept")
def accept(proposal_id: str) -> Answer:
    """Record her yes, with the text that she was read and who was there, then issue."""
    here = services()
    if not FormReader(request.form).ticked("beside"):
        problem = gettext("Cochez la case quand la personne est à côté de vous.")
        return _page(proposal_id, problems={"beside": problem}), 422
    with here.writing() as db:
        name = _accepted(db, proposal_id, now=here.clock())
    if issue_now(proposal_id) is None:
        flash(gettext("C'est noté. Le badge « %(name)s » arrive bientôt.", name=name))
    else:
        flash(gettext("C'est noté. Le badge « %(name)s » est délivré.", name=name))
    return redirect(url_for("presence.index"), code=303)


def _accepted(db: Session, proposal_id: str, *, now: datetime) -> str:
    """Record a yes, once if it is tapped twice, and return the badge's name."""
    passeur = passeur_here(db, BADGES)
    before = answered_just_now(db, proposal_id, passeur=passeur, now=now)
    if before is not None and before.state != "declined":
        return versions_by_id(db, [before.version_id])[before.version_id].name
    name = proposal_beside(db, proposal_id, passeur=passeur).achievement_name
    accept_in_presence(db, proposal_id, passeur=passeur, consent_version=CONSENT_VERSION, now=now)
    return name


@blueprint.post("/presence/<proposal_id>/decline")
def decline(proposal_id: str) -> Response:
    """Record her no; nobody sees it afterwards."""
    with services().writing() as db:
        passeur, now = passeur_here(db, BADGES), services().clock()
        before = answered_just_now(db, proposal_id, passeur=passeur, now=now)
        if before is None or before.state != "declined":
            decline_in_presence(db, proposal_id, passeur=passeur, now=now)
    flash(gettext("C'est noté. Personne d'autre ne le voit."))
    return redirect(url_for("presence.index"), code=303)


def _list(*, code: str = "", problem: str = "") -> str:
    with services().reading() as db:
        waiting = waiting_beside(db, passeur_here(db, BADGES))
        rows = [row for one in waiting for row in one.proposals]
        names = names_of_people(db, [row.person_id for row in rows])
        badges = versions_by_id(db, [row.version_id for row in rows])
    return render_template(
        "presence/index.html",
        waiting=waiting,
        names=names,
        badges=badges,
        code=code,
        problem=problem,
    )


def _page(proposal_id: str, problems: dict[str, str] | None = None) -> str:
    with services().reading() as db:
        proposal = proposal_beside(db, proposal_id, passeur=passeur_here(db, BADGES))
        told = badge_told(db, proposal)
    return render_template(
        "presence/show.html",
        proposal=proposal,
        told=told,
        consent=CONSENT_TEXTS[CONSENT_VERSION],
        problems=problems or {},
    )
