"""Passkeys: coming in by the key of a device, and looking after one's keys."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from badger.accounts.authenticator import Place, SignedAnswer
from badger.accounts.passkeys import (
    Question,
    TooManyPasskeys,
    add_passkey,
    ask_new_key,
    ask_signature,
    enter_by_passkey,
    remove_passkey,
)
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import come_in, own_path
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("passkeys", __name__)

# Which question this browser was asked: in the signed cookie, which no other browser has.
QUESTION_KEY: Final = "question"
MAX_PART: Final = 8_192
MAX_CREDENTIAL_ID: Final = 1_400


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
    answer = SignedAnswer(
        credential_id=_part(form, "credential_id", MAX_CREDENTIAL_ID),
        client_data=_part(form, "client_data"),
        authenticator_data=_part(form, "authenticator_data"),
        signature=_part(form, "signature"),
    )
    with services().writing() as db:
        found = enter_by_passkey(
            db, _question_id(), answer=answer, place=_place(), now=services().clock()
        )
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
            _question_id(),
            person_id=who.person_id,
            client_data=_part(form, "client_data"),
            attestation_object=_part(form, "attestation_object"),
            place=_place(),
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
    with services().writing() as db:
        question = ask_signature(db, place=_place(), now=services().clock())
    return _page("signin/passkey.html", question, problem=problem, next_page=next_page)


def _begin_page(*, problem: str = "") -> str:
    who = signed_in()
    with services().writing() as db:
        question = ask_new_key(
            db,
            person_id=who.person_id,
            name=who.display_name,
            place=_place(),
            now=services().clock(),
        )
    return _page("account/passkey.html", question, problem=problem)


def _page(template: str, question: Question, *, problem: str, next_page: str = "") -> str:
    session[QUESTION_KEY] = question.id
    return render_template(template, question=question, problem=typeset(problem), next=next_page)


def _part(form: FormReader, name: str, most: int = MAX_PART) -> str:
    """Read one part of a device's answer; what is longer is none."""
    text = form.text(name, label="", max_length=most)
    return "" if name in form.problems else text


def _question_id() -> str:
    return str(session.pop(QUESTION_KEY, ""))


def _place() -> Place:
    return Place(services().settings.base_url)
