"""Coming in by another site (OpenID Connect), and linking that site to one's page.

The visitor presses a button, reads where she goes, and goes: a form of ours leads to no other
site (Content-Security-Policy), and nobody can be sent there by a mere link.
"""

from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from badger.accounts.challenges import Challenge
from badger.accounts.identities import (
    ask_identity,
    enter_by_identity,
    link_identity,
    question_of,
    take_identity_question,
    unlink_identity,
)
from badger.accounts.openid import Identity, OpenIdRefused
from badger.accounts.openid_http import OpenIdUnreachable
from badger.accounts.openid_provider import Provider
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import come_in, own_path
from badger.web.security.viewer import signed_in, viewer
from badger.web.services import services

blueprint = Blueprint("openid", __name__)

# Which question this browser was asked: in the signed cookie, which no other browser has.
ASKED_KEY: Final = "openid"
MAX_PARAMETER: Final = 2_048


@blueprint.post("/signin/openid")
def ask() -> tuple[str, int]:
    """Say where the visitor goes to be let in, and lead there."""
    target = own_path(FormReader(request.form).text("next", label="", required=False))
    return _lead_there(next_page=target)


@blueprint.post("/me/account/openid")
def link() -> tuple[str, int]:
    """Say where the person goes to link the other site, and lead there."""
    return _lead_there(person_id=signed_in().person_id)


@blueprint.get("/signin/openid/answer")
def answer() -> tuple[str, int] | Response:
    """Read what the other site answers: let in, or link."""
    provider, challenge = _provider(), _taken()
    if not request.args.get("code"):
        return _trouble("openid.stopped"), 422
    if challenge is None:
        return _trouble("openid.over"), 422
    try:
        provider.require_issuer(_parameter("iss"))
        identity = provider.identity_for(
            _parameter("code"), question=question_of(challenge), now=services().clock()
        )
    except OpenIdUnreachable as error:
        return _trouble(error.reason), 503
    except OpenIdRefused as error:
        return _trouble(error.reason), 422
    if challenge.person_id is not None:
        return _linked(identity, challenge.person_id)
    return _entered(identity, challenge.facts["next"])


@blueprint.post("/me/account/openid/<identity_id>/remove")
def remove(identity_id: str) -> Response:
    """Forget a link to the other site."""
    with services().writing() as db:
        unlink_identity(
            db,
            identity_id,
            person_id=signed_in().person_id,
            now=services().clock(),
            page=services().addresses.account_page,
        )
    flash(gettext("Ce compte n'est plus relié."))
    return redirect(url_for("account.show"), code=303)


def _lead_there(*, next_page: str = "", person_id: str | None = None) -> tuple[str, int]:
    provider = _provider()
    with services().writing() as db:
        kept, question = ask_identity(
            db, next_page=next_page, now=services().clock(), person_id=person_id
        )
    try:
        address = provider.address_for(question)
    except (OpenIdUnreachable, OpenIdRefused) as error:
        return _trouble(error.reason), 503
    session[ASKED_KEY] = kept
    return render_template("signin/openid.html", name=provider.name, address=address), 200


def _taken() -> Challenge | None:
    who = viewer()
    with services().writing() as db:
        return take_identity_question(
            db,
            str(session.pop(ASKED_KEY, "")),
            state=_parameter("state"),
            person_id=who.person_id if who else None,
            now=services().clock(),
        )


def _entered(identity: Identity, next_page: str) -> tuple[str, int] | Response:
    with services().writing() as db:
        found = enter_by_identity(
            db, identity, now=services().clock(), page=services().addresses.account_page
        )
    if isinstance(found, str):
        return _trouble(found), 422
    return come_in(found, next_page=next_page)


def _linked(identity: Identity, person_id: str) -> tuple[str, int] | Response:
    with services().writing() as db:
        problem = link_identity(
            db,
            identity,
            person_id=person_id,
            now=services().clock(),
            page=services().addresses.account_page,
        )
    if problem is not None:
        return _trouble(problem), 422
    flash(gettext("C'est bon : ce compte est relié à votre page."))
    return redirect(url_for("account.show"), code=303)


def _provider() -> Provider:
    provider = services().openid
    if provider is None:
        abort(404)
    return provider


def _parameter(name: str) -> str:
    value = request.args.get(name, "")
    return value if len(value) <= MAX_PARAMETER else ""


def _trouble(code: str) -> str:
    return render_template("signin/openid_trouble.html", problem=say(code))
