"""The cards of a share, to print: an A4 page for a CV, and one for the pocket (domain F8 AC3)."""

from flask import Blueprint, Response, abort

from badger.backpack.share_queries import badges_of_shares, holdings_among
from badger.backpack.sharing import ShareWish, is_open, may_share, own_code, own_share, wish_of
from badger.db.base import Session
from badger.web.presenters.competence_card import MAX_BADGES, card_pdf
from badger.web.security.viewer import signed_in
from badger.web.services import services
from badger.web.shared_badges import shared_page

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
        files = _files(db, wish, person_id=person_id)
    link = here.addresses.share(code)
    pdf = card_pdf(page, template=template, link=link, files=files, moment=now)
    kept = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(pdf, mimetype="application/pdf", headers=kept)


def _files(db: Session, wish: ShareWish, *, person_id: str) -> list[tuple[str, str]]:
    """Return the signed badges to attach: those of which the share shows the evidence.

    The file of a badge tells all of it, so what she keeps to herself stays out of the card.
    """
    held = holdings_among(db, person_id, [badge.holding_id for badge in wish.badges])
    return [
        (held[badge.holding_id].name, held[badge.holding_id].document.decode())
        for badge in wish.badges
        if badge.evidence and badge.holding_id in held
    ]
