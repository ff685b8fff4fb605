"""Goes round with the mails that wait: after the commit, apart from every page.

Each mail has three moments of its own: taken (committed), handed over (no transaction is open:
a slow server holds nobody up), written down (committed).
"""

import threading
from collections.abc import Callable
from typing import Final

import structlog

from badger.clock import Clock
from badger.db.base import Engine, read_session, write_session
from badger.db.mails import (
    claim_mail,
    end_old_mails,
    mails_are_over,
    mails_wait,
    record_given_up,
    record_postponed,
    record_sent,
)
from badger.db.outbox import tasks_wait
from badger.jobs.mail import (
    Mail,
    Mailer,
    MailOutcomeUnknown,
    MailPostponed,
    MailRefused,
    MailServerUnusable,
)

PAUSE_S: Final = 2.0
# The longest that a process that ends waits for the mail in hand.
PATIENCE_S: Final = 25.0

log = structlog.get_logger("badger.jobs")


def nothing() -> None:
    """Do nothing."""


def never() -> bool:
    """Go on until everything is done."""
    return False


def deliver_mails(
    engine: Engine, mailer: Mailer | None, *, clock: Clock, stopping: Callable[[], bool] = never
) -> int:
    """Send what waits; return how many mails were sent.

    mailer:   None where no mail server is set: mails wait, those that come too late end.
    stopping: tells between two mails whether to leave the rest for later.
    """
    with read_session(engine) as db:
        some_are_over, some_wait = mails_are_over(db, now=clock()), mails_wait(db, now=clock())
    if some_are_over:
        with write_session(engine) as db:
            end_old_mails(db, now=clock())
    if mailer is None or not some_wait:
        return 0
    return _send_all(engine, mailer, clock=clock, stopping=stopping)


def deliver_quietly(
    engine: Engine,
    mailer: Mailer | None,
    *,
    clock: Clock,
    stopping: Callable[[], bool] = never,
    run_tasks: Callable[[], None] = nothing,
) -> int:
    """Send as `deliver_mails` does, for whoever must go on whatever happens: it never fails.

    run_tasks: does first what the outbox asks for: some of its tasks write mails.
    """
    try:
        with read_session(engine) as db:
            some_tasks_wait = tasks_wait(db)
        if some_tasks_wait:
            run_tasks()
        return deliver_mails(engine, mailer, clock=clock, stopping=stopping)
    except Exception as error:
        log.error("mails", exc_info=error)
        return 0


def _send_all(engine: Engine, mailer: Mailer, *, clock: Clock, stopping: Callable[[], bool]) -> int:
    sent = 0
    while not stopping() and (mail := _take(engine, clock=clock)):
        try:
            sent += _send(engine, mailer, mail=mail, clock=clock)
        except MailServerUnusable:
            break
    return sent


def _take(engine: Engine, *, clock: Clock) -> Mail | None:
    with write_session(engine) as db:
        row = claim_mail(db, now=clock())
        if row is None:
            return None
        return Mail(
            id=row.id,
            to=row.recipient or "",
            subject=row.subject,
            text=row.text or "",
            asked_at=row.asked_at,
        )


def _send(engine: Engine, mailer: Mailer, *, mail: Mail, clock: Clock) -> bool:
    """Send one mail and write down what came of it; tell whether it left.

    Raises: MailServerUnusable, when that was written down.
    """
    try:
        mailer.send(mail)
    except MailPostponed as error:
        with write_session(engine) as db:
            record_postponed(db, mail.id, code=error.reason, now=clock())
        if isinstance(error, MailServerUnusable):
            raise
        return False
    except (MailRefused, MailOutcomeUnknown) as error:
        with write_session(engine) as db:
            record_given_up(db, mail.id, code=error.reason, now=clock())
        return False
    with write_session(engine) as db:
        record_sent(db, mail.id, now=clock())
    return True


class Postman:
    """Goes round every other second in a thread of his own, until told to stop."""

    def __init__(
        self,
        engine: Engine,
        mailer: Mailer | None,
        *,
        clock: Clock,
        run_tasks: Callable[[], None] = nothing,
        carry_on: Callable[[Callable[[], bool]], object] = bool,
    ) -> None:
        """Keep what a round needs.

        mailer:    None where no mail server is set.
        run_tasks: does what the outbox asks for.
        carry_on:  does the long work that waits, until what it is given tells to stop.
        """
        self._engine = engine
        self._mailer = mailer
        self._clock = clock
        self._run_tasks = run_tasks
        self._carry_on = carry_on
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._go_round, name="postman", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the mail in hand, then end."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(PATIENCE_S)

    def make_round(self) -> int:
        """Write the mails that tasks ask for, then send what waits; return how many left."""
        return deliver_quietly(
            self._engine,
            self._mailer,
            clock=self._clock,
            stopping=self._stopping.is_set,
            run_tasks=self._run_tasks,
        )

    def _go_round(self) -> None:
        while not self._stopping.is_set():
            self.make_round()
            self._carry_on(self._stopping.is_set)
            self._stopping.wait(PAUSE_S)
