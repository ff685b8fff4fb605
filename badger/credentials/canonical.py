"""RDFC-1.0 canonical N-Quads of credentials: pinned contexts, nothing dropped, bounded work.

The one door to JSON-LD. `walk.py` reads documents by tables made of the pinned contexts; what
the tables cannot hold takes PyLD's slower road. `rdfc.py` canonicalizes. See docs/adr/0002.
"""

import importlib
from dataclasses import dataclass

from badger.credentials.canonical_errors import DataLoss
from badger.credentials.context_tables import ContextBeyondTables, Load
from badger.credentials.context_urls import context_urls
from badger.credentials.nquads import read_nquads
from badger.credentials.rdf_dataset import Dataset
from badger.credentials.rdfc import Limits, canonicalize
from badger.credentials.scopes import root_scope
from badger.credentials.walk import walk
from badger.json_value import JsonObject
from badger.schemas import context

DOCUMENT_LIMITS = Limits()
# What the W3C's own test vectors need; documents of strangers never get that much.
DATASET_LIMITS = Limits(max_alike=16, max_steps=8000)


@dataclass(frozen=True, slots=True)
class CanonicalDataset:
    """A dataset in canonical form.

    nquads: sorted canonical N-Quads.
    labels: canonical label ("c14n0") of each blank node by its label in the input ("e0").
    """

    nquads: str
    labels: dict[str, str]


def canonical_nquads(
    document: JsonObject, *, load: Load = context, hash_name: str = "sha256"
) -> str:
    """Give the canonical N-Quads (RDFC-1.0) of a document.

    load:      gives a context document by its URL; the default knows the pinned ones only.
    hash_name: "sha256" or "sha384".
    Raises: DataLoss and InvalidIri with the path of what a signature would not cover,
            ContextUnknown, ContextNotAllowed, TooComplex.
    Source: https://www.w3.org/TR/rdf-canon/; hardening X1 to X5 and L01 to L14.
    """
    dataset = document_dataset(document, load=load)
    return canonicalize(dataset, DOCUMENT_LIMITS, hash_name=hash_name).nquads


def document_dataset(document: JsonObject, *, load: Load = context) -> Dataset:
    """Give the statements of a document, not canonicalized yet.

    Raises: what `canonical_nquads` raises, except for TooComplex at the end.
    """
    if not isinstance(document, dict):
        raise DataLoss(path="")
    urls = context_urls(document)
    try:
        return walk(document, root_scope(urls, load))
    except ContextBeyondTables:
        # Imported late: a command that verifies one badge does not pay for PyLD.
        fallback = importlib.import_module("badger.credentials.expansion_fallback")
        dataset: Dataset = fallback.expand_with_pyld(document, load=load)
        return dataset


def canonicalize_dataset(nquads: str, *, hash_name: str = "sha256") -> CanonicalDataset:
    """Give the canonical form of a dataset written in N-Quads.

    hash_name: "sha256" or "sha384".
    Raises: UnreadableNquads, TooComplex.
    """
    dataset, blanks = read_nquads(nquads)
    canonical = canonicalize(dataset, DATASET_LIMITS, hash_name=hash_name)
    labels = {name: canonical.labels[blank][2:] for name, blank in blanks.items()}
    return CanonicalDataset(canonical.nquads, labels)
