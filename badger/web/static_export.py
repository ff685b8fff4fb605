"""Everything that the world reads of a territory, as files for any web server (hardening O05).

The pages say that they were kept and when: what is written once cannot say what holds later.
"""

import json
from collections.abc import Iterator
from typing import Final

from flask import current_app, render_template, url_for

from badger.db.rows import AchievementVersionRow, CredentialRow, EndorsementRow, PartnerRow
from badger.issuer.achievement_queries import other_languages
from badger.issuer.endorsement_queries import live_endorsements
from badger.issuer.export_queries import (
    every_credential,
    every_endorsement,
    every_list,
    every_published_version,
    every_register,
)
from badger.issuer.page_queries import all_partners, version_page
from badger.issuer.profiles import achievement_document, issuer_document, territory_document
from badger.issuer.status import to_bytes
from badger.issuer.trust_lists import published_trust_list
from badger.verify import read_presented, verify
from badger.verify.sources import MANIFEST
from badger.web import assets
from badger.web.endorsed import verified_supports
from badger.web.gathered import gathered_badges
from badger.web.presenters.badge_image import badge_svg, look_of
from badger.web.presenters.dates import day_in_full
from badger.web.presenters.qr import qr_svg
from badger.web.presenters.report import verdict_page
from badger.web.services import services

# One file: its path below the folder, its bytes.
File = tuple[str, bytes]
READ_ME: Final = "LISEZ-MOI.txt"


def exported_files() -> Iterator[File]:
    """Give every public document and page of the installation, in an application context."""
    documents = list(_documents())
    yield from documents
    yield from _pages()
    yield from _static_files()
    yield MANIFEST, _manifest([path for path, _ in documents])
    yield READ_ME, render_template("kept/read_me.txt", base=services().addresses.base_url).encode()


def _documents() -> Iterator[File]:
    """Give what verifiers read: keys, lists, registers, models, endorsements, trust list."""
    here = services()
    with here.reading() as db:
        own = to_bytes(territory_document(db, here.addresses))
        yield ".well-known/did.json", own
        for partner in all_partners(db):
            document = issuer_document(db, partner.slug, here.addresses)
            yield f"issuers/{partner.slug}/did.json", to_bytes(document)
        for row in every_list(db):
            yield f"status/{row.id}", row.published or b""
            if row.suspensions is not None:
                yield f"status/{row.id}.suspension", row.suspensions
        for key in every_register(db):
            yield f"registers/{key.public_multikey}.json", key.register or b""
        for version in every_published_version(db):
            document = achievement_document(db, version.id, here.addresses)
            path = f"achievements/{version.achievement_id}/versions/{version.number}.json"
            yield path, to_bytes(document)
        for one in every_endorsement(db):
            yield f"endorsements/{one.id}.json", one.signed or b""
        trust = published_trust_list(db, here.addresses)
        if trust is not None:
            yield "trust/issuers.json", trust


def _pages() -> Iterator[File]:
    here = services()
    with here.reading() as db:
        partners, versions = all_partners(db), every_published_version(db)
        endorsements, badges = every_endorsement(db), every_credential(db)
    # A server that lists its folders must not list the badges: who has the address reads it.
    for folder in ("badges", "endorsements", "status"):
        yield f"{folder}/index.html", _page("nothing")
    yield "index.html", _page("home", partners=partners, versions=versions)
    for partner in partners:
        yield f"issuers/{partner.slug}/index.html", _issuer(partner)
    for version in versions:
        yield from _version(version)
    for one in endorsements:
        yield f"endorsements/{one.id}/index.html", _endorsement(one)
    for row in badges:
        yield from _badge(row)


def _issuer(partner: PartnerRow) -> bytes:
    with services().reading() as db:
        supports = verified_supports(db, live_endorsements(db, partner_id=partner.id))
    return _page("issuer", partner=partner, supports=supports)


def _version(version: AchievementVersionRow) -> Iterator[File]:
    with services().reading() as db:
        page = version_page(db, version.id)
        supports = verified_supports(db, live_endorsements(db, version_id=version.id))
        others = other_languages(db, version)
        gathered = gathered_badges(db, version)
    if page is None:
        return
    path = f"achievements/{version.achievement_id}/versions/{version.number}/index.html"
    yield (
        path,
        _page("achievement", page=page, supports=supports, others=others, gathered=gathered),
    )
    yield f"pictures/{version.id}.svg", badge_svg(look_of(page))


def _endorsement(row: EndorsementRow) -> bytes:
    with services().reading() as db:
        found = verified_supports(db, [row])
    return _page("endorsement", supports=found, row=row)


def _badge(row: CredentialRow) -> Iterator[File]:
    here, signed = services(), row.signed or b""
    with here.reading() as db:
        page = version_page(db, row.version_id)
        live = live_endorsements(
            db, credential_id=row.id, version_id=row.version_id, partner_id=row.issuer_id
        )
        supports = verified_supports(db, live)
    report = verify(read_presented(signed), here.policy(), resolver=here.own, now=here.clock())
    address = here.addresses.credential(row.id)
    yield f"badges/{row.id}.json", signed
    yield f"badges/{row.id}/qr.svg", qr_svg(address).encode()
    if page is not None:
        yield f"badges/{row.id}/picture.svg", badge_svg(look_of(page))
    told = _page("badge", page=verdict_page(report), row=row, supports=supports, again=None)
    yield f"badges/{row.id}/index.html", told


def _page(name: str, **facts: object) -> bytes:
    kept_on = day_in_full(services().clock())
    return render_template(f"kept/{name}.html", kept_on=kept_on, **facts).encode()


def _static_files() -> Iterator[File]:
    """Give what the kept pages draw with: the style sheets and the icons."""
    names = (*assets.style_sheets(), "built/icons.svg", "favicon.svg")
    root = url_for("static", filename="").strip("/")
    for name in names:
        file = assets.STATIC / name
        if file.is_file():
            yield f"{root}/{name}", file.read_bytes()


def _manifest(documents: list[str]) -> bytes:
    here = services()
    content = {
        "base_url": here.addresses.base_url,
        "exported": here.clock().isoformat(timespec="seconds"),
        "name": current_app.name,
        "documents": documents,
    }
    return json.dumps(content, indent=1).encode()
