"""did:jwk: an identifier that is a public key, written as a JWK.

Source: did:jwk Method Specification.
"""

import json

from badger.credentials.did import DID_CONTEXTS, BadDid
from badger.credentials.keys import PublicKey
from badger.credentials.multibase import decode_base64url, encode_base64url
from badger.credentials.strict_json import JsonLimits, parse_object
from badger.json_value import JsonObject

_PREFIX = "did:jwk:"
# The longest RSA key takes two thirds of it.
_MAX_LETTERS = 3072
_LIMITS = JsonLimits(max_bytes=_MAX_LETTERS, max_depth=4, max_keys=32)


def did_jwk(public: PublicKey) -> str:
    """Name a key by its JWK."""
    text = json.dumps(public.to_jwk(), separators=(",", ":"), sort_keys=True)
    return _PREFIX + encode_base64url(text.encode("ascii"))


def did_jwk_document(did: str) -> JsonObject:
    """Compute the document of a did:jwk; its only key is `#0`.

    Raises: BadDid for another method or too many letters; BadMultibase, UnreadableJson,
            UnusableKey for a key of another kind or for another use than signatures.
    """
    if not did.startswith(_PREFIX) or len(did) > _MAX_LETTERS:
        raise BadDid(did=did[:200])
    jwk = parse_object(decode_base64url(did.removeprefix(_PREFIX)), limits=_LIMITS)
    method = f"{did}#0"
    return {
        "@context": list(DID_CONTEXTS),
        "id": did,
        "verificationMethod": [
            {
                "id": method,
                "type": "JsonWebKey",
                "controller": did,
                "publicKeyJwk": PublicKey.from_jwk(jwk).to_jwk(),
            }
        ],
        "assertionMethod": [method],
        "authentication": [method],
    }
