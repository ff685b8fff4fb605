"""Issuers' documents: did:key computed, did:web located, verification methods read strictly."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.credentials.datetimes import (
    MalformedTime,
    TimeOutOfRange,
    format_timestamp,
    parse_timestamp,
)
from badger.credentials.errors import CredentialError
from badger.credentials.keys import PrivateKeyExposed, PublicKey, UnsupportedKey, UnusableKey
from badger.json_value import JsonObject, JsonValue

DID_CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "capabilityDelegation",
    "capabilityInvocation",
    "keyAgreement",
)
_MULTIKEY_TYPES = frozenset(("Multikey", "Ed25519VerificationKey2020"))
_JWK_TYPES = frozenset(("JsonWebKey", "JsonWebKey2020"))
_MAX_DID_LETTERS = 1024
_MAX_HOST_LETTERS = 253
_MAX_PORT = 65535
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DID_WEB = re.compile(
    rf"did:web:(?P<host>{_LABEL}(?:\.{_LABEL})*)(?:%3[Aa](?P<port>[1-9][0-9]{{0,4}}))?"
    r"(?P<path>(?::[A-Za-z0-9._-]+)*)",
    re.ASCII,
)
# The last label of a name is never a number, so that no spelling of an address is a name.
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*", re.ASCII)


class BadDid(CredentialError):
    """Say that a text is not a did:key or did:web that badger resolves."""

    code = "did.malformed"


class BadDocument(CredentialError):
    """Say that an issuer's document has not the shape of a controlled identifier document."""

    code = "did.document"


class MethodNotFound(CredentialError):
    """Say that an issuer's document does not publish the key that was named."""

    code = "did.method_not_found"


class SeveralMethods(CredentialError):
    """Say that an issuer's document publishes two different keys under one name."""

    code = "did.several_methods"


class ControllerDiffers(CredentialError):
    """Say that a key in an issuer's document is controlled by somebody else."""

    code = "did.controller"


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """One key of an issuer, as its document publishes it.

    fragment: name of the key in the document; its Multikey when empty.
    expires:  from when on it signs nothing new.
    revoked:  from when on nothing signed by it is believed.
    """

    key: PublicKey
    fragment: str = ""
    expires: datetime | None = None
    revoked: datetime | None = None


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """A public key as its controller publishes it, and what it is published for."""

    id: str
    controller: str
    key: PublicKey
    expires: datetime | None
    revoked: datetime | None
    relationships: frozenset[str]


def did_key(public: PublicKey) -> str:
    """Name a key by itself."""
    return f"did:key:{public.to_multikey()}"


def did_key_document(did: str) -> JsonObject:
    """Compute the document of a did:key, of any kind of key that has a Multikey.

    Raises: BadDid for another method, a path, a query or a fragment; BadMultibase, UnusableKey.
    Source: did:key Method v0.9, section 3.1.
    """
    if not did.startswith("did:key:"):
        raise BadDid(did=did[:_MAX_DID_LETTERS])
    public = PublicKey.from_multikey(did.removeprefix("did:key:"))
    document = issuer_document(did, (PublishedKey(public),))
    return {**document, "authentication": document["assertionMethod"]}


def did_web(host: str, *path: str) -> str:
    """Name a party by its host, `name` or `name:port`, and the segments of a path.

    Raises: BadDid when did_web_url would refuse it.
    """
    did = ":".join(("did:web", host.replace(":", "%3A"), *path))
    did_web_url(did)
    return did


def did_web_url(did: str) -> str:
    """Tell where the document of a did:web is.

    Raises: BadDid for an address in place of a name, `.` and `..`, escapes other than the
            port's, empty segments, a query or a fragment.
    Source: did:web Method, section 2.5.2.
    """
    match = _DID_WEB.fullmatch(did) if len(did) <= _MAX_DID_LETTERS else None
    if match is None:
        raise BadDid(did=did[:_MAX_DID_LETTERS])
    host, port, segments = match["host"].lower(), match["port"], match["path"].split(":")[1:]
    if len(host) > _MAX_HOST_LETTERS or _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise BadDid(did=did)
    if int(port or 0) > _MAX_PORT or not {".", ".."}.isdisjoint(segments):
        raise BadDid(did=did)
    authority = f"{host}:{port}" if port else host
    return f"https://{authority}/{'/'.join(segments or ['.well-known'])}/did.json"


def issuer_document(identifier: str, keys: Sequence[PublishedKey]) -> JsonObject:
    """Compose the document by which an issuer publishes its keys, old ones included.

    A key that was replaced or revoked stays listed: only so can a verifier tell when a badge
    was signed by a key that was good then.
    """
    methods = [_published_method(identifier, key) for key in keys]
    return {
        "@context": list(DID_CONTEXTS),
        "id": identifier,
        "verificationMethod": list[JsonValue](methods),
        "assertionMethod": [method["id"] for method in methods],
    }


