"""Partners: each is an issuer with its own signing key."""

import re
from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import PartnerRow
from badger.issuer.errors import IssuerError
from badger.issuer.keyring import Keyring
from badger.issuer.people_queries import partner_with_slug
from badger.json_value import JsonObject

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
MAX_SLUG_CHARACTERS = 60


class PartnerInvalid(IssuerError):
    """A partner needs a short address in plain letters, a code and a name."""

    code = "partners.invalid"


class PartnerTaken(IssuerError):
    """Another partner has this address."""

    code = "partners.taken"


class PartnerUnknown(IssuerError):
    """There is no such partner."""

    code = "partners.unknown"


def create_partner(
    db: Session,
    *,
    slug: str,
    code: str,
    name: str,
    kind: str,
    description: str,
    actor: str,
    now: datetime,
    keyring: Keyring,
) -> PartnerRow:
    """Register a partner and make its first signing key.

    slug:   word of its address and of its DID: lower-case letters, digits and hyphens.
    Raises: PartnerInvalid, PartnerTaken, KeyringLocked.
    """
    if not SLUG.fullmatch(slug) or len(slug) > MAX_SLUG_CHARACTERS or not (code and name.strip()):
        raise PartnerInvalid(slug=slug)
    if partner_with_slug(db, slug):
        raise PartnerTaken(slug=slug)
    partner = PartnerRow(
        slug=slug, code=code, name=name.strip(), kind=kind, description=description, created_at=now
    )
    db.add(partner)
    db.flush()
    facts: JsonObject = {"slug": slug, "code": code}
    append_event(db, kind="partner.created", actor=actor, subject=partner.id, facts=facts, now=now)
    keyring.new_key(db, partner.id, actor=actor, now=now)
    return partner


def partner_by_slug(db: Session, slug: str) -> PartnerRow:
    """Return the partner of an address. Raises: PartnerUnknown."""
    partner = partner_with_slug(db, slug)
    if partner is None:
        raise PartnerUnknown(slug=slug)
    return partner
