"""Doors as their owners keep them: list, form, confirmation, withdrawal."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from badger.db.base import Session, new_id
from badger.db.rows import DoorRow
from badger.errors import BadgerError
from badger.here import here_on
from badger.issuer.page_queries import all_partners, published_pages
from badger.possibilities.doors import (
    ADVISED_KEYS,
    GOALS,
    MAX_PLACES,
    MOST_KEYS,
    DoorDraft,
    change_door,
    confirm_door,
    declare_door,
    withdraw_door,
)
from badger.possibilities.queries import (
    CONFIRMED_FOR,
    badges_without_door,
    door_by_id,
    doors_of,
    doors_with_keys,
    key_rows_of,
)
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.presenters.possibilities import GOAL_ICONS, goal_labels
from badger.web.presenters.problems import problem_of
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("doors", __name__)

Answer = str | tuple[str, int] | Response
WAYS: Final = ("way-1", "way-2", "way-3")


@blueprint.get("/doors")
def index() -> str:
    """List the doors of the viewer's partners; all of them for a cartographe."""
    of_all = "cartographe" in signed_in().roles
    today = here_on(services().clock())
    with services().reading() as db:
        doors = doors_of(db, None if of_all else kept_partners())
        keys = {door.code: door.ways for door in doors_with_keys(db, doors)}
        names = {partner.id: partner.name for partner in all_partners(db)}
        alone = badges_without_door(db) if of_all else ()
    stale = {door.id for door in doors if door.confirmed_on < today - CONFIRMED_FOR}
    offered = [door for door in doors if door.withdrawn_at is None]
    return render_template(
        "doors/index.html",
        doors=doors,
        ways=keys,
        partners=names,
        goals=goal_labels(),
        icons=GOAL_ICONS,
        unconfirmed=stale,
        own=kept_partners(),
        of_all=of_all,
        counts={
            "shown": sum(door.id not in stale for door in offered),
            "unconfirmed": sum(door.id in stale for door in offered),
            "keyless": sum(not keys[door.code] for door in offered),
            "doorless": len(alone),
        },
    )


@blueprint.get("/doors/new")
def new() -> str:
    """Show the empty form."""
    return _form(MultiDict(), problems={}, action=url_for("doors.create"))


@blueprint.post("/doors")
def create() -> Answer:
    """Declare a door."""
    form = FormReader(request.form)
    draft = _read(form, code=new_id()[:8].upper())
    return _store(form, draft, door_id=None, action=url_for("doors.create"))


@blueprint.get("/doors/<door_id>/edit")
def edit(door_id: str) -> str:
    """Show a door to change it."""
    with services().reading() as db:
        values = _stored(db, _own(db, door_id))
    return _form(values, problems={}, action=url_for("doors.save", door_id=door_id))


@blueprint.post("/doors/<door_id>")
def save(door_id: str) -> Answer:
    """Store a changed door, which confirms it."""
    with services().reading() as db:
        code = _own(db, door_id).code
    form = FormReader(request.form)
    draft = _read(form, code=code)
    return _store(form, draft, door_id=door_id, action=url_for("doors.save", door_id=door_id))


@blueprint.post("/doors/<door_id>/confirmation")
def confirm(door_id: str) -> Response:
    """Confirm that a door still stands."""
    with services().writing() as db:
        _own(db, door_id)
        confirm_door(db, door_id, actor=signed_in().person_id, now=services().clock())
    flash(gettext("C'est confirmé. La porte est sur la carte."))
    return redirect(url_for("doors.index"), code=303)


@blueprint.post("/doors/<door_id>/withdrawal")
def withdraw(door_id: str) -> Response:
    """Take a door off the map; it may be offered again."""
    with services().writing() as db:
        _own(db, door_id)
        withdraw_door(db, door_id, actor=signed_in().person_id, now=services().clock())
    flash(gettext("La porte n'est plus sur la carte. Vous pouvez la proposer à nouveau."))
    return redirect(url_for("doors.index"), code=303)


def kept_partners() -> tuple[str, ...]:
    """Return the partners whose doors the viewer keeps."""
    who = signed_in()
    return tuple(dict.fromkeys((*who.partners_as("pedagogue"), *who.partners_as("issuer"))))


def _own(db: Session, door_id: str) -> DoorRow:
    """Return a door of the viewer's partner; 404 for all others (A08)."""
    row = door_by_id(db, door_id)
    if row is None or row.partner_id not in kept_partners():
        abort(404)
    return row


def _read(form: FormReader, *, code: str) -> DoorDraft:
    with services().reading() as db:
        offered = {page.achievement.id for page in published_pages(db)}
    return DoorDraft(
        code=code,
        partner_id=form.choice("partner", label="Partenaire", among=kept_partners()),
        title=form.text("title", label="Ce qui est possible", max_length=120),
        goal=form.choice("goal", label="Pour quoi faire", among=GOALS),
        place=form.text("place", label="Commune", max_length=120),
        contact=form.text("contact", label="Qui contacter", max_length=200),
        confirmed_on=here_on(services().clock()),
        ways=tuple(way for name in WAYS if (way := form.choices(name, among=offered))),
        next_on=_day(form),
        places=_places(form),
        step=form.text("step", label="Un pas vers cette porte", max_length=160, required=False),
        many_keys_meant=form.form.get("many_keys") == "on",
    )


def _day(form: FormReader) -> date | None:
    typed = form.form.get("next_on", "").strip()
    return form.day("next_on", label="Prochaine date") if typed else None


def _places(form: FormReader) -> int | None:
    typed = form.form.get("places", "").strip()
    return form.number("places", label="Places", low=0, high=MAX_PLACES) if typed else None


def _store(form: FormReader, draft: DoorDraft, *, door_id: str | None, action: str) -> Answer:
    who, now = signed_in().person_id, services().clock()
    problems = dict(form.problems)
    try:
        if not problems:
            with services().writing() as db:
                if door_id is None:
                    declare_door(db, draft, actor=who, now=now)
                else:
                    change_door(db, door_id, draft, actor=who, now=now)
    except BadgerError as error:
        problems = dict([problem_of(error)])
    if problems:
        return _form(request.form, problems=problems, action=action), 422
    flash(gettext("La porte est sur la carte."))
    return redirect(url_for("doors.index"), code=303)


def _stored(db: Session, door: DoorRow) -> MultiDict[str, str]:
    values: MultiDict[str, str] = MultiDict(
        {
            "partner": door.partner_id,
            "title": door.title,
            "goal": door.goal,
            "place": door.place,
            "contact": door.contact,
            "next_on": door.next_on.isoformat() if door.next_on else "",
            "places": "" if door.places is None else str(door.places),
            "step": door.step,
        }
    )
    for row in key_rows_of(db, door.id):
        values.add(f"way-{row.way}", row.achievement_id)
    return values


def _form(values: MultiDict[str, str], *, problems: Mapping[str, str], action: str) -> str:
    with services().reading() as db:
        badges = published_pages(db)
        partners = all_partners(db)
    return render_template(
        "doors/form.html",
        values=values,
        problems=problems,
        action=action,
        own=[(partner.id, partner.name) for partner in partners if partner.id in kept_partners()],
        goals=list(goal_labels().items()),
        badges=[(page.achievement.id, page.version.name) for page in badges],
        ways=_asked(values),
        usual=ADVISED_KEYS,
    )


def _asked(values: MultiDict[str, str]) -> Sequence[tuple[str, list[str]]]:
    """Return the three ways of the form, each with a place for every badge it may take."""
    return [(name, [*values.getlist(name), *[""] * MOST_KEYS][:MOST_KEYS]) for name in WAYS]
