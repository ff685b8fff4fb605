"""`badger keys`: make keys."""

import click

from badger.commands.key_files import key_file
from badger.commands.streams import STANDARD, write_secret
from badger.credentials.errors import CredentialError
from badger.credentials.keys import SigningKey


class KeyFileExists(CredentialError):
    """Say that a new key would take the place of a file that is there."""

    code = "key.file_exists"


@click.group(subcommand_metavar="COMMANDE [ARGUMENTS]...")
def command() -> None:
    """Créer des clés de signature."""


@command.command("new")
@click.option(
    "-o",
    "--output",
    metavar="FICHIER",
    default=STANDARD,
    help="Écrire dans ce nouveau fichier, que vous seul·e pourrez lire (sinon : à l'écran).",
)
def new_key(output: str) -> None:
    """Créer une clé Ed25519 neuve, écrite en JSON (Multikey).

    Le fichier contient la clé secrète : qui le lit peut signer à votre place. Il donne aussi
    l'identifiant did:key de la clé, à passer à « badger sign --verification-method ».
    """
    try:
        write_secret(output, key_file(SigningKey.generate()))
    except FileExistsError:
        raise KeyFileExists(name=output) from None
