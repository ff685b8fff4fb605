"""Which issued badges the viewer answers for, and what she does to them: others do not exist for
her (A08)."""

from typing import Protocol, Unpack

from flask import abort, request

from badger.db.base import Session
from badger.db.rows import AchievementVersionRow, CredentialRow
from badger.errors import BadgerError
from badger.issuer.acts import Told
from badger.issuer.page_queries import all_partners, names_of_people, versions_by_id
from badger.issuer.queries import credential_by_id
from badger.web.forms import FormReader
from badger.web.presenters.problems import problem_of
from badger.web.security.viewer import Viewer, signed_in
from badger.web.services import services


class Act(Protocol):
    """What is done to an issued badge for a reason that stays inside."""

    def __call__(self, db: Session, credential_id: str, **told: Unpack[Told]) -> object:
        """Do it. Raises: BadgerError."""


def act_with_reason(credential_id: str, act: Act) -> tuple[dict[str, str], int]:
    """Do to a badge what needs a reason; return what is in the way, by field, and its status.

    Nothing is in the way where it was done.
    """
    form = FormReader(request.form)
    reason = form.text("reason", label="Raison", max_length=500)
    if form.problems:
        return form.problems, 422
    here = services()
    try:
        with here.writing() as db:
            act(
                db,
                credential_id,
                reason=reason,
                actor=signed_in().person_id,
                now=here.clock(),
                keyring=here.keyring,
                addresses=here.addresses,
            )
    except BadgerError as error:
        return dict([problem_of(error)]), 409
    return {}, 303


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
