"""A person erases her page: said plainly, chosen plainly, asked of whoever has just come in."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from badger.issuer.queries import credentials_of_person
from badger.issuer.revocation import revoke_credential
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import came_in_recently
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("erasing", __name__)

CHOICES: Final = ("keep", "erase")
# Neutral: it says nothing about what the person did (hardening G02).
REASON: Final = "À la demande de la personne."


@blueprint.get("/me/erase")
def ask() -> str:
    """Say what will happen, and ask."""
    return _page()


@blueprint.post("/me/erase")
def erase() -> tuple[str, int] | Response:
    """Erase everything, where she chose so and has just come in; else nothing."""
    form = FormReader(request.form)
    choice, also_badges = form.text("choice", label="", required=False), form.ticked("badges")
    if choice not in CHOICES:
        return _page("privacy.choose", also_badges=also_badges), 422
    if choice == "keep":
        flash(gettext("Rien n'est effacé."))
        return redirect(url_for("my_data.show"), code=303)
    if not came_in_recently():
        return _page("privacy.enter_again", also_badges=also_badges), 422
    person_id = signed_in().person_id
    if also_badges:
        _take_back(person_id)
    services().erase(person_id)
    session.clear()
    flash(gettext("Tout est effacé. Merci pour votre passage."))
    return redirect(url_for("home.show"), code=303)


def _take_back(person_id: str) -> None:
    """Revoke her badges, each in a transaction of its own: the audit log is locked last."""
    here = services()
    with here.reading() as db:
        held = [row.id for row in credentials_of_person(db, person_id) if row.revoked_at is None]
    for credential_id in held:
        with here.writing() as db:
            revoke_credential(
                db,
                credential_id,
                reason=REASON,
                actor=person_id,
                now=here.clock(),
                keyring=here.keyring,
                addresses=here.addresses,
            )


def _page(code: str = "", *, also_badges: bool = False) -> str:
    with services().reading() as db:
        held = credentials_of_person(db, signed_in().person_id)
    return render_template(
        "my_data/erase.html",
        problem=say(code) if code else "",
        recent=came_in_recently(),
        badges=len(held),
        helps=bool(signed_in().grants),
        also_badges=also_badges,
    )
