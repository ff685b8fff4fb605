"""A human being beside the screen: who accompanies her, the territory's line and places (C3)."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.help_contact import (
    MAX_HOURS,
    MAX_PHONE,
    MAX_PLACES,
    HelpInvalid,
    help_contact,
    set_help_contact,
)
from badger.accompaniment.queries import open_of_person
from badger.db.base import Session
from badger.issuer.page_queries import names_of_people
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in, viewer
from badger.web.services import services

blueprint = Blueprint("assistance", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/help")
def show() -> str:
    """Show whom to ask: her companions by name, then the territory's contact."""
    with services().reading() as db:
        contact, names = help_contact(db), _companions(db)
    return render_template("help/show.html", contact=contact, names=names)


@blueprint.get("/team/help")
def edit() -> str:
    """Show the contact to write."""
    with services().reading() as db:
        contact = help_contact(db)
    written = {
        "phone": contact.phone,
        "hours": contact.hours,
        "places": "\n".join(contact.places),
    }
    return _form(written, {})


@blueprint.post("/team/help")
def save() -> Answer:
    """Write the contact; every page leads to it."""
    here, form = services(), FormReader(request.form)
    phone = form.text("phone", label="Le téléphone", max_length=MAX_PHONE, required=False)
    hours = form.text("hours", label="Les heures", max_length=MAX_HOURS, required=False)
    places = form.text("places", label="Les lieux", max_length=MAX_PLACES, required=False)
    if form.problems:
        return _form(form.values(), form.problems), 422
    try:
        with here.writing() as db:
            set_help_contact(
                db,
                phone=phone,
                hours=hours,
                places=places,
                actor=signed_in().person_id,
                now=here.clock(),
            )
    except HelpInvalid as error:
        member = str(error.facts["member"])
        return _form(form.values(), {member: say(error.reason)}), 422
    flash(gettext("C'est noté. Chaque page y mène."))
    return redirect(url_for("assistance.show"), code=303)


def _companions(db: Session) -> list[str]:
    who = viewer()
    if who is None:
        return []
    rows = open_of_person(db, who.person_id, now=services().clock())
    names = names_of_people(db, [row.companion_id for row in rows if row.agreed_at])
    return sorted(names.values())


def _form(values: Mapping[str, str], problems: Mapping[str, str]) -> str:
    return render_template("help/edit.html", values=values, problems=problems)
