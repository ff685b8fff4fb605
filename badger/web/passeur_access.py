"""Whom a passeur may answer or write beside: who lets her look, and whose session she opened."""

from typing import Final

from flask import session

from badger.db.base import Session
from badger.issuer.presence import OPEN_FOR, Passeur
from badger.web.companion_access import people_who_opened
from badger.web.security.viewer import signed_in
from badger.web.services import services

OPENED_KEY: Final = "openings"
# The cookie stays small; nobody is in more places in one day.
MOST_OPENED: Final = 8


def passeur_here(db: Session, *subjects: str) -> Passeur:
    """Return the viewer as a passeur, with whoever let her look at one of these subjects."""
    return Passeur(
        person_id=signed_in().person_id,
        accompanied=people_who_opened(db, *subjects),
        opened={one: number for one, (_, number) in _opened().items()},
    )


def keep_open(session_id: str, *, number: int) -> None:
    """Keep a session open in this browser until the evening: its sign-out or its leader closes it.

    number: the session's opening number, which its leader raises.
    """
    until = int((services().clock() + OPEN_FOR).timestamp())
    opened = {**_opened(), session_id: [until, number]}
    newest = sorted(opened.items(), key=lambda one: one[1])[-MOST_OPENED:]
    session[OPENED_KEY] = dict(newest)


def _opened() -> dict[str, list[int]]:
    """Return until when which sessions are open and with which number, those over left out."""
    now = services().clock().timestamp()
    return {one: kept for one, kept in session.get(OPENED_KEY, {}).items() if kept[0] > now}
