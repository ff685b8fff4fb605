"""`badger serve`: open the site with the settings of the environment."""

import os

import click

from badger.app import create_app, start_app
from badger.commands.server import Listening, require_free_port, serve_app
from badger.db.base import open_engine
from badger.db.migrate import require_current_schema
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
def command(host: str, *, port: int, workers: int) -> None:
    """Check what can be checked beforehand, then serve."""
    settings = read_settings(os.environ)
    check_start(settings)
    listening = Listening(host=host, port=port, workers=workers or usual_workers(settings))
    require_free_port(listening)
    click.echo(f"Le site répond à http://{host}:{port} (Ctrl+C pour fermer).")
    serve_app(lambda: start_app(settings), listening)


def check_start(settings: Settings) -> None:
    """Refuse to start where the database is not of this release or a key is missing.

    Raises: SettingMissing, SchemaMissing, SchemaTooNew.
    """
    create_app(settings)
    engine = open_engine(settings.database_url)
    require_current_schema(engine)
    engine.dispose()


def usual_workers(settings: Settings) -> int:
    """Return the number of processes that suits the database."""
    return 1 if settings.database_url.startswith("sqlite") else 2
