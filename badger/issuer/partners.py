"""Partners: each is an issuer with its own signing key."""

import re
import unicodedata
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
MAX_STEM_CHARACTERS = 50
MAX_NAMESAKES = 100
# What kinds of partners there are, as their page names them (domain 1.1).
KINDS = (
    "association",
    "association sportive",
    "structure d'insertion",
    "centre de formation",
    "entreprise",
    "groupement d'employeurs",
    "accompagnement vers l'emploi",
    "collectivité",
)
MAX_NAME_CHARACTERS = 120


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


def free_slug(db: Session, name: str) -> str:
    """Return an address for a partner's name that nobody has: "Le Club" -> "le-club".

    Raises: PartnerInvalid, where the name has no letter to make it of.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall("[a-z0-9]+", plain))[:MAX_STEM_CHARACTERS].strip("-")
    if not stem:
        raise PartnerInvalid(slug=name)
    numbered = (f"{stem}-{number}" for number in range(2, MAX_NAMESAKES))
    free = (slug for slug in (stem, *numbered) if partner_with_slug(db, slug) is None)
    slug = next(free, None)
    if slug is None:
        raise PartnerTaken(slug=stem)
    return slug


def partner_by_slug(db: Session, slug: str) -> PartnerRow:
    """Return the partner of an address. Raises: PartnerUnknown."""
    partner = partner_with_slug(db, slug)
    if partner is None:
        raise PartnerUnknown(slug=slug)
    return partner
