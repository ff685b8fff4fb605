"""Coming in with the code of a paper card, and going out again."""

import re
from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from badger.issuer.people import end_sign_ins, person_by_login_code
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import typeset
from badger.web.security.entering import enter_as
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("signin", __name__)

MAX_CODE: Final = 64
# Letters that a path of ours is made of: no backslash, no control character, no second slash
# in front, so that no browser can read another site in it (hardening W04).
OWN_PATH: Final = re.compile(r"/(?:[A-Za-z0-9][A-Za-z0-9/_.-]*(?:\?[A-Za-z0-9=&_%.-]*)?)?")


@blueprint.get("/signin")
def ask() -> str:
    """Show the field for the code."""
    return render_template("signin/signin.html", next=own_path(request.args.get("next", "")))


@blueprint.post("/signin")
def enter() -> tuple[str, int] | Response:
    """Let in whoever knows a code; the browser session begins anew (hardening W06)."""
    form = FormReader(request.form)
    code = form.text("code", label="Votre code", max_length=MAX_CODE)
    with services().reading() as db:
        person = person_by_login_code(db, code) if code else None
    target = own_path(form.text("next", label="", required=False))
    if person is None:
        problem = form.problems.get("code") or sentence("signin.unknown_code")
        page = render_template(
            "signin/signin.html", next=target, problem=typeset(problem), code=code
        )
        return page, 422
    enter_as(person)
    return redirect(target or url_for("me.home"), code=303)


@blueprint.post("/signout")
def leave() -> Response:
    """Forget who was here; what was signed in before, anywhere, is so no more."""
    with services().writing() as db:
        end_sign_ins(db, person_id=signed_in().person_id)
    session.clear()
    return redirect(url_for("home.show"), code=303)


def own_path(text: str) -> str:
    """Return `text` when it is a path of this site, else ""."""
    if not OWN_PATH.fullmatch(text) or urlsplit(text).netloc:
        return ""
    return text
