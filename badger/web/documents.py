"""Documents that machines read: issuers, achievements, status lists, and our own health."""

import hashlib
import json
from contextlib import suppress
from typing import Final

from flask import Blueprint, Response, abort, render_template, request

from badger.db.base import Session
from badger.db.rows import EndorsementRow
from badger.errors import BadgerError
from badger.issuer.achievement_queries import other_languages
from badger.issuer.endorsement_queries import endorsement_by_id, live_endorsements
from badger.issuer.endorsement_targets import Described, TargetUnknown, describe, target_of
from badger.issuer.key_sealing import KeyringLocked
from badger.issuer.page_queries import version_page, version_page_by_number
from badger.issuer.partners import partner_by_slug
from badger.issuer.people_queries import partners_by_ids, register_document
from badger.issuer.profiles import (
    achievement_document,
    issuer_document,
    territory_document,
)
from badger.issuer.status import published_status_list, published_suspensions
from badger.issuer.trust_lists import is_published, publish_trust_list, published_trust_list
from badger.json_value import JsonObject
from badger.web.endorsed import is_verified, verified_supports
from badger.web.gathered import gathered_badges
from badger.web.presenters.badge_image import badge_svg, look_of
from badger.web.services import services

blueprint = Blueprint("documents", __name__)

# How long a copy may be kept: a revocation is seen after five minutes at the latest.
STATUS_MAX_AGE_S: Final = 300
DOCUMENT_MAX_AGE_S: Final = 300
SHARED: Final = {"Access-Control-Allow-Origin": "*"}
JSON_FIRST: Final = (
    "text/html",
    "application/did+json",
    "application/ld+json",
    "application/json",
    "application/vc",
)


@blueprint.get("/health")
def health() -> Response:
    """Say that the process answers, and what the operator should know about the storage."""
    warnings = [f"warning: {code}" for code in services().storage_warnings]
    return _text("\n".join(["ok", *warnings]))


@blueprint.get("/ready")
def ready() -> tuple[Response, int] | Response:
    """Say whether all work can be done here, issuing included; else the code of what hinders."""
    try:
        services().require_ready()
    except BadgerError as error:
        return _text(error.reason), 503
    return _text("ok")


@blueprint.get("/.well-known/did.json")
def territory() -> Response:
    """Give the keys of the territory itself."""
    return _territory()


@blueprint.get("/did.json")
def territory_below_a_path() -> Response:
    """Give the same where the site stands below a path of its host (did:web, 2.5.2)."""
    return _territory()


def _territory() -> Response:
    here = services()
    with here.reading() as db:
        document = territory_document(db, here.addresses)
    return _json(document, mimetype="application/did+json")


@blueprint.get("/trust/issuers.json")
def trust_list() -> Response:
    """Give the signed list of the issuers that this territory recognises."""
    here = services()
    name, addresses, now = here.settings.territory_name, here.addresses, here.clock()
    with here.reading() as db:
        is_current = is_published(db, name=name, addresses=addresses, now=now)
    if not is_current and not here.keyring.locked:
        # The list signed before is served until it can be signed anew.
        with suppress(KeyringLocked), here.writing() as db:
            publish_trust_list(db, name=name, keyring=here.keyring, addresses=addresses, now=now)
    with here.reading() as db:
        data = published_trust_list(db, addresses)
    if data is None:
        abort(404)
    return _cacheable(data, mimetype="application/json", max_age_s=DOCUMENT_MAX_AGE_S)


@blueprint.get("/issuers/<slug>/did.json")
def did(slug: str) -> Response:
    """Give the keys and the profile of a partner."""
    return _json(_issuer(slug), mimetype="application/did+json")


@blueprint.get("/issuers/<slug>")
def issuer(slug: str) -> Response:
    """Show a partner, or give its document to a machine."""
    document = _issuer(slug)
    if _wants_json():
        return _json(document, mimetype="application/did+json")
    with services().reading() as db:
        partner = partner_by_slug(db, slug)
        supports = verified_supports(db, live_endorsements(db, partner_id=partner.id))
    text = render_template(
        "documents/issuer.html", partner=partner, document=document, supports=supports
    )
    return Response(text, mimetype="text/html", headers={"Vary": "Accept"})


