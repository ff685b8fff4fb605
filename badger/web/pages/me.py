"""The person's own page: one next thing, then the badges; and the answer to a proposal."""

from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.backpack.queries import shelf_of, undelivered_names
from badger.issuer.beginning import step_of_beginning
from badger.issuer.charters import has_charter_to_sign
from badger.issuer.declaring import own_words_on
from badger.issuer.proposals import (
    CONSENT_TEXTS,
    CONSENT_VERSION,
    Proposal,
    accept_proposal,
    decline_proposal,
    proposals_of_person,
)
from badger.web.badge_told import badge_told
from badger.web.issue_now import issue_now
from badger.web.language import gettext
from badger.web.next_thing import thing_for_later, things_to_do, waiting_for
from badger.web.presenters.beginning import told_step
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("me", __name__)

# Three or four rows of large shapes; the rest is one tap away.
SHOWN_AT_ONCE: Final = 12


@blueprint.get("/me")
def home() -> str:
    """Greet, show one next thing, then the badges."""
    who, now = signed_in(), services().clock()
    with services().reading() as db:
        shelf = shelf_of(db, who.person_id)
        waiting = waiting_for(db, who, now=now)
        arriving = [*waiting.on_their_way, *undelivered_names(db, who.person_id)]
        unsigned = has_charter_to_sign(db, who.partners_as("issuer"))
        step = step_of_beginning(db) if "cartographe" in who.roles else None
    working = bool(who.roles - {"person"})
    things = things_to_do(waiting)
    if not things and (shelf or not working):
        things = [thing_for_later(waiting, shelf=shelf)]
    return render_template(
        "me/home.html",
        who=who,
        next=things[0] if things else None,
        more=things[1:],
        working=working,
        today=waiting.sessions.observed,
        charter_to_sign=unsigned,
        beginning=told_step(step),
        arriving=arriving,
        groups=[group for group in waiting.groups if group.badges],
        newest=shelf[:SHOWN_AT_ONCE],
        older=shelf[SHOWN_AT_ONCE:],
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
            names_pieces=request.form.get("names_pieces") == "on",
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
        own_words = own_words_on(db, own.id or "", person_id=own.person_id)
    return render_template(
        "me/proposal.html",
        proposal=own,
        told=told,
        own_words=own_words,
        consent=CONSENT_TEXTS[CONSENT_VERSION],
    )
