"""`badger derive`: show a part of a badge."""

import json

import click

from badger.commands.streams import STANDARD, read_bytes, write_bytes
from badger.credentials.cryptosuites.ecdsa_sd_2023.errors import NotABaseProof
from badger.credentials.selective_proof import derive_proof
from badger.json_value import JsonObject
from badger.schemas import conforms, first_conformity_error
from badger.sentences import sentence
from badger.verify.case import BADGE
from badger.verify.intake import MAX_IMAGE_BYTES, read_presented


@click.command()
@click.argument("document", metavar="FICHIER")
@click.option(
    "--pointer",
    "pointers",
    metavar="CHEMIN",
    multiple=True,
    help="Une partie à montrer, comme /credentialSubject/result/0 ; l'option peut se répéter.",
)
@click.option(
    "-o",
    "--output",
    metavar="FICHIER",
    default=STANDARD,
    help="Où écrire ce qui est montré (sinon : sortie standard).",
)
def command(document: str, *, pointers: tuple[str, ...], output: str) -> None:
    """Montrer une partie seulement de FICHIER, un badge signé pour cela (ecdsa-sd-2023).

    FICHIER est un JSON ou une image (« - » lit l'entrée standard). Ce que l'émetteur veut
    toujours voir montré l'est toujours ; tout le reste est laissé de côté, sauf les parties
    choisies par « --pointer ». Le résultat se vérifie comme un badge entier, avec
    « badger verify ». Le badge entier, lui, ne se donne à personne.
    """
    presented = read_presented(read_bytes(document, MAX_IMAGE_BYTES))
    if presented.document is None:
        raise NotABaseProof()
    shown = derive_proof(presented.document, pointers)
    write_bytes(output, (json.dumps(shown, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
    _warn_of_no_badge(shown)


def _warn_of_no_badge(shown: JsonObject) -> None:
    """Say when a verifier will not read the part as a badge: it is the holder's to know."""
    unsigned = {name: value for name, value in shown.items() if name != "proof"}
    if not conforms(unsigned, BADGE):
        path = first_conformity_error(unsigned, BADGE).path or "/"
        click.echo(f"badger : {sentence('derive.not_enough', {'path': path})}", err=True)
