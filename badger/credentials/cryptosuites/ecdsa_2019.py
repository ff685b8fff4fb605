"""ecdsa-rdfc-2019 and ecdsa-jcs-2019 (Data Integrity ECDSA 1.0, sections 3.2 and 3.3).

The curve of the key says how to hash: P-256 with SHA-256, P-384 with SHA-384 throughout.
"""

from badger.credentials.cryptosuites import whole_jcs, whole_rdfc
from badger.credentials.cryptosuites.suite import WholeDocumentSuite
from badger.credentials.keys import Kind

_KINDS: frozenset[Kind] = frozenset(("P-256", "P-384"))

ECDSA_RDFC_2019 = WholeDocumentSuite(
    name="ecdsa-rdfc-2019",
    kinds=_KINDS,
    canonicalize=whole_rdfc.canonicalize,
    new_options=whole_rdfc.new_options,
    bind=whole_rdfc.bind_to_document,
)
ECDSA_JCS_2019 = WholeDocumentSuite(
    name="ecdsa-jcs-2019",
    kinds=_KINDS,
    canonicalize=whole_jcs.canonicalize,
    new_options=whole_jcs.new_options,
    bind=whole_jcs.bind_to_proof,
)
