"""A person makes her lost card anew: the one before opens nothing any more."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from badger.issuer.login_codes import draw_code
from badger.issuer.people import set_login_code
from badger.issuer.people_queries import person_by_id
from badger.web.pages.card_mail import tell_new_card
from badger.web.presenters.cards import card_of
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import came_in_recently, enter_as
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_card", __name__)


@blueprint.get("/me/account/card")
def ask() -> str:
    """Say what happens to the card that was lost."""
    return _page()


@blueprint.post("/me/account/card")
def renew() -> tuple[str, int] | Response:
    """Show the new code this once, to print or to copy."""
    if not came_in_recently():
        return _page("merging.enter_again"), 422
    code, who, now = draw_code(), signed_in().person_id, services().clock()
    with services().writing() as db:
        set_login_code(db, person_id=who, code=code, now=now)
        tell_new_card(db, person_id=who, actor=who)
    with services().reading() as db:
        person = person_by_id(db, who)
        if person is not None:
            enter_as(person)
    cards = [card_of(signed_in().display_name, code)]
    return render_template("people/cards.html", cards=cards, own=True), 201


def _page(code: str = "") -> str:
    return render_template(
        "account/card.html",
        problem=say(code) if code else "",
        recent=came_in_recently(),
    )
