"""The guard before every view: what the table does not allow does not happen."""

from typing import Final

from flask import Flask, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from badger.errors import BadgerError
from badger.web.language import gettext
from badger.web.security.entering import came_in_recently, keep_typed
from badger.web.security.permissions import EVERYONE, RECENTLY, Access, access_of
from badger.web.security.viewer import may, viewer

# Forms of a session lead back to its page, all others to the person's own.
SESSION_FORMS: Final = (
    "marks",
    "words",
    "sessions",
    "session_people",
    "joining",
    "entry",
    "offline",
    "pictures",
    "awards",
)


class SignedOut(BadgerError):
    """Something was sent after the browser session ended: nothing was done with it."""

    code = "web.signed_out"


def install_guard(app: Flask) -> None:
    """Ask the table before each view of `app`."""
    app.before_request(refuse_what_is_not_allowed)


def refuse_what_is_not_allowed() -> Response | None:
    """Let the request pass (None), send to the sign-in page, or refuse with 403 or 404."""
    if request.endpoint is None:
        return None  # Flask answers 404 or 405 by itself.
    access = access_of(request.endpoint)
    if access is None or not _right_method(access):
        abort(404)
    # What is open to everyone asks neither the cookie nor the database who is looking.
    if access.roles is EVERYONE:
        return None
    if not may(access, who=viewer()):
        return _refuse(access)
    if access.permission in RECENTLY and not came_in_recently():
        flash(gettext("Entrez à nouveau : nous voulons être sûrs que c'est vous."))
        if typed := request.form.get("email", ""):
            keep_typed(typed)
            flash(gettext("Ce que vous avez tapé n'est pas perdu."))
        return redirect(url_for("signin.ask", next=url_for("account.show")), code=303)
    return None


def _right_method(access: Access) -> bool:
    return request.method == access.method or (request.method, access.method) == ("HEAD", "GET")


def _refuse(access: Access) -> Response:
    if viewer() is not None:
        abort(403)
    if access.method != "GET":
        raise SignedOut(next=_page_of_form())
    return redirect(url_for("signin.ask", next=request.full_path.rstrip("?")), code=303)


def _page_of_form() -> str:
    """Return the page to come back to: a form says nothing of the page it was on."""
    place = dict(request.view_args or {})
    if request.blueprint in SESSION_FORMS and "session_id" in place:
        opened = place.get("person_id")
        return url_for("sessions.show", session_id=place["session_id"], open=opened)
    return url_for("me.home")
