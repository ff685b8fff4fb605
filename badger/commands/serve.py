"""`badger serve`: open the site with the settings of the environment."""

import os

import click

from badger.app import start_app
from badger.clock import utc_now
from badger.commands.server import Listening, require_free_port, serve_app
from badger.commands.start_checks import check_start
from badger.issuer.keyring import keyring_of
from badger.settings import Settings, read_settings

HELP = """Ouvrir le site de ce territoire.

Les réglages viennent de l'environnement : BADGER_DATABASE_URL, BADGER_BASE_URL,
BADGER_SECRET_KEY, BADGER_KEK ou BADGER_KEK_FILE (voir docs/operations.md).
Avant la première fois : badger migrate.
"""


@click.command(help=HELP)
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse où écouter.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port."
)
@click.option(
    "--workers",
    default=0,
    type=click.IntRange(0, 64),
    help="Nombre de processus ; sinon 1 avec SQLite et 2 avec PostgreSQL.",
)
@click.option(
    "--without-signing",
    is_flag=True,
    help="Ouvrir aussi sans clé : vérifier, sans signer ni montrer ce qui est gardé.",
)
def command(host: str, *, port: int, workers: int, without_signing: bool) -> None:
    """Check what can be checked beforehand, then serve."""
    settings = read_settings(os.environ)
    keyring = None if without_signing else keyring_of(settings)
    check_start(settings, now=utc_now(), keyring=keyring)
    listening = Listening(host=host, port=port, workers=workers or usual_workers(settings))
    require_free_port(listening)
    click.echo(f"Le site répond à http://{host}:{port} (Ctrl+C pour fermer).")
    serve_app(lambda: start_app(settings), listening)


def usual_workers(settings: Settings) -> int:
    """Return the number of processes that suits the database."""
    return 1 if settings.database_url.startswith("sqlite") else 2
