"""Key files of the commands: a Multikey or a JWK with its secret part, in JSON."""

import json

from badger.commands.streams import read_bytes
from badger.credentials.did import did_key
from badger.credentials.errors import CredentialError
from badger.credentials.keys import SigningKey, UnusableKey
from badger.credentials.strict_json import DEFAULT_LIMITS, parse_object
from badger.json_value import JsonObject

_SECRET_MEMBERS = ("secretKeyMultibase", "privateKeyMultibase")


class NoSecretKey(CredentialError):
    """Say that a key file holds no secret key."""

    code = "key.no_secret"


def key_file(key: SigningKey) -> bytes:
    """Write a key, its secret part included, as a Multikey that did:key names."""
    identifier, public = did_key(key.public), key.public.to_multikey()
    members = {
        "id": f"{identifier}#{public}",
        "type": "Multikey",
        "controller": identifier,
        "publicKeyMultibase": public,
        "secretKeyMultibase": key.expose_secret_multikey(),
    }
    return (json.dumps(members, indent=2) + "\n").encode("ascii")


def read_key_file(name: str) -> SigningKey:
    """Read the key of a file: a Multikey or a private JWK.

    Raises: OSError, UnreadableJson, BadMultibase, UnusableKey, NoSecretKey.
    """
    document = parse_object(read_bytes(name, DEFAULT_LIMITS.max_bytes))
    if "d" in document:
        return SigningKey.from_secret_jwk(document)
    key = SigningKey.from_secret_multikey(_secret_text(document))
    if document.get("publicKeyMultibase", key.public.to_multikey()) != key.public.to_multikey():
        raise UnusableKey()
    return key


def _secret_text(document: JsonObject) -> str:
    texts = [document[name] for name in _SECRET_MEMBERS if name in document]
    if len(texts) != 1 or not isinstance(texts[0], str):
        raise NoSecretKey()
    return texts[0]
