"""Ed25519Signature2020: older than `cryptosuite`, its name is the proof's type.

The algorithm is that of eddsa-rdfc-2022; the document's contexts must define the type.
Source: Data Integrity EdDSA 1.0, appendix A.2 (Ed25519Signature2020).
"""

from dataclasses import replace

from badger.credentials.cryptosuites.eddsa_rdfc_2022 import EDDSA_RDFC_2022

ED25519_SIGNATURE_2020 = replace(
    EDDSA_RDFC_2022,
    name="Ed25519Signature2020",
    proof_type="Ed25519Signature2020",
    is_old=True,
)