def verification_method(
    document: JsonObject, url: str, *, controller: str | None = None
) -> VerificationMethod:
    """Read the one key that an issuer's document publishes under `url`.

    document:   as fetched from the place that its identifier names, never from a badge.
    url:        absolute, with a fragment; the part before it is the document's own `id`.
    controller: whose key it must be; when not given, the document's own.
    Raises: BadDocument, MethodNotFound, SeveralMethods, ControllerDiffers, BadMultibase,
            UnusableKey.
    Source: Controlled Identifiers 1.0, section 3.3 (retrieve a verification method).
    """
    identifier = document.get("id")
    if not isinstance(identifier, str):
        raise BadDocument(member="id")
    base, _, fragment = url.partition("#")
    if base != identifier or not fragment:
        raise MethodNotFound(method=url, document=identifier)
    method = _only_method(document, url)
    relationships = frozenset(_relationships_of(document, url))
    return _checked_method(method, controller or identifier, relationships=relationships)


def lone_method(
    document: JsonObject, url: str, *, controller: str, own: JsonObject
) -> VerificationMethod:
    """Read a key that stands alone in a document of its own.

    own:    the document of the controller, which lists under `url` what the key is for.
    Raises: MethodNotFound, ControllerDiffers, BadDocument, BadMultibase, UnusableKey.
    """
    if document.get("id") != url or own.get("id") != controller:
        raise MethodNotFound(method=url, document=str(document.get("id"))[:200])
    relationships = frozenset(_relationships_of(own, url))
    return _checked_method(document, controller, relationships=relationships)


def _checked_method(
    method: JsonObject, controller: str, *, relationships: frozenset[str]
) -> VerificationMethod:
    url = str(method["id"])
    if method.get("controller") != controller:
        raise ControllerDiffers(method=url)
    return VerificationMethod(
        id=url,
        controller=controller,
        key=_read_key(method),
        expires=_read_time(method, "expires"),
        revoked=_read_time(method, "revoked"),
        relationships=relationships,
    )


def _published_method(identifier: str, published: PublishedKey) -> JsonObject:
    key = published.key
    if key.kind == "RSA":
        shown: JsonObject = {"type": "JsonWebKey", "publicKeyJwk": key.to_jwk()}
        name = key.thumbprint()
    else:
        name = key.to_multikey()
        shown = {"type": "Multikey", "publicKeyMultibase": name}
    method: JsonObject = {
        "id": f"{identifier}#{published.fragment or name}",
        "type": shown.pop("type"),
        "controller": identifier,
        **shown,
    }
    for member, moment in (("expires", published.expires), ("revoked", published.revoked)):
        if moment is not None:
            method[member] = format_timestamp(moment)
    return method


def _only_method(document: JsonObject, url: str) -> JsonObject:
    found = [method for method in _methods_of(document) if method.get("id") == url]
    if not found:
        raise MethodNotFound(method=url, document=document["id"])
    if any(method != found[0] for method in found):
        raise SeveralMethods(method=url)
    return found[0]


def _methods_of(document: JsonObject) -> Iterator[JsonObject]:
    """Give every method of a document, those written inside a relationship as well."""
    for member in ("verificationMethod", *RELATIONSHIPS):
        for item in _items(document, member):
            if isinstance(item, dict):
                yield item


def _relationships_of(document: JsonObject, url: str) -> Iterator[str]:
    for member in RELATIONSHIPS:
        for item in _items(document, member):
            if (item.get("id") if isinstance(item, dict) else item) == url:
                yield member


def _items(document: JsonObject, member: str) -> list[JsonValue]:
    value = document.get(member, [])
    items: list[JsonValue] = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str | dict) for item in items):
        raise BadDocument(member=member)
    return items


def _read_key(method: JsonObject) -> PublicKey:
    if any(name.startswith(("secretKey", "privateKey")) for name in method):
        raise PrivateKeyExposed()
    if {"publicKeyMultibase", "publicKeyJwk"} <= method.keys():
        raise UnusableKey()
    kind = str(method.get("type"))
    if kind in _JWK_TYPES:
        return PublicKey.from_jwk(method.get("publicKeyJwk"))
    if kind not in _MULTIKEY_TYPES:
        raise UnsupportedKey(kind=kind[:64])
    text = method.get("publicKeyMultibase")
    if not isinstance(text, str):
        raise UnusableKey()
    return PublicKey.from_multikey(text)


def _read_time(method: JsonObject, member: str) -> datetime | None:
    if member not in method:
        return None
    text = method[member]
    try:
        return parse_timestamp(text if isinstance(text, str) else "")
    except (MalformedTime, TimeOutOfRange):
        raise BadDocument(member=member) from None
