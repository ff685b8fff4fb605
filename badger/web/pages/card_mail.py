"""A card was made anew: it stands in the audit log, and her addresses hear of it (A12)."""

from badger.accounts.emails import tell_change
from badger.db.audit import append_event
from badger.db.base import Session
from badger.web.services import services


def tell_new_card(db: Session, *, person_id: str, actor: str) -> None:
    """Record who made a person's card anew, and tell the addresses that she confirmed."""
    here = services()
    now, page = here.clock(), here.addresses.account_page
    tell_change(db, person_id=person_id, page=page, now=now)
    kind = "account.card_renewed"
    append_event(db, kind=kind, actor=actor, subject=person_id, facts={}, now=now)
