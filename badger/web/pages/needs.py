"""What partners look for, as they keep it; what people see of it: sums by commune, no names."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import NeedRow
from badger.errors import BadgerError
from badger.here import here_on
from badger.issuer.page_queries import published_pages
from badger.issuer.people_queries import partners_by_ids
from badger.possibilities.need_queries import (
    STANDS_FOR,
    badge_names_of,
    looked_for,
    need_by_id,
    needs_of,
)
from badger.possibilities.needs import (
    MOST_PEOPLE,
    RENEWED_EVERY,
    NeedDraft,
    open_door_for,
    renew_need,
    state_need,
    withdraw_need,
)
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.doors import kept_partners
from badger.web.presenters.offered import offered_badges
from badger.web.presenters.problems import problem_of
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("needs", __name__)

Answer = str | tuple[str, int] | Response
BADGES: Final = "badge"


@blueprint.get("/needs")
def index() -> str:
    """List what the viewer's partners look for, with the form to say one more.

    A cartographe reads what all look for, and changes nothing that is not her own partner's.
    """
    return _page(MultiDict(), problems={})


@blueprint.get("/me/needs")
def looked() -> str:
    """Show what is looked for on the territory, by commune."""
    with services().reading() as db:
        found = looked_for(db, here_on(services().clock()))
    communes = {
        one.commune: [other for other in found if other.commune == one.commune] for one in found
    }
    return render_template("needs/looked.html", communes=communes)


@blueprint.post("/needs")
def state() -> Answer:
    """Say a need."""
    form = FormReader(request.form)
    draft = _read(form)
    problems = dict(form.problems)
    try:
        if not problems:
            with services().writing() as db:
                state_need(db, draft, actor=signed_in().person_id, now=services().clock())
    except BadgerError as error:
        problems = dict([problem_of(error)])
    if problems:
        return _page(request.form, problems=problems), 422
    return _back(gettext("C'est noté. Vos besoins restent affichés trente jours."))


@blueprint.post("/needs/<need_id>/renewal")
def renew(need_id: str) -> Response:
    """Say that a need still stands."""
    with services().writing() as db:
        _own(db, need_id)
        renew_need(db, need_id, now=services().clock())
    return _back(gettext("C'est noté. Vos besoins restent affichés trente jours."))


@blueprint.post("/needs/<need_id>/withdrawal")
def withdraw(need_id: str) -> Response:
    """Look for it no more."""
    with services().writing() as db:
        _own(db, need_id)
        withdraw_need(db, need_id, now=services().clock())
    return _back(gettext("C'est noté. Ce besoin n'est plus affiché."))


@blueprint.post("/needs/<need_id>/door")
def open_door(need_id: str) -> Response:
    """Make a need a door of the map."""
    with services().writing() as db:
        _own(db, need_id)
        door = open_door_for(db, need_id, actor=signed_in().person_id, now=services().clock())
        anchor = door.id
    flash(gettext("La porte est sur la carte."))
    return redirect(url_for("doors.index", _anchor=anchor), code=303)


def _own(db: Session, need_id: str) -> NeedRow:
    """Return a need of the viewer's partner; 404 for all others (A08)."""
    row = need_by_id(db, need_id)
    if row is None or row.partner_id not in kept_partners():
        abort(404)
    return row


def _read(form: FormReader) -> NeedDraft:
    with services().reading() as db:
        offered = {page.achievement.id for page in published_pages(db)}
    return NeedDraft(
        partner_id=form.choice("partner", label="Partenaire", among=kept_partners()),
        words=form.text("words", label="Ce que vous cherchez", max_length=120),
        people=form.number("people", label="Combien de personnes", low=1, high=MOST_PEOPLE),
        commune=form.text("commune", label="Commune", max_length=120),
        contact=form.text("contact", label="Qui contacter", max_length=200),
        achievement_ids=form.choices(BADGES, among=offered),
    )


def _page(values: MultiDict[str, str], *, problems: Mapping[str, str]) -> str:
    today, own = here_on(services().clock()), kept_partners()
    with services().reading() as db:
        needs = needs_of(db, None if "cartographe" in signed_in().roles else own)
        names = badge_names_of(db, {need.id for need in needs})
        partners = partners_by_ids(db, {*own, *(need.partner_id for need in needs)})
        badges = published_pages(db)
    asked = set(values.getlist(BADGES))
    return render_template(
        "needs/index.html",
        needs=needs,
        names=names,
        own=own,
        own_choices=[(one, partners[one].name) for one in own],
        partners={one: row.name for one, row in partners.items()},
        lapsed={need.id for need in needs if need.stated_on < today - STANDS_FOR},
        due={need.id for need in needs if need.stated_on <= today - RENEWED_EVERY},
        values=values,
        asked=asked,
        problems=problems,
        offered=offered_badges(badges, own=own, chosen=asked),
    )


def _back(word: str) -> Response:
    flash(word)
    return redirect(url_for("needs.index"), code=303)
