"""What a person says of herself: an intention becomes a badge that is labelled "déclaré"."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from badger.issuer.declaring import declarable_badge, declarable_badges, declare_badge
from badger.issuer.page_queries import version_page
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("declaring", __name__)


@blueprint.get("/me/declare")
def index() -> str:
    """List the badges that she may say of herself, and those that she said."""
    with services().reading() as db:
        badges = declarable_badges(db, signed_in().person_id)
    return render_template("declaring/index.html", badges=badges)


@blueprint.get("/me/declare/<achievement_id>")
def show(achievement_id: str) -> str:
    """Tell what the badge says, and who says it."""
    with services().reading() as db:
        found = declarable_badge(db, achievement_id, person_id=signed_in().person_id)
        page = version_page(db, found.version.id) or abort(404)
    return render_template("declaring/show.html", found=found, page=page)


@blueprint.post("/me/declare/<achievement_id>")
def declare(achievement_id: str) -> Response:
    """Propose the badge to her: she reads it, then answers as for every other."""
    with services().writing() as db:
        proposal_id = declare_badge(
            db, achievement_id, person_id=signed_in().person_id, now=services().clock()
        )
    return redirect(url_for("me.proposal", proposal_id=proposal_id), code=303)
