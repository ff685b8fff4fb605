"""The charter of confidentiality: read, signed for a partner, put in force in a new version."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.errors import BadgerError
from badger.issuer.charter_queries import charters, current_charter, signatures_of
from badger.issuer.charters import (
    MAX_SIGNATORY_CHARACTERS,
    MAX_TEXT_CHARACTERS,
    publish_charter,
    sign_charter,
)
from badger.issuer.page_queries import all_partners
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("charter", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/charter")
def show() -> str:
    """Show the version in force and, to who may, the form that signs it."""
    return _page()


@blueprint.post("/charter/signatures")
def sign() -> Answer:
    """Sign the version that was read, for one partner of the viewer's."""
    form = FormReader(request.form)
    partner_id = form.choice("partner", label="Partenaire", among=signed_in().partners_as("issuer"))
    signatory = form.text(
        "signatory", label="Votre nom et votre fonction", max_length=MAX_SIGNATORY_CHARACTERS
    )
    number = form.number("number", label="Version", low=1, high=99_999)
    if not form.ticked("agreed"):
        form.problems["agreed"] = sentence("form.missing", {"label": "J'ai lu la charte"})
    if form.problems:
        return _page(problems=form.problems, values=form.values()), 422
    try:
        with services().writing() as db:
            sign_charter(
                db,
                number,
                partner_id=partner_id,
                signatory=signatory,
                actor=signed_in().person_id,
                now=services().clock(),
            )
    except BadgerError as error:
        text = sentence(error.reason, error.facts)
        return _page(problems={"form": text}, values=form.values()), 409
    flash(gettext("La charte est signée. Merci."))
    return redirect(url_for("charter.show"), code=303)


@blueprint.get("/charter/new")
def write() -> str:
    """Show the form of a next version, with the text in force to start from."""
    with services().reading() as db:
        current = current_charter(db)
    return _form({"text": current.text if current else ""}, {})


@blueprint.post("/charter")
def publish() -> Answer:
    """Put a new version in force; sharing rests until each partner has signed it."""
    form = FormReader(request.form)
    text = form.text("text", label="Texte de la charte", max_length=MAX_TEXT_CHARACTERS)
    if form.problems:
        return _form(form.values(), form.problems), 422
    try:
        with services().writing() as db:
            publish_charter(db, text=text, actor=signed_in().person_id, now=services().clock())
    except BadgerError as error:
        return _form(form.values(), {"text": sentence(error.reason, error.facts)}), 409
    flash(gettext("La charte est en vigueur. Chaque partenaire doit la signer."))
    return redirect(url_for("charter.show"), code=303)


def _page(*, problems: dict[str, str] | None = None, values: object = None) -> str:
    who = signed_in()
    with services().reading() as db:
        current = current_charter(db)
        signatures = signatures_of(db, current.number) if current else ()
        partners = all_partners(db)
        versions = charters(db)
    signed = {row.partner_id: row for row in signatures}
    mine = who.partners_as("issuer")
    return render_template(
        "charter/show.html",
        charter=current,
        versions=versions,
        signed=signed,
        partners=partners if "cartographe" in who.roles else [p for p in partners if p.id in mine],
        to_sign=[p for p in partners if p.id in mine and p.id not in signed],
        problems=problems or {},
        values=values or {},
    )


def _form(values: object, problems: dict[str, str]) -> str:
    with services().reading() as db:
        is_next = current_charter(db) is not None
    return render_template("charter/form.html", values=values, problems=problems, is_next=is_next)
