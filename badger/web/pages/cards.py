"""The cards of a share, to print: an A4 page for a CV, and one for the pocket (domain F8 AC3)."""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, Response, abort

from badger.backpack.share_queries import badges_of_shares, holdings_among
from badger.backpack.sharing import ShareWish, is_open, may_share, own_code, own_share, wish_of
from badger.db.rows import HoldingRow
from badger.web.presenters.competence_card import MAX_BADGES, card_pdf
from badger.web.security.viewer import signed_in
from badger.web.services import services
from badger.web.shared_badges import shared_page
from badger.web.shared_files import files_of_card

blueprint = Blueprint("cards", __name__)


@blueprint.get("/me/shares/<share_id>/card.pdf")
def sheet(share_id: str) -> Response:
    """Give the A4 page."""
    return _card(share_id, template="card.typ", name="carte-de-competences")


@blueprint.get("/me/shares/<share_id>/pocket.pdf")
def pocket(share_id: str) -> Response:
    """Give the card for the pocket."""
    return _card(share_id, template="pocket.typ", name="carte-de-poche")


def _card(share_id: str, *, template: str, name: str) -> Response:
    """Set a card of an open share of six badges at most; there is none of any other."""
    here, person_id = services(), signed_in().person_id
    now = here.clock()
    with here.reading() as db:
        row = own_share(db, share_id, person_id=person_id)
        wish = wish_of(row, badges_of_shares(db, [row.id])[row.id])
        code = own_code(row, here.settings.secret_key)
        stands = is_open(row, now=now) and may_share(db, person_id)
        if code is None or not stands or len(wish.badges) > MAX_BADGES:
            abort(404)
        page = shared_page(db, wish, person_id=person_id, until=row.expires_at, now=now)
        held = holdings_among(db, person_id, [badge.holding_id for badge in wish.badges])
    files = _files(wish, held, person_id=person_id, code=code, now=now)
    link = here.addresses.share(code)
    pdf = card_pdf(page, template=template, link=link, files=files, moment=now)
    kept = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(pdf, mimetype="application/pdf", headers=kept)


def _files(
    wish: ShareWish, held: Mapping[str, HoldingRow], *, person_id: str, code: str, now: datetime
) -> list[tuple[str, str]]:
    """Return the signed badges to attach, each with its name.

    The file of a badge tells all of it. It is attached where the share shows the evidence; of
    the others the part that is shown, and of those from elsewhere nothing.
    """
    whole = {one.holding_id for one in wish.badges if one.evidence}
    texts = {key: held[key].document.decode() for key in whole & held.keys()}
    parts = [one for one in wish.badges if not one.evidence]
    texts |= files_of_card(parts, person_id=person_id, code=code, now=now)
    ordered = [one.holding_id for one in wish.badges if one.holding_id in texts]
    return [(held[key].name, texts[key]) for key in ordered]
