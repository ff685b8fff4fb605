"""`badger export-static`: what is public, as files that any web server can serve."""

import os
import secrets
from dataclasses import replace
from pathlib import Path

import click

from badger.app import create_app
from badger.errors import BadgerError
from badger.settings import read_settings
from badger.verify.sources import MANIFEST
from badger.web.static_export import exported_files


class FolderNotEmpty(BadgerError):
    """The folder holds something else than a former export."""

    code = "export.folder_not_empty"


@click.command(short_help="Écrire tout ce qui est public en fichiers.")
@click.argument("folder", metavar="DOSSIER", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Écrire tout ce qui est public en fichiers, que n'importe quel serveur web peut servir.

    Clés, listes d'état, modèles, soutiens, pages des badges : aux mêmes adresses, sans donnée
    sur les personnes. « badger verify BADGE --documents DOSSIER » les lit sans réseau.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise FolderNotEmpty(name=str(folder))
    settings = read_settings(os.environ)
    # Nobody signs in here, and nothing is fetched.
    settings = replace(settings, secret_key=secrets.token_hex(), verify_processes=0, outbound=False)
    app = create_app(settings)
    count = 0
    with app.test_request_context("/", base_url=settings.base_url):
        for path, data in exported_files():
            _write(folder / path, data)
            count += 1
    click.echo(f"{count} fichiers écrits dans {folder}.")


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(data)
    fresh.replace(path)
