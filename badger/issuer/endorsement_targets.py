"""What can be endorsed: a badge's model, a partner, a badge that was awarded."""

from dataclasses import dataclass

from badger.db.base import Session
from badger.db.rows import EndorsementRow
from badger.issuer.achievement_queries import authors_of, version_by_id
from badger.issuer.addresses import Addresses
from badger.issuer.errors import IssuerError
from badger.issuer.page_queries import version_page_by_number
from badger.issuer.people_queries import partner_by_id, partner_with_slug
from badger.issuer.queries import credential_by_id


class TargetUnknown(IssuerError):
    """There is nothing here that could be endorsed."""

    code = "endorsement.target_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing to endorse; exactly one of the three ids is given."""

    version_id: str | None = None
    partner_id: str | None = None
    credential_id: str | None = None

    @property
    def kind(self) -> str:
        """Tell what it is: "achievement", "partner" or "badge"."""
        if self.version_id is not None:
            return "achievement"
        return "partner" if self.partner_id is not None else "badge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A target in words.

    id:     the standard's identifier: an achievement, a profile or a credential.
    owners: partners that cannot endorse it: it is theirs.
    page:   its public address; picture: version whose picture shows it, if any.
    holder: the person who has the badge, for an awarded one.
    """

    id: str
    name: str
    owners: frozenset[str]
    page: str
    holder: str | None = None


def target_of(row: EndorsementRow) -> Target:
    """Return what an endorsement is about."""
    return Target(
        version_id=row.version_id, partner_id=row.partner_id, credential_id=row.credential_id
    )


def describe(db: Session, target: Target, *, addresses: Addresses) -> Described:
    """Describe a target. Raises: TargetUnknown, also for drafts and for what was taken back."""
    if target.version_id is not None:
        return _achievement(db, target.version_id, addresses)
    if target.partner_id is not None:
        return _partner(db, target.partner_id, addresses)
    return _badge(db, target.credential_id or "", addresses)


def target_at(db: Session, address: str, *, addresses: Addresses) -> Target:
    """Find what stands at one of our public addresses. Raises: TargetUnknown."""
    path = address.strip().partition("?")[0].removesuffix("/").removesuffix(".json")
    for part, find in (("issuers", _by_slug), ("badges", _by_id), ("achievements", _by_number)):
        before, found, rest = path.partition(f"/{part}/")
        if found and (not before or before == addresses.base_url):
            return find(db, rest)
    raise TargetUnknown(address=address[:200])


def _by_slug(db: Session, rest: str) -> Target:
    partner = partner_with_slug(db, rest)
    if partner is None:
        raise TargetUnknown(address=rest[:200])
    return Target(partner_id=partner.id)


def _by_id(db: Session, rest: str) -> Target:
    row = credential_by_id(db, rest)
    if row is None:
        raise TargetUnknown(address=rest[:200])
    return Target(credential_id=row.id)


def _by_number(db: Session, rest: str) -> Target:
    achievement, _, number = rest.partition("/versions/")
    plain = number.isascii() and number.isdigit() and len(number) < 7
    page = version_page_by_number(db, achievement, number=int(number)) if plain else None
    if page is None:
        raise TargetUnknown(address=rest[:200])
    return Target(version_id=page.version.id)


def _achievement(db: Session, version_id: str, addresses: Addresses) -> Described:
    version = version_by_id(db, version_id)
    if version is None or version.state != "published":
        raise TargetUnknown(version=version_id)
    identifier = addresses.achievement(version.achievement_id, version.number)
    owners = frozenset(author.id for author in authors_of(db, version_id))
    return Described(id=identifier, name=version.name, owners=owners, page=identifier)


def _partner(db: Session, partner_id: str, addresses: Addresses) -> Described:
    partner = partner_by_id(db, partner_id)
    if partner is None:
        raise TargetUnknown(partner=partner_id)
    return Described(
        id=addresses.issuer_did(partner.slug),
        name=partner.name,
        owners=frozenset((partner.id,)),
        page=addresses.issuer_page(partner.slug),
    )


def _badge(db: Session, credential_id: str, addresses: Addresses) -> Described:
    row = credential_by_id(db, credential_id)
    version = None if row is None else version_by_id(db, row.version_id)
    if row is None or version is None or row.revoked_at is not None:
        raise TargetUnknown(credential=credential_id)
    address = addresses.credential(row.id)
    return Described(
        id=address,
        name=version.name,
        owners=frozenset((row.issuer_id,)),
        page=address,
        holder=row.person_id,
    )
