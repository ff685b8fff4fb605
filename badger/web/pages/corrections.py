"""Correcting a badge: signed anew with the same date; the former leads to the new one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.errors import BadgerError
from badger.issuer.correction import reissue_badge
from badger.issuer.editions import changes_of, current_edition
from badger.web.issued_by_mine import act_with_reason, signed_by_mine, words_of
from badger.web.language import gettext
from badger.web.presenters.problems import problem_of
from badger.web.services import services

blueprint = Blueprint("corrections", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/credentials/<badge_id>/correct")
def ask(badge_id: str) -> str:
    """Show what a correction would change, and ask for the reason that stays inside."""
    return _page(badge_id)


@blueprint.post("/credentials/<badge_id>/correct")
def correct(badge_id: str) -> Answer:
    """Sign the badge anew with its newest words; the former is taken back as replaced."""
    problems, status = act_with_reason(signed_by_mine(badge_id).id, reissue_badge)
    if problems:
        return _page(badge_id, problems=problems), status
    services().run_tasks()
    flash(gettext("Le badge est corrigé. L'ancienne page mène au nouveau."))
    return redirect(url_for("credentials.index"), code=303)


def _page(badge_id: str, problems: dict[str, str] | None = None) -> str:
    row = signed_by_mine(badge_id)
    found = dict(problems or {})
    with services().reading() as db:
        version, person = words_of(db, row)
        newer = current_edition(db, row)
        try:
            changes = changes_of(db, row)
        except BadgerError as error:
            changes, found = (), dict([problem_of(error)])
    return render_template(
        "credentials/correct.html",
        row=row,
        newer=newer,
        version=version,
        person=person,
        changes=changes,
        problems=found,
        values=request.form,
    )
