"""A person's own data: on one page, and corrected."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.issuer.people import MAX_NAME_CHARACTERS, PersonInvalid, rename_person
from badger.privacy.export import personal_data
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.presenters.my_data import groups_of
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_data", __name__)


@blueprint.get("/me/data")
def show() -> str:
    """Show everything that is kept about her."""
    with services().reading() as db:
        data = personal_data(db, signed_in().person_id)
    return render_template("my_data/show.html", groups=groups_of(data), entries=len(data.events))


@blueprint.get("/me/data/name")
def ask_name() -> str:
    """Ask for the name that she goes by."""
    return _name_page(signed_in().display_name)


@blueprint.post("/me/data/name")
def correct_name() -> tuple[str, int] | Response:
    """Keep the name that she gives."""
    form = FormReader(request.form)
    name = form.text("name", label="Votre prénom", max_length=MAX_NAME_CHARACTERS)
    problem = form.problems.get("name", "")
    if not problem:
        try:
            with services().writing() as db:
                who, now = signed_in().person_id, services().clock()
                rename_person(db, person_id=who, display_name=name, now=now)
        except PersonInvalid as error:
            problem = say(error.reason, error.facts)
    if problem:
        return _name_page(name, problem=typeset(problem)), 422
    flash(gettext("C'est corrigé."))
    return redirect(url_for("my_data.show"), code=303)


def _name_page(name: str, *, problem: str = "") -> str:
    return render_template(
        "my_data/name.html", name=name, problem=problem, most=MAX_NAME_CHARACTERS
    )
