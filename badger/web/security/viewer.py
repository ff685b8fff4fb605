"""Who is looking: read once per request from the browser session and the database."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import g, session

from badger.db.base import Session
from badger.issuer.attestations import holds_badge
from badger.issuer.people_queries import known_person
from badger.web.security.permissions import EVERYONE, SIGNED_IN, Access
from badger.web.services import services

PERSON_KEY = "person"
NUMBER_KEY = "number"
OBSERVER = "observer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """The person who is signed in, with what the person may do today.

    grants: (role, partner id or None), read at each request, so that a role that was taken
            away is gone at the next click (hardening A13).
    minor:  nothing of hers is public before a guardian's yes.
    """

    person_id: str
    display_name: str
    grants: tuple[tuple[str, str | None], ...]
    minor: bool = False

    @property
    def roles(self) -> frozenset[str]:
        """Return the names of the roles, whatever the partner."""
        return frozenset(role for role, _ in self.grants)

    def partners_as(self, role: str) -> tuple[str, ...]:
        """Return the ids of the partners for which the person holds `role`."""
        return tuple(partner for held, partner in self.grants if held == role and partner)


def viewer() -> Viewer | None:
    """Return who is signed in, or None."""
    if "viewer" not in g:
        g.viewer = _load_viewer(session.get(PERSON_KEY), session.get(NUMBER_KEY, 0))
    found: Viewer | None = g.viewer
    return found


def signed_in() -> Viewer:
    """Return who is signed in, in a view whose permission asks for it."""
    found = viewer()
    if found is None:
        raise LookupError("the view's permission lets anyone in")
    return found


def may(access: Access, *, who: Viewer | None) -> bool:
    """Tell whether `who` holds the permission of a view."""
    if access.roles is EVERYONE:
        return True
    if who is None:
        return False
    return access.roles is SIGNED_IN or bool(access.roles & who.roles)


def _load_viewer(person_id: object, number: object) -> Viewer | None:
    if not isinstance(person_id, str):
        return None
    with services().reading() as db:
        person = known_person(db, person_id)
        # A cookie kept from before a sign-out is nobody's (hardening W06).
        if person is None or person.sign_in_number != number:
            return None
        grants = person.grants
        if _observes_without_badge(db, person_id, grants):
            grants = tuple(grant for grant in grants if grant[0] != OBSERVER)
        return Viewer(
            person_id=person.id,
            display_name=person.display_name,
            grants=grants,
            minor=person.minor,
        )


def _observes_without_badge(
    db: Session, person_id: str, grants: Collection[tuple[str, str | None]]
) -> bool:
    """Tell whether the territory asks observers for a badge and hers does not stand (S4)."""
    badge = services().settings.needed_observer_badge
    if badge is None or OBSERVER not in {role for role, _ in grants}:
        return False
    return not holds_badge(db, person_id, code=badge)
