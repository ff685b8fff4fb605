"""Runs the tasks of the outbox."""

from datetime import datetime

from badger.db.base import Session
from badger.issuer.addresses import Addresses


def run_pending(db: Session, *, now: datetime, addresses: Addresses) -> int:
    """Run what is waiting, oldest first; return how many tasks were done.

    The failure of one task is recorded and does not stop the others.
    """
    raise NotImplementedError
