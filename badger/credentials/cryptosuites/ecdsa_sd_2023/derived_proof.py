"""The derived proof: a holder shows a part, and a verifier checks each statement of it.

Source: Data Integrity ECDSA 1.0, 3.5.4 (createDisclosureData), 3.5.9 (createVerifyData), 3.6.6
and 3.6.7.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from badger.credentials.canonical import document_dataset
from badger.credentials.context_tables import Load
from badger.credentials.cryptosuites.ecdsa_sd_2023.errors import BadDisclosure
from badger.credentials.cryptosuites.ecdsa_sd_2023.proof_values import BaseValue, DerivedValue
from badger.credentials.cryptosuites.ecdsa_sd_2023.signed_data import (
    SplitDocument,
    check_signatures,
    data_to_sign,
    hash_statements,
    split_document,
)
from badger.credentials.keys import PublicKey, verify_signature
from badger.credentials.multibase import decode_base64url
from badger.credentials.proof_errors import WrongSignature
from badger.credentials.rdf_dataset import Dataset
from badger.credentials.rdfc import Issued
from badger.credentials.selective.errors import NothingChosen
from badger.credentials.selective.grouping import Group, canonical_labels, group
from badger.credentials.selective.labels import digest_label, relabelled_statements
from badger.credentials.selective.pointers import read_pointers
from badger.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A part of a document, without proof, and the value of the proof about it."""

    document: JsonObject
    value: DerivedValue


@dataclass(frozen=True, slots=True)
class ShownStatements:
    """The statements of a part under their signed labels: those that must be shown, others."""

    mandatory: list[str]
    others: list[str]


def disclose(
    document: JsonObject, base: BaseValue, *, pointers: Sequence[str], load: Load
) -> Disclosure:
    """Choose the part of a document that is shown.

    document: whole, without its proof.
    pointers: to what is shown besides what must be; none is a choice, too.
    Raises:   SelectionError, BadDisclosure (the proof is another document's).
    """
    split = split_document(document, base.pointers, hmac_key=base.hmac_key, load=load)
    combined = read_pointers([*base.pointers, *pointers])
    if not combined:
        raise NothingChosen()
    shown = group(split.whole, combined)
    signatures = _signatures(split, base)
    value = DerivedValue(
        base_signature=base.base_signature,
        public_key=base.public_key,
        signatures=tuple(signatures[i] for i in shown.indexes if i not in split.mandatory),
        labels=_verifier_labels(shown),
        indexes=tuple(
            place for place, index in enumerate(shown.indexes) if index in split.mandatory
        ),
    )
    return Disclosure(shown.document, value)


def check_derived(
    document: JsonObject, value: DerivedValue, *, proof_hash: bytes, key: PublicKey, load: Load
) -> None:
    """Check that every statement of a part was signed, and that what must be shown is there.

    Raises: WrongSignature, BadDisclosure; what `canonical_nquads` raises.
    """
    shown = shown_statements(document, value, load=load)
    mandatory_hash = hash_statements(shown.mandatory)
    signed = data_to_sign(proof_hash, value.public_key, mandatory_hash=mandatory_hash)
    # First, because it costs little, and only the issuer can make the rest worth its time.
    if not verify_signature(key, value.base_signature, signed):
        raise WrongSignature()
    check_signatures(value.public_key, shown.others, signatures=value.signatures)


def shown_statements(document: JsonObject, value: DerivedValue, *, load: Load) -> ShownStatements:
    """Canonicalize a part, and give its blank nodes the labels that were signed.

    Raises: BadDisclosure; what `canonical_nquads` raises.
    """
    dataset = document_dataset(document, load=load)
    statements = relabelled_statements(dataset, _signed_labels(dataset, value.labels))
    if value.indexes and not 0 <= value.indexes[0] <= value.indexes[-1] < len(statements):
        raise BadDisclosure(why="indexes")
    mandatory = frozenset(value.indexes)
    return ShownStatements(
        mandatory=[statements[index] for index in value.indexes],
        others=[text for index, text in enumerate(statements) if index not in mandatory],
    )


def _signed_labels(dataset: Dataset, digests: dict[int, bytes]) -> Issued:
    """Give each blank node its signed label: one each, each another, and none left over.

    Two blank nodes of one label would be one node in two places, and what was said of one
    thing could be shown as said of two.
    """
    numbers = range(len(dataset.facts))
    if digests.keys() != set(numbers) or len(set(digests.values())) != len(digests):
        raise BadDisclosure(why="labels")
    signed = {f"c14n{number}": digest_label(digests[number]) for number in numbers}
    return {blank: signed[label] for blank, label in canonical_labels(dataset).items()}


def _verifier_labels(shown: Group) -> dict[int, bytes]:
    """Map the numbers that a verifier will count to the digests that were signed."""
    return {
        int(label.removeprefix("c14n")): decode_base64url(shown.labels[blank][1:])
        for blank, label in canonical_labels(shown.dataset).items()
    }


def _signatures(split: SplitDocument, base: BaseValue) -> dict[int, bytes]:
    """Give the signature of each statement that may be left out, checked."""
    others = split.other_statements
    check_signatures(base.public_key, list(others.values()), signatures=base.signatures)
    return dict(zip(others, base.signatures, strict=True))
