"""`badger sign`: sign a document."""

import json
from datetime import datetime

import click

from badger.clock import utc_now
from badger.commands.key_files import read_key_file
from badger.commands.streams import STANDARD, read_bytes, write_bytes
from badger.credentials.cryptosuites import SIGNING_SUITES
from badger.credentials.datetimes import parse_timestamp
from badger.credentials.did import did_key_document, verification_method
from badger.credentials.errors import CredentialError
from badger.credentials.keys import SigningKey
from badger.credentials.proof import DEFAULT_SUITE, add_proof
from badger.credentials.proof_errors import BadVerificationMethod
from badger.credentials.proof_options import checked_method
from badger.credentials.strict_json import DEFAULT_LIMITS, parse_object
from badger.sentences import sentence


class AnotherKey(CredentialError):
    """Say that the address given for a key names another key by itself."""

    code = "key.another"


@click.command()
@click.argument("document", metavar="DOCUMENT")
@click.option("--key", "key_name", metavar="FICHIER", required=True, help="Fichier de la clé.")
@click.option(
    "--verification-method",
    "method",
    metavar="URL",
    required=True,
    help="Adresse complète sous laquelle l'émetteur publie la clé (did:…#… ou https://…#…).",
)
@click.option(
    "--cryptosuite",
    type=click.Choice(list(SIGNING_SUITES)),
    default=DEFAULT_SUITE,
    show_default=True,
    help="Procédé de signature.",
)
@click.option("--created", metavar="DATE", help="Date de la signature, comme 2026-03-14T09:30:00Z.")
def command(
    document: str, *, key_name: str, method: str, cryptosuite: str, created: str | None
) -> None:
    """Signer DOCUMENT (JSON ; « - » lit l'entrée standard) et écrire le document signé.

    Le document doit être complet : rien n'y est ajouté que la signature numérique. Un champ que
    ses vocabulaires ne connaissent pas est refusé, car il ne serait pas couvert.
    """
    moment = utc_now() if created is None else _moment(created)
    key = read_key_file(key_name)
    _check_method(method, key)
    signed = add_proof(
        parse_object(read_bytes(document, DEFAULT_LIMITS.max_bytes)),
        signer=key,
        verification_method=method,
        created=moment,
        cryptosuite=cryptosuite,
    )
    text = json.dumps(signed, ensure_ascii=False, indent=2) + "\n"
    write_bytes(STANDARD, text.encode("utf-8"))


def _check_method(method: str, key: SigningKey) -> None:
    """Refuse an address that nobody can follow, and a did:key that names another key."""
    try:
        checked_method(method)
    except BadVerificationMethod as error:
        raise _misused("--verification-method", error) from error
    if method.startswith("did:key:"):
        document = did_key_document(method.partition("#")[0])
        if verification_method(document, method).key != key.public:
            raise AnotherKey()


def _moment(created: str) -> datetime:
    try:
        return parse_timestamp(created)
    except CredentialError as error:
        raise _misused("--created", error) from error


def _misused(option: str, error: CredentialError) -> click.BadParameter:
    return click.BadParameter(sentence(error.reason, error.facts), param_hint=option)
