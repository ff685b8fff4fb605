"""eddsa-jcs-2022: RFC 8785, SHA-256, Ed25519 (Data Integrity EdDSA 1.0, section 3.3)."""

from badger.credentials.cryptosuites.suite import WholeDocumentSuite
from badger.credentials.cryptosuites.whole_jcs import bind_to_proof, canonicalize, new_options

EDDSA_JCS_2022 = WholeDocumentSuite(
    name="eddsa-jcs-2022",
    kinds=frozenset(("Ed25519",)),
    canonicalize=canonicalize,
    new_options=new_options,
    bind=bind_to_proof,
)
