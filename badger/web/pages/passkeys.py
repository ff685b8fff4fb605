"""Passkeys: coming in by the key of a device, and looking after one's keys."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accounts.passkeys import (
    Question,
    TooManyPasskeys,
    add_passkey,
    ask_new_key,
    remove_passkey,
)
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.passkey_answers import (
    asked_signature,
    keep_question,
    part,
    passkey_person,
    place,
    question_id,
)
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import come_in, own_path
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("passkeys", __name__)


@blueprint.post("/signin/passkey")
def ask() -> str:
    """Ask the visitor's device for the signature of a key."""
    target = own_path(FormReader(request.form).text("next", label="", required=False))
    return _ask_page(target)


@blueprint.post("/signin/passkey/enter")
def enter() -> tuple[str, int] | Response:
    """Let in whoever holds the key."""
    form = FormReader(request.form)
    target = own_path(form.text("next", label="", required=False))
    found = passkey_person(form)
    if isinstance(found, str):
        return _ask_page(target, problem=say(found)), 422
    return come_in(found, next_page=target)


@blueprint.post("/me/account/passkeys")
def begin() -> tuple[str, int] | str:
    """Ask a person's device for a new key."""
    try:
        return _begin_page()
    except TooManyPasskeys as error:
        text = say(error.reason, error.facts)
        return render_template("account/passkey.html", question=None, problem=text), 422


@blueprint.post("/me/account/passkeys/add")
def add() -> tuple[str, int] | Response:
    """Keep the key that the device made."""
    form, who = FormReader(request.form), signed_in()
    with services().writing() as db:
        problem = add_passkey(
            db,
            question_id(),
            person_id=who.person_id,
            client_data=part(form, "client_data"),
            attestation_object=part(form, "attestation_object"),
            place=place(),
            now=services().clock(),
            page=services().addresses.account_page,
        )
    if problem is not None:
        return _begin_page(problem=say(problem)), 422
    flash(gettext("C'est bon : vous pouvez entrer avec cet appareil."))
    return redirect(url_for("account.show"), code=303)


@blueprint.post("/me/account/passkeys/<passkey_id>/remove")
def remove(passkey_id: str) -> Response:
    """Forget a key."""
    with services().writing() as db:
        remove_passkey(
            db,
            passkey_id,
            person_id=signed_in().person_id,
            now=services().clock(),
            page=services().addresses.account_page,
        )
    flash(gettext("Cette clé est retirée."))
    return redirect(url_for("account.show"), code=303)


def _ask_page(next_page: str, *, problem: str = "") -> str:
    return _page("signin/passkey.html", asked_signature(), problem=problem, next_page=next_page)


def _begin_page(*, problem: str = "") -> str:
    who = signed_in()
    with services().writing() as db:
        question = ask_new_key(
            db,
            person_id=who.person_id,
            name=who.display_name,
            place=place(),
            now=services().clock(),
        )
    return _page("account/passkey.html", keep_question(question), problem=problem)


def _page(template: str, question: Question, *, problem: str, next_page: str = "") -> str:
    return render_template(template, question=question, problem=typeset(problem), next=next_page)
