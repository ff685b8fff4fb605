"""`badger bake`: put a badge into an image."""

import re

import click

from badger.commands.streams import read_bytes, write_bytes
from badger.credentials.baking import MAX_IMAGE_BYTES, bake
from badger.credentials.jwt import MAX_TOKEN_LETTERS
from badger.credentials.strict_json import parse_object

_COMPACT_JWS = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


@click.command()
@click.argument("image", metavar="IMAGE")
@click.argument("credential", metavar="BADGE")
@click.option(
    "-o",
    "--output",
    metavar="FICHIER",
    required=True,
    help="Où écrire la nouvelle image (« - » : sortie standard).",
)
def command(image: str, credential: str, *, output: str) -> None:
    """Incruster BADGE (JSON ou jeton) dans IMAGE, un PNG ou un SVG, et écrire une nouvelle image.

    L'un des deux peut être « - », l'entrée standard. Les octets du badge ne changent pas (la fin
    de ligne après un jeton est laissée) ; un badge que l'image contenait déjà est remplacé.
    """
    badge = _checked_badge(read_bytes(credential, MAX_TOKEN_LETTERS + 1))
    write_bytes(output, bake(read_bytes(image, MAX_IMAGE_BYTES), badge))


def _checked_badge(badge: bytes) -> bytes:
    token = badge.removesuffix(b"\n")
    if len(token) <= MAX_TOKEN_LETTERS and _COMPACT_JWS.fullmatch(token):
        return token
    parse_object(badge)
    return badge
