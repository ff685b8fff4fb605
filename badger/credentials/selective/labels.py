"""Labels of blank nodes that tell nothing about what is not shown.

RDFC-1.0 counts blank nodes (c14n0, c14n1, …), so that the labels of a part say how much is
missing. The issuer replaces them by digests under a key that only issuer and holder know.
"""

import hmac

from badger.credentials.multibase import encode_base64url
from badger.credentials.rdf_dataset import Dataset
from badger.credentials.rdfc import Issued, sorted_statements

HMAC_KEY_BYTES = 32
DIGEST_BYTES = 32


def hmac_digest(key: bytes, label: str) -> bytes:
    """Give the digest that stands for a canonical label ("c14n0").

    Source: Data Integrity ECDSA 1.0, 3.4.4 createHmacIdLabelMapFunction.
    """
    return hmac.digest(key, label.encode("ascii"), "sha256")


def digest_label(digest: bytes) -> str:
    """Write a digest as the label of a blank node: u and base64url."""
    return "u" + encode_base64url(digest)


def relabelled_statements(dataset: Dataset, labels: Issued) -> list[str]:
    """Write a dataset as sorted N-Quads.

    labels: of each blank node, without "_:".
    Source: Data Integrity ECDSA 1.0, 3.4.1 labelReplacementCanonicalizeNQuads.
    """
    return sorted_statements(dataset, {blank: f"_:{label}" for blank, label in labels.items()})
