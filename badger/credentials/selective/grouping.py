"""Groups of statements: which of a document's signed statements a choice of parts contains.

Source: Data Integrity ECDSA 1.0, 3.4.15 and 3.4.16 (selectCanonicalNQuads,
canonicalizeAndGroup).
"""

from collections.abc import Callable
from dataclasses import dataclass

from badger.credentials.canonical import DOCUMENT_LIMITS
from badger.credentials.context_tables import Load
from badger.credentials.rdf_dataset import Dataset
from badger.credentials.rdfc import Issued, canonicalize
from badger.credentials.selective.errors import SplitsList
from badger.credentials.selective.labels import relabelled_statements
from badger.credentials.selective.placed_walk import Origin, PlacedDataset, placed_dataset
from badger.credentials.selective.pointers import Steps
from badger.credentials.selective.selection import select, select_all
from badger.json_value import JsonObject
from badger.schemas import context


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A whole document, as it was signed.

    statements: sorted N-Quads under the labels that were signed.
    labels:     label of each blank node by what it stands for.
    """

    document: JsonObject
    statements: tuple[str, ...]
    labels: dict[Origin, str]
    load: Load


@dataclass(frozen=True, slots=True)
class Group:
    """A choice of parts.

    indexes:  of its statements among those of the whole document, ascending.
    document: the part as a document of its own.
    dataset:  its statements; labels: the signed label of each of its blank nodes.
    """

    indexes: tuple[int, ...]
    document: JsonObject
    dataset: Dataset
    labels: Issued


def canonical_labels(dataset: Dataset) -> Issued:
    """Give the label ("c14n0") of each blank node in canonical form. Raises: TooComplex."""
    labels = canonicalize(dataset, DOCUMENT_LIMITS).labels
    return {blank: label.removeprefix("_:") for blank, label in labels.items()}


def labelled_document(
    document: JsonObject, label_of: Callable[[str], str], *, load: Load = context
) -> LabelledDocument:
    """Canonicalize a document, and replace the labels of its blank nodes.

    document: without its proof.
    label_of: the label ("uAbc…") that stands for a canonical one ("c14n0").
    Raises:   ContextsTooRich; what `canonical_nquads` raises.
    """
    placed = placed_dataset(select_all(document), load=load)
    issued = canonical_labels(placed.dataset)
    labels = {blank: label_of(label) for blank, label in issued.items()}
    return LabelledDocument(
        document=document,
        statements=tuple(relabelled_statements(placed.dataset, labels)),
        labels={origin: labels[blank] for blank, origin in placed.origins.items()},
        load=load,
    )


def group(whole: LabelledDocument, pointers: tuple[Steps, ...]) -> Group:
    """Find the statements of what pointers lead to.

    pointers: at least one; of none, the standard selects no statement at all.
    Raises:   NothingThere, SplitsList; what the walk raises for a part that has no meaning
              by itself.
    """
    selection = select(whole.document, pointers)
    placed = placed_dataset(selection, load=whole.load)
    labels = _signed_labels(placed, whole)
    places = {statement: index for index, statement in enumerate(whole.statements)}
    try:
        statements = relabelled_statements(placed.dataset, labels)
        indexes = tuple(places[statement] for statement in statements)
    except KeyError:
        raise SplitsList() from None
    return Group(indexes, selection.document, placed.dataset, labels)


def _signed_labels(placed: PlacedDataset, whole: LabelledDocument) -> Issued:
    return {
        blank: whole.labels[origin]
        for blank, origin in placed.origins.items()
        if origin in whole.labels
    }
