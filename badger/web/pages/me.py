"""The person's own page: one next thing, what is proposed, the badges received."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from badger.db.rows import CredentialRow, ObservationSessionRow
from badger.issuer.endorsement_queries import endorsements_to_answer
from badger.issuer.page_queries import (
    feedback_to_approve,
    self_assessments,
    sessions_of_participant,
    versions_by_id,
)
from badger.issuer.people_queries import partners_by_ids
from badger.issuer.proposals import (
    CONSENT_TEXTS,
    CONSENT_VERSION,
    Proposal,
    accept_proposal,
    decline_proposal,
    proposals_of_person,
)
from badger.issuer.queries import credentials_of_person, session_board, sessions_of_observer
from badger.web.badge_told import badge_told
from badger.web.issue_now import issue_now
from badger.web.language import gettext
from badger.web.presenters.dates import here_on
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("me", __name__)


@dataclass(frozen=True, slots=True)
class Received:
    """One badge as a large shape.

    beside: who was there when she said yes aloud, by name; None where she answered alone.
    """

    credential: CredentialRow
    name: str
    beside: str | None


@dataclass(frozen=True, slots=True)
class NextThing:
    """The one thing to do next; nothing to do is good as well."""

    proposal: Proposal | None = None
    session: ObservationSessionRow | None = None


@blueprint.get("/me")
def home() -> str:
    """Greet, show one next thing, then the badges."""
    who, today = signed_in(), services().clock().date()
    with services().reading() as db:
        proposals = proposals_of_person(db, who.person_id)
        credentials = credentials_of_person(db, who.person_id)
        names = versions_by_id(db, [row.version_id for row in credentials])
        sessions = sessions_of_participant(db, who.person_id)
        supports = endorsements_to_answer(db, [row.id for row in credentials])
        endorsers = partners_by_ids(db, {row.endorser_id for row in supports})
        words = feedback_to_approve(db, who.person_id)
        word_names = versions_by_id(db, [row.version_id for row in words])
        observed = sessions_of_observer(db, who.person_id)
        placed = set(self_assessments(db, who.person_id))
        # Nobody is asked how it went before it has begun.
        begun = [row for row in sessions if _has_begun(row)]
        to_place = [
            row
            for row in begun[:3]
            if not placed & {c.id for c in session_board(db, row.id).criteria}
        ]
    open_ones = [proposal for proposal in proposals if proposal.state == "proposed"]
    waiting = [proposal for proposal in proposals if proposal.state == "accepted"]
    beside = {proposal.credential_id: proposal.beside for proposal in proposals}
    return render_template(
        "me/home.html",
        who=who,
        supports=supports,
        endorsers=endorsers,
        badge_names={row.id: names[row.version_id].name for row in credentials},
        words=words,
        word_names=word_names,
        working=bool(who.roles - {"person"}),
        today=[row for row in observed if _is_on(row, today)],
        next=NextThing(*_first(open_ones, to_place)),
        more=open_ones[1:],
        waiting=waiting,
        badges=[
            Received(row, names[row.version_id].name, beside.get(row.id)) for row in credentials
        ],
        sessions=sessions,
    )


@blueprint.get("/me/proposals/<proposal_id>")
def proposal(proposal_id: str) -> str:
    """Let the person read what a badge would say before she answers."""
    return _show(_own(proposal_id))


@blueprint.post("/me/proposals/<proposal_id>/accept")
def accept(proposal_id: str) -> Response:
    """Record that she accepts, then issue at once where the keys are at hand."""
    who = signed_in()
    own = _own(proposal_id)
    with services().writing() as db:
        accept_proposal(
            db,
            proposal_id,
            person_id=who.person_id,
            consent_version=CONSENT_VERSION,
            now=services().clock(),
        )
    badge_id = issue_now(proposal_id)
    if badge_id is None:
        flash(gettext("Merci ! Votre badge arrive bientôt."))
        return redirect(url_for("me.home"), code=303)
    flash(gettext("Bravo, le badge « %(name)s » est à vous.", name=own.achievement_name))
    return redirect(url_for("me.home"), code=303)


@blueprint.post("/me/proposals/<proposal_id>/decline")
def decline(proposal_id: str) -> Response:
    """Record that she declines; nobody else sees it."""
    who = signed_in()
    _own(proposal_id)
    with services().writing() as db:
        decline_proposal(db, proposal_id, person_id=who.person_id, now=services().clock())
    flash(gettext("C'est noté. Personne d'autre ne le voit."))
    return redirect(url_for("me.home"), code=303)


def _own(proposal_id: str) -> Proposal:
    """Return a proposal of the viewer; those of others do not exist for her."""
    with services().reading() as db:
        own = proposals_of_person(db, signed_in().person_id)
    mine = next((found for found in own if found.id == proposal_id), None)
    if mine is None:
        abort(404)
    return mine


def _show(own: Proposal) -> str:
    with services().reading() as db:
        told = badge_told(db, own)
    return render_template(
        "me/proposal.html", proposal=own, told=told, consent=CONSENT_TEXTS[CONSENT_VERSION]
    )


def _is_on(row: ObservationSessionRow, day: date) -> bool:
    return row.cancelled_at is None and row.starts_on <= day <= row.ends_on


def _has_begun(row: ObservationSessionRow) -> bool:
    return row.cancelled_at is None and row.starts_on <= here_on(services().clock())


def _first(
    open_ones: Sequence[Proposal], to_place: Sequence[ObservationSessionRow]
) -> tuple[Proposal | None, ObservationSessionRow | None]:
    if open_ones:
        return open_ones[0], None
    return None, to_place[0] if to_place else None
