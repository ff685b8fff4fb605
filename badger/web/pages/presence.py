"""The passeur's page: recording a yes or a no beside the person who says it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.issuer.page_queries import names_of_people, versions_by_id
from badger.issuer.presence import (
    accept_in_presence,
    decline_in_presence,
    proposal_beside,
    waiting_beside,
)
from badger.issuer.proposals import CONSENT_TEXTS, CONSENT_VERSION
from badger.web.badge_told import badge_told
from badger.web.forms import FormReader
from badger.web.issue_now import issue_now
from badger.web.language import gettext
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("presence", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/presence")
def index() -> str:
    """List by session who has not answered yet."""
    with services().reading() as db:
        waiting = waiting_beside(db, signed_in().person_id)
        rows = [row for one in waiting for row in one.proposals]
        names = names_of_people(db, [row.person_id for row in rows])
        badges = versions_by_id(db, [row.version_id for row in rows])
    return render_template("presence/index.html", waiting=waiting, names=names, badges=badges)


@blueprint.get("/presence/<proposal_id>")
def show(proposal_id: str) -> str:
    """Show what is to be read to the person."""
    return _page(proposal_id)


@blueprint.post("/presence/<proposal_id>/accept")
def accept(proposal_id: str) -> Answer:
    """Record her yes, with the text that she was read and who was there, then issue."""
    here, who = services(), signed_in()
    if not FormReader(request.form).ticked("beside"):
        problem = gettext("Cochez la case quand la personne est à côté de vous.")
        return _page(proposal_id, problems={"beside": problem}), 422
    with here.writing() as db:
        name = proposal_beside(db, proposal_id, passeur_id=who.person_id).achievement_name
        accept_in_presence(
            db,
            proposal_id,
            passeur_id=who.person_id,
            consent_version=CONSENT_VERSION,
            now=here.clock(),
        )
    if issue_now(proposal_id) is None:
        flash(gettext("C'est noté. Le badge « %(name)s » arrive bientôt.", name=name))
    else:
        flash(gettext("C'est noté. Le badge « %(name)s » est délivré.", name=name))
    return redirect(url_for("presence.index"), code=303)


@blueprint.post("/presence/<proposal_id>/decline")
def decline(proposal_id: str) -> Response:
    """Record her no; nobody sees it afterwards."""
    who = signed_in()
    with services().writing() as db:
        decline_in_presence(db, proposal_id, passeur_id=who.person_id, now=services().clock())
    flash(gettext("C'est noté. Personne d'autre ne le voit."))
    return redirect(url_for("presence.index"), code=303)


def _page(proposal_id: str, problems: dict[str, str] | None = None) -> str:
    with services().reading() as db:
        proposal = proposal_beside(db, proposal_id, passeur_id=signed_in().person_id)
        told = badge_told(db, proposal)
    return render_template(
        "presence/show.html",
        proposal=proposal,
        told=told,
        consent=CONSENT_TEXTS[CONSENT_VERSION],
        problems=problems or {},
    )
