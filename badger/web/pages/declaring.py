"""What a person says of herself: an intention becomes a badge that is labelled "déclaré"."""

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.issuer.declaring import (
    MAX_OWN_WORDS_CHARACTERS,
    declarable_badge,
    declarable_badges,
    declare_badge,
)
from badger.issuer.page_queries import version_page
from badger.web.forms import FormReader
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("declaring", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/me/declare")
def index() -> str:
    """List the badges that she may say of herself, and those that she said."""
    with services().reading() as db:
        badges = declarable_badges(db, signed_in().person_id)
    return render_template("declaring/index.html", badges=badges)


@blueprint.get("/me/declare/<achievement_id>")
def show(achievement_id: str) -> str:
    """Tell what the badge says, and who says it."""
    return _page(achievement_id)


@blueprint.post("/me/declare/<achievement_id>")
def declare(achievement_id: str) -> Answer:
    """Propose the badge to her: she reads it, then answers as for every other."""
    form = FormReader(request.form)
    words = form.text(
        "words", label="Mes mots", max_length=MAX_OWN_WORDS_CHARACTERS, required=False
    )
    if form.problems:
        return _page(achievement_id, form.problems), 422
    who, now = signed_in().person_id, services().clock()
    with services().writing() as db:
        proposal_id = declare_badge(db, achievement_id, person_id=who, now=now, own_words=words)
    return redirect(url_for("me.proposal", proposal_id=proposal_id), code=303)


def _page(achievement_id: str, problems: Mapping[str, str] | None = None) -> str:
    with services().reading() as db:
        found = declarable_badge(db, achievement_id, person_id=signed_in().person_id)
        page = version_page(db, found.version.id) or abort(404)
    return render_template(
        "declaring/show.html", found=found, page=page, values=request.form, problems=problems or {}
    )
