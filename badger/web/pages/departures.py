"""A partner leaves the territory, or comes back."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from badger.issuer.departures import archive_partner, reopen_partner
from badger.issuer.people_queries import partner_with_slug
from badger.web.language import gettext
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("departures", __name__)


@blueprint.get("/partners/<slug>/leave")
def ask(slug: str) -> str:
    """Say what stays when a partner leaves."""
    with services().reading() as db:
        partner = partner_with_slug(db, slug)
    if partner is None:
        abort(404)
    return render_template("partners/leave.html", partner=partner)


@blueprint.post("/partners/<slug>/leave")
def archive(slug: str) -> Response:
    """Archive the partner: nothing new is signed in its name."""
    here = services()
    with here.writing() as db:
        archive_partner(db, slug, actor=signed_in().person_id, now=here.clock())
    flash(gettext("C'est noté. Ses badges restent vérifiables."))
    return redirect(url_for("departures.ask", slug=slug), code=303)


@blueprint.post("/partners/<slug>/return")
def reopen(slug: str) -> Response:
    """Welcome the partner back."""
    here = services()
    with here.writing() as db:
        reopen_partner(db, slug, actor=signed_in().person_id, now=here.clock())
    flash(gettext("Bon retour ! Il peut délivrer de nouveau."))
    return redirect(url_for("departures.ask", slug=slug), code=303)
