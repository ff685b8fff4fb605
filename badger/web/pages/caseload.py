"""The companion's pages: whom she accompanies, and each person's page beside her."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.companions import (
    Permission,
    allow_companion,
    end_accompaniment,
    note_look,
)
from badger.accompaniment.consents import CONSENT_TEXTS, CONSENT_VERSION, ROLES, SUBJECTS
from badger.accompaniment.journey_queries import journeys_of
from badger.accompaniment.queries import caseload_of
from badger.errors import BadgerError
from badger.here import here_on
from badger.issuer.people import person_by_login_code
from badger.privacy.inactive import erased_after
from badger.privacy.inactive_queries import warned_people
from badger.sentences import sentence
from badger.web.companion_access import shared_with_me
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.presenters.accompaniment import caseload_words, companion_role, subject_choices
from badger.web.security.viewer import signed_in
from badger.web.services import services
from badger.web.together import page_together

blueprint = Blueprint("caseload", __name__)

Answer = str | tuple[str, int] | Response
MAX_CODE = 64


@blueprint.get("/caseload")
def index() -> str:
    """List by name whom she accompanies, and say calmly how many that is."""
    with services().reading() as db:
        cases = caseload_of(db, signed_in().person_id, now=services().clock())
        journeys = journeys_of(db, [person.id for _, person in cases])
        warned = warned_people(db, [person.id for _, person in cases])
    paused = {person for person, row in journeys.items() if row.paused_at}
    active = {person.id for _, person in cases} - paused
    return render_template(
        "caseload/index.html",
        cases=cases,
        paused=paused,
        said=caseload_words(len(active)),
        leaving={person_id: erased_after(day) for person_id, day in warned.items()},
    )


@blueprint.get("/caseload/new")
def ask() -> str:
    """Show what is read to a person who agrees beside her companion."""
    return _form({})


@blueprint.post("/caseload")
def allow_beside() -> Answer:
    """Record what the person allows: she types her code herself, it is not kept."""
    form, here, who = FormReader(request.form), services(), signed_in()
    role = form.choice("role", label="Votre rôle", among=_my_roles())
    code = form.text("code", label="Le code de sa carte", max_length=MAX_CODE)
    with here.reading() as db:
        person = person_by_login_code(db, code) if code else None
    if code and person is None:
        form.problems["code"] = sentence("signin.unknown_code")
    if not form.ticked("heard"):
        form.problems["heard"] = sentence("companion.not_heard")
    if form.problems or person is None:
        return _form({name: typeset(text) for name, text in form.problems.items()}), 422
    given = Permission(
        person_id=person.id,
        companion_id=who.person_id,
        role=role,
        subjects=form.choices("subject", among=SUBJECTS),
        consent_version=CONSENT_VERSION,
        beside=True,
    )
    try:
        with here.writing() as db:
            row = allow_companion(db, given, now=here.clock())
            accompaniment_id = row.id
    except BadgerError as error:
        return _form({"form": typeset(sentence(error.reason, error.facts))}), 422
    flash(gettext("C'est noté. Vous pouvez regarder ensemble."))
    return redirect(url_for("caseload.show", accompaniment_id=accompaniment_id), code=303)


@blueprint.get("/caseload/<accompaniment_id>")
def show(accompaniment_id: str) -> str:
    """Show what the person opened; she reads on her page that it was looked at."""
    here = services()
    now = here.clock()
    with here.reading() as db:
        row = shared_with_me(db, accompaniment_id)
        noted = row.looked_at is not None and here_on(row.looked_at) == here_on(now)
    if not noted:
        with here.writing() as db:
            note_look(db, accompaniment_id, now=now)
    return page_together(accompaniment_id)


@blueprint.post("/caseload/<accompaniment_id>/end")
def leave(accompaniment_id: str) -> Response:
    """Close it from the companion's side."""
    here = services()
    with here.writing() as db:
        end_accompaniment(db, accompaniment_id, by=signed_in().person_id, now=here.clock())
    flash(gettext("C'est fini. Vous ne voyez plus cette page."))
    return redirect(url_for("caseload.index"), code=303)


def _my_roles() -> list[str]:
    return [role for role in ROLES if role in signed_in().roles]


def _form(problems: Mapping[str, str]) -> str:
    return render_template(
        "caseload/new.html",
        roles=[(role, companion_role(role)) for role in _my_roles()],
        role=request.form.get("role", ""),
        subjects=subject_choices(),
        ticked=request.form.getlist("subject"),
        consent=CONSENT_TEXTS[CONSENT_VERSION],
        problems=problems,
    )
