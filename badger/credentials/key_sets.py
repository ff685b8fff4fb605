"""JSON Web Key Sets in which an issuer publishes its keys (RFC 7517, section 5), read strictly.

A set speaks for everybody whose issuer id stands on its host; a key with `iss` for that issuer
alone (Open Badges 3.0, "Verification Method Provenance").
"""

from collections.abc import Iterator

from badger.credentials.did import BadDocument, MethodNotFound, SeveralMethods, VerificationMethod
from badger.credentials.errors import CredentialError
from badger.credentials.keys import SECRET_MEMBERS, PrivateKeyExposed, PublicKey
from badger.json_value import JsonObject

MAX_KEYS = 64


def method_in_set(
    document: JsonObject, url: str, *, set_url: str, issuer: str
) -> VerificationMethod:
    """Read the one key of a set that `url` names: `set_url#kid`, or a `kid` that is an address.

    Raises: BadDocument, MethodNotFound, SeveralMethods, BadMultibase, UnusableKey.
    """
    for jwk in _keys_for(document, issuer):
        if url in (jwk.get("kid"), f"{set_url}#{_name(jwk)}"):
            return _method(PublicKey.from_jwk(jwk), url, issuer=issuer)
    raise MethodNotFound(method=url, document=set_url)


def method_of_key_in_set(
    document: JsonObject, key: PublicKey, *, set_url: str, issuer: str
) -> VerificationMethod:
    """Find a key in a set by itself.

    Raises: BadDocument, MethodNotFound, SeveralMethods, PrivateKeyExposed.
    """
    for jwk in _keys_for(document, issuer):
        if _key_or_none(jwk) == key:
            return _method(key, f"{set_url}#{_name(jwk)}", issuer=issuer)
    raise MethodNotFound(method=key.thumbprint(), document=set_url)


def _name(jwk: JsonObject) -> str:
    """Name a key by its `kid`, one without by its thumbprint, one that is unreadable not at all."""
    if "kid" in jwk:
        return str(jwk["kid"])
    key = _key_or_none(jwk)
    return "" if key is None else key.thumbprint()


def _key_or_none(jwk: JsonObject) -> PublicKey | None:
    try:
        return PublicKey.from_jwk(jwk)
    except CredentialError:
        # A key of a kind or for a use that badger does not know stands in nobody's way.
        return None


def _method(key: PublicKey, url: str, *, issuer: str) -> VerificationMethod:
    return VerificationMethod(
        id=url,
        controller=issuer,
        key=key,
        expires=None,
        revoked=None,
        relationships=frozenset(("assertionMethod",)),
    )


def _keys_for(document: JsonObject, issuer: str) -> Iterator[JsonObject]:
    """Give the keys of an issuer, once the whole set is known to hold together."""
    keys = _checked_keys(document)
    names = [key["kid"] for key in keys if "kid" in key]
    if not all(isinstance(name, str) for name in names):
        raise BadDocument(member="kid")
    if len(set(map(str, names))) != len(names):
        raise SeveralMethods(method="kid")
    return (key for key in keys if key.get("iss", issuer) == issuer)


def _checked_keys(document: JsonObject) -> list[JsonObject]:
    found = document.get("keys")
    if not isinstance(found, list) or len(found) > MAX_KEYS:
        raise BadDocument(member="keys")
    keys = [key for key in found if isinstance(key, dict)]
    if len(keys) != len(found):
        raise BadDocument(member="keys")
    if any(SECRET_MEMBERS & key.keys() for key in keys):
        raise PrivateKeyExposed()
    return keys
