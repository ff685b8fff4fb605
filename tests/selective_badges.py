"""Badges of which a part can be shown, and their proof values taken apart."""

import base64
import copy
from datetime import UTC, datetime

import cbor2

from badger.credentials.cryptosuites.ecdsa_sd_2023.base_proof import ProofSecrets
from badger.credentials.did import did_key
from badger.credentials.keys import EcdsaSigningKey
from badger.credentials.selective_proof import add_base_proof
from badger.json_value import JsonObject
from tests.world import Issuer, World, badge_document

SIGNED = datetime(2026, 3, 1, tzinfo=UTC)
BASE, DERIVED = bytes.fromhex("d95d00"), bytes.fromhex("d95d01")


def p_256_key(number: int) -> EcdsaSigningKey:
    """A key that is the same in every run."""
    return EcdsaSigningKey.from_secret("P-256", number.to_bytes(32, "big"))


def p_256_issuer(world: World, *, number: int = 1) -> Issuer:
    """An issuer whose did:key is a P-256 key."""
    key = p_256_key(number)
    return Issuer(world, did_key(key.public), key=key)


def base_badge(
    issuer: Issuer, *, number: int = 7, pointers: list[str] | None = None, **members
) -> JsonObject:
    """A whole badge, signed for a holder who will choose; `number` makes its own secrets."""
    document = {**badge_document(issuer.id), **members}
    return add_base_proof(
        document,
        signer=issuer.key,
        verification_method=issuer.method,
        created=SIGNED,
        mandatory_pointers=pointers,
        proof_secrets=ProofSecrets(p_256_key(100 + number), bytes([number]) * 32),
    )


def proof_bytes(document: JsonObject) -> bytes:
    """The bytes of a proof value, its header included."""
    text = document["proof"]["proofValue"][1:]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def components(document: JsonObject) -> list:
    """The five components of a proof value, to be changed."""
    return cbor2.loads(proof_bytes(document)[3:])


def with_bytes(document: JsonObject, data: bytes) -> JsonObject:
    """The document with other bytes as its proof value."""
    changed = copy.deepcopy(document)
    text = base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    changed["proof"]["proofValue"] = "u" + text
    return changed


def with_components(document: JsonObject, parts: object) -> JsonObject:
    """The document with other components in its proof value, under the same header."""
    return with_bytes(document, proof_bytes(document)[:3] + cbor2.dumps(parts))
