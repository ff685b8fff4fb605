"""A set of RDF statements, shaped so that canonicalization touches only what it must.

Blank nodes are numbers, counted from 0; every other term is the text of canonical N-Quads.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from badger.credentials.canonical_errors import DataLoss

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

_FIRST, _REST, _NIL = f" <{RDF}first> ", f" <{RDF}rest> ", f"<{RDF}nil>"

_END = " .\n"

Node: TypeAlias = int | str
"""A blank node by its number, or the text of a ground term ("<urn:a>", '"text"@fr')."""


class Link(NamedTuple):
    """A statement in which a blank node is more than the subject of the default graph.

    subject: blank node or ground term.
    head:    " <predicate> ", with its spaces.
    value:   blank node or ground term, the object of the statement.
    graph:   blank node, " <name>", or "" in the default graph.
    """

    subject: Node
    head: str
    value: Node
    graph: Node


@dataclass(slots=True)
class Dataset:
    """Statements by how much work they need.

    ground: whole N-Quads without any blank node.
    facts:  for each blank node, statements about it with a ground object and graph,
            from the space before the predicate on (' <urn:p> "o" .\\n').
    links:  everything else.
    """

    ground: list[str] = field(default_factory=list)
    facts: list[list[str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def new_blank(self) -> int:
        """Add a blank node and give its number."""
        self.facts.append([])
        return len(self.facts) - 1

    def about(self, subject: Node, graph: Node) -> tuple[str, list[str]]:
        """Give what statements about `subject` with ground objects begin with, and the list that
        they go to, as ' <predicate> object .\n'; of a blank graph, to be given back whole to
        `add_to_graph`."""
        if isinstance(graph, int):
            return "", []
        return ("", self.facts[subject]) if isinstance(subject, int) else (subject, self.ground)

    def add_to_graph(self, subject: Node, statements: list[str], *, graph: int) -> None:
        """Add statements with ground objects about one subject in a blank graph."""
        self.links += [_graph_link(subject, text, graph) for text in statements]

    def link(self, subject: Node, head: str, *, value: Node, graph: Node = "") -> None:
        """Add a statement whose object may be a blank node."""
        if type(value) is int or type(graph) is int:
            self.links.append(Link(subject, head, value, graph))
        else:
            begin, lines = self.about(subject, graph)
            lines.append(f"{begin}{head}{value}{graph} .\n")

    def add_list(self, items: Sequence[Node], *, graph: Node) -> Node:
        """Add an RDF list and give its first node; of nothing, the empty list.

        Source: JSON-LD 1.1 API, 8.1.3 List to RDF Conversion.
        """
        blanks = [self.new_blank() for _ in items]
        following: list[Node] = [*blanks[1:], _NIL]
        for blank, item, rest in zip(blanks, items, following, strict=False):
            self.link(blank, _FIRST, value=item, graph=graph)
            self.link(blank, _REST, value=rest, graph=graph)
        return blanks[0] if blanks else _NIL

    def without_repetitions(self) -> "Dataset":
        """Give the same dataset with each statement once."""
        facts = [list(dict.fromkeys(lines)) for lines in self.facts]
        return Dataset(list(dict.fromkeys(self.ground)), facts, list(dict.fromkeys(self.links)))


def require_distinct(values: Sequence[Node]) -> None:
    """Refuse an array that RDF cannot hold whole: one that says nothing, or the same twice.

    Raises: DataLoss.
    """
    if not values:
        raise DataLoss(why="empty")
    if len(set(values)) != len(values):
        raise DataLoss(why="repeated")


def _graph_link(subject: Node, statement: str, graph: int) -> Link:
    # An IRI holds no space, so the predicate ends at the second one.
    end = statement.index(" ", 1) + 1
    return Link(subject, statement[:end], statement[end : -len(_END)], graph)
