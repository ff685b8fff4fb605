"""Cards that invite: made and printed by anybody, opened by their QR code, counted and no more."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from badger.accompaniment.help_contact import MAX_PHONE, help_contact
from badger.accompaniment.welcome_cards import (
    MAX_PLACE,
    CardInvalid,
    TooManyCards,
    card_of_code,
    make_card,
    own_card,
    remove_card,
    use_card,
)
from badger.accompaniment.welcome_queries import cards_of
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.presenters.spoken_findings import say
from badger.web.presenters.welcome_card import card_sheet
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("welcome", __name__)

Answer = str | tuple[str, int] | AnyResponse


@blueprint.get("/me/cards")
def index() -> str:
    """Show her cards, with how many said that they come."""
    return _page({})


@blueprint.post("/me/cards")
def make() -> Answer:
    """Make a card."""
    here, form = services(), FormReader(request.form)
    place = form.text("place", label="Où venir", max_length=MAX_PLACE)
    phone = form.text("phone", label="Le téléphone", max_length=MAX_PHONE, required=False)
    if form.problems:
        return _page(form.problems), 422
    try:
        with here.writing() as db:
            made_by = signed_in().person_id
            make_card(db, place=place, phone=phone, made_by=made_by, now=here.clock())
    except CardInvalid as error:
        member = str(error.facts["member"])
        return _page({member: say(error.reason)}), 422
    except TooManyCards as error:
        return _page({"form": say(error.reason, error.facts)}), 422
    flash(gettext("La carte est prête à imprimer."))
    return redirect(url_for("welcome.index"), code=303)


@blueprint.get("/me/cards/<card_id>")
def sheet(card_id: str) -> Response:
    """Give a sheet of eight cards to print."""
    here = services()
    with here.reading() as db:
        card = own_card(db, card_id, made_by=signed_in().person_id)
    address = f"{here.settings.base_url}{url_for('welcome.show', code=card.code)}"
    pdf = card_sheet(card, address, moment=here.clock())
    name = 'inline; filename="cartes.pdf"'
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": name})


@blueprint.post("/me/cards/<card_id>/remove")
def remove(card_id: str) -> AnyResponse:
    """Take a card back."""
    with services().writing() as db:
        remove_card(db, card_id, made_by=signed_in().person_id)
    flash(gettext("La carte n'ouvre plus rien."))
    return redirect(url_for("welcome.index"), code=303)


@blueprint.get("/welcome/<code>")
def show(code: str) -> str:
    """Say where to come; to look counts nothing."""
    with services().reading() as db:
        card = card_of_code(db, code)
    return render_template("cards/show.html", card=card, said=False)


@blueprint.post("/welcome/<code>")
def come(code: str) -> str:
    """Count that somebody says she comes, and nothing else."""
    with services().writing() as db:
        card = use_card(db, code)
    return render_template("cards/show.html", card=card, said=True)


def _page(problems: Mapping[str, str]) -> str:
    with services().reading() as db:
        return render_template(
            "cards/mine.html",
            cards=cards_of(db, signed_in().person_id),
            contact=help_contact(db),
            values=request.form,
            problems=problems,
        )
