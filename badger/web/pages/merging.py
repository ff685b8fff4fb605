"""Two pages of one person become one: she shows that both are hers, then chooses."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.errors import BadgerError
from badger.issuer.people import person_by_login_code
from badger.privacy.merging import merge_accounts
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import came_in_recently
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("merging", __name__)

MAX_CODE: Final = 64


@blueprint.get("/me/account/merge")
def ask() -> str:
    """Ask for the code of the other card."""
    return _page()


@blueprint.post("/me/account/merge")
def merge() -> tuple[str, int] | Response:
    """Make one page of two, where the other code is right and she has just come in."""
    form = FormReader(request.form)
    code = form.text("code", label="Le code de l'autre carte", max_length=MAX_CODE)
    if not form.problems and not form.ticked("understood"):
        form.problems["understood"] = say("merging.tick")
    if not came_in_recently():
        form.problems["form"] = say("merging.enter_again")
    if form.problems:
        return _page(problems=form.problems, code=code), 422
    try:
        with services().writing() as db:
            other = person_by_login_code(db, code)
            if other is None:
                return _page(problems={"code": say("signin.unknown_code")}, code=code), 422
            me, now = signed_in().person_id, services().clock()
            merge_accounts(db, kept=me, former=other.id, now=now)
    except BadgerError as error:
        return _page(problems={"code": say(error.reason, error.facts)}, code=code), 422
    flash(gettext("C'est fait : vos deux pages n'en font qu'une."))
    return redirect(url_for("me.home"), code=303)


def _page(*, problems: dict[str, str] | None = None, code: str = "") -> str:
    return render_template(
        "account/merge.html",
        problems={name: typeset(text) for name, text in (problems or {}).items()},
        code=code,
        recent=came_in_recently(),
    )
