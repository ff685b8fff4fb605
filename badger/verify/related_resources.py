"""Resources that a credential fixes by a digest: what is used of them must be what it says.

Of all resources only contexts are used here, and of those only the ones whose bytes the W3C has
fixed for good are compared: others are read from packages whose spaces differ.
Source: VC Data Model 2.0, section 5.3 "Integrity of Related Resources".
"""

import base64
import hashlib

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
# Hashes by the length of their digest, and by their multihash header.
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
    parts = [part.partition("-") for part in str(value).split()]
    # The names of the hashes sort by their strength; the schema allows no other.
    strongest = max(name for name, _, _ in parts)
    digest = base64.b64encode(hashlib.new(strongest, data).digest()).decode()
    return digest in {text for name, _, text in parts if name == strongest}


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
