"""The statements of a selection, with the place that each blank node stands for.

The standard gives blank nodes names for a while (skolemization), compacts the document anew
and reads the names back. Here the walk notes the place of each: nothing is renamed, so that
no name can be mistaken for somebody's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from badger.credentials.context_tables import ContextBeyondTables, Load
from badger.credentials.context_urls import context_urls
from badger.credentials.rdf_dataset import Dataset, Node
from badger.credentials.scopes import Scope, root_scope
from badger.credentials.selective.errors import ContextsTooRich
from badger.credentials.selective.selection import Path, Selection
from badger.credentials.walk import Spot, Walk, walk
from badger.json_value import JsonObject, JsonValue

NODE, GRAPH, CELL = "node", "graph", "cell"
Origin = tuple[str | int, ...]
"""What a blank node stands for: an object, the graph around one, or a cell of an ordered list,
and its path in the original document."""


@dataclass(frozen=True, slots=True)
class PlacedDataset:
    """Statements, and what each of their blank nodes stands for."""

    dataset: Dataset
    origins: dict[int, Origin]


def placed_dataset(selection: Selection, *, load: Load) -> PlacedDataset:
    """Give the statements of a selection.

    Raises: ContextsTooRich when its contexts are beyond the tables; what `walk` raises.
    """
    walker = _PlacedWalk(selection.places)
    try:
        scope = root_scope(context_urls(selection.document), load)
        dataset = walk(selection.document, scope, walker=walker)
    except ContextBeyondTables:
        raise ContextsTooRich() from None
    return PlacedDataset(dataset, walker.origins)


class _PlacedWalk(Walk):
    __slots__ = ("holders", "origins", "places")

    def __init__(self, places: dict[int, Path]) -> None:
        super().__init__()
        self.places = places
        self.origins: dict[int, Origin] = {}
        self.holders: list[Path] = []

    def node(self, node: JsonObject, spot: Spot, *, opened: bool = False) -> Node:
        self.holders.append(self.places[id(node)])
        try:
            return super().node(node, spot, opened=opened)
        finally:
            self.holders.pop()

    def _subject(self, node: JsonObject, scope: Scope) -> Node:
        name = super()._subject(node, scope)
        if type(name) is int:
            self.origins[name] = (NODE, *self.places[id(node)])
        return name

    def _graph(self, value: JsonValue, spot: Spot) -> int:
        graph = super()._graph(value, spot)
        self.origins[graph] = (GRAPH, *self.places[id(value)])
        return graph

    def _list(self, items: Sequence[JsonValue], spot: Spot) -> Node:
        first = super()._list(items, spot)
        # An empty list is refused, so that the first cell is a blank node; the others follow it.
        for place in range(len(items)):
            self.origins[cast("int", first) + place] = (CELL, *self.holders[-1], spot.key, place)
        return first
