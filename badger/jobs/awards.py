"""Badges that people said yes to while nothing could be signed."""

from collections.abc import Callable
from datetime import timedelta

import structlog

from badger.clock import Clock
from badger.db.base import Engine, read_session, write_session
from badger.errors import BadgerError
from badger.issuer.addresses import Addresses
from badger.issuer.award import AwardRequest, award_badge
from badger.issuer.key_sealing import KeyringLocked
from badger.issuer.keyring import Keyring
from badger.issuer.proposal_queries import waiting_since

# Whoever says yes is answered at once; what is left after that waits for the keys.
AFTER = timedelta(seconds=30)

log = structlog.get_logger("badger.jobs")


def issue_waiting(
    engine: Engine,
    *,
    keyring: Keyring,
    clock: Clock,
    addresses: Addresses,
    stopping: Callable[[], bool],
) -> int:
    """Issue what was accepted and is not issued yet, each for itself; return how many were.

    What is not possible (any more) stays as it is: whoever leads the session reads why.
    Where the keys are away all of it goes on waiting.
    """
    now = clock()
    with read_session(engine) as db:
        waiting = waiting_since(db, now - AFTER)
    issued = 0
    for proposal_id in waiting:
        if stopping():
            break
        try:
            # Before the transaction: nobody else waits for a slow token.
            keyring.require_reachable()
            with write_session(engine) as db:
                award_badge(
                    db,
                    AwardRequest(proposal_id, f"accept.{proposal_id}"),
                    keyring=keyring,
                    now=now,
                    addresses=addresses,
                )
            issued += 1
        except KeyringLocked:
            break
        except BadgerError:
            continue
    return issued


def issue_waiting_quietly(
    engine: Engine,
    *,
    keyring: Keyring,
    clock: Clock,
    addresses: Addresses,
    stopping: Callable[[], bool],
) -> int:
    """Do as `issue_waiting`, for whoever must go on whatever happens: it never fails."""
    try:
        return issue_waiting(
            engine, keyring=keyring, clock=clock, addresses=addresses, stopping=stopping
        )
    except Exception as error:
        # The round of mails and retention goes on; the next one tries again.
        log.error("waiting_awards", exc_info=error)
        return 0
