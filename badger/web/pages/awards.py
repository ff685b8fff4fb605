"""From what was seen to badges: what is possible and why, proposing, issuing what was accepted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from badger.issuer.award import AwardOutcome, award_accepted
from badger.issuer.proposals import Proposal, propose_awards, session_proposals
from badger.issuer.recognition.days import require_begun
from badger.sentences import sentence
from badger.web.language import gettext, ngettext
from badger.web.pages.session_access import led_session
from badger.web.paused import paused
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("awards", __name__)

# From so many people on, what each badge asks for is folded under her name.
FOLDED_FROM: Final = 12


@dataclass(frozen=True, slots=True)
class PersonProposals:
    """All proposals of one person, in the order of the badges."""

    name: str
    proposals: tuple[Proposal, ...]


@blueprint.get("/sessions/<session_id>/awards")
def show(session_id: str) -> str:
    """Show for each person what is possible, and what is still missing."""
    return _page(session_id)


@blueprint.post("/sessions/<session_id>/proposals")
def propose(session_id: str) -> Response:
    """Propose every badge that the session makes possible."""
    with services().writing() as db:
        led_session(db, session_id)
        require_begun(db, session_id, now=services().clock())
        found = propose_awards(db, session_id, now=services().clock())
    waiting = sum(1 for proposal in found if proposal.state == "proposed")
    flash(
        ngettext(
            "%(num)s badge attend la réponse de la personne.",
            "%(num)s badges attendent la réponse des personnes.",
            waiting,
        )
    )
    return redirect(url_for("awards.show", session_id=session_id), code=303)


@blueprint.post("/sessions/<session_id>/awards")
def issue(session_id: str) -> str:
    """Issue all accepted badges of the session; the failure of one does not stop the rest.

    Where nothing can be signed now the page says so, and what was accepted waits.
    """
    if paused():
        return _page(session_id)
    with services().writing() as db:
        led_session(db, session_id)
        require_begun(db, session_id, now=services().clock())
        outcomes = award_accepted(
            db,
            session_id,
            keyring=services().keyring,
            now=services().clock(),
            addresses=services().addresses,
        )
    services().run_tasks()
    return _page(session_id, outcomes=outcomes)


def _page(session_id: str, *, outcomes: Sequence[AwardOutcome] = ()) -> str:
    with services().reading() as db:
        access = led_session(db, session_id)
        found = session_proposals(db, session_id)
    names = {proposal.id: _title(proposal) for proposal in found}
    may_issue = "issuer" in signed_in().roles
    people, possible = _by_person(found), [p for p in found if p.state == "possible"]
    folded = len(people) >= FOLDED_FROM
    return render_template(
        "awards/show.html",
        session=access.session,
        people=people,
        folded=folded,
        possible=len(possible),
        possible_lines=_by_badge(possible) if folded else [_title(p) for p in possible],
        accepted=sum(1 for p in found if p.state == "accepted"),
        report=[_line(outcome, names=names) for outcome in outcomes],
        may_issue=may_issue,
        paused=paused() if may_issue else "",
    )


def _title(proposal: Proposal) -> str:
    return f"{proposal.person_name} · {proposal.achievement_name}"


def _by_badge(possible: Sequence[Proposal]) -> list[str]:
    """Say of each badge how many people it is possible for, in the order of the badges."""
    people = Counter(proposal.achievement_name for proposal in possible)
    return [
        ngettext("%(name)s : %(num)s personne", "%(name)s : %(num)s personnes", many, name=name)
        for name, many in people.items()
    ]


def _by_person(found: Sequence[Proposal]) -> list[PersonProposals]:
    people: dict[str, list[Proposal]] = {}
    for proposal in found:
        people.setdefault(proposal.person_id, []).append(proposal)
    return [PersonProposals(own[0].person_name, tuple(own)) for own in people.values()]


def _line(outcome: AwardOutcome, *, names: dict[str | None, str]) -> tuple[bool, str]:
    """Say what became of one badge."""
    name = names.get(outcome.proposal_id, "?")
    if outcome.error is None:
        return True, gettext("%(name)s : délivré.", name=name)
    reason = sentence(outcome.error.reason, outcome.error.facts)
    return False, gettext("%(name)s : pas encore. %(reason)s", name=name, reason=reason)
