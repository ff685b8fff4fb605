"""What a partner issued, and taking it back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.issuer.editions import current_edition
from badger.issuer.page_queries import names_of_people, versions_by_id
from badger.issuer.queries import credentials_of_partner
from badger.issuer.revocation import revoke_credential
from badger.web.issued_by_mine import act_with_reason, answered_for, issued_by_mine, words_of
from badger.web.language import gettext
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("credentials", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/credentials")
def index() -> str:
    """List what the viewer's partners issued, newest first."""
    who = signed_in()
    with services().reading() as db:
        rows = [
            row for partner in answered_for(db, who) for row in credentials_of_partner(db, partner)
        ]
        names = versions_by_id(db, [row.version_id for row in rows])
        people = names_of_people(db, [row.person_id for row in rows])
        replaced = {row.id for row in rows if row.revoked_at and current_edition(db, row)}
    rows.sort(key=lambda row: row.reserved_at, reverse=True)
    return render_template(
        "credentials/index.html",
        rows=rows,
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
