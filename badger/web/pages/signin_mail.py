"""Coming in by a link that is sent by mail (hardening A11).

The answer is the same whether or not somebody has the address (R08); a link that a scanner
looks at shows a button, and opens nothing.
"""

from typing import Final

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from badger.accounts.links import Entry, ask_link, enter_by_code, enter_by_link, open_link
from badger.db.mails import MailAddressInvalid
from badger.errors import BadgerError
from badger.web.forms import FormReader
from badger.web.language import typeset
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import come_in, own_path
from badger.web.services import services

blueprint = Blueprint("signin_mail", __name__)

# Which link this browser asked for: in the signed cookie, which no other browser has.
LINK_KEY: Final = "link"
MAX_ADDRESS: Final = 254
MAX_TYPED_CODE: Final = 40


class NoMailServer(BadgerError):
    """This installation sends no mail."""

    code = "signin.no_mail"


@blueprint.get("/signin/mail")
def ask() -> str:
    """Show the field for the address."""
    return _ask_page(own_path(request.args.get("next", "")))


@blueprint.post("/signin/mail")
def send() -> tuple[str, int] | Response:
    """Write the request down, whoever it is about; the mail leaves later."""
    if not services().sends_mail:
        raise NoMailServer
    form = FormReader(request.form)
    typed = form.text("email", label="Votre adresse", max_length=MAX_ADDRESS)
    target = own_path(form.text("next", label="", required=False))
    try:
        with services().writing() as db:
            session[LINK_KEY] = ask_link(db, typed=typed, next_page=target, now=services().clock())
    except MailAddressInvalid as error:
        return _ask_page(target, problem=say(error.reason), typed=typed), 422
    return redirect(url_for("signin_mail.code"), code=303)


@blueprint.get("/signin/mail/code")
def code() -> str:
    """Say that a mail is on its way, and show the field for the code that it holds."""
    return _code_page()


@blueprint.post("/signin/mail/code")
def enter_code() -> tuple[str, int] | Response:
    """Let in whoever types the code of the mail, where it was asked for."""
    typed = FormReader(request.form).text("code", label="Le code", max_length=MAX_TYPED_CODE)
    with services().writing() as db:
        entry = enter_by_code(db, asked_here=_asked_here(), typed=typed, now=services().clock())
    if entry.person is None:
        return _code_page(problem=say(entry.problem)), 422
    return come_in(entry.person, next_page=entry.next)


@blueprint.get("/signin/link/<token>")
def show(token: str) -> tuple[str, int]:
    """Show one button; nothing happens before somebody presses it."""
    with services().reading() as db:
        row = open_link(db, token, now=services().clock())
    if row is None:
        return _link_page(token, entry=Entry(problem="signin.link_over")), 410
    return _link_page(token, needs_code=row.id != _asked_here()), 200


@blueprint.post("/signin/link/<token>")
def enter(token: str) -> tuple[str, int] | Response:
    """Let in whoever holds the link, in the browser that asked or with the code of the mail."""
    typed = FormReader(request.form).text(
        "code", label="", max_length=MAX_TYPED_CODE, required=False
    )
    with services().writing() as db:
        entry = enter_by_link(
            db, token, asked_here=_asked_here(), typed=typed, now=services().clock()
        )
    if entry.person is None:
        return _link_page(token, entry=entry, needs_code=True), 422
    return come_in(entry.person, next_page=entry.next)


def _asked_here() -> str:
    return str(session.get(LINK_KEY, ""))


def _ask_page(next_page: str, *, problem: str = "", typed: str = "") -> str:
    return render_template(
        "signin/mail.html",
        next=next_page,
        problem=typeset(problem),
        typed=typed,
        sends=services().sends_mail,
    )


def _code_page(problem: str = "") -> str:
    return render_template("signin/mail_code.html", problem=typeset(problem))


def _link_page(token: str, *, entry: Entry | None = None, needs_code: bool = False) -> str:
    problem = entry.problem if entry else ""
    return render_template(
        "signin/link.html",
        token=token,
        problem=say(problem) if problem else "",
        over=problem == "signin.link_over",
        needs_code=needs_code,
    )
