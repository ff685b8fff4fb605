"""The page that an invitation's code opens: it says what for, and a button takes it up."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from badger.db.rows import InvitationRow
from badger.errors import BadgerError
from badger.issuer.invitations import Accepted, accept_invitation, invitation_of
from badger.issuer.login_codes import draw_code
from badger.issuer.people import MAX_NAME_CHARACTERS, create_person, set_login_code
from badger.issuer.people_queries import partner_by_id, person_by_id
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import enter_as
from badger.web.security.viewer import viewer
from badger.web.services import services

blueprint = Blueprint("invitations", __name__)

Answer = str | tuple[str, int] | Response
MAX_CODE = 64


@blueprint.get("/invitation")
def open() -> Answer:  # noqa: A001 - the view is named by what it does
    """Ask for a code, or say to what the code in the link invites; nothing is used up."""
    code = request.args.get("code", "")[:MAX_CODE]
    return _page(code) if code else _ask("")


@blueprint.post("/invitation")
def accept() -> Answer:
    """Take up an invitation, with the account that is open or with a new one."""
    form = FormReader(request.form)
    code = form.text("code", label="Le code de l'invitation", max_length=MAX_CODE)
    who = viewer()
    name = "" if who else form.text("name", label="Votre nom", max_length=MAX_NAME_CHARACTERS)
    if form.problems:
        return _page(code, problems=form.problems, status=422) if code else _ask(code, status=422)
    try:
        if who is None:
            return _enter(code, name)
        with services().writing() as db:
            accepted = accept_invitation(db, code, person_id=who.person_id, now=services().clock())
    except BadgerError as error:
        return _ask(code, problem=say(error.reason, error.facts), status=422)
    return _done(accepted, login_code="")


def _enter(code: str, name: str) -> Answer:
    """Make an account for somebody new, give her the roles, and show her sign-in code once."""
    now, login_code = services().clock(), draw_code()
    with services().writing() as db:
        inviter = invitation_of(db, code, now=now).invited_by
        person = create_person(db, display_name=name, actor=inviter, now=now)
        set_login_code(db, person_id=person.id, code=login_code, now=now)
        accepted = accept_invitation(db, code, person_id=person.id, now=now)
        person_id = person.id
    with services().reading() as db:
        row = person_by_id(db, person_id)
        if row is not None:
            enter_as(row)
    return _done(accepted, login_code=login_code)


def _page(code: str, *, problems: dict[str, str] | None = None, status: int = 200) -> Answer:
    try:
        with services().reading() as db:
            row = invitation_of(db, code, now=services().clock())
            return _shown(row, code, problems=problems or {}, status=status)
    except BadgerError as error:
        return _ask(code, problem=say(error.reason, error.facts), status=404)


def _shown(
    row: InvitationRow, code: str, *, problems: dict[str, str], status: int
) -> tuple[str, int]:
    page = render_template(
        "invitations/open.html",
        roles=row.roles,
        partner=_partner_name(row.partner_id),
        code=code,
        problems=problems,
        values=request.form,
    )
    return page, status


def _ask(code: str, *, problem: str = "", status: int = 200) -> tuple[str, int]:
    page = render_template("invitations/ask.html", code=code, problem=typeset(problem))
    return page, status


def _done(accepted: Accepted, *, login_code: str) -> str:
    return render_template(
        "invitations/done.html",
        accepted=accepted,
        partner=_partner_name(accepted.partner_id),
        login_code=login_code,
    )


def _partner_name(partner_id: str | None) -> str:
    if partner_id is None:
        return gettext("le territoire")
    with services().reading() as db:
        partner = partner_by_id(db, partner_id)
        return partner.name if partner else ""
