"""Resources that a credential fixes by a digest: what is used of them must be what it says.

Of all resources only contexts are used here, and of those only the ones whose bytes the W3C has
fixed for good are compared: others are read from packages whose spaces differ.
Source: VC Data Model 2.0, section 5.3 "Integrity of Related Resources".
"""

import base64
import hashlib
from collections.abc import Iterator

from badger.credentials.multibase import BadMultibase, decode_multibase
from badger.json_value import JsonObject, JsonValue
from badger.schemas import context_bytes
from badger.verify.case import list_of
from badger.verify.errors import CheckFailed

FIXED = frozenset(
    (
        "https://www.w3.org/ns/credentials/v2",
        "https://w3id.org/security/data-integrity/v2",
        "https://w3id.org/security/multikey/v1",
    )
)
# Hashes, the strongest first, by the length of their digest and by their multihash header.
_HASHES = ("sha512", "sha384", "sha256")
_LENGTHS = {32: "sha256", 48: "sha384", 64: "sha512"}
_MULTIHASH = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}
MEMBER = "relatedResource"


def check_related_resources(document: JsonObject) -> None:
    """Compare the digests of the resources that are used, and refuse one that is named twice.

    document: conforming to its schema.
    Raises: CheckFailed "structure.related_resource" (facts: url, rule).
    """
    seen: set[str] = set()
    used = {url for url in list_of(document.get("@context")) if isinstance(url, str)}
    for resource in list_of(document.get(MEMBER)):
        url = str(resource.get("id")) if isinstance(resource, dict) else ""
        if not isinstance(resource, dict) or not url or url in seen:
            raise CheckFailed("structure.related_resource", url=url[:200], rule="repeated")
        seen.add(url)
        if url in used & FIXED and not _is_same(context_bytes(url), resource):
            raise CheckFailed("structure.related_resource", url=url, rule="digest")


def _is_same(data: bytes, resource: JsonObject) -> bool:
    """Compare every digest that the resource has."""
    checks = []
    if "digestSRI" in resource:
        checks.append(_matches_sri(data, resource["digestSRI"]))
    if "digestMultibase" in resource:
        checks.append(_matches_multibase(data, resource["digestMultibase"]))
    return bool(checks) and all(checks)


def _matches_sri(data: bytes, value: JsonValue) -> bool:
    """Compare with the strongest hash that is given (Subresource Integrity, section 3.3)."""
    given = dict(_sri_parts(str(value)))
    for name in _HASHES:
        if name in given:
            return base64.b64encode(hashlib.new(name, data).digest()).decode() in given[name]
    return False


def _sri_parts(value: str) -> Iterator[tuple[str, list[str]]]:
    for name in _HASHES:
        found = [part.removeprefix(f"{name}-") for part in value.split() if part.startswith(name)]
        if found:
            yield name, found


def _matches_multibase(data: bytes, value: JsonValue) -> bool:
    """Compare with a digest as it is, or with the header of a multihash before it."""
    try:
        digest = decode_multibase(str(value))
    except BadMultibase:
        return False
    name = _LENGTHS.get(len(digest))
    if name is None:
        name, digest = _MULTIHASH.get(digest[:2]), digest[2:]
    return name is not None and hashlib.new(name, data).digest() == digest
