"""`badger worker`: do what the outbox asks for, until told to stop."""

import os
import signal
import threading
from types import FrameType

import click

from badger.clock import utc_now
from badger.db.migrate import require_current_schema
from badger.db.opening import open_database
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import keyring_of
from badger.jobs.imports import carry_on_quietly
from badger.jobs.judges import judge_of_worker
from badger.jobs.mail import SmtpMailer
from badger.jobs.postman import deliver_quietly
from badger.jobs.rechecks import recheck_quietly
from badger.jobs.retention import retention_of
from badger.jobs.worker import run_quietly
from badger.logs import install_logs
from badger.settings import read_settings

HELP = """Faire ce qui attend : ranger les badges, envoyer les courriels, finir l'interrompu,
regarder à nouveau les badges venus d'ailleurs.

Le site le fait aussi, tant qu'il est ouvert. Cette commande convient à une
base PostgreSQL : plusieurs peuvent tourner à la fois. Ctrl+C ou SIGTERM l'arrête proprement.
"""


@click.command(help=HELP)
@click.option(
    "--interval",
    default=5.0,
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    help="Secondes entre deux passages.",
)
def command(interval: float) -> None:
    """Run again and again, with the settings of the environment."""
    install_logs()
    settings = read_settings(os.environ)
    engine = open_database(settings)
    require_current_schema(engine)
    keyring, addresses = (
        keyring_of(settings),
        Addresses(settings.base_url),
    )
    stopping = stop_when_told()
    click.echo("Au travail (Ctrl+C pour arrêter).")
    mailer = SmtpMailer(settings.mail) if settings.mail else None
    retention = retention_of(settings, engine, clock=utc_now)
    judge = judge_of_worker(settings, engine)
    while not stopping.is_set():
        retention.run_when_due()
        run_quietly(engine, keyring=keyring, now=utc_now(), addresses=addresses)
        deliver_quietly(engine, mailer, clock=utc_now, stopping=stopping.is_set)
        carry_on_quietly(engine, clock=utc_now, stopping=stopping.is_set)
        recheck_quietly(engine, judge, clock=utc_now, stopping=stopping.is_set)
        stopping.wait(interval)
    engine.dispose()


def stop_when_told() -> threading.Event:
    """Return an event that SIGTERM or Ctrl+C sets: the run under way is finished first."""
    stopping = threading.Event()

    def tell(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell)
    return stopping
