"""What a partner issued, and taking it back."""

from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.issuer.editions import current_edition
from badger.issuer.issued_list import IssuedPage, issued_page
from badger.issuer.issued_queries import place_of
from badger.issuer.page_queries import names_of_people, versions_by_id
from badger.issuer.revocation import revoke_credential
from badger.web.issued_by_mine import act_with_reason, issued_by_mine, words_of
from badger.web.language import gettext
from badger.web.security.viewer import Viewer, signed_in
from badger.web.services import services

blueprint = Blueprint("credentials", __name__)

Answer = str | tuple[str, int] | Response
MAX_WORDS: Final = 100


@blueprint.get("/credentials")
def index() -> str:
    """List what the viewer's partners issued, newest first: one page, of what is looked for."""
    who = signed_in()
    words = request.args.get("q", "")[:MAX_WORDS]
    with services().reading() as db:
        page = _listed(db, words, who=who)
        names = versions_by_id(db, [row.version_id for row in page.rows])
        people = names_of_people(db, [row.person_id for row in page.rows])
        replaced = {row.id for row in page.rows if row.revoked_at and current_edition(db, row)}
    return render_template(
        "credentials/index.html",
        rows=page.rows,
        following=page.rows[-1].id if page.more else "",
        later="after" in request.args,
        words=words,
        names=names,
        people=people,
        replaced=replaced,
        mine=who.partners_as("issuer"),
    )


@blueprint.get("/credentials/<badge_id>/revoke")
def ask(badge_id: str) -> str:
    """Say what revoking does, and ask for the reason that stays inside."""
    return _page(badge_id)


@blueprint.post("/credentials/<badge_id>/revoke")
def revoke(badge_id: str) -> Answer:
    """Take a badge back for good; its public page says so at the next look."""
    problems, status = act_with_reason(issued_by_mine(badge_id).id, revoke_credential)
    if problems:
        return _page(badge_id, problems=problems), status
    flash(gettext("Le badge est retiré. Sa page le dit dès maintenant."))
    return redirect(url_for("credentials.index"), code=303)


def _listed(db: Session, words: str, *, who: Viewer) -> IssuedPage:
    """Return the page that is asked for; 404 after what is not in the viewer's list."""
    # A cartographe answers for all.
    issuers = None if "cartographe" in who.roles else who.partners_as("issuer")
    if "after" not in request.args:
        return issued_page(db, words, issuers=issuers)
    place = place_of(db, request.args["after"], issuers=issuers)
    if place is None:
        abort(404)
    return issued_page(db, words, issuers=issuers, after=place)


def _page(badge_id: str, problems: dict[str, str] | None = None) -> str:
    row = issued_by_mine(badge_id)
    with services().reading() as db:
        version, person = words_of(db, row)
    return render_template(
        "credentials/revoke.html",
        row=row,
        version=version,
        person=person,
        may_correct=row.issuer_id in signed_in().partners_as("issuer"),
        problems=problems or {},
        values=request.form,
    )
