"""The base proof: what an issuer signs, for a holder who will choose what to show.

Source: Data Integrity ECDSA 1.0, 3.6.1 to 3.6.5.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from badger.credentials.context_tables import Load
from badger.credentials.cryptosuites.ecdsa_sd_2023.errors import BadDisclosure
from badger.credentials.cryptosuites.ecdsa_sd_2023.name import NAME
from badger.credentials.cryptosuites.ecdsa_sd_2023.proof_values import BaseValue, write_base
from badger.credentials.cryptosuites.ecdsa_sd_2023.signed_data import (
    SplitDocument,
    check_signatures,
    data_to_sign,
    hash_options,
    hash_statements,
    split_document,
)
from badger.credentials.cryptosuites.options import PROOF_TYPE
from badger.credentials.datetimes import format_timestamp
from badger.credentials.keys import EcdsaSigningKey, PublicKey, Signer, verify_signature
from badger.credentials.proof_errors import UnsupportedSuite, WrongKeyKind, WrongSignature
from badger.credentials.selective.errors import ContextsTooRich, SelectionError
from badger.credentials.selective.labels import HMAC_KEY_BYTES
from badger.json_value import JsonObject
from badger.schemas import context


def _new_hmac_key() -> bytes:
    return secrets.token_bytes(HMAC_KEY_BYTES)


@dataclass(frozen=True, slots=True)
class ProofSecrets:
    """What one base proof is made with, and no other.

    key:      signs each statement; it is forgotten as soon as the proof is made.
    hmac_key: 32 bytes; the holder gets it with the proof.
    """

    key: EcdsaSigningKey = field(default_factory=EcdsaSigningKey.generate)
    hmac_key: bytes = field(default_factory=_new_hmac_key, repr=False)


def base_options(*, verification_method: str, created: datetime) -> JsonObject:
    """Write the options of a new proof."""
    return {
        "type": PROOF_TYPE,
        "cryptosuite": NAME,
        "created": format_timestamp(created),
        "verificationMethod": verification_method,
        "proofPurpose": "assertionMethod",
    }


def sign_base(
    document: JsonObject,
    options: JsonObject,
    *,
    signer: Signer,
    pointers: Sequence[str],
    proof_secrets: ProofSecrets | None = None,
    load: Load = context,
) -> JsonObject:
    """Sign a document so that its holder may show parts of it, and give it with its proof.

    document: without proof.
    pointers: JSON pointers to what must always be shown.
    Raises:   WrongKeyKind, SelectionError; what `canonical_nquads` raises.
    """
    if signer.public.kind != "P-256":
        raise WrongKeyKind(kind=signer.public.kind, cryptosuite=NAME)
    made_with = proof_secrets or ProofSecrets()
    split = split_document(document, pointers, hmac_key=made_with.hmac_key, load=load)
    to_sign = _data_to_sign(
        split, made_with.key.public, proof_hash=hash_options(document, options, load=load)
    )
    value = BaseValue(
        base_signature=signer.sign(to_sign),
        public_key=made_with.key.public,
        hmac_key=made_with.hmac_key,
        signatures=tuple(
            made_with.key.sign(statement.encode()) for statement in split.other_statements.values()
        ),
        pointers=tuple(pointers),
    )
    return {**document, "proof": {**options, "proofValue": write_base(value)}}


def check_base(
    document: JsonObject, value: BaseValue, *, proof_hash: bytes, key: PublicKey, load: Load
) -> None:
    """Check every signature of a base proof over a whole document.

    Raises: WrongSignature, BadDisclosure, UnsupportedSuite (contexts that cannot be read part
            by part); what `canonical_nquads` raises.
    """
    try:
        split = split_document(document, value.pointers, hmac_key=value.hmac_key, load=load)
    except ContextsTooRich:
        raise UnsupportedSuite(cryptosuite=NAME) from None
    except SelectionError:
        raise BadDisclosure(why="pointers") from None
    signed = _data_to_sign(split, value.public_key, proof_hash=proof_hash)
    if not verify_signature(key, value.base_signature, signed):
        raise WrongSignature()
    others = list(split.other_statements.values())
    check_signatures(value.public_key, others, signatures=value.signatures)


def _data_to_sign(split: SplitDocument, key: PublicKey, *, proof_hash: bytes) -> bytes:
    mandatory_hash = hash_statements(split.mandatory_statements)
    return data_to_sign(proof_hash, key, mandatory_hash=mandatory_hash)
