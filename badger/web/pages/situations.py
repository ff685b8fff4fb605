"""Situations that a partner keeps as models, and reuses to prepare a session in a minute."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import SituationRow
from badger.errors import BadgerError
from badger.issuer.page_queries import all_partners, published_pages
from badger.issuer.recognition.situation_queries import situation_by_id, situations_of_partners
from badger.issuer.recognition.situations import (
    AIMS,
    SituationDraft,
    change_situation,
    keep_situation,
    retire_situation,
)
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.family_fields import read_details, read_logistics
from badger.web.pages.session_form import (
    FULL_DAY,
    MOST_CRITERIA,
    family_words,
    read_family,
    ticked,
)
from badger.web.pages.session_start import from_session, from_situation
from badger.web.presenters.families import FAMILY_LABELS
from badger.web.presenters.offered import offered_badges
from badger.web.presenters.problems import problem_of
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("situations", __name__)

AIM_LABELS: Final = {
    "identifier": "identifier ce que les gens savent faire",
    "acquerir": "acquérir en faisant",
}
Answer = str | tuple[str, int] | Response


@blueprint.get("/situations")
def index() -> str:
    """List the situations that the viewer's partners keep."""
    with services().reading() as db:
        kept = situations_of_partners(db, signed_in().partners_as("pedagogue"))
    return render_template(
        "situations/index.html", situations=kept, families=FAMILY_LABELS, aims=AIM_LABELS
    )


@blueprint.get("/situations/new")
def new() -> str:
    """Show the form of a new situation; ?session= fills it from a session."""
    values: MultiDict[str, str] = MultiDict()
    if "session" in request.args:
        with services().reading() as db:
            values = from_session(db, request.args["session"])
    return _form(values, problems={}, action=url_for("situations.create"))


@blueprint.post("/situations")
def create() -> Answer:
    """Keep a new situation."""
    form = FormReader(request.form)
    draft = _read(form)
    action = url_for("situations.create")
    if form.problems:
        return _form(request.form, problems=form.problems, action=action), 422
    try:
        with services().writing() as db:
            keep_situation(db, draft, actor=signed_in().person_id, now=services().clock())
    except BadgerError as error:
        return _form(request.form, problems=dict([problem_of(error)]), action=action), 422
    return _kept()


@blueprint.get("/situations/<situation_id>/edit")
def edit(situation_id: str) -> str:
    """Show a situation to change it."""
    with services().reading() as db:
        row = _own(db, situation_id)
        values = from_situation(db, situation_id)
        values["aim"] = row.aim
    return _form(values, problems={}, action=url_for("situations.save", situation_id=situation_id))


@blueprint.post("/situations/<situation_id>")
def save(situation_id: str) -> Answer:
    """Keep a changed situation; sessions prepared from it stay as they are."""
    form = FormReader(request.form)
    draft = _read(form)
    action = url_for("situations.save", situation_id=situation_id)
    try:
        with services().writing() as db:
            _own(db, situation_id)
            if not form.problems:
                change_situation(
                    db,
                    situation_id,
                    draft,
                    actor=signed_in().person_id,
                    now=services().clock(),
                )
    except BadgerError as error:
        return _form(request.form, problems=dict([problem_of(error)]), action=action), 422
    if form.problems:
        return _form(request.form, problems=form.problems, action=action), 422
    return _kept()


@blueprint.post("/situations/<situation_id>/retirement")
def retire(situation_id: str) -> Response:
    """Offer a situation no more."""
    with services().writing() as db:
        _own(db, situation_id)
        retire_situation(db, situation_id, actor=signed_in().person_id, now=services().clock())
    return _kept()


def _own(db: Session, situation_id: str) -> SituationRow:
    """Return a situation that the viewer's partner keeps; 404 for all others (A08)."""
    row = situation_by_id(db, situation_id)
    if row is None or row.partner_id not in signed_in().partners_as("pedagogue"):
        abort(404)
    return row


def _read(form: FormReader) -> SituationDraft:
    with services().reading() as db:
        offered = {row.id for page in published_pages(db) for row in page.criteria}
    own = signed_in().partners_as("pedagogue")
    family = read_family(form)
    return SituationDraft(
        partner_id=form.choice("partner", label="Partenaire", among=own),
        name=form.text("title", label="Nom du modèle", max_length=120),
        family=family,
        aim=form.choice("aim", label="À quoi sert cette situation", among=AIMS),
        description=form.text("situation", label="Ce que les gens vont faire", max_length=280),
        criterion_ids=form.choices("criterion", among=offered)[:MOST_CRITERIA],
        full_day=form.form.get("length", "") == FULL_DAY,
        # Whoever accompanies is known when a session is prepared, not before.
        details=read_details(form, family, partners=(), strict=False),
        logistics=read_logistics(form),
    )


def _form(values: Mapping[str, str], *, problems: Mapping[str, str], action: str) -> str:
    own = set(signed_in().partners_as("pedagogue"))
    with services().reading() as db:
        return render_template(
            "situations/form.html",
            values=values,
            ticked=ticked(values),
            problems=problems,
            action=action,
            own=[partner for partner in all_partners(db) if partner.id in own],
            offered=offered_badges(published_pages(db), own=own, chosen=ticked(values)),
            aims=list(AIM_LABELS.items()),
            **family_words(),
        )


def _kept() -> Response:
    flash(gettext("C'est noté."))
    return redirect(url_for("situations.index"), code=303)
