"""What partners and achievements publish about themselves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

from badger.credentials import build
from badger.credentials.did import PublishedKey
from badger.credentials.did import issuer_document as did_document
from badger.credentials.keys import PublicKey
from badger.credentials.strict_json import parse_object
from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    PartnerRow,
    SelectiveKeyRow,
    SigningKeyRow,
    TerritoryKeyRow,
    TokenKeyRow,
)
from badger.issuer.achievement_queries import (
    authors_of,
    criteria_of,
    other_languages,
    previous_published_version,
    version_by_id,
)
from badger.issuer.achievements import AchievementUnknown
from badger.issuer.addresses import Addresses
from badger.issuer.compose import VersionText, achievement_of
from badger.issuer.composite_queries import newest_published_versions
from badger.issuer.endorsement_queries import live_endorsements
from badger.issuer.partners import partner_by_slug
from badger.issuer.people_queries import keys_of_partner, second_keys_of, territory_keys
from badger.issuer.recognition.rules import AwardRule
from badger.json_value import JsonObject, JsonValue
from badger.verify.registers import service_entry

# Times are published to the second: what was signed within that of the rotation stays good.
MAX_EMBEDDED = 16
KeyRow: TypeAlias = SigningKeyRow | TerritoryKeyRow | TokenKeyRow | SelectiveKeyRow
A_SECOND = timedelta(seconds=1)
# Words of a profile that the DID's own contexts do not define.
PROFILE_TERMS: JsonObject = {
    "name": "https://schema.org/name",
    "description": "https://schema.org/description",
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
    "endorsement": {
        "@id": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsement",
        "@type": "@id",
    },
    # What a register of issuance is and names: words of badger (docs/adr/0029).
    "IssuanceRegister": "urn:badger:IssuanceRegister",
    "register": {"@id": "urn:badger:register", "@type": "@id"},
    "key": {"@id": "urn:badger:key", "@type": "@id"},
    "signedBy": {"@id": "urn:badger:signedBy", "@type": "@id"},
}


def issuer_document(db: Session, slug: str, addresses: Addresses) -> JsonObject:
    """Return the DID document of a partner with its profile. Raises: PartnerUnknown."""
    partner = partner_by_slug(db, slug)
    rows = keys_of_partner(db, partner.id)
    did = addresses.issuer_did(slug)
    keys: list[KeyRow] = [*rows, *second_keys_of(db, partner.id)]
    document = did_document(did, [_published(row) for row in keys])
    registers = [_register_of(row, did, addresses) for row in rows if row.register is not None]
    services: JsonObject = {"service": list[JsonValue](registers)} if registers else {}
    live = live_endorsements(db, partner_id=partner.id)
    if live:
        services["endorsement"] = [addresses.endorsement(row.id) for row in live]
    return {**document, **services, **_profile(partner, document["@context"], addresses)}


def territory_document(db: Session, addresses: Addresses) -> JsonObject:
    """Return the DID document of the territory itself: the keys of its list and receipts."""
    keys = [_published(row) for row in territory_keys(db)]
    return did_document(addresses.territory_did, keys)


def achievement_document(db: Session, version_id: str, addresses: Addresses) -> JsonObject:
    """Return one published version as an OB 3.0 Achievement, with who stands behind it today.

    What a badge holds of it has no endorsements: those may be withdrawn, a badge stays.
    Raises: AchievementUnknown.
    """
    achievement = achievement_of(version_text(db, version_id), addresses)
    live = live_endorsements(db, version_id=version_id)
    embedded = tuple(parse_object(row.signed or b"") for row in live[:MAX_EMBEDDED])
    return build.achievement_document(replace(achievement, endorsement=embedded))


def version_text(db: Session, version_id: str) -> VersionText:
    """Load a published version with its grid and authors. Raises: AchievementUnknown."""
    version = version_by_id(db, version_id)
    if version is None or version.state != "published":
        raise AchievementUnknown(version=version_id)
    return text_of(db, version)


def text_of(db: Session, version: AchievementVersionRow) -> VersionText:
    """Load the grid, the authors and the related versions of a version, published or not."""
    return VersionText(
        version,
        tuple(criteria_of(db, version.id)),
        tuple(authors_of(db, version.id)),
        tuple(_related(db, version)),
        tuple(_pieces(db, version)),
    )


def _related(db: Session, version: AchievementVersionRow) -> Iterator[AchievementVersionRow]:
    previous = previous_published_version(db, version)
    if previous is not None:
        yield previous
    yield from other_languages(db, version)


def _pieces(db: Session, version: AchievementVersionRow) -> Iterator[AchievementVersionRow]:
    pieces = AwardRule.from_json(version.rule).pieces.all
    newest = newest_published_versions(db, pieces) if pieces else {}
    # Of a draft, a piece may not be published yet: publishing says so.
    yield from (newest[one] for one in pieces if one in newest)


def _published(row: KeyRow) -> PublishedKey:
    """Publish a key: a retired one expired then, and what it signed before still verifies."""
    return PublishedKey(
        _public(row),
        expires=None if row.retired_at is None else row.retired_at + A_SECOND,
        revoked=row.compromised_at,
    )


def _public(row: KeyRow) -> PublicKey:
    if isinstance(row, TokenKeyRow):
        return PublicKey("RSA", row.public_key)
    return PublicKey.from_multikey(row.public_multikey)


def _register_of(row: SigningKeyRow, did: str, addresses: Addresses) -> JsonObject:
    """Name the register of a compromised key, which the territory has signed."""
    return service_entry(
        issuer=did,
        key=f"{did}#{row.public_multikey}",
        address=addresses.register(row.public_multikey),
        signed_by=addresses.territory_did,
    )


def _profile(partner: PartnerRow, contexts: JsonValue, addresses: Addresses) -> JsonObject:
    terms = contexts if isinstance(contexts, list) else [contexts]
    return {
        "@context": [*terms, PROFILE_TERMS],
        "name": partner.name,
        "description": partner.description,
        "url": addresses.issuer_page(partner.slug),
    }
