"""Key files of the commands: a Multikey or a JWK with its secret part, in JSON."""

import json

from badger.commands.streams import read_bytes
from badger.credentials.did import did_key
from badger.credentials.did_jwk import did_jwk
from badger.credentials.errors import CredentialError
from badger.credentials.keys import (
    EcdsaSigningKey,
    Kind,
    RsaSigningKey,
    Signer,
    SigningKey,
    UnsupportedKey,
    UnusableKey,
)
from badger.credentials.strict_json import DEFAULT_LIMITS, parse_object
from badger.json_value import JsonObject

_SECRET_MEMBERS = ("secretKeyMultibase", "privateKeyMultibase")


class NoSecretKey(CredentialError):
    """Say that a key file holds no secret key."""

    code = "key.no_secret"


def new_key_file(kind: Kind) -> bytes:
    """Make a key and write it, its secret part included, under an address that names it.

    A Multikey that did:key names; for RSA, which has none, a JWK that did:jwk names.
    """
    if kind == "RSA":
        members = _private_jwk(RsaSigningKey.generate())
    elif kind == "Ed25519":
        members = _multikey(SigningKey.generate())
    else:
        members = _multikey(EcdsaSigningKey.generate(kind))
    return (json.dumps(members, indent=2) + "\n").encode("ascii")


def read_key_file(name: str) -> Signer:
    """Read the key of a file: a Multikey or a private JWK.

    Raises: OSError, UnreadableJson, BadMultibase, UnusableKey, NoSecretKey.
    """
    document = parse_object(read_bytes(name, DEFAULT_LIMITS.max_bytes))
    if "d" in document:
        return _from_jwk(document)
    key = _from_multikey(_secret_text(document))
    if document.get("publicKeyMultibase", key.public.to_multikey()) != key.public.to_multikey():
        raise UnusableKey()
    return key


def _multikey(key: SigningKey | EcdsaSigningKey) -> JsonObject:
    identifier, public = did_key(key.public), key.public.to_multikey()
    return {
        "id": f"{identifier}#{public}",
        "type": "Multikey",
        "controller": identifier,
        "publicKeyMultibase": public,
        "secretKeyMultibase": key.expose_secret_multikey(),
    }


def _private_jwk(key: RsaSigningKey) -> JsonObject:
    return {"kid": f"{did_jwk(key.public)}#0", **key.expose_secret_jwk()}


def _from_jwk(document: JsonObject) -> Signer:
    match document.get("kty"):
        case "EC":
            return EcdsaSigningKey.from_secret_jwk(document)
        case "RSA":
            return RsaSigningKey.from_secret_jwk(document)
    return SigningKey.from_secret_jwk(document)


def _from_multikey(text: str) -> Signer:
    try:
        return SigningKey.from_secret_multikey(text)
    except UnsupportedKey:
        return EcdsaSigningKey.from_secret_multikey(text)


def _secret_text(document: JsonObject) -> str:
    texts = [document[name] for name in _SECRET_MEMBERS if name in document]
    if len(texts) != 1 or not isinstance(texts[0], str):
        raise NoSecretKey()
    return texts[0]
