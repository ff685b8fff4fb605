"""Every SELECT about proposals, by name."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, text, update

from badger.db.base import Session
from badger.db.one_of import one_of
from badger.db.rows import CredentialRow, PersonRow, ProposalRow
from badger.db.rows.awards import UNDER_WAY


def locked_proposals(db: Session, proposal_ids: Iterable[str]) -> Mapping[str, ProposalRow]:
    """Return proposals by id, and make whoever else would answer or issue them wait."""
    rows = db.scalars(
        select(ProposalRow)
        .where(one_of(db, ProposalRow.id, set(proposal_ids)))
        .order_by(ProposalRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def mark_issued(db: Session, proposal_ids: Collection[str]) -> None:
    """Close proposals whose credentials are signed; the caller holds their locks."""
    db.execute(
        update(ProposalRow).where(one_of(db, ProposalRow.id, proposal_ids)).values(state="issued")
    )


def proposals_for(
    db: Session, pairs: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], list[ProposalRow]]:
    """Return all proposals by (person, version), newest first."""
    rows = db.scalars(
        select(ProposalRow)
        .where(
            ProposalRow.person_id.in_({person for person, _ in pairs}),
            ProposalRow.version_id.in_({version for _, version in pairs}),
        )
        .order_by(ProposalRow.proposed_at.desc(), ProposalRow.id)
    )
    found: dict[tuple[str, str], list[ProposalRow]] = {}
    for row in rows:
        found.setdefault((row.person_id, row.version_id), []).append(row)
    return found


def proposal_rows_of_person(db: Session, person_id: str) -> Sequence[ProposalRow]:
    """Return what was proposed to a person, newest first."""
    return db.scalars(
        select(ProposalRow)
        .where(ProposalRow.person_id == person_id)
        .order_by(ProposalRow.proposed_at.desc(), ProposalRow.id)
    ).all()


def accepted_proposals(db: Session, session_id: str) -> Sequence[ProposalRow]:
    """Return what was proposed after a session and accepted, and is not issued yet."""
    return db.scalars(
        select(ProposalRow)
        .where(ProposalRow.session_id == session_id, ProposalRow.state == "accepted")
        .order_by(ProposalRow.answered_at, ProposalRow.id)
    ).all()


def waiting_since(db: Session, instant: datetime) -> Sequence[str]:
    """Return which proposals were accepted before `instant` and are not issued, oldest first."""
    return db.scalars(
        select(ProposalRow.id)
        # The first condition is that of the index, to the letter.
        .where(text(UNDER_WAY), ProposalRow.state == "accepted", ProposalRow.answered_at <= instant)
        .order_by(ProposalRow.answered_at, ProposalRow.id)
    ).all()


def credentials_of_proposals(
    db: Session, proposal_ids: Iterable[str]
) -> Mapping[str, CredentialRow]:
    """Return the credentials of proposals as they are now, by proposal, whatever their state."""
    asked = (
        select(CredentialRow)
        .where(one_of(db, CredentialRow.proposal_id, set(proposal_ids)))
        .execution_options(populate_existing=True)
    )
    return {row.proposal_id: row for row in db.scalars(asked) if row.proposal_id}


def kinds_of(db: Session, person_ids: Iterable[str]) -> Mapping[str, str]:
    """Return what holders are: "person", "group" or "organisation"."""
    asked = select(PersonRow.id, PersonRow.kind).where(PersonRow.id.in_(set(person_ids)))
    return {person: kind for person, kind in db.execute(asked)}  # noqa: C416 - Row is no pair


def names_of(db: Session, person_ids: Iterable[str]) -> Mapping[str, str]:
    """Return display names by person."""
    asked = select(PersonRow.id, PersonRow.display_name).where(PersonRow.id.in_(set(person_ids)))
    return {person: name for person, name in db.execute(asked)}  # noqa: C416 - Row is no pair
