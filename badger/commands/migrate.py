"""`badger migrate`: bring the database of the settings up to date."""

import os

import click

from badger.db.migrate import upgrade
from badger.db.opening import open_database
from badger.db.sealing_rows import seal_what_is_open
from badger.settings import read_settings

HELP = """Mettre la base de données à jour.

Crée les tables qui n'y sont pas encore. Ce qui est déjà à jour ne change pas. La base est
celle de BADGER_DATABASE_URL. Avec BADGER_KEK, ce qui n'était pas encore chiffré sous la clé de
chaque personne l'est ensuite.
"""


@click.command(help=HELP)
def command() -> None:
    """Apply the missing migrations."""
    settings = read_settings(os.environ)
    engine = open_database(settings)
    upgrade(engine)
    sealed = seal_what_is_open(engine) if settings.key_encryption_key or settings.token_key else 0
    engine.dispose()
    click.echo("La base de données est à jour.")
    if sealed:
        click.echo(f"Chiffré sous la clé de chaque personne : {sealed} lignes.")
