"""What is open to the companion who looks: others' accompaniments do not exist for her (A08)."""

from badger.accompaniment.companions import open_to
from badger.db.base import Session
from badger.db.rows import AccompanimentRow
from badger.issuer.charter_queries import sharing_partners
from badger.issuer.charters import CharterUnsigned
from badger.web.security.viewer import signed_in
from badger.web.services import services


def shared_with_me(db: Session, accompaniment_id: str) -> AccompanimentRow:
    """Return what a person opened to the viewer.

    Raises: AccompanimentUnknown; CharterUnsigned, where she does it for partners of which none
            signed the charter in force (domain C9).
    """
    who = signed_in()
    row = open_to(db, accompaniment_id, companion_id=who.person_id, now=services().clock())
    for_territory = (row.role, None) in who.grants
    if not for_territory and not sharing_partners(db).intersection(who.partners_as(row.role)):
        raise CharterUnsigned
    return row
