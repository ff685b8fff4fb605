"""`badger bake`: put a badge into an image."""

import re

import click

from badger.commands.streams import read_bytes, write_bytes
from badger.credentials.baking import MAX_IMAGE_BYTES, bake
from badger.credentials.strict_json import DEFAULT_LIMITS, parse_object

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
    """Incruster BADGE (JSON) dans IMAGE, un PNG ou un SVG, et écrire une nouvelle image.

    L'un des deux peut être « - », l'entrée standard. Les octets du badge ne changent pas ;
    un badge que l'image contenait déjà est remplacé.
    """
    badge = read_bytes(credential, DEFAULT_LIMITS.max_bytes)
    _check_badge(badge)
    write_bytes(output, bake(read_bytes(image, MAX_IMAGE_BYTES), badge))


def _check_badge(badge: bytes) -> None:
    if len(badge) > DEFAULT_LIMITS.max_bytes or not _COMPACT_JWS.fullmatch(badge):
        parse_object(badge)
