"""Badges of every proof form, and every carrier: what attackers start from."""

import json
from datetime import timedelta

from badger.credentials.baking import bake
from badger.credentials.did import did_key
from badger.credentials.jwt_signing import sign_jwt
from badger.credentials.keys import EcdsaSigningKey, RsaSigningKey, Signer, SigningKey
from badger.credentials.proof import add_proof
from badger.credentials.selective_proof import add_base_proof, derive_proof
from badger.json_value import JsonObject
from tests.attacks.png_files import png
from tests.world import ISSUED, World, badge_document

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
SUBJECT = "urn:uuid:0b3cbb44-3b6a-4d8e-8f8f-2c4b4a6f4a11"
ED25519 = SigningKey.from_seed(bytes(range(32)))
P256 = EcdsaSigningKey.from_secret("P-256", bytes(range(1, 33)))
P384 = EcdsaSigningKey.from_secret("P-384", bytes(range(1, 49)))


def _document(signer: Signer) -> JsonObject:
    document = badge_document(did_key(signer.public))
    document["validUntil"] = "2027-01-01T00:00:00Z"
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    subject["id"] = SUBJECT
    return document


def _method(signer: Signer) -> str:
    return f"{did_key(signer.public)}#{signer.public.to_multikey()}"


def _signed(signer: Signer, cryptosuite: str) -> bytes:
    document = add_proof(
        _document(signer),
        signer=signer,
        verification_method=_method(signer),
        created=ISSUED + timedelta(seconds=1),
        cryptosuite=cryptosuite,
    )
    return json.dumps(document, ensure_ascii=False).encode()


def _derived() -> bytes:
    base = add_base_proof(
        _document(P256), signer=P256, verification_method=_method(P256), created=ISSUED
    )
    return json.dumps(derive_proof(base, ["/credentialSubject/result/0"])).encode()


def _token(signer: Signer) -> bytes:
    return sign_jwt(_document(signer), signer=signer, kid=_method(signer)).encode()


def badges() -> dict[str, bytes]:
    """Files that verify without any network, by the name of their form."""
    data = {
        "eddsa-rdfc-2022": _signed(ED25519, "eddsa-rdfc-2022"),
        "eddsa-jcs-2022": _signed(ED25519, "eddsa-jcs-2022"),
        "ecdsa-rdfc-2019 P-256": _signed(P256, "ecdsa-rdfc-2019"),
        "ecdsa-jcs-2019 P-384": _signed(P384, "ecdsa-jcs-2019"),
        "ecdsa-sd-2023 derived": _derived(),
        "JWT EdDSA": _token(ED25519),
        "JWT ES256": _token(P256),
    }
    plain, token = data["eddsa-rdfc-2022"], data["JWT EdDSA"]
    return {
        **data,
        "PNG": bake(png(), plain),
        "PNG with a JWT": bake(png(), token),
        "PNG ecdsa-jcs": bake(png(), data["ecdsa-jcs-2019 P-384"]),
        "SVG": bake(SVG, plain),
        "SVG with a JWT": bake(SVG, token),
    }


def rsa_token(world: World) -> bytes:
    """A token under RS256, whose issuer is known by its document: RSA keys have no did:key."""
    key = RsaSigningKey.generate()
    issuer = "did:web:rsa.example"
    method = {
        "id": f"{issuer}#key",
        "type": "JsonWebKey",
        "controller": issuer,
        "publicKeyJwk": key.public.to_jwk(),
    }
    document: JsonObject = {
        "id": issuer,
        "verificationMethod": [method],
        "assertionMethod": [method["id"]],
    }
    world.publish("https://rsa.example/.well-known/did.json", document)
    badge = badge_document(issuer)
    subject = badge["credentialSubject"]
    assert isinstance(subject, dict)
    subject["id"] = SUBJECT
    return sign_jwt(badge, signer=key, kid=f"{issuer}#key").encode()
