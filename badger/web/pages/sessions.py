"""Observation sessions: list, preparation, and the page that each one sees."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import ObservationSessionRow, PersonRow
from badger.errors import BadgerError
from badger.here import here_on
from badger.issuer.devices.queries import last_numbers
from badger.issuer.directory_queries import observers_within, people_within
from badger.issuer.page_queries import (
    agreements_of_session,
    participation,
    sessions_of_partners,
    versions_by_id,
)
from badger.issuer.queries import session_board, sessions_of_observer
from badger.issuer.recognition.cycle_overview import linked_sessions
from badger.issuer.recognition.picture_queries import who_allows
from badger.issuer.recognition.sessions import (
    OBSERVER_ROLES,
    add_observer,
    add_participant,
    draft_warnings,
)
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.session_access import (
    SessionAccess,
    access_to_session,
    parties_of,
    partners_led,
    prepared_session,
)
from badger.web.pages.session_form import (
    read_attendance,
    read_session,
    session_form,
    store_session,
)
from badger.web.pages.session_start import from_badge, from_session, from_situation
from badger.web.presenters.board import icons_drawn, people_lines
from badger.web.presenters.problems import problem_of
from badger.web.presenters.session_needs import session_needs
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("sessions", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/sessions")
def index() -> str:
    """List the sessions that the viewer observes or leads."""
    who = signed_in()
    with services().reading() as db:
        observed = sessions_of_observer(db, who.person_id)
        led = sessions_of_partners(db, partners_led(who))
    rows = {row.id: row for row in (*observed, *led)}
    today = here_on(services().clock())
    return render_template(
        "sessions/index.html", sessions=nearest_first(rows.values(), today=today), today=today
    )


def nearest_first(
    rows: Iterable[ObservationSessionRow], *, today: date
) -> list[ObservationSessionRow]:
    """Sort sessions as they are looked for: today's, those to come, then the latest before."""
    by_day = sorted(rows, key=lambda row: row.starts_on)
    past = [row for row in by_day if row.ends_on < today]
    to_come = [row for row in by_day if row.starts_on > today]
    under_way = [row for row in by_day if row.starts_on <= today <= row.ends_on]
    return [*under_way, *to_come, *reversed(past)]


@blueprint.get("/sessions/new")
def new() -> str:
    """Show the form of a new session; ?badge=, ?situation= or ?session= say what to begin with."""
    asked = request.args
    with services().reading() as db:
        if "situation" in asked:
            values = from_situation(db, asked["situation"])
        elif "session" in asked:
            values = from_session(db, asked["session"])
        else:
            values = from_badge(db, asked.get("badge", ""))
    return session_form(values, problems={})


@blueprint.post("/sessions")
def create() -> Answer:
    """Prepare a session with its criteria, observers and participants, all or nothing."""
    form = FormReader(request.form)
    draft = read_session(form)
    attendance = read_attendance(form, host=draft.partner_id)
    if form.problems:
        return session_form(request.form, problems=form.problems), 422
    try:
        session_id = store_session(draft, attendance)
    except BadgerError as error:
        return session_form(request.form, problems=dict([problem_of(error)])), 422
    for warning in draft_warnings(draft):
        flash(sentence(warning))
    return redirect(url_for("sessions.show", session_id=session_id), code=303)


@blueprint.get("/sessions/<session_id>")
def show(session_id: str) -> str:
    """Show a session: to mark for those who observe, to follow for those who lead."""
    with services().reading() as db:
        access = access_to_session(db, session_id)
        board = session_board(db, session_id)
        agreed = agreements_of_session(db, session_id)
        numbers = last_numbers(db, signed_in().person_id) if access.duty else {}
        parties = parties_of(db, access.session)
        allows = who_allows(db, session_id)
        shown = board.participants if access.duty or access.leads else _herself(db, access)
        linked = linked_sessions(db, session_id, people=shown, viewer_id=signed_in().person_id)
        versions = versions_by_id(db, {row.version_id for row in board.criteria})
    if access.duty is None and not access.leads:
        return render_template(
            "sessions/info.html",
            board=board,
            access=access,
            parties=parties,
            allows=allows,
            linked=linked,
        )
    who = signed_in().person_id
    people = people_lines(board, observer_id=who, agreed=agreed) if access.duty else []
    return render_template(
        "sessions/show.html",
        board=board,
        access=access,
        people=people,
        drawn=icons_drawn(people),
        linked=linked,
        needs=session_needs(board, versions.values()) if access.leads else [],
        numbers=numbers,
        allows=allows,
        seen=sum(1 for person in people if person.marked),
        opened=request.args.get("open", ""),
        today=here_on(services().clock()),
        keys={person.id: secrets.token_urlsafe(12) for person in people},
    )


@blueprint.get("/sessions/<session_id>/info")
def info(session_id: str) -> str:
    """Show to participants, before they come, what is looked at and by whom (F2 AC6)."""
    with services().reading() as db:
        access = access_to_session(db, session_id)
        board = session_board(db, session_id)
        parties = parties_of(db, access.session)
        allows = who_allows(db, session_id)
        linked = linked_sessions(
            db, session_id, people=_herself(db, access), viewer_id=signed_in().person_id
        )
    today = here_on(services().clock())
    return render_template(
        "sessions/info.html",
        begun=access.session.starts_on <= today,
        over=access.session.ends_on < today,
        board=board,
        access=access,
        parties=parties,
        allows=allows,
        linked=linked,
    )


@blueprint.post("/sessions/<session_id>/observers")
def invite_observer(session_id: str) -> Response:
    """Add someone who watches; nobody is ever taken out with what she has seen."""
    form = FormReader(request.form)
    role = form.choice("role", label="Son rôle ce jour-là", among=OBSERVER_ROLES)
    chosen = {name: request.form.get(name, "")[:64] for name in ("person", "role")}
    with services().writing() as db:
        host = (prepared_session(db, session_id).session.partner_id,)
        offered = {row.id for row in observers_within(db, host)}
        there = {person.id for _, person in session_board(db, session_id).observers}
        person = form.choice("person", label="Qui observe", among=offered - there)
        if not form.problems:
            now = services().clock()
            add_observer(db, session_id, person_id=person, role=role, now=now)
    return _invited(session_id, form, chosen=chosen if form.problems else {})


@blueprint.post("/sessions/<session_id>/participants")
def invite_participants(session_id: str) -> Response:
    """Add people who take part; whoever is there already keeps her choice."""
    form = FormReader(request.form)
    with services().writing() as db:
        host = (prepared_session(db, session_id).session.partner_id,)
        offered = {row.id for row in people_within(db, host)}
        for person in form.choices("participant", among=offered):
            if participation(db, session_id, person_id=person) is None:
                add_participant(db, session_id, person_id=person, now=services().clock())
    return _invited(session_id, form)


def _herself(db: Session, access: SessionAccess) -> tuple[PersonRow, ...]:
    """Return the viewer where she takes part: she reads her own sign-offs, nobody else's."""
    return (db.get_one(PersonRow, signed_in().person_id),) if access.part else ()


def _invited(
    session_id: str, form: FormReader, *, chosen: Mapping[str, str] | None = None
) -> Response:
    """Go back to the page of who comes, with what was chosen in a form that is to be completed."""
    for line in form.problems.values() or (gettext("C'est noté."),):
        flash(line)
    person, role = (chosen or {}).get("person"), (chosen or {}).get("role")
    address = url_for("session_people.show", session_id=session_id, person=person, role=role)
    return redirect(address, code=303)
