"""`badger unbake`: take the badge out of an image."""

import click

from badger.commands.streams import STANDARD, read_bytes, write_bytes
from badger.credentials.baking import MAX_IMAGE_BYTES, unbake


@click.command()
@click.argument("image", metavar="IMAGE")
@click.option(
    "-o",
    "--output",
    metavar="FICHIER",
    default=STANDARD,
    help="Où écrire le badge (sinon : sortie standard).",
)
def command(image: str, *, output: str) -> None:
    """Extraire le badge de IMAGE, un PNG ou un SVG (« - » lit l'entrée standard).

    Le badge est écrit octet pour octet comme il se trouve dans l'image ; il n'est pas vérifié :
    c'est le travail de « badger verify ».
    """
    write_bytes(output, unbake(read_bytes(image, MAX_IMAGE_BYTES)))
