"""Coming in with the code of a paper card, and going out again."""

from typing import Final

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from badger.issuer.invitations import InvitationUnknown, invitation_of
from badger.issuer.login_codes import is_mistyped
from badger.issuer.people import end_sign_ins, person_by_login_code
from badger.web.forms import FormReader
from badger.web.language import typeset
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import come_in, own_path
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("signin", __name__)

MAX_CODE: Final = 64


@blueprint.get("/signin")
def ask() -> str:
    """Show the field for the code, and the other ways below."""
    return _page(own_path(request.args.get("next", "")))


@blueprint.post("/signin")
def enter() -> tuple[str, int] | Response:
    """Let in whoever knows a code."""
    form = FormReader(request.form)
    code = form.text("code", label="Votre code", max_length=MAX_CODE)
    with services().reading() as db:
        person = person_by_login_code(db, code) if code else None
    target = own_path(form.text("next", label="", required=False))
    if person is None and _invites(code):
        return redirect(url_for("invitations.open", code=code), code=303)
    if person is None:
        wrong = "signin.code_mistyped" if is_mistyped(code) else "signin.unknown_code"
        problem = form.problems.get("code") or say(wrong)
        return _page(target, problem=typeset(problem), code=code), 422
    return come_in(person, next_page=target)


@blueprint.post("/signout")
def leave() -> Response:
    """Forget who was here; what was signed in before, anywhere, is so no more."""
    with services().writing() as db:
        end_sign_ins(db, person_id=signed_in().person_id, now=services().clock())
    session.clear()
    return redirect(url_for("home.show"), code=303)


def _invites(code: str) -> bool:
    """Tell whether what was typed is the code of an open invitation: people confuse the two."""
    try:
        with services().reading() as db:
            invitation_of(db, code, now=services().clock())
    except InvitationUnknown:
        return False
    return True


def _page(next_page: str, *, problem: str = "", code: str = "") -> str:
    return render_template(
        "signin/signin.html",
        next=next_page,
        problem=problem,
        code=code,
        by_mail=services().sends_mail,
        other_site=other.name if (other := services().openid) else "",
    )
