"""`badger keys`: make keys, and look after those of the partners."""

import click

from badger.commands.key_files import new_key_file
from badger.commands.partner_keys import COMMANDS
from badger.commands.streams import STANDARD, write_secret
from badger.credentials.errors import CredentialError
from badger.credentials.keys import Kind


class KeyFileExists(CredentialError):
    """Say that a new key would take the place of a file that is there."""

    code = "key.file_exists"


@click.group(subcommand_metavar="COMMANDE [ARGUMENTS]...")
def command() -> None:
    """Créer des clés de signature, et tenir celles des partenaires."""


for _command in COMMANDS:
    command.add_command(_command)


@command.command("new")
@click.option(
    "--kind",
    type=click.Choice(["Ed25519", "P-256", "P-384", "RSA"]),
    default="Ed25519",
    show_default=True,
    help="Sorte de clé. RSA (2 048 bits) ne signe que des jetons (« badger sign --jwt »).",
)
@click.option(
    "-o",
    "--output",
    metavar="FICHIER",
    default=STANDARD,
    help="Écrire dans ce nouveau fichier, que vous seul·e pourrez lire (sinon : à l'écran).",
)
def new_key(output: str, *, kind: Kind) -> None:
    """Créer une clé neuve, écrite en JSON (Multikey ; JWK pour RSA).

    Le fichier contient la clé secrète : qui le lit peut signer à votre place. Il donne aussi
    l'adresse de la clé (« id » ou « kid »), à passer à « badger sign --verification-method ».
    """
    try:
        write_secret(output, new_key_file(kind))
    except FileExistsError:
        raise KeyFileExists(name=output) from None
