"""« Mettre ce badge dans mon portefeuille numérique »: a QR code and six digits, shown once."""

from base64 import b64encode
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from badger.backpack.wallet.offers import MadeOffer, make_offer
from badger.db.rows import CredentialRow
from badger.issuer.achievement_queries import version_by_id
from badger.issuer.queries import credential_by_id
from badger.issuer.second_form import has_second_form
from badger.web.oauth.wallet import token_of_badge
from badger.web.pages.badges import file_name
from badger.web.presenters.qr import qr_svg
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("own_wallet", __name__)


@blueprint.get("/me/badges/<badge_id>/wallet")
def ask(badge_id: str) -> str:
    """Say what a wallet is for, and offer to prepare the code."""
    return _page(_own(badge_id))


@blueprint.post("/me/badges/<badge_id>/wallet")
def make(badge_id: str) -> tuple[str, int]:
    """Show the code for a wallet, once; an earlier one opens nothing any more."""
    here, row = services(), _own(badge_id)
    with here.writing() as db:
        made = make_offer(db, row.id, person_id=signed_in().person_id, now=here.clock())
    return _page(row, made), 201


@blueprint.get("/me/badges/<badge_id>/token")
def token(badge_id: str) -> Response:
    """Give the badge as a signed token, to keep in a file."""
    row = _own(badge_id)
    name = file_name(row.signed or b"", ending="jwt")
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(token_of_badge(row), mimetype="application/jwt", headers=headers)


def _own(badge_id: str) -> CredentialRow:
    """Return a badge of the viewer that was not revoked; those of others do not exist for her."""
    with services().reading() as db:
        row = credential_by_id(db, badge_id)
    is_hers = row is not None and row.person_id == signed_in().person_id
    if row is None or not is_hers or row.signed is None or row.revoked_at is not None:
        abort(404)
    return row


def _page(row: CredentialRow, made: MadeOffer | None = None) -> str:
    with services().reading() as db:
        version = version_by_id(db, row.version_id)
        has_token = has_second_form(db, row) and not services().keyring.locked
    link = _link(made) if made else ""
    return render_template(
        "wallet/offer.html",
        badge_id=row.id,
        name=version.name if version else "",
        pin=made.pin if made else "",
        link=link,
        qr="data:image/svg+xml;base64," + b64encode(qr_svg(link).encode()).decode() if link else "",
        has_token=has_token,
    )


def _link(made: MadeOffer) -> str:
    """Write the offer as wallets read it (OpenID4VCI 1.0, section 4.1.3)."""
    address = services().addresses.wallet_offer(made.secret)
    return "openid-credential-offer://?" + urlencode({"credential_offer_uri": address})
