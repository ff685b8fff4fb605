"""A minor's guardian says yes or no to what becomes public; somebody beside writes it down."""

from datetime import datetime
from typing import Protocol

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.companions import is_open
from badger.accompaniment.queries import open_between
from badger.db.base import Session
from badger.db.rows import PersonRow
from badger.issuer.people_queries import person_by_id
from badger.privacy import guardians
from badger.privacy.guardian_queries import standing_guardian_consent
from badger.privacy.guardians import (
    GUARDIAN_TEXTS,
    GUARDIAN_VERSION,
    record_guardian_consent,
    withdraw_guardian_consent,
)
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.pages.session_access import partners_led
from badger.web.security.viewer import Viewer, signed_in
from badger.web.services import services

blueprint = Blueprint("guardians", __name__)

Answer = str | tuple[str, int] | Response


class Note(Protocol):
    """What is written down about a person."""

    def __call__(self, db: Session, *, person_id: str, by: str, now: datetime) -> None:
        """Write it down, by whom and when."""


@blueprint.get("/people/<person_id>/guardian")
def show(person_id: str) -> str:
    """Show whether she is a minor, and what a guardian agreed to."""
    return _page(person_id)


@blueprint.post("/people/<person_id>/minor")
def note_minor(person_id: str) -> Response:
    """Write down that she is a minor; her date of birth is nobody's business."""
    return _noted(person_id, guardians.note_minor)


@blueprint.post("/people/<person_id>/adult")
def note_adult(person_id: str) -> Response:
    """Write down that she decides for herself."""
    return _noted(person_id, guardians.note_adult)


@blueprint.post("/people/<person_id>/guardian")
def record(person_id: str) -> Answer:
    """Write down a guardian's yes, with the text that was heard."""
    form = FormReader(request.form)
    version = form.text("text", label="", required=False)
    if not form.ticked("beside"):
        return _page(person_id, {"beside": "privacy.guardian_beside"}), 422
    if version not in GUARDIAN_TEXTS:
        return _page(person_id, {"form": "privacy.guardian_text_unknown"}), 422
    with services().writing() as db:
        if not _known(db, person_id).minor:
            return _page(person_id, {"form": "privacy.not_a_minor"}), 422
        record_guardian_consent(
            db,
            person_id=person_id,
            text_version=version,
            recorded_by=signed_in().person_id,
            now=services().clock(),
        )
    flash(gettext("L'accord est noté."))
    return _back(person_id)


@blueprint.post("/people/<person_id>/guardian/withdraw")
def withdraw(person_id: str) -> Response:
    """Take the yes back."""
    _write_down(person_id, withdraw_guardian_consent)
    flash(gettext("L'accord est repris. Plus rien n'est public."))
    return _back(person_id)


def _noted(person_id: str, note: Note) -> Response:
    _write_down(person_id, note)
    flash(gettext("C'est noté."))
    return _back(person_id)


def _write_down(person_id: str, note: Note) -> None:
    with services().writing() as db:
        _known(db, person_id)
        note(db, person_id=person_id, by=signed_in().person_id, now=services().clock())


def _known(db: Session, person_id: str) -> PersonRow:
    """Return somebody whose card the viewer's partner made, or whom she accompanies as passeur."""
    who, person = signed_in(), person_by_id(db, person_id)
    # A group or an organisation is of no age.
    if person is None or person.kind != "person":
        abort(404)
    # Nobody is beside herself: a yes, and an age, are for somebody else to write down.
    if person.id == who.person_id:
        abort(404)
    if person.registered_by not in partners_led(who) and not _is_beside(db, who, person_id):
        abort(404)
    return person


def _is_beside(db: Session, who: Viewer, person_id: str) -> bool:
    """Tell whether the viewer, who is a passeur still, accompanies a person as one."""
    beside = open_between(db, person_id, companion_id=who.person_id, role="passeur")
    is_there = beside is not None and is_open(beside, now=services().clock())
    return is_there and "passeur" in who.roles


def _back(person_id: str) -> Response:
    return redirect(url_for("guardians.show", person_id=person_id), code=303)


def _page(person_id: str, problems: dict[str, str] | None = None) -> str:
    with services().reading() as db:
        person = _known(db, person_id)
        standing = standing_guardian_consent(db, person_id)
    return render_template(
        "people/guardian.html",
        person=person,
        standing=standing,
        text=GUARDIAN_TEXTS[GUARDIAN_VERSION],
        version=GUARDIAN_VERSION,
        problems={name: typeset(sentence(code)) for name, code in (problems or {}).items()},
    )
