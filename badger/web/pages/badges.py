"""The public page of one badge: what its QR code opens, and the files that it gives."""

import json
import re
import unicodedata
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, session, url_for

from badger.credentials.baking import bake
from badger.db.rows import CredentialRow
from badger.issuer.editions import current_edition
from badger.issuer.endorsement_queries import live_endorsements
from badger.issuer.page_queries import version_page
from badger.issuer.queries import credential_by_id, standing_of_credential
from badger.verify import verify
from badger.verify.intake import read_presented
from badger.verify.report import Report
from badger.web.badge_standing import standing_told
from badger.web.endorsed import Support, verified_supports
from badger.web.language import language_tag
from badger.web.own_badges import short_code
from badger.web.presenters.badge_image import BadgeLook, badge_png, badge_svg, look_of
from badger.web.presenters.qr import qr_svg
from badger.web.presenters.report import verdict_page
from badger.web.security.csrf import form_token
from badger.web.security.viewer import viewer
from badger.web.services import services

blueprint = Blueprint("badges", __name__)

JSON_TYPES: Final = (
    "application/vc",
    "application/vc+ld+json",
    "application/ld+json",
    "application/json",
)
PAGE_TYPES: Final = ("text/html", *JSON_TYPES)
SHARED: Final = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex, nofollow"}
MAX_NAME: Final = 40
CACHED: Final = {"Cache-Control": "private, max-age=86400"}


@blueprint.get("/badges/<badge_id>")
def show(badge_id: str) -> Response:
    """Show a badge, verified without network in this very minute; machines get its bytes."""
    best = request.accept_mimetypes.best_match(PAGE_TYPES, default="text/html")
    if best != "text/html":
        return _bytes(_issued(badge_id), mimetype=best)
    page = _kept(badge_id) if _is_for_anybody() else _page(_issued(badge_id))
    return _answer(page, mimetype="text/html", more={"Vary": "Accept"})


def _is_for_anybody() -> bool:
    """Tell whether nothing of this page is for one visitor alone, or for one address."""
    return viewer() is None and "_flashes" not in session and set(request.args) <= {"lang"}


def _kept(badge_id: str) -> bytes:
    here = services()
    standing = None
    if not here.kept.is_exact:
        # What was revoked a moment ago by another process has another page at the next look.
        with here.reading() as db:
            standing = standing_of_credential(db, badge_id)
    key = (badge_id, standing, language_tag(), request.script_root)
    return here.kept.page(key, lambda: _page(_issued(badge_id)), token=form_token())


def _page(row: CredentialRow) -> bytes:
    report = _report(row)
    newer = None if row.revoked_at is None else _newer(row)
    page = standing_told(verdict_page(report), row, is_replaced=newer is not None)
    address = services().addresses.credential(row.id)
    text = render_template(
        "badges/badge.html",
        page=page,
        is_revoked=row.revoked_at is not None,
        file_name=file_name(row.signed or b"", ending="json"),
        badge_id=row.id,
        is_hers=_is_hers(row),
        code=short_code(row.id),
        newer=newer,
        supports=_supports(row),
        picture=url_for("badges.picture", badge_id=row.id),
        address=address,
        image=address + ".png",
        again={"url": address},
        receipts=not services().keyring.locked,
    )
    return text.encode()


@blueprint.get("/badges/<badge_id>.json")
def document(badge_id: str) -> Response:
    """Give the badge as it was signed, byte for byte."""
    return _bytes(_issued(badge_id), mimetype="application/json")


@blueprint.get("/badges/<badge_id>.png")
def png(badge_id: str) -> Response:
    """Give the badge baked into a PNG image."""
    row = _issued(badge_id)
    return _baked(row, image=badge_png(_look(row)), mimetype="image/png")


@blueprint.get("/badges/<badge_id>.svg")
def svg(badge_id: str) -> Response:
    """Give the badge baked into an SVG image."""
    row = _issued(badge_id)
    return _baked(row, image=badge_svg(_look(row)), mimetype="image/svg+xml")


@blueprint.get("/badges/<badge_id>/picture.svg")
def picture(badge_id: str) -> Response:
    """Give the picture of the badge alone."""
    row = _issued(badge_id)
    return _answer(badge_svg(_look(row)), mimetype="image/svg+xml", more=CACHED)


@blueprint.get("/badges/<badge_id>/qr.svg")
def qr(badge_id: str) -> Response:
    """Give the QR code that opens the page of the badge."""
    _issued(badge_id)
    code = qr_svg(services().addresses.credential(badge_id))
    return _answer(code, mimetype="image/svg+xml", more=CACHED)


def _issued(badge_id: str) -> CredentialRow:
    with services().reading() as db:
        row = credential_by_id(db, badge_id)
    if row is None or row.signed is None:
        abort(404)
    return row


def _is_hers(row: CredentialRow) -> bool:
    """Tell whether the person whom the badge is about looks at its page."""
    who = viewer()
    return who is not None and who.person_id == row.person_id


def _newer(row: CredentialRow) -> str | None:
    """Return the id of the badge that was signed in place of a corrected one."""
    with services().reading() as db:
        found = current_edition(db, row)
    return None if found is None else found.id


def _supports(row: CredentialRow) -> list[Support]:
    """Return who stands today behind the badge, its model and its issuer."""
    with services().reading() as db:
        live = live_endorsements(
            db, credential_id=row.id, version_id=row.version_id, partner_id=row.issuer_id
        )
        return verified_supports(db, live)


def _report(row: CredentialRow) -> Report:
    here = services()
    presented = read_presented(row.signed or b"")
    return verify(presented, here.policy(), resolver=here.own, now=here.clock())


def _look(row: CredentialRow) -> BadgeLook:
    with services().reading() as db:
        page = version_page(db, row.version_id)
    if page is None:
        abort(404)
    return look_of(page)


def _bytes(row: CredentialRow, *, mimetype: str) -> Response:
    return _answer(row.signed or b"", mimetype=mimetype, more={"Vary": "Accept"})


def _baked(row: CredentialRow, *, image: bytes, mimetype: str) -> Response:
    ending = mimetype.removeprefix("image/").removesuffix("+xml")
    name = f'attachment; filename="{file_name(row.signed or b"", ending=ending)}"'
    baked = bake(image, row.signed or b"")
    return _answer(baked, mimetype=mimetype, more={"Content-Disposition": name})


def file_name(signed: bytes, *, ending: str) -> str:
    """Name the file of a badge after it, in letters that every computer writes."""
    name = str(json.loads(signed)["credentialSubject"]["achievement"]["name"])
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe")).encode("ascii", "ignore")
    words = re.findall(r"[a-z0-9]+", plain.decode().lower())
    short = "-".join(words)[:MAX_NAME].strip("-")
    return f"badge-{short or 'signe'}.{ending}"


def _answer(body: str | bytes, *, mimetype: str, more: dict[str, str]) -> Response:
    return Response(body, mimetype=mimetype, headers={**SHARED, **more})
