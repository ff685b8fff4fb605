"""`badger migrate`: bring the database of the settings up to date."""

import os

import click

from badger.db.base import open_engine
from badger.db.migrate import upgrade
from badger.settings import read_settings

HELP = """Mettre la base de données à jour.

Crée les tables qui n'y sont pas encore. Ce qui est déjà à jour ne change pas. La base est
celle de BADGER_DATABASE_URL.
"""


@click.command(help=HELP)
def command() -> None:
    """Apply the missing migrations."""
    engine = open_engine(read_settings(os.environ).database_url)
    upgrade(engine)
    engine.dispose()
    click.echo("La base de données est à jour.")
