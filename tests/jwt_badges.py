"""Badges as signed tokens: made well by the code under test, made badly by hand."""

import base64
import json
from functools import cache

from badger.credentials.jwt_signing import sign_jwt
from badger.credentials.keys import EcdsaSigningKey, RsaSigningKey, Signer, SigningKey
from badger.json_value import JsonObject
from tests.world import ISSUED, Issuer, World, badge_document

ALGORITHMS = {"Ed25519": "EdDSA", "P-256": "ES256", "P-384": "ES384", "RSA": "RS256"}
ISSUED_S = int(ISSUED.timestamp())
VC_1 = "https://www.w3.org/2018/credentials/v1"
OB_300 = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"


def b64(data: bytes) -> str:
    """Base64url without padding, by hand."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Read it back."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@cache
def key_of(kind: str) -> Signer:
    """One key of each kind for the whole run: an RSA key takes a while."""
    if kind == "RSA":
        return RsaSigningKey.generate()
    if kind == "Ed25519":
        return SigningKey.from_seed(b"\x07" * 32)
    return EcdsaSigningKey.from_secret(kind, b"\x07" * (32 if kind == "P-256" else 48))


def jwk_issuer(world: World, kind: str, identifier: str = "did:web:jwt.example") -> Issuer:
    """An issuer that publishes a key of any kind as JWK, under `#key`."""
    issuer = Issuer(world, identifier, key=key_of(kind))
    issuer.publish(jwk_document(identifier, issuer.key))
    return issuer


def jwk_document(identifier: str, key: Signer, **members: object) -> JsonObject:
    """The document of an issuer that publishes one JWK."""
    method = {
        "id": f"{identifier}#key",
        "type": "JsonWebKey",
        "controller": identifier,
        "publicKeyJwk": key.public.to_jwk(),
        **members,
    }
    return {"id": identifier, "verificationMethod": [method], "assertionMethod": [method["id"]]}


def issue(world: World, by: Issuer | None = None, kid: str = "", **members: object) -> bytes:
    """A badge as a token in the form of Open Badges."""
    issuer = by or world.club
    document = {**badge_document(issuer.id), **members}
    return sign_jwt(document, signer=issuer.key, kid=kid or issuer.method).encode()


def payload_of(issuer: Issuer, /, **changes: object) -> JsonObject:
    """The payload of such a token, by hand; a change to None leaves the member out."""
    document = badge_document(issuer.id)
    claims = {
        "iss": issuer.id,
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": ISSUED_S,
    }
    whole = {**document, **claims, **changes}
    return {name: value for name, value in whole.items() if value is not None}


def payload_1(issuer: Issuer, **changes: object) -> JsonObject:
    """The payload of a token that carries a badge of VC 1.1 in `vc`."""
    badge = badge_document(issuer.id)
    del badge["validFrom"]
    badge["@context"] = [VC_1, OB_300]
    badge["issuanceDate"] = ISSUED.isoformat().replace("+00:00", "Z")
    claims = {
        "iss": issuer.id,
        "jti": badge["id"],
        "sub": badge["credentialSubject"]["id"],
        "nbf": ISSUED_S,
        "vc": badge,
    }
    return {name: value for name, value in {**claims, **changes}.items() if value is not None}


def header_of(issuer: Issuer, **changes: object) -> JsonObject:
    """The header of a token of an issuer; a change to None leaves the member out."""
    header = {
        "alg": ALGORITHMS[issuer.key.public.kind],
        "typ": "JWT",
        "kid": issuer.method if issuer.key.public.kind == "Ed25519" else f"{issuer.id}#key",
        **changes,
    }
    return {name: value for name, value in header.items() if value is not None}


def token(header: object, payload: object, key: Signer | None = None) -> bytes:
    """Sign anything as a token; bytes stand as they are, a missing key leaves it unsigned."""
    parts = [
        b64(part if isinstance(part, bytes) else json.dumps(part).encode())
        for part in (header, payload)
    ]
    signing_input = ".".join(parts).encode()
    signature = b64(key.sign(signing_input)) if key else ""
    return signing_input + b"." + signature.encode()


def made(by: Issuer, /, *, header: dict | None = None, **changes: object) -> bytes:
    """A token of an issuer with some members of its header and its payload changed."""
    return token(header_of(by, **(header or {})), payload_of(by, **changes), by.key)
