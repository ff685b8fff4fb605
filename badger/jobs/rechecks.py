"""Looks again at badges from elsewhere, a few at a time, apart from every page."""

from collections.abc import Callable
from datetime import datetime

import structlog

from badger.backpack.check_queries import some_are_due
from badger.backpack.imports import DueCheck, record_check, take_due
from badger.clock import Clock
from badger.db.base import Engine, read_session, write_session
from badger.errors import BadgerError
from badger.verify import Judge, Question, Report, UnreadableInput, VerificationPolicy
from badger.verify.steps import unanswered

AT_A_TIME = 5

log = structlog.get_logger("badger.jobs")


def recheck_due(engine: Engine, judge: Judge, *, clock: Clock, stopping: Callable[[], bool]) -> int:
    """Look again at what is due; return how many badges were looked at.

    No transaction is open while a badge is judged: a slow issuer holds nobody up.
    stopping: tells between two badges whether to leave the rest for later.
    """
    with read_session(engine) as db:
        if not some_are_due(db, now=clock()):
            return 0
    with write_session(engine) as db:
        due = take_due(db, now=clock(), limit=AT_A_TIME)
    looked_at = 0
    for check in due:
        if stopping():
            break
        looked_at += _recheck(engine, judge, check=check, clock=clock)
    return looked_at


def recheck_quietly(
    engine: Engine, judge: Judge, *, clock: Clock, stopping: Callable[[], bool]
) -> int:
    """Do as `recheck_due`, for whoever must go on whatever happens: it never fails."""
    try:
        return recheck_due(engine, judge, clock=clock, stopping=stopping)
    except Exception as error:
        log.error("rechecks", exc_info=error)
        return 0


def _report(judge: Judge, check: DueCheck, *, now: datetime) -> Report:
    """Judge a badge; one that this release cannot read any more is not said to be valid."""
    question = Question(data=check.document, policy=VerificationPolicy(), now=now)
    try:
        return judge.answer(question).report
    except UnreadableInput as error:
        return Report(findings=unanswered(error.reason), checked_at=now)


def _recheck(engine: Engine, judge: Judge, *, check: DueCheck, clock: Clock) -> bool:
    """Look at one badge; what goes wrong with it is no reason to leave out the others."""
    try:
        report = _report(judge, check, now=clock())
    except BadgerError as error:
        # A judge who is busy is asked again at the next time.
        log.warning("recheck", code=error.reason)
        return False
    except Exception as error:
        log.error("recheck", holding=check.holding_id, exc_info=error)
        return False
    with write_session(engine) as db:
        record_check(db, check.holding_id, report, now=clock())
    return True
