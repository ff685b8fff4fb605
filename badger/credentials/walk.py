"""The walk: from a document straight to RDF, refusing whatever a signature would not cover.

One pass does what expansion, node map generation and conversion to RDF do in the standard, for
the part of JSON-LD that credentials with pinned contexts use. See docs/adr/0002.
Source: JSON-LD 1.1 Processing Algorithms and API, 5.1.2, 7.2 and 8.1.
"""

from collections.abc import Sequence

from badger.credentials.canonical_errors import (
    ContextNotAllowed,
    DataLoss,
    InvalidIri,
    Placed,
    TooComplex,
)
from badger.credentials.context_tables import GRAPH, JSON, LIST, LITERAL, REFERENCE, Term
from badger.credentials.context_urls import context_urls
from badger.credentials.literals import json_literal, number_literal, value_object_literal
from badger.credentials.nquads import quote
from badger.credentials.rdf_dataset import Dataset, Link, Node, require_distinct
from badger.credentials.same_nodes import ENDORSEMENT, Described, SameNodes
from badger.credentials.scopes import Kind, Scope, Types
from badger.json_value import JsonObject, JsonValue

MAX_DEPTH = 64
# Credentials of a presentation: each a graph and a document of its own, with its own contexts.
PRESENTED = "https://www.w3.org/2018/credentials#verifiableCredential"
# Proofs over canonical JSON repeat the contexts of their document inside.
_OPENED = frozenset((PRESENTED, "https://w3id.org/security#proof"))
# Different sets of types and of embedded contexts in one document: each may have to be computed.
MAX_USED = 64


def walk(document: JsonObject, scope: Scope, *, walker: "Walk | None" = None) -> Dataset:
    """Give the statements of a document whose own contexts gave `scope`.

    walker: one that notes more on its way than the statements; made anew for each document.
    Raises: DataLoss, InvalidIri, ContextNotAllowed, ContextUnknown, TooComplex, and
            ContextBeyondTables when a scoped context needs the slower road.
    """
    walker = walker or Walk()
    walker.node(document, Spot("", scope), opened=True)
    dataset = walker.dataset
    if not dataset.ground and not dataset.links and not any(dataset.facts):
        raise DataLoss(path="id", why="empty")
    # Hashes are taken over sets: a statement given twice would count twice.
    return dataset.without_repetitions() if walker.same.repeated else dataset


class Spot:
    """Where the walk stands; a plain class, since one is made for every node.

    graph:     graph of the statements, "" or a blank node.
    scope:     what words mean here.
    document:  number of the embedded endorsement, 0 outside.
    subject:   the node; `begin` and `lines`: as in `Dataset.about`.
    key, term: member that is being read, and what it means; set only where `_member` is called.
    """

    __slots__ = ("begin", "depth", "document", "graph", "key", "lines", "scope", "subject", "term")

    begin: str
    lines: list[str]
    subject: Node
    key: str
    term: Term

    def __init__(self, graph: Node, scope: Scope, depth: int = 0, document: int = 0) -> None:
        self.graph = graph
        self.scope = scope
        self.depth = depth
        self.document = document


