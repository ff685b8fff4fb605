"""After a crash: what was reserved and never signed is finished, or voided."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.issuer.addresses import Addresses
from badger.issuer.award_queries import reserved_before
from badger.issuer.finish import ACTOR, complete_awards
from badger.issuer.key_sealing import KeyringLocked
from badger.issuer.keyring import Keyring
from badger.issuer.locking import lock_for_awards
from badger.issuer.self_check import SignatureRefused

AFTER = timedelta(seconds=30)
AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Swept:
    """How many credentials were finished and how many voided."""

    finished: int
    voided: int


def finish_or_void(
    db: Session,
    *,
    keyring: Keyring,
    now: datetime,
    addresses: Addresses,
    older_than: timedelta = AFTER,
) -> Swept:
    """Sign what was left unsigned for a while; void what our own verifier refuses.

    A voided credential keeps its place in the status list, which is never given again, and
    lets go of its proposal, which may be asked for anew.
    Raises: KeyringLocked: nothing is voided where nothing can be signed.
    """
    if keyring.locked:
        raise KeyringLocked
    finished = voided = 0
    for row in _left_over(db, now - older_than):
        try:
            with db.begin_nested():
                complete_awards(db, [row], keyring=keyring, now=now, addresses=addresses)
            finished += 1
        except SignatureRefused:
            _void(db, row, now=now)
            voided += 1
    return Swept(finished, voided)


def _left_over(db: Session, instant: datetime) -> list[CredentialRow]:
    """Find what was left, lock it, and look again: another may have finished it meanwhile."""
    rows = reserved_before(db, instant, limit=AT_A_TIME)
    proposals = [row.proposal_id for row in rows if row.proposal_id]
    lock_for_awards(db, proposals, issuer_ids=[row.issuer_id for row in rows])
    for row in rows:
        db.refresh(row)
    return [row for row in rows if row.state == "reserved"]


def _void(db: Session, row: CredentialRow, *, now: datetime) -> None:
    row.state, row.unsigned, row.signed, row.key_id = "voided", None, None, None
    row.proposal_id = row.request_key = None
    db.flush()
    append_event(
        db,
        kind="credential.voided",
        actor=ACTOR,
        subject=row.id,
        facts={"list": row.list_id, "index": row.list_index},
        now=now,
    )
