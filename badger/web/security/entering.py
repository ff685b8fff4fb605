"""The one way into a browser session, whatever the person showed to come in."""

from flask import session

from badger.db.rows import PersonRow
from badger.web.security.viewer import NUMBER_KEY, PERSON_KEY


def enter_as(person: PersonRow) -> None:
    """Begin the browser session anew, as that person's (hardening W06)."""
    session.clear()
    session.permanent = True
    session[PERSON_KEY] = person.id
    session[NUMBER_KEY] = person.sign_in_number
