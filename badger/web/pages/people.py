"""People who come for the first time: a name, and a card with a code to sign in."""

import re

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import PersonRow
from badger.errors import BadgerError
from badger.issuer.directory_queries import people_registered_by
from badger.issuer.login_codes import draw_code
from badger.issuer.people import MAX_NAME_CHARACTERS, create_person, set_login_code
from badger.issuer.people_queries import partners_by_ids, person_by_id, roles_of
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.pages.card_mail import tell_new_card
from badger.web.pages.session_access import partners_led
from badger.web.presenters.cards import Card, card_of
from badger.web.presenters.problems import problem_of
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("people", __name__)

Answer = str | tuple[str, int] | Response
MOST_AT_ONCE = 30


@blueprint.get("/people/new")
def new() -> str:
    """Ask for first names, one a line."""
    return _form({}, {})


@blueprint.post("/people")
def register() -> Answer:
    """Make a card for each name; each code is shown this once, to print."""
    form = FormReader(request.form)
    limit = MOST_AT_ONCE * (MAX_NAME_CHARACTERS + 1)
    names = re.split(r"\s*\n\s*", form.text("names", label="Les prénoms", max_length=limit))
    if len(names) > MOST_AT_ONCE:
        form.problems["names"] = sentence("people.too_many", {"limit": MOST_AT_ONCE})
    partner = partner_of_cards(form)
    if form.problems:
        return _form(form.values(), form.problems), 422
    try:
        with services().writing() as db:
            cards = [_register(db, name, partner=partner) for name in names]
    except BadgerError as error:
        return _form(form.values(), {"names": problem_of(error)[1]}), 422
    return render_template("people/cards.html", cards=cards), 201


@blueprint.post("/people/<person_id>/card")
def renew(person_id: str) -> Answer:
    """Replace a lost card: the former code opens nothing any more."""
    with services().writing() as db:
        person = person_by_id(db, person_id)
        led = partners_led(signed_in())
        # Whoever works here may open more than the partner that made her card knows.
        if person is None or person.registered_by not in led or roles_of(db, person_id):
            abort(404)
        cards = [card_of(person.display_name, _give_code(db, person))]
        tell_new_card(db, person_id=person_id, actor=signed_in().person_id)
    return render_template("people/cards.html", cards=cards), 201


def partner_of_cards(form: FormReader) -> str | None:
    """Return the partner that hands a card: asked for where somebody works for several.

    Returns: None, for somebody who works for none (a passeur of the territory).
    """
    led = partners_led(signed_in())
    if len(led) > 1:
        return form.choice("partner", label="Partenaire", among=led)
    return led[0] if led else None


def partners_to_choose(db: Session) -> list[tuple[str, str]]:
    """Return the partners, id and name, that a form has to ask for; none where there is one."""
    led = partners_led(signed_in())
    found = partners_by_ids(db, led)
    return [(one, found[one].name) for one in led] if len(led) > 1 else []


def _register(db: Session, name: str, *, partner: str | None) -> Card:
    person = create_person(
        db,
        display_name=name,
        actor=signed_in().person_id,
        now=services().clock(),
        registered_by=partner,
    )
    return card_of(person.display_name, _give_code(db, person))


def _give_code(db: Session, person: PersonRow) -> str:
    code = draw_code()
    set_login_code(db, person_id=person.id, code=code, now=services().clock())
    return code


def _form(values: object, problems: dict[str, str]) -> str:
    led = partners_led(signed_in())
    with services().reading() as db:
        known = people_registered_by(db, led) if led else ()
        partners = partners_to_choose(db)
    return render_template(
        "people/form.html",
        values=values,
        problems=problems,
        known=known,
        partners=partners,
        most=MOST_AT_ONCE,
    )
