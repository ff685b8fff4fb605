"""Checking a proof value of either form."""

from badger.credentials.context_tables import Load
from badger.credentials.cryptosuites.ecdsa_sd_2023.base_proof import check_base
from badger.credentials.cryptosuites.ecdsa_sd_2023.derived_proof import check_derived
from badger.credentials.cryptosuites.ecdsa_sd_2023.proof_values import (
    decode_value,
    is_base,
    read_base,
    read_derived,
)
from badger.credentials.cryptosuites.ecdsa_sd_2023.signed_data import hash_options
from badger.credentials.cryptosuites.options import ProofOptions
from badger.credentials.keys import PublicKey
from badger.json_value import JsonObject

__all__ = ["check_value", "decode_value", "is_base"]


def check_value(document: JsonObject, *, proof: ProofOptions, key: PublicKey, load: Load) -> None:
    """Verify a derived proof, or a base proof with all of its signatures.

    Raises: as `SelectiveSuite.verify`.
    """
    data = proof.proof_value
    if is_base(data):
        base = read_base(data)
        hashed = hash_options(document, proof.raw, load=load)
        check_base(document, base, proof_hash=hashed, key=key, load=load)
    else:
        derived = read_derived(data)
        hashed = hash_options(document, proof.raw, load=load)
        check_derived(document, derived, proof_hash=hashed, key=key, load=load)
