"""Suspending a badge for a while, and lifting the suspension."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.errors import BadgerError
from badger.issuer.suspension import lift_suspension, suspend_credential
from badger.web.forms import FormReader
from badger.web.issued_by_mine import issued_by_mine, words_of
from badger.web.language import gettext
from badger.web.presenters.problems import problem_of
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
    row = issued_by_mine(badge_id)
    form = FormReader(request.form)
    reason = form.text("reason", label="Raison", max_length=500)
    if form.problems:
        return _page(badge_id, problems=form.problems), 422
    here = services()
    try:
        with here.writing() as db:
            suspend_credential(
                db,
                row.id,
                reason=reason,
                actor=signed_in().person_id,
                now=here.clock(),
                keyring=here.keyring,
                addresses=here.addresses,
            )
    except BadgerError as error:
        return _page(badge_id, problems=dict([problem_of(error)])), 409
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
