"""Write the demo's files: issuers' documents and status lists, and every badge as a file.

With `documents/`, `badger verify FILE --documents …` checks the badges without any network.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator

from badger.credentials.baking import bake
from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.demo.home import DemoHome, SampleBadge
from badger.issuer.addresses import Addresses
from badger.issuer.own_documents import own_document
from badger.issuer.page_queries import all_partners, version_page
from badger.issuer.people_queries import people
from badger.issuer.queries import credentials_of_person
from badger.issuer.trust_lists import published_trust_list
from badger.web.presenters.badge_image import badge_png, badge_svg, look_of


def export_documents(db: Session, home: DemoHome, *, addresses: Addresses) -> None:
    """Write each issuer's DID document and each status list that a badge names."""
    home.documents.mkdir(parents=True, exist_ok=True)
    names = {f"issuer-{row.slug}": addresses.issuer_did(row.slug) for row in all_partners(db)}
    names["territory"] = addresses.territory_did
    for url in sorted(_status_lists(row for _, row in issued_badges(db))):
        names[f"status-{hashlib.sha256(url.encode()).hexdigest()[:12]}"] = url
    for name, identifier in names.items():
        document = own_document(db, identifier, addresses)
        if document is not None:
            (home.documents / f"{name}.json").write_bytes(document)


def export_trust_list(db: Session, home: DemoHome, *, addresses: Addresses) -> None:
    """Write the territory's signed list of issuers, for `badger verify --trust`."""
    home.trust.write_bytes(published_trust_list(db, addresses) or b"")


def export_badges(db: Session, home: DemoHome, *, served_at: str) -> tuple[SampleBadge, ...]:
    """Write every badge that stands as JSON, baked PNG and baked SVG.

    served_at: where the site answers today; the page of a badge is below it.
    """
    home.badges.mkdir(parents=True, exist_ok=True)
    site = Addresses(served_at)
    badges = tuple(
        _export_badge(db, row, holder=holder, home=home, site=site)
        for holder, row in issued_badges(db)
        if row.revoked_at is None
    )
    for ending, path in zip(("json", "png"), (badges[0].json, badges[0].png), strict=True):
        shutil.copyfile(path, home.sample(ending))
    return badges


def issued_badges(db: Session) -> list[tuple[str, CredentialRow]]:
    """Return every issued badge beside its holder's name, oldest first."""
    rows = [
        (person.display_name, row)
        for person in people(db)
        for row in credentials_of_person(db, person.id)
        if row.signed is not None
    ]
    return sorted(rows, key=lambda pair: (_issued_at(pair[1]), pair[0], _achievement(pair[1])))


def _issued_at(row: CredentialRow) -> str:
    return row.issued_at.isoformat() if row.issued_at else ""


def _achievement(row: CredentialRow) -> str:
    name: str = json.loads(row.signed or b"")["credentialSubject"]["achievement"]["name"]
    return name


def _status_lists(rows: Iterable[CredentialRow]) -> set[str]:
    return {url for row in rows for url in _named_lists(row)}


def _named_lists(row: CredentialRow) -> Iterator[str]:
    status = json.loads(row.signed or b"{}").get("credentialStatus", [])
    entries = status if isinstance(status, list) else [status]
    for entry in entries:
        yield entry["statusListCredential"]
        if "statusReference" in entry:
            yield entry["statusReference"]


def _export_badge(
    db: Session, row: CredentialRow, *, holder: str, home: DemoHome, site: Addresses
) -> SampleBadge:
    page = version_page(db, row.version_id)
    signed = row.signed or b""
    paths = [home.badges / f"{row.id}.{ending}" for ending in ("json", "png", "svg")]
    images = (badge_png(look_of(page)), badge_svg(look_of(page))) if page else (b"", b"")
    contents = (signed, *(bake(image, signed) for image in images))
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return SampleBadge(
        holder,
        _achievement(row),
        site.credential(row.id),
        *(str(path) for path in paths),
    )