@blueprint.get("/achievements/<achievement_id>/versions/<int:number>")
def achievement(achievement_id: str, number: int) -> Response:
    """Show one published version of an achievement, or give it as Open Badges 3.0."""
    with services().reading() as db:
        page = version_page_by_number(db, achievement_id, number=number)
        if page is None or page.version.state != "published":
            abort(404)
        document = achievement_document(db, page.version.id, addresses=services().addresses)
    if _wants_json():
        return _json(document, mimetype="application/ld+json")
    with services().reading() as db:
        live = live_endorsements(db, version_id=page.version.id)
        supports = verified_supports(db, live)
        others = other_languages(db, page.version)
        gathered = gathered_badges(db, page.version)
    text = render_template(
        "documents/achievement.html",
        page=page,
        supports=supports,
        others=others,
        gathered=gathered,
    )
    return Response(text, mimetype="text/html", headers={"Vary": "Accept"})


@blueprint.get("/pictures/<version_id>.svg")
def picture(version_id: str) -> Response:
    """Give the picture of one version of an achievement."""
    with services().reading() as db:
        page = version_page(db, version_id)
    if page is None:
        abort(404)
    image = badge_svg(look_of(page))
    return _cacheable(image, mimetype="image/svg+xml", max_age_s=DOCUMENT_MAX_AGE_S)


@blueprint.get("/status/<list_id>")
def status(list_id: str) -> Response:
    """Give a signed status list; anyone may keep it for five minutes, nobody is counted."""
    with services().reading() as db:
        data = published_status_list(db, list_id)
    return _cacheable(data, mimetype="application/vc", max_age_s=STATUS_MAX_AGE_S)


@blueprint.get("/endorsements/<endorsement_id>")
def endorsement(endorsement_id: str) -> Response:
    """Show an endorsement, verified in this very minute, or give it to a machine."""
    here, row = services(), _signed_endorsement(endorsement_id)
    if _wants_json():
        return _endorsement_bytes(row)
    withdrawn = row.withdrawn_at is not None
    holds = not withdrawn and is_verified(row)
    with here.reading() as db:
        endorser = partners_by_ids(db, [row.endorser_id])[row.endorser_id]
        about = _about(db, row) if holds else None
    text = render_template(
        "documents/endorsement.html",
        id=row.id,
        comment=row.comment,
        issued_at=row.issued_at,
        endorser=endorser,
        about=about,
        holds=holds,
        withdrawn=withdrawn,
    )
    return Response(text, mimetype="text/html", headers={"Vary": "Accept"})


@blueprint.get("/endorsements/<endorsement_id>.json")
def endorsement_document(endorsement_id: str) -> Response:
    """Give an endorsement as it was signed, byte for byte."""
    return _endorsement_bytes(_signed_endorsement(endorsement_id))


def _about(db: Session, row: EndorsementRow) -> Described | None:
    """Describe what somebody endorsed; None where it was taken back since."""
    try:
        return describe(db, target_of(row), addresses=services().addresses)
    except TargetUnknown:
        return None


def _signed_endorsement(endorsement_id: str) -> EndorsementRow:
    with services().reading() as db:
        row = endorsement_by_id(db, endorsement_id)
    if row is None or row.signed is None:
        abort(404)
    return row


def _endorsement_bytes(row: EndorsementRow) -> Response:
    headers = {**SHARED, "Vary": "Accept"}
    return Response(row.signed or b"", mimetype="application/vc", headers=headers)


@blueprint.get("/registers/<multikey>.json")
def register(multikey: str) -> Response:
    """Give the signed register of what a compromised key had signed before."""
    with services().reading() as db:
        data = register_document(db, multikey)
    if data is None:
        abort(404)
    return _cacheable(data, mimetype="application/json", max_age_s=DOCUMENT_MAX_AGE_S)


@blueprint.get("/status/<list_id>.suspension")
def suspensions(list_id: str) -> Response:
    """Give the signed list of suspensions that stands beside a status list."""
    with services().reading() as db:
        data = published_suspensions(db, list_id)
    return _cacheable(data, mimetype="application/vc", max_age_s=STATUS_MAX_AGE_S)


def _issuer(slug: str) -> JsonObject:
    with services().reading() as db:
        return issuer_document(db, slug, addresses=services().addresses)


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(JSON_FIRST, default="text/html") != "text/html"


def _json(document: JsonObject, *, mimetype: str) -> Response:
    data = json.dumps(document, ensure_ascii=False, indent=2).encode()
    return _cacheable(data, mimetype=mimetype, max_age_s=DOCUMENT_MAX_AGE_S)


def _cacheable(data: bytes, *, mimetype: str, max_age_s: int) -> Response:
    headers = {**SHARED, "Cache-Control": f"public, max-age={max_age_s}", "Vary": "Accept"}
    response = Response(data, mimetype=mimetype, headers=headers)
    response.set_etag(hashlib.sha256(data).hexdigest()[:32])
    response.make_conditional(request)
    return response


def _text(text: str) -> Response:
    return Response(text + "\n", mimetype="text/plain")
