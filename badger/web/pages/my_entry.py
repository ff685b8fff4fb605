"""The person's own entry in the directory: off unless she asks, out with one tap."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.directory import (
    DIRECTORY_TEXTS,
    DIRECTORY_VERSION,
    MAX_COMMUNE,
    MAX_NAME,
    MAX_WORDS,
    SECTORS,
    Entry,
    change_entry,
    leave_directory,
    show_in_directory,
)
from badger.accompaniment.directory_queries import entry_of
from badger.backpack.sharing import may_share
from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.errors import BadgerError
from badger.issuer.page_queries import versions_by_id
from badger.issuer.queries import credentials_of_person
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_entry", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/me/directory")
def show() -> str:
    """Show what she shows, or the form to begin."""
    return _page({})


@blueprint.post("/me/directory")
def save() -> Answer:
    """Show what she wrote and ticked: for 90 days from now, or until the day that stands."""
    here, form, me = services(), FormReader(request.form), signed_in().person_id
    name = form.text("shown_name", label="Votre prénom", max_length=MAX_NAME)
    sector = form.choice("sector", label="Le secteur", among=SECTORS)
    commune = form.text("commune", label="La commune", max_length=MAX_COMMUNE)
    words = form.text("words", label="Vos mots", max_length=MAX_WORDS, required=False)
    change = request.form.get("keep") == "day"
    if form.problems:
        return _page(form.problems), 422
    try:
        with here.writing() as db:
            own = [row.id for row in _standing(db, me)]
            entry = Entry(
                person_id=me,
                shown_name=name,
                sector=sector,
                commune=" ".join(commune.split()),
                words=words,
                credential_ids=form.choices("badge", among=own),
                consent_version=DIRECTORY_VERSION,
            )
            keep = change_entry if change else show_in_directory
            keep(db, entry, now=here.clock())
    except BadgerError as error:
        return _page({"form": say(error.reason, error.facts)}), 422
    flash(gettext("C'est noté. On peut vous trouver."))
    return redirect(url_for("my_entry.show"), code=303)


@blueprint.post("/me/directory/leave")
def leave() -> Response:
    """Take her out at once."""
    here = services()
    with here.writing() as db:
        leave_directory(db, signed_in().person_id, now=here.clock())
    flash(gettext("C'est fini. Personne ne vous y trouve plus."))
    return redirect(url_for("my_entry.show"), code=303)


def _standing(db: Session, person_id: str) -> list[CredentialRow]:
    """Return the badges that neither are taken back nor rest."""
    rows = credentials_of_person(db, person_id)
    return [row for row in rows if row.revoked_at is None and row.suspended_at is None]


def _page(problems: Mapping[str, str]) -> str:
    me, now = signed_in(), services().clock()
    with services().reading() as db:
        row, badges = entry_of(db, me.person_id), _standing(db, me.person_id)
        names = versions_by_id(db, [badge.version_id for badge in badges])
        allowed = may_share(db, me.person_id)
    live = row is not None and row.until > now
    typed = request.form if problems else None
    return render_template(
        "directory/mine.html",
        allowed=allowed,
        row=row,
        live=live,
        typed=typed,
        ticked=request.form.getlist("badge") if problems else row.credential_ids if row else [],
        badges=[(badge.id, names[badge.version_id].name) for badge in badges],
        first_name=me.display_name[:MAX_NAME],
        sectors=SECTORS,
        consent=DIRECTORY_TEXTS[DIRECTORY_VERSION],
        problems=problems,
    )
