"""`badger canonicalize`: show what of a document is signed."""

import click

from badger.commands.streams import STANDARD, read_bytes, write_bytes
from badger.credentials.canonical import canonical_nquads
from badger.credentials.strict_json import DEFAULT_LIMITS, parse_object


@click.command()
@click.argument("document", metavar="DOCUMENT")
def command(document: str) -> None:
    """Écrire DOCUMENT (JSON ; « - » lit l'entrée standard) sous sa forme canonique RDFC-1.0.

    C'est le texte dont eddsa-rdfc-2022 signe l'empreinte. Les vocabulaires viennent de badger,
    jamais du réseau ; un champ ou une adresse qui se perdrait en route est refusé.
    """
    text = canonical_nquads(parse_object(read_bytes(document, DEFAULT_LIMITS.max_bytes)))
    write_bytes(STANDARD, text.encode("utf-8"))
