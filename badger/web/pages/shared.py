"""The page behind a link that a person gave: her badges, verified now. No account (domain W9)."""

from flask import Blueprint, Response, render_template

from badger.backpack.share_queries import badges_of_shares
from badger.backpack.sharing import (
    BadgeWish,
    ShareUnknown,
    count_opening,
    share_of_code,
    wish_of,
)
from badger.db.rows import ShareRow
from badger.here import here_on
from badger.issuer.shown_part import PartNotGiven
from badger.web.language import ngettext
from badger.web.presenters.preview_picture import preview_png
from badger.web.security.headers import EMBEDDED_POLICY
from badger.web.security.viewer import viewer
from badger.web.services import services
from badger.web.shared_badges import SharedPage, shared_page
from badger.web.shared_files import shared_file

blueprint = Blueprint("shared", __name__)

HEADERS = {"X-Robots-Tag": "noindex, nofollow, noarchive"}


@blueprint.get("/shares/<code>")
def show(code: str) -> Response:
    """Show what is shared; whatever is not, or no more, looks the same (hardening R03)."""
    here, who = services(), viewer()
    try:
        row, page = _shared(code)
    except ShareUnknown:
        return _over()
    is_giver = who is not None and who.person_id == row.person_id
    if not is_giver:
        with here.writing() as db:
            count_opening(db, row.id, on=here_on(here.clock()))
    address = here.addresses.share(code)
    text = render_template("shares/show.html", page=page, address=address, is_giver=is_giver)
    return Response(text, headers=HEADERS)


@blueprint.get("/shares/<code>/picture.png")
def picture(code: str) -> Response:
    """Give the picture that a social network shows of the link: no name (hardening R04)."""
    try:
        _, page = _shared(code)
    except ShareUnknown:
        return _over()
    number = len(page.badges)
    title = ngettext("Un badge, à vérifier ici", "%(num)s badges, à vérifier ici", number)
    drawings = tuple(badge.drawing for badge in page.badges if badge.drawing)
    drawn = preview_png(drawings, title=title, site="badger")
    return Response(drawn, mimetype="image/png", headers=HEADERS)


@blueprint.get("/shares/<code>/embed")
def embed(code: str) -> Response:
    """Give the small page that other sites may frame; a click opens the real one (W03)."""
    try:
        _, page = _shared(code)
    except ShareUnknown:
        return _over()
    text = render_template("shares/embed.html", page=page, address=services().addresses.share(code))
    return Response(text, headers={**HEADERS, "Content-Security-Policy": EMBEDDED_POLICY})


@blueprint.get("/shares/<code>/files/<int:number>.json")
def file(code: str, number: int) -> Response:
    """Give what the share shows of one badge as a signed file, which verifies on its own."""
    now = services().clock()
    try:
        person_id, wish = _wished(code, number)
        data = shared_file(wish, person_id=person_id, code=code, now=now)
    except (ShareUnknown, PartNotGiven):
        return _over()
    given = {"Content-Disposition": f'attachment; filename="badge-{number}.json"'}
    return Response(data, mimetype="application/vc", headers={**HEADERS, **given})


def _wished(code: str, number: int) -> tuple[str, BadgeWish]:
    """Return whose share it is, and what it shows of a badge. Raises: ShareUnknown."""
    here = services()
    with here.reading() as db:
        row = share_of_code(db, code, now=here.clock())
        badges = wish_of(row, badges_of_shares(db, [row.id])[row.id]).badges
        if not 1 <= number <= len(badges):
            raise ShareUnknown
        return row.person_id, badges[number - 1]


def _shared(code: str) -> tuple[ShareRow, SharedPage]:
    """Return a share that is open, with what it shows. Raises: ShareUnknown."""
    here, now = services(), services().clock()
    with here.reading() as db:
        row = share_of_code(db, code, now=now)
        wish = wish_of(row, badges_of_shares(db, [row.id])[row.id])
        page = shared_page(db, wish, person_id=row.person_id, until=row.expires_at, now=now)
        if not page.badges:
            raise ShareUnknown
        db.expunge(row)
    return row, page


def _over() -> Response:
    return Response(render_template("shares/over.html"), 404, headers=HEADERS)
