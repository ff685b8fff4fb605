"""Which issued badges the viewer answers for: others do not exist for her (A08)."""

from flask import abort

from badger.db.base import Session
from badger.db.rows import AchievementVersionRow, CredentialRow
from badger.issuer.page_queries import all_partners, names_of_people, versions_by_id
from badger.issuer.queries import credential_by_id
from badger.web.security.viewer import Viewer, signed_in
from badger.web.services import services


def answered_for(db: Session, who: Viewer) -> tuple[str, ...]:
    """Return the partners whose badges the viewer answers for; a cartographe for all."""
    if "cartographe" in who.roles:
        return tuple(partner.id for partner in all_partners(db))
    return who.partners_as("issuer")


def signed_by_mine(badge_id: str) -> CredentialRow:
    """Return an issued badge for whose issuer the viewer signs; 404 for all others."""
    with services().reading() as db:
        row = credential_by_id(db, badge_id)
    if row is None or row.issuer_id not in signed_in().partners_as("issuer"):
        abort(404)
    return row


def words_of(db: Session, row: CredentialRow) -> tuple[AchievementVersionRow, str]:
    """Return the model of an issued badge, and the name of whom it is about."""
    version = versions_by_id(db, [row.version_id])[row.version_id]
    return version, names_of_people(db, [row.person_id])[row.person_id]


def issued_by_mine(badge_id: str) -> CredentialRow:
    """Return an issued badge that the viewer answers for; 404 for all others."""
    with services().reading() as db:
        row = credential_by_id(db, badge_id)
        if row is None or row.issuer_id not in answered_for(db, signed_in()):
            abort(404)
    return row
