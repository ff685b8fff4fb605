"""The page behind a link that a person gave: her badges, verified now. No account (domain W9)."""

from flask import Blueprint, Response, render_template

from badger.backpack.share_queries import badges_of_shares
from badger.backpack.sharing import ShareUnknown, count_opening, share_of_code, wish_of
from badger.web.presenters.dates import here_on
from badger.web.security.viewer import viewer
from badger.web.services import services
from badger.web.shared_badges import shared_page

blueprint = Blueprint("shared", __name__)

HEADERS = {"X-Robots-Tag": "noindex, nofollow, noarchive"}


@blueprint.get("/shares/<code>")
def show(code: str) -> Response:
    """Show what is shared; whatever is not, or no more, looks the same (hardening R03)."""
    here, who = services(), viewer()
    try:
        with here.reading() as db:
            row = share_of_code(db, code, now=here.clock())
            wish = wish_of(row, badges_of_shares(db, [row.id])[row.id])
            page = shared_page(db, wish, person_id=row.person_id, until=row.expires_at)
            share_id, mine = row.id, who is not None and who.person_id == row.person_id
    except ShareUnknown:
        return Response(render_template("shares/over.html"), 404, headers=HEADERS)
    if not page.badges:
        return Response(render_template("shares/over.html"), 404, headers=HEADERS)
    if not mine:
        with here.writing() as db:
            count_opening(db, share_id, on=here_on(here.clock()))
    return Response(render_template("shares/show.html", page=page), headers=HEADERS)
