"""Coming in: the browser session begins anew, whichever way somebody came (hardening W06)."""

import re
from typing import Final
from urllib.parse import urlsplit

from flask import flash, redirect, session, url_for
from werkzeug.wrappers import Response

from badger.db.rows import PersonRow
from badger.privacy.inactive import is_noted, note_seen
from badger.web.language import gettext
from badger.web.security.viewer import NUMBER_KEY, PERSON_KEY
from badger.web.services import services

# When somebody came in, in seconds; what cannot be undone asks for a moment ago.
SINCE_KEY: Final = "since"
# What was typed into a form before somebody was asked to come in again.
TYPED_KEY: Final = "typed"
MAX_TYPED: Final = 254
RECENT_S: Final = 15 * 60
# Letters that a path of ours is made of: no backslash, no control character, no second slash
# in front, so that no browser can read another site in it (hardening W04).
OWN_PATH: Final = re.compile(r"/(?:[A-Za-z0-9][A-Za-z0-9/_.-]*(?:\?[A-Za-z0-9=&_%.-]*)?)?")


def come_in(person: PersonRow, *, next_page: str) -> Response:
    """Sign somebody in and lead to the page that was asked for, else to the own one."""
    enter_as(person)
    if _was_warned(person.id):
        flash(gettext("Vous êtes là : votre page reste."))
    return redirect(own_path(next_page) or url_for("me.home"), code=303)


def _was_warned(person_id: str) -> bool:
    """Note that she came in, once a month; tell whether her page was about to go."""
    here = services()
    with here.reading() as db:
        if is_noted(db, person_id, now=here.clock()):
            return False
    with here.writing() as db:
        return note_seen(db, person_id, now=here.clock())


def enter_as(person: PersonRow) -> None:
    """Begin the browser session anew, as that person's (hardening W06).

    What she typed before she was asked to come in again waits for her, and for nobody else.
    """
    typed = typed_before() if session.get(PERSON_KEY) == person.id else ""
    session.clear()
    session.permanent = True
    session[PERSON_KEY] = person.id
    session[NUMBER_KEY] = person.sign_in_number
    session[SINCE_KEY] = int(services().clock().timestamp())
    if typed:
        session[TYPED_KEY] = typed


def keep_typed(text: str) -> None:
    """Keep what was typed over the next sign-in in this browser; "" forgets it."""
    session[TYPED_KEY] = text[:MAX_TYPED]


def typed_before() -> str:
    """Return what was typed before the last sign-in, "" where nothing was."""
    typed = session.get(TYPED_KEY, "")
    return typed if isinstance(typed, str) else ""


def came_in_recently() -> bool:
    """Tell whether whoever is here came in within the last quarter of an hour."""
    since = session.get(SINCE_KEY)
    return isinstance(since, int) and 0 <= services().clock().timestamp() - since <= RECENT_S


def own_path(text: str) -> str:
    """Return `text` when it is a path of this site, else ""."""
    if not OWN_PATH.fullmatch(text) or urlsplit(text).netloc:
        return ""
    return text
