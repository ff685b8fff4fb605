"""The person's page of who accompanies her: what each one sees, and one tap to end it."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.companions import (
    Permission,
    allow_companion,
    companions_to_choose,
    end_accompaniment,
)
from badger.accompaniment.consents import CONSENT_TEXTS, CONSENT_VERSION, SUBJECTS
from badger.accompaniment.queries import open_of_person
from badger.accompaniment.relays import agree_to_relay, refuse_relay
from badger.errors import BadgerError
from badger.issuer.page_queries import names_of_people
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.presenters.accompaniment import subject_choices
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("companions", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/me/companions")
def index() -> str:
    """Show who looks beside her, what each one sees, and the relays that wait for her."""
    me = signed_in().person_id
    with services().reading() as db:
        rows = open_of_person(db, me, now=services().clock())
        people = [row.companion_id for row in rows] + [row.asked_by for row in rows]
        names = names_of_people(db, people)
    return render_template(
        "companions/index.html",
        live=[row for row in rows if row.agreed_at],
        relays=[row for row in rows if not row.agreed_at],
        names=names,
        consent=CONSENT_TEXTS[CONSENT_VERSION],
    )


@blueprint.get("/me/companions/new")
def ask() -> str:
    """Ask whom she chooses and what to look at together."""
    return _form({})


@blueprint.post("/me/companions")
def allow() -> Answer:
    """Open what she ticked, with the version of the text that she read."""
    form, here, me = FormReader(request.form), services(), signed_in().person_id
    role, _, companion_id = request.form.get("companion", "")[:64].partition(":")
    given = Permission(
        person_id=me,
        companion_id=companion_id,
        role=role,
        subjects=form.choices("subject", among=SUBJECTS),
        consent_version=CONSENT_VERSION,
    )
    try:
        with here.writing() as db:
            allow_companion(db, given, now=here.clock())
            name = names_of_people(db, [companion_id])[companion_id]
    except BadgerError as error:
        return _form({"form": say(error.reason, error.facts)}), 422
    return _back(gettext("C'est noté. %(name)s voit ce que vous avez coché.", name=name))


@blueprint.post("/me/companions/<accompaniment_id>/end")
def end(accompaniment_id: str) -> Response:
    """Close everything, at once and without a question."""
    here = services()
    with here.writing() as db:
        end_accompaniment(db, accompaniment_id, by=signed_in().person_id, now=here.clock())
    return _back(gettext("C'est fini. Cette personne ne voit plus rien."))


@blueprint.post("/me/companions/<accompaniment_id>/agree")
def agree(accompaniment_id: str) -> Response:
    """Say yes to who stands in or takes over."""
    here = services()
    with here.writing() as db:
        agree_to_relay(
            db,
            accompaniment_id,
            person_id=signed_in().person_id,
            consent_version=CONSENT_VERSION,
            now=here.clock(),
        )
    return _back(gettext("C'est noté. Le relais est passé."))


@blueprint.post("/me/companions/<accompaniment_id>/refuse")
def refuse(accompaniment_id: str) -> Response:
    """Say no: everything stays as it was."""
    here = services()
    with here.writing() as db:
        refuse_relay(db, accompaniment_id, person_id=signed_in().person_id, now=here.clock())
    return _back(gettext("C'est noté. Rien ne change."))


def _back(words: str) -> Response:
    flash(words)
    return redirect(url_for("companions.index"), code=303)


def _form(problems: Mapping[str, str]) -> str:
    with services().reading() as db:
        companions = companions_to_choose(db, for_person=signed_in().person_id)
    return render_template(
        "companions/new.html",
        companions=companions,
        chosen=request.form.get("companion", request.args.get("companion", ""))[:64],
        subjects=subject_choices(),
        ticked=request.form.getlist("subject"),
        consent=CONSENT_TEXTS[CONSENT_VERSION],
        problems=problems,
    )
