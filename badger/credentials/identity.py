"""Who a badge is about, without saying it: salted hashes of an identifier."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterator

from badger.json_value import JsonObject

EMAIL = "emailAddress"
_MAX_LETTERS = 1_000
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


def matches_identity(identity: JsonObject, typed: str) -> bool:
    """Tell whether an IdentityObject is about whom this identifier names.

    identity: from a verified credential; in any other shape than the standard's it matches
              nobody.
    typed:    an e-mail address for an identity that is one, in any case and either form of its
              accents and its domain; for every other type the identifier as it is written.
    """
    stored, salt = identity.get("identityHash"), identity.get("salt", "")
    if not isinstance(stored, str) or not isinstance(salt, str) or len(stored) > _MAX_LETTERS:
        return False
    spellings = _spellings if identity.get("identityType") == EMAIL else _forms
    if identity.get("hashed") is False:
        known = set(spellings(stored))
        return any(_equal(one, other) for one in spellings(typed) for other in known)
    method, _, digest = stored.partition("$")
    if identity.get("hashed") is not True or method not in _HASHES:
        return False
    wanted = digest.lower()
    return any(_equal(_digest(method, spelling, salt), wanted) for spelling in spellings(typed))


def same_email(first: str, second: str) -> bool:
    """Tell whether two texts are the same e-mail address, however they are written."""
    return not set(_spellings(first)).isdisjoint(_spellings(second))


def _digest(method: str, identifier: str, salt: str) -> str:
    # MD5 is in the standard and in old badges; it masks here and protects nothing.
    data = (identifier + salt).encode("utf-8", "surrogatepass")
    return _HASHES[method](data, usedforsecurity=False).hexdigest()


def _spellings(email: str) -> Iterator[str]:
    """Give the ways in which the same address is written, the one that was typed first.

    The domain has no case and two forms (`é.example`, `xn--9ca.example`); what stands before
    the @ has a case by the letter of the standard of mail, and for nobody in practice.
    """
    local, at, domain = email.strip().rpartition("@")
    domains = dict.fromkeys((domain, domain.lower(), *_other_forms(domain.lower())))
    for name in dict.fromkeys((local, local.lower())):
        for host in domains:
            yield from _forms(name + at + host)


def _forms(text: str) -> Iterator[str]:
    """Give a text composed and decomposed: accents can be typed in two ways."""
    plain = text.strip()
    yield from dict.fromkeys(
        (unicodedata.normalize("NFC", plain), unicodedata.normalize("NFD", plain))
    )


def _other_forms(domain: str) -> Iterator[str]:
    """Give a domain in the letters of its language and in those of the DNS, where it has them."""
    try:
        ascii_form = unicodedata.normalize("NFC", domain).encode("idna").decode("ascii")
        yield ascii_form
        yield ascii_form.encode("ascii").decode("idna")
    except UnicodeError:
        return


def _equal(first: str, second: str) -> bool:
    return hmac.compare_digest(
        first.encode("utf-8", "surrogatepass"), second.encode("utf-8", "surrogatepass")
    )
