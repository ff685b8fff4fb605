"""The locks of an award, taken before its first step and in one order for everybody."""

from collections.abc import Iterable

from badger.db.base import Session
from badger.issuer.award_queries import locked_newest_list
from badger.issuer.people_queries import lock_keys
from badger.issuer.proposal_queries import locked_proposals


def lock_for_awards(db: Session, proposal_ids: Iterable[str], *, issuer_ids: Iterable[str]) -> None:
    """Lock proposals, then each issuer's keys and newest list.

    For a transaction that awards one by one: after its first award it holds the audit head,
    which comes last in the order of locks, and may not wait for anything else any more.
    """
    locked_proposals(db, proposal_ids)
    for issuer_id in sorted(set(issuer_ids)):
        lock_keys(db, issuer_id, to_change=False)
        locked_newest_list(db, issuer_id)
