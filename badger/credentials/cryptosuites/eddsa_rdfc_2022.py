"""eddsa-rdfc-2022: RDFC-1.0, SHA-256, Ed25519 (Data Integrity EdDSA 1.0, section 3.2).

It was called eddsa-2022 in drafts, and badges of that time still are in circulation; the
algorithm is the same (Open Badges 3.0, "Linked Data Proofs").
"""

from dataclasses import replace

from badger.credentials.cryptosuites.suite import WholeDocumentSuite
from badger.credentials.cryptosuites.whole_rdfc import (
    bind_to_document,
    canonicalize,
    new_options,
)

EDDSA_RDFC_2022 = WholeDocumentSuite(
    name="eddsa-rdfc-2022",
    kinds=frozenset(("Ed25519",)),
    canonicalize=canonicalize,
    new_options=new_options,
    bind=bind_to_document,
)
EDDSA_2022 = replace(EDDSA_RDFC_2022, name="eddsa-2022", is_old=True)
