"""Who a badge is about, without saying it: salted hashes of an identifier."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterator

from badger.json_value import JsonObject

EMAIL = "emailAddress"
_HASHES = {"sha256": hashlib.sha256, "md5": hashlib.md5}


def identity_hash(identifier: str, salt: str) -> str:
    """Hash an identifier, as `sha256$` and 64 hexadecimal digits.

    Source: Open Badges 3.0, IdentityHash; the salt follows the identifier.
    """
    return "sha256$" + _digest("sha256", identifier, salt)


def identity_object(email: str, salt: str) -> JsonObject:
    """Compose the IdentityObject of a person known by an e-mail address.

    email: normalised to NFC, since the same name can be typed in two ways.
    salt:  at least 128 random bits as text, another one for each credential.
    """
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": identity_hash(unicodedata.normalize("NFC", email.strip()), salt),
        "identityType": EMAIL,
        "salt": salt,
    }


def matches_identity(identity: JsonObject, email: str) -> bool:
    """Tell whether an IdentityObject is about the person with this e-mail address.

    identity: from a verified credential; anything but an e-mail identity in the right shape
              matches nobody.
    email:    as typed; its spellings in NFC, NFD and lower case are tried.
    """
    stored, salt = identity.get("identityHash"), identity.get("salt", "")
    if identity.get("identityType") != EMAIL or not isinstance(stored, str):
        return False
    if identity.get("hashed") is False:
        return any(_equal(spelling, stored) for spelling in _spellings(email))
    method, _, digest = stored.partition("$")
    if identity.get("hashed") is not True or method not in _HASHES or not isinstance(salt, str):
        return False
    return any(
        _equal(_digest(method, spelling, salt), digest.lower()) for spelling in _spellings(email)
    )


def _digest(method: str, identifier: str, salt: str) -> str:
    # MD5 is in the standard and in old badges; it masks here and protects nothing.
    data = (identifier + salt).encode("utf-8", "surrogatepass")
    return _HASHES[method](data, usedforsecurity=False).hexdigest()


def _spellings(email: str) -> Iterator[str]:
    typed = email.strip()
    for text in (typed, typed.lower()):
        yield from (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))


def _equal(first: str, second: str) -> bool:
    return hmac.compare_digest(
        first.encode("utf-8", "surrogatepass"), second.encode("utf-8", "surrogatepass")
    )
