"""Expanded JSON-LD into RDF, refusing every part that would not become a statement.

Source: JSON-LD 1.1 Processing Algorithms and API, 7.2 Node Map Generation, 8.1 and 8.2.
"""

from typing import Any, NamedTuple

from badger.credentials.canonical_errors import DataLoss, InvalidIri, Placed
from badger.credentials.literals import value_object_literal
from badger.credentials.nquads import bracket
from badger.credentials.rdf_dataset import RDF, Dataset, Node, require_distinct
from badger.credentials.same_nodes import ENDORSEMENT, Described, SameNodes

_TYPE = f" <{RDF}type> "


class Place(NamedTuple):
    """Where a node is described: in which graph, and in which embedded document (0: none)."""

    graph: Node
    document: int


# Expanded JSON-LD is what PyLD made of JSON: dicts, lists and scalars, checked as they are read.
Expanded = dict[str, Any]


def read_expanded(expanded: list[Any], *, refused_scheme: str) -> Dataset:
    """Give the statements of an expanded document.

    refused_scheme: beginning of an IRI that was relative in the document.
    Raises: DataLoss, InvalidIri.
    """
    if len(expanded) != 1 or not isinstance(expanded[0], dict):
        raise DataLoss(path="id", why="empty")
    reader = _Reader(refused_scheme)
    reader.node(expanded[0], place=Place("", 0))
    return reader.dataset.without_repetitions()


class _Reader:
    __slots__ = ("dataset", "documents", "refused_scheme", "same")

    def __init__(self, refused_scheme: str) -> None:
        self.dataset = Dataset()
        self.same = SameNodes()
        self.documents = 0
        self.refused_scheme = refused_scheme

    def node(self, node: Expanded, *, place: Place) -> Node:
        """Add the statements of a node and of all below it, and give its name."""
        subject: Node = self._iri(node["@id"]) if "@id" in node else self.dataset.new_blank()
        types = dict.fromkeys(self._iri(iri) for iri in node.get("@type", []))
        for iri in types:
            self.dataset.link(subject, _TYPE, value=iri, graph=place.graph)
        for key in node.keys() - {"@id", "@type"}:
            if key.startswith("@"):
                raise DataLoss(path=key, why="keyword")
            self._member(subject, key, values=node[key], place=place)
        if isinstance(subject, str):
            described = Described(node, tuple(types), place.document)
            self.same.add(subject, described, graph=place.graph)
        return subject

    def _iri(self, text: Any) -> str:
        if not isinstance(text, str) or text.startswith(self.refused_scheme):
            raise InvalidIri(path=str(text).removeprefix(self.refused_scheme), why="relative")
        return bracket(text)

    def _member(self, subject: Node, key: str, *, values: list[Any], place: Place) -> None:
        try:
            objects = [self._object(value, key=key, place=place) for value in values]
            require_distinct(objects)
        except Placed as error:
            error.below(key)
            raise
        for item in objects:
            self.dataset.link(subject, f" {self._iri(key)} ", value=item, graph=place.graph)

    def _object(self, value: Any, *, key: str, place: Place) -> Node:
        if "@value" in value:
            return value_object_literal(value, self._iri)
        if "@list" in value:
            return self._list(value, key=key, place=place)
        if "@graph" in value:
            return self._graph(value, place=place)
        if key == ENDORSEMENT:
            self.documents += 1
            place = Place(place.graph, self.documents)
        return self.node(value, place=place)

    def _list(self, value: Expanded, *, key: str, place: Place) -> Node:
        if len(value) > 1 or not value["@list"]:
            raise DataLoss(why="empty")
        objects = [self._object(item, key=key, place=place) for item in value["@list"]]
        return self.dataset.add_list(objects, graph=place.graph)

    def _graph(self, value: Expanded, *, place: Place) -> Node:
        if len(value) > 1 or len(value["@graph"]) != 1 or "@value" in value["@graph"][0]:
            raise DataLoss(why="graph")
        graph = self.dataset.new_blank()
        before = len(self.dataset.links)
        self.node(value["@graph"][0], place=Place(graph, place.document))
        if len(self.dataset.links) == before:
            raise DataLoss(why="graph")
        return graph
