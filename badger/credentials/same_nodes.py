"""Nodes that a document describes in several places.

RDF merges them, so that a holder could move what was signed from one place to another and keep
the signature: `validUntil` from the credential into an endorsement about that credential. A
document must therefore be read the same way whatever the place (hardening X2, L09).
"""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from badger.credentials.canonical_errors import DataLoss, TooComplex
from badger.credentials.rdf_dataset import Node
from badger.json_value import JsonObject

ENDORSEMENT = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsement"

Types: TypeAlias = Iterable[str]
"""Types of a node, each a text that holds its IRI in brackets."""

# Types are compared apart. Endorsements are judged one by one, wherever they stand: the
# standard's own complete example gives an issuer other ones than the same party as creator.
_FREE = frozenset(
    ("type", "@type", "endorsement", "endorsementJwt", ENDORSEMENT, f"{ENDORSEMENT}Jwt")
)
# Words that every class may use: they fit into any description of a node. Both spellings, since
# the slower road compares expanded documents.
_VOCABULARY = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_OF_EVERY_CLASS = frozenset(
    (
        *("alignment", "description", "image", "name", "narrative", "url"),
        *(f"{_VOCABULARY}{word}" for word in ("alignment", "image", "narrative")),
        *(f"https://schema.org/{word}" for word in ("description", "image", "name", "url")),
    )
)
_CREDENTIAL = "<https://www.w3.org/2018/credentials#VerifiableCredential>"


class Described(NamedTuple):
    """One description of a node: its members, its types, and the embedded document that it
    stands in (0: none). A tuple, since the walk makes one for every named node."""

    node: JsonObject
    types: Types
    document: int


# Different descriptions of one node; each new one is compared with all others.
MAX_DESCRIPTIONS = 64


class SameNodes:
    """The named nodes seen so far.

    repeated: one was described twice, so that statements about it may have been given twice.
    """

    __slots__ = ("_seen", "repeated")

    def __init__(self) -> None:
        self.repeated = False
        self._seen: dict[tuple[str, Node], list[Described]] = {}

    def add(self, name: str, described: Described, *, graph: Node) -> None:
        """Note a node, and refuse it when its statements could stand elsewhere.

        Raises: DataLoss.
        """
        others = self._seen.get((name, graph))
        if others is None:
            self._seen[name, graph] = [described]
            return
        self.repeated = True
        if len(others) > MAX_DESCRIPTIONS:
            raise TooComplex(descriptions=len(others))
        for other in others:
            if other.node == described.node:
                return
            _refuse_exchange(described, other)
        others.append(described)


def _refuse_exchange(one: Described, two: Described) -> None:
    """Refuse two descriptions of one node that could exchange what they say."""
    # Endorsements are judged by their own signatures: two may say different things. What
    # the badge around them says must not be exchanged with what they say.
    judged_apart = 0 not in (one.document, two.document) and one.document != two.document
    if not (judged_apart or _agree(one.node, two.node)) or not _are_apart(one.types, two.types):
        raise DataLoss(path="id", why="same_node")
    if one.document != two.document and _may_exchange(one, two):
        raise DataLoss(path="id", why="same_node")


def _agree(one: JsonObject, two: JsonObject) -> bool:
    return all(one[key] == two[key] for key in one.keys() & two.keys() - _FREE)


def _may_exchange(one: Described, two: Described) -> bool:
    """Tell whether a badge and an endorsement in it both hold words of every class for one node:
    a picture of an achievement would fit into the endorsement's subject with the same id.

    Within one document that is allowed, since the standard's complete example gives criteria the
    id of their achievement; `verify/verified.py` then shows what is said of both.
    """
    if set(one.types) == set(two.types):
        return False
    return not (_OF_EVERY_CLASS.isdisjoint(one.node) or _OF_EVERY_CLASS.isdisjoint(two.node))


def _are_apart(one: Types, two: Types) -> bool:
    """Tell whether two descriptions cannot borrow from each other.

    Members belong to types: with none in common, no member of one fits into the other. The same
    types may be described in part (a Profile as issuer and as creator), but what a credential
    says about itself stands in one place only.
    """
    types, others = set(one), set(two)
    if types == others:
        return not any(_CREDENTIAL in statement for statement in types)
    return not types & others
