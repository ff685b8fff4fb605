"""Play what is made together: groups with members, cycles agreed with, larger badges accepted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from badger.db.base import Session
from badger.demo.cast import ACTOR, Cast, Office
from badger.demo.play import accept
from badger.demo.territory import LargerBadge, SessionPlan
from badger.issuer.award import AwardRequest, award_badge
from badger.issuer.memberships import ask_members, draw_group_code, join_group
from badger.issuer.proposals import proposals_of_person
from badger.issuer.recognition.changes import add_group
from badger.issuer.recognition.cycles import continue_session, sign_off

# Days from the loading, after the last session from which a badge was signed.
GATHERED_DAY: Final = -7
# Who opens the groups to their members.
GROUPS_BY: Final = "pedagogue"


def link_sessions(db: Session, plans: Sequence[SessionPlan], *, cast: Cast, office: Office) -> None:
    """Link each session to the one that it continues, and let people agree with the cycle."""
    for plan in plans:
        if plan.continues is None:
            continue
        now, session_id = office.calendar.at(plan.ends, hour=17), cast.sessions[plan.code]
        before = cast.sessions[plan.continues]
        continue_session(db, session_id, continues_id=before, actor=ACTOR, now=now)
        for code in plan.agreed:
            person = cast.people[plan.participants[0]]
            sign_off(db, session_id, person_id=person, by=cast.people[code], now=now)


def register_groups(
    db: Session, plans: Sequence[SessionPlan], *, cast: Cast, office: Office
) -> Cast:
    """Let groups take part in sessions as one; return the cast with them."""
    groups = {
        name: add_group(
            db, cast.sessions[plan.code], name=name, actor=ACTOR, now=office.prepared_at
        ).person_id
        for plan in plans
        for name in plan.groups
    }
    return replace(cast, people={**cast.people, **groups})


def fill_groups(db: Session, plans: Sequence[SessionPlan], *, cast: Cast, office: Office) -> None:
    """Let members come into the groups of sessions, and ask the others who took part."""
    for plan in plans:
        for name in plan.groups if plan.members else ():
            now, group_id = office.calendar.at(plan.ends, hour=17), cast.people[name]
            actor = cast.people[GROUPS_BY]
            code = draw_group_code(db, group_id, actor=actor, now=now).code
            for member in plan.members:
                join_group(db, code, person_id=cast.people[member], now=now)
            ask_members(
                db,
                group_id,
                [cast.people[one] for one in plan.participants],
                partner_ids=(cast.partners[plan.partner],),
                actor=actor,
                now=now,
            )


def accept_larger(
    db: Session, badges: Sequence[LargerBadge], *, cast: Cast, office: Office
) -> None:
    """Let people accept the larger badges that their badges have made possible."""
    for badge in badges:
        if badge.accepted_by is not None:
            _accept(db, badge, person=badge.accepted_by, cast=cast, office=office)


def _accept(db: Session, badge: LargerBadge, *, person: str, cast: Cast, office: Office) -> None:
    asked = proposals_of_person(db, cast.people[person])
    proposal = next(one for one in asked if one.version_id == cast.versions[badge.code])
    now = office.calendar.at(GATHERED_DAY, hour=10)
    accept(db, proposal, now=now)
    award_badge(
        db,
        AwardRequest(proposal.id or "", request_key=f"{ACTOR}-{badge.code}-{person}"),
        keyring=office.keyring,
        now=now,
        addresses=office.addresses,
    )
