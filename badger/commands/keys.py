"""`badger keys`: make keys, and look after those of the partners."""

import gettext
import importlib
from collections.abc import Sequence

import click

from badger.commands.key_files import new_key_file
from badger.commands.streams import STANDARD, write_secret
from badger.credentials.errors import CredentialError
from badger.credentials.keys import Kind


class KeyFileExists(CredentialError):
    """Say that a new key would take the place of a file that is there."""

    code = "key.file_exists"


# Those of the partners are kept in the database, which `new` does without.
OF_PARTNERS = {
    "list": "Dire les clés d'un partenaire.",
    "rotate": "Donner une clé neuve à un partenaire.",
    "compromised": "Déclarer qu'une clé est tombée en d'autres mains.",
    "reissue": "Signer de nouveau les badges d'une clé reprise.",
    "rewrap": "Protéger les clés par la nouvelle clé de chiffrement.",
}


class KeyCommands(click.Group):
    """`new`, and the partners' commands, imported when one of them is named (ADR 0009)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return [*super().list_commands(ctx), *OF_PARTNERS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None when there is none of that name."""
        if cmd_name not in OF_PARTNERS:
            return super().get_command(ctx, cmd_name)
        module = importlib.import_module("badger.commands.partner_keys")
        commands: Sequence[click.Command] = module.COMMANDS
        return next(one for one in commands if one.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing those of the partners."""
        own = [(name, one.get_short_help_str()) for name, one in self.commands.items()]
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl([*own, *OF_PARTNERS.items()])


@click.group(cls=KeyCommands, subcommand_metavar="COMMANDE [ARGUMENTS]...")
def command() -> None:
    """Créer des clés de signature, et tenir celles des partenaires."""


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
    if output != STANDARD:
        jwt, address = (" --jwt", "kid") if kind == "RSA" else ("", "id")
        click.echo(
            f"Clé écrite dans {output}, que vous seul·e pouvez lire : gardez-la secrète, et signez"
            f" avec « badger sign BADGE.json{jwt} --key {output} --verification-method ADRESSE »,"
            f" où ADRESSE est son « {address} »."
        )
