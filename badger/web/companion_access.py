"""What is open to the companion who looks: others' accompaniments do not exist for her (A08)."""

from badger.accompaniment.companions import open_to
from badger.accompaniment.queries import caseload_of
from badger.db.base import Session
from badger.db.rows import AccompanimentRow
from badger.issuer.charter_queries import sharing_partners
from badger.issuer.charters import CharterUnsigned
from badger.web.security.viewer import Viewer, signed_in
from badger.web.services import services


def shared_with_me(db: Session, accompaniment_id: str) -> AccompanimentRow:
    """Return what a person opened to the viewer.

    Raises: AccompanimentUnknown; CharterUnsigned, where she does it for partners of which none
            signed the charter in force (domain C9).
    """
    who = signed_in()
    row = open_to(db, accompaniment_id, companion_id=who.person_id, now=services().clock())
    if not _shares(db, who, role=row.role):
        raise CharterUnsigned
    return row


def people_who_opened(db: Session, *subjects: str) -> frozenset[str]:
    """Return who lets the viewer look now at one of these subjects at least."""
    who = signed_in()
    roles = [role for role in who.roles if _shares(db, who, role=role)]
    return frozenset(
        person.id
        for row, person in caseload_of(db, who.person_id, now=services().clock())
        if row.role in roles and not set(subjects).isdisjoint(row.subjects)
    )


def _shares(db: Session, who: Viewer, *, role: str) -> bool:
    """Tell whether she acts for the territory, or for a partner under the charter in force."""
    in_charter = sharing_partners(db).intersection(who.partners_as(role))
    return (role, None) in who.grants or bool(in_charter)
