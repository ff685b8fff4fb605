"""Issuing right after a yes, where the keys are at hand."""

import structlog

from badger.errors import BadgerError
from badger.issuer.award import AwardRequest, award_badge
from badger.web.services import services

log = structlog.get_logger("badger.web")


def issue_now(proposal_id: str) -> str | None:
    """Issue an accepted badge and return its id; where that cannot be now, it stays accepted."""
    here = services()
    try:
        # Before the transaction: nobody else waits for a slow token.
        here.keyring.require_reachable()
        with here.writing() as db:
            row = award_badge(
                db,
                AwardRequest(proposal_id, f"accept.{proposal_id}"),
                keyring=here.keyring,
                now=here.clock(),
                addresses=here.addresses,
            )
    except BadgerError as error:
        log.warning("award_later", proposal=proposal_id, reason=error.reason)
        return None
    here.run_tasks()
    return row.id