class Walk:
    """One walk: the statements so far, and what bounds it."""

    __slots__ = ("dataset", "documents", "same", "used")

    def __init__(self) -> None:
        self.dataset = Dataset()
        self.same = SameNodes()
        self.used: set[Kind | Scope] = set()
        self.documents = 0

    def node(self, node: JsonObject, spot: Spot, *, opened: bool = False) -> Node:
        """Add the statements of a node and of all below it, and give its name.

        opened: the node names its own contexts, which `spot.scope` holds already.
        """
        if spot.depth > MAX_DEPTH:
            raise TooComplex(depth=spot.depth)
        key = "type"
        try:
            kind = self._kind(node, spot.scope)
            spot.scope = scope = kind.scope
            key = "id"
            spot.subject = subject = self._subject(node, scope)
            spot.begin, spot.lines = begin, lines = self.dataset.about(subject, spot.graph)
            for statement in kind.statements:
                lines.append(begin + statement)
            words = scope.words
            for key, value in node.items():
                term = words.get(key)
                if term is None:
                    if key not in scope.aliases:
                        _require_context(key, scope, opened=opened)
                elif term.shape == LITERAL and type(value) is str:
                    lines.append(f"{begin}{term.head}{quote(value)}{term.suffix} .\n")
                else:
                    spot.key, spot.term = key, term
                    self._member(value, spot)
        except Placed as error:
            error.below(key)
            raise
        if type(spot.graph) is int:
            self.dataset.add_to_graph(subject, lines, graph=spot.graph)
        if type(subject) is str:
            described = Described(node, kind.statements, spot.document)
            self.same.add(subject, described, graph=spot.graph)
        return subject

    def _kind(self, node: JsonObject, scope: Scope) -> Kind:
        if "type" not in node or not scope.has_type:
            return scope.untyped
        types = node["type"]
        wanted = tuple(types) if type(types) is list else types
        try:
            kind = scope.kinds.get(wanted)  # type: ignore[arg-type]  # a stranger's type misses
        except TypeError as error:
            raise DataLoss(why="shape") from error
        if kind is None:
            kind = scope.new_kind(_texts(wanted))
        # What _use does, in place: it is done for every node.
        self.used.add(kind)
        if len(self.used) > MAX_USED:
            raise TooComplex(kinds=len(self.used))
        return kind

    def _subject(self, node: JsonObject, scope: Scope) -> Node:
        if "id" not in node or not scope.has_id:
            return self.dataset.new_blank()
        name = node["id"]
        if not isinstance(name, str):
            raise InvalidIri(why="shape")
        return scope.reference(name)

    def _member(self, value: JsonValue, spot: Spot) -> None:
        """Add the statements of one member that is not simply a text."""
        shape = spot.term.shape
        if isinstance(value, str) and shape == REFERENCE:
            self._state(self._text(value, spot), spot)
        elif isinstance(value, dict) and shape <= REFERENCE:
            self._state(self._child(value, spot), spot)
        elif shape == JSON:
            self._state(json_literal(value), spot)
        elif shape == LIST:
            self._state(self._list(value if isinstance(value, list) else [value], spot), spot)
        elif isinstance(value, list):
            if not value and spot.term.iri == PRESENTED:
                # A presentation of nothing says as much with the member as without it.
                return
            objects = self._items(value, spot)
            require_distinct(objects)
            for item in objects:
                self._state(item, spot)
        else:
            self._state(self._object(value, spot), spot)

    def _state(self, item: Node, spot: Spot) -> None:
        if type(item) is str:
            spot.lines.append(f"{spot.begin}{spot.term.head}{item} .\n")
        else:
            self.dataset.links.append(Link(spot.subject, spot.term.head, item, spot.graph))

    def _items(self, items: Sequence[JsonValue], spot: Spot) -> list[Node]:
        objects: list[Node] = []
        index = 0
        try:
            for index, item in enumerate(items):  # noqa: B007
                objects.append(self._object(item, spot))
        except Placed as error:
            error.below(index)
            raise
        return objects

    def _object(self, value: JsonValue, spot: Spot) -> Node:
        """Give what stands for one value, after the statements about it."""
        term = spot.term
        if term.shape == GRAPH:
            return self._graph(value, spot)
        if isinstance(value, dict):
            return self._child(value, spot)
        if isinstance(value, str):
            return self._text(value, spot)
        return number_literal(value, term.suffix)

    def _text(self, value: str, spot: Spot) -> str:
        term = spot.term
        if term.coercion == "@id":
            return spot.scope.inside(spot.key, term).reference(value)
        if term.coercion == "@vocab":
            return spot.scope.inside(spot.key, term).word(value)
        return quote(value) + term.suffix

    def _child(self, value: JsonObject, spot: Spot) -> Node:
        key, term = spot.key, spot.term
        if "@value" in value:
            return value_object_literal(value, spot.scope.inside(key, term).word)
        scope = spot.scope.below(key, term) if term.scoped else spot.scope.outer
        if len(value) == 1 and "id" in value and scope.has_id:
            # The context of types does not end at a mere reference (5.1.2, step 7).
            return self._reference(value, spot.scope.inside(key, term))
        child = Spot(spot.graph, scope, spot.depth + 1, spot.document)
        if term.iri != ENDORSEMENT:
            return self.node(value, child)
        self.documents += 1
        child.document = self.documents
        if "@context" not in value:
            return self.node(value, child)
        child.scope = self._embedded(value, scope)
        return self.node(value, child, opened=True)

    def _reference(self, node: JsonObject, scope: Scope) -> Node:
        try:
            return self._subject(node, scope)
        except Placed as error:
            error.below("id")
            raise

    def _embedded(self, value: JsonObject, scope: Scope) -> Scope:
        urls = context_urls(value)
        known = scope.documents.get(urls) or scope.new_document(urls)
        self._use(known)
        return known

    def _graph(self, value: JsonValue, spot: Spot) -> int:
        """Add a node in a graph of its own, and give the graph (container @graph)."""
        if not isinstance(value, dict) or "@value" in value:
            # Only statements live in a graph: a mere name or text in it would vanish.
            raise DataLoss(why="graph")
        graph = self.dataset.new_blank()
        before = len(self.dataset.links)
        scope = spot.scope.below(spot.key, spot.term)
        inside = Spot(graph, scope, spot.depth + 1, spot.document)
        opened = spot.term.iri in _OPENED and "@context" in value
        if opened:
            inside.scope = self._embedded(value, scope)
        self.node(value, inside, opened=opened)
        if len(self.dataset.links) == before:
            raise DataLoss(why="graph")
        return graph

    def _list(self, items: Sequence[JsonValue], spot: Spot) -> Node:
        """Add a list, and give its first node (8.1.3, List to RDF Conversion)."""
        objects = self._items(items, spot)
        if not objects:
            raise DataLoss(why="empty")
        return self.dataset.add_list(objects, graph=spot.graph)

    def _use(self, known: Kind | Scope) -> None:
        # Counted whether it was kept or not: the same document has the same fate every time.
        self.used.add(known)
        if len(self.used) > MAX_USED:
            raise TooComplex(kinds=len(self.used))


def _texts(types: object) -> Types:
    names = types if isinstance(types, tuple) else (types,)
    texts = tuple(name for name in names if isinstance(name, str))
    if len(texts) != len(names):
        raise DataLoss(why="shape")
    return texts if isinstance(types, tuple) else texts[0]


def _require_context(key: str, scope: Scope, *, opened: bool) -> None:
    """Refuse a member that no context defines, and contexts where none may stand."""
    if key != "@context":
        raise DataLoss(why=_why_unknown(key, scope))
    if not opened:
        raise ContextNotAllowed(why="below")


def _why_unknown(key: str, scope: Scope) -> str:
    if key.startswith("@"):
        return "keyword"
    if key in scope.table:
        return "class"
    return "iri" if ":" in key else "undefined"
