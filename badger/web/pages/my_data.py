"""A person's own data: on one page, corrected, taken along."""

import json

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.issuer.people import MAX_NAME_CHARACTERS, PersonInvalid, rename_person
from badger.privacy.export import as_json, personal_data
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.presenters.my_data import groups_of
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_data", __name__)

FILE_NAME = "mes-donnees.json"


@blueprint.get("/me/data")
def show() -> str:
    """Show everything that is kept about her."""
    with services().reading() as db:
        data = personal_data(db, signed_in().person_id)
    return render_template("my_data/show.html", groups=groups_of(data), entries=len(data.events))


@blueprint.get("/me/data/file")
def export() -> Response:
    """Give her all of it as a file that machines read too (hardening G04)."""
    here = services()
    with here.reading() as db:
        data = personal_data(db, signed_in().person_id)
    text = json.dumps(as_json(data, now=here.clock()), ensure_ascii=False, indent=1)
    answer = make_response(text)
    answer.mimetype = "application/json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


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
