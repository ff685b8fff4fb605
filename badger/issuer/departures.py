"""A partner leaves: it issues nothing any more, and what it issued still verifies (C21)."""

from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import PartnerRow
from badger.here import here_on
from badger.issuer.errors import IssuerError
from badger.issuer.partners import partner_by_slug
from badger.issuer.people_queries import lock_keys


class PartnerArchived(IssuerError):
    """The partner has left the territory: nothing new is signed in its name."""

    code = "partners.archived"


def archive_partner(db: Session, slug: str, *, actor: str, now: datetime) -> PartnerRow:
    """Keep a partner that left: keys, documents and lists stay, new badges do not come.

    Its mandate ends today where it was to last longer. Twice is once. Raises: PartnerUnknown.
    """
    partner = partner_by_slug(db, slug)
    lock_keys(db, partner.id, to_change=True)
    if partner.archived_at is not None:
        return partner
    today = here_on(now)
    if partner.mandate_until is None or partner.mandate_until > today:
        partner.mandate_until = today
    partner.archived_at = now
    db.flush()
    append_event(db, kind="partner.archived", actor=actor, subject=partner.id, facts={}, now=now)
    return partner


def reopen_partner(db: Session, slug: str, *, actor: str, now: datetime) -> PartnerRow:
    """Welcome a partner back: it issues again, with a mandate without end.

    Twice is once. Raises: PartnerUnknown.
    """
    partner = partner_by_slug(db, slug)
    lock_keys(db, partner.id, to_change=True)
    if partner.archived_at is None:
        return partner
    partner.archived_at = partner.mandate_until = None
    db.flush()
    append_event(db, kind="partner.reopened", actor=actor, subject=partner.id, facts={}, now=now)
    return partner


def require_present(partner: PartnerRow) -> None:
    """Refuse to sign something new for a partner that left. Raises: PartnerArchived."""
    if partner.archived_at is not None:
        raise PartnerArchived(name=partner.name)
