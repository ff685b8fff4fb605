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
from badger.credentials.did_jwk import did_jwk_document
from badger.credentials.errors import CredentialError
from badger.credentials.jwt_signing import sign_jwt
from badger.credentials.keys import Signer
from badger.credentials.proof import DEFAULT_SUITE, add_proof
from badger.credentials.proof_errors import BadVerificationMethod
from badger.credentials.proof_options import checked_method
from badger.credentials.strict_json import DEFAULT_LIMITS, parse_object
from badger.sentences import sentence

_SUITES = {"P-256": "ecdsa-rdfc-2019", "P-384": "ecdsa-rdfc-2019"}
_COMPUTED = {"did:key:": did_key_document, "did:jwk:": did_jwk_document}


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
    show_default="celui de la clé, en RDFC",
    help="Procédé de signature.",
)
@click.option("--created", metavar="DATE", help="Date de la signature, comme 2026-03-14T09:30:00Z.")
@click.option(
    "--jwt",
    "is_jwt",
    is_flag=True,
    help="Écrire un jeton (VC-JWT) : la sorte de la clé donne le procédé (EdDSA, ES256, ES384, "
    "RS256), et la date est celle du badge.",
)
def command(
    document: str,
    *,
    key_name: str,
    method: str,
    cryptosuite: str | None,
    created: str | None,
    is_jwt: bool,
) -> None:
    """Signer DOCUMENT (JSON ; « - » lit l'entrée standard) et écrire le document signé.

    Le document doit être complet : rien n'y est ajouté que la signature numérique. Un champ que
    ses vocabulaires ne connaissent pas est refusé, car il ne serait pas couvert.
    """
    if is_jwt and (cryptosuite, created) != (None, None):
        raise click.UsageError("--jwt ne va pas avec --cryptosuite ni --created.")
    moment = utc_now() if created is None else _moment(created)
    key = read_key_file(key_name)
    _check_method(method, key)
    unsigned = parse_object(read_bytes(document, DEFAULT_LIMITS.max_bytes))
    if is_jwt:
        text = sign_jwt(unsigned, signer=key, kid=method)
    else:
        signed = add_proof(
            unsigned,
            signer=key,
            verification_method=method,
            created=moment,
            cryptosuite=cryptosuite or _SUITES.get(key.public.kind, DEFAULT_SUITE),
        )
        text = json.dumps(signed, ensure_ascii=False, indent=2)
    write_bytes(STANDARD, f"{text}\n".encode())


def _check_method(method: str, key: Signer) -> None:
    """Refuse an address that nobody can follow, and one that is another key by itself."""
    try:
        checked_method(method)
    except BadVerificationMethod as error:
        raise _misused("--verification-method", error) from error
    for prefix, compute in _COMPUTED.items():
        if method.startswith(prefix):
            document = compute(method.partition("#")[0])
            if verification_method(document, method).key != key.public:
                raise AnotherKey()


def _moment(created: str) -> datetime:
    try:
        return parse_timestamp(created)
    except CredentialError as error:
        raise _misused("--created", error) from error


def _misused(option: str, error: CredentialError) -> click.BadParameter:
    return click.BadParameter(sentence(error.reason, error.facts), param_hint=option)
