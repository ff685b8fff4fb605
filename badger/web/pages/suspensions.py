"""Suspending a badge for a while, and lifting the suspension."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.issuer.suspension import lift_suspension, suspend_credential
from badger.web.issued_by_mine import act_with_reason, issued_by_mine, words_of
from badger.web.language import gettext
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("suspensions", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/credentials/<badge_id>/suspend")
def ask(badge_id: str) -> str:
    """Say what suspending does, or since when the badge is suspended."""
    return _page(badge_id)


@blueprint.post("/credentials/<badge_id>/suspend")
def suspend(badge_id: str) -> Answer:
    """Suspend a badge; its public page says so at the next look, without the reason."""
    problems, status = act_with_reason(issued_by_mine(badge_id).id, suspend_credential)
    if problems:
        return _page(badge_id, problems=problems), status
    flash(gettext("Le badge est suspendu. Sa page le dit dès maintenant."))
    return redirect(url_for("credentials.index"), code=303)


@blueprint.post("/credentials/<badge_id>/reinstate")
def lift(badge_id: str) -> Response:
    """Let the badge stand again."""
    row, here = issued_by_mine(badge_id), services()
    with here.writing() as db:
        lift_suspension(
            db,
            row.id,
            actor=signed_in().person_id,
            now=here.clock(),
            keyring=here.keyring,
            addresses=here.addresses,
        )
    flash(gettext("La suspension est levée. Le badge vaut de nouveau."))
    return redirect(url_for("credentials.index"), code=303)


def _page(badge_id: str, problems: dict[str, str] | None = None) -> str:
    row = issued_by_mine(badge_id)
    with services().reading() as db:
        version, person = words_of(db, row)
    return render_template(
        "credentials/suspend.html",
        row=row,
        version=version,
        person=person,
        problems=problems or {},
        values=request.form,
    )
