"""A person's ways to come in: e-mail addresses, passkeys, another site."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accounts.emails import (
    ELSEWHERE,
    TooManyAddresses,
    add_address,
    confirm_address,
    page_of_address,
    remove_address,
    send_code_again,
)
from badger.accounts.queries import addresses_of, identities_of, passkeys_of
from badger.db.base import Session
from badger.db.mails import MailAddressInvalid, mail_by_id, mail_state
from badger.db.rows import EmailRow, OutsideIdentityRow
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.merging_proof import MAIL, keep_proof
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import came_in_recently, keep_typed, typed_before
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("account", __name__)

MAX_ADDRESS: Final = 254
MAX_TYPED_CODE: Final = 40


@dataclass(frozen=True, slots=True)
class Address:
    """One address, and where the mail with its code is."""

    row: EmailRow
    mail: str


@dataclass(frozen=True, slots=True)
class Linked:
    """One link to another site, by the name that people know that site by."""

    row: OutsideIdentityRow
    site: str


@blueprint.get("/me/account")
def show() -> str:
    """Show the ways to come in, and how to add one."""
    return _page(typed=typed_before())


@blueprint.post("/me/account/emails")
def add() -> tuple[str, int] | Response:
    """Keep an address and send a code there."""
    form = FormReader(request.form)
    typed = form.text("email", label="Votre adresse", max_length=MAX_ADDRESS)
    try:
        with services().writing() as db:
            row = add_address(
                db, person_id=signed_in().person_id, typed=typed, now=services().clock()
            )
    except (MailAddressInvalid, TooManyAddresses) as error:
        problem = form.problems.get("email") or say(error.reason, error.facts)
        return _page(problems={"email": problem}, typed=typed), 422
    keep_typed("")
    return _back(f"code-{row.id}" if row.verified_at is None else "")


@blueprint.post("/me/account/emails/<email_id>/code")
def send_again(email_id: str) -> Response:
    """Send a new code."""
    with services().writing() as db:
        send_code_again(db, email_id, person_id=signed_in().person_id, now=services().clock())
    flash(gettext("Un nouveau code part par courriel."))
    return _back()


@blueprint.post("/me/account/emails/<email_id>/confirm")
def confirm(email_id: str) -> tuple[str, int] | Response:
    """Confirm an address by the code that was sent there."""
    typed = FormReader(request.form).text("code", label="", max_length=MAX_TYPED_CODE)
    with services().writing() as db:
        problem = confirm_address(
            db,
            email_id,
            person_id=signed_in().person_id,
            typed=typed,
            now=services().clock(),
            page=services().addresses.account_page,
        )
        other = None
        if problem == ELSEWHERE and came_in_recently():
            other = page_of_address(db, email_id, person_id=signed_in().person_id)
    if other is not None:
        keep_proof(other, by=MAIL)
        return redirect(url_for("merging.show"), code=303)
    if problem is not None:
        return _page(problems={f"code-{email_id}": say(problem)}), 422
    flash(gettext("C'est bon : vous pouvez entrer avec cette adresse."))
    return _back()


@blueprint.post("/me/account/emails/<email_id>/remove")
def remove(email_id: str) -> Response:
    """Forget an address."""
    with services().writing() as db:
        remove_address(
            db,
            email_id,
            person_id=signed_in().person_id,
            now=services().clock(),
            page=services().addresses.account_page,
        )
    flash(gettext("Cette adresse est retirée."))
    return _back()


def _back(anchor: str = "") -> Response:
    return redirect(url_for("account.show", _anchor=anchor or None), code=303)


def _page(*, problems: dict[str, str] | None = None, typed: str = "") -> str:
    with services().reading() as db:
        addresses = _addresses(db, addresses_of(db, signed_in().person_id))
        passkeys = passkeys_of(db, signed_in().person_id)
        identities = identities_of(db, signed_in().person_id)
    return render_template(
        "account/account.html",
        addresses=addresses,
        passkeys=passkeys,
        linked=[Linked(row, _site_name(row)) for row in identities],
        other_site=_site_to_link(identities),
        problems={name: typeset(text) for name, text in (problems or {}).items()},
        typed=typed,
        sends=services().sends_mail,
        lately=came_in_recently(),
    )


def _site_name(row: OutsideIdentityRow) -> str:
    other = services().openid
    return other.name if other and other.issuer == row.issuer else row.issuer


def _site_to_link(identities: Sequence[OutsideIdentityRow]) -> str:
    """Return the name of the other site, where it is not linked yet; else ""."""
    other = services().openid
    linked = {row.issuer for row in identities}
    return "" if other is None or other.issuer in linked else other.name


def _addresses(db: Session, rows: Sequence[EmailRow]) -> list[Address]:
    return [Address(row, _mail_of(db, row)) for row in rows]


def _mail_of(db: Session, row: EmailRow) -> str:
    """Say where the last mail to an address is; "" where that does not matter any more."""
    mail = mail_by_id(db, row.mail_id or "")
    if row.verified_at is not None or mail is None:
        return ""
    words = {
        "waiting": gettext("Le courriel part dans un instant."),
        "sending": gettext("Le courriel part dans un instant."),
        "postponed": gettext("Le courriel attend. Un nouvel essai suivra."),
        "sent": gettext("Le courriel est parti."),
    }
    if not services().sends_mail:
        return gettext("Ce site n'envoie pas encore de courriel. Le code attend.")
    if mail.last_code == "mail.refused":
        return say(mail.last_code)
    not_sent = gettext("Le courriel n'est pas parti. Demandez un nouveau code.")
    return words.get(mail_state(mail), not_sent)
