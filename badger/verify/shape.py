"""One spelling for one meaning: what is checked on the JSON before it is canonicalized.

JSON-LD gives many spellings the same signed meaning (a null, an empty array, a member named
by its IRI, a second node with the same id); software that reads the JSON reads them
differently. One spelling is accepted, so that a policy value cannot hide (hardening L02 to
L05, L09).
"""

from collections.abc import Iterator

from badger.json_value import JsonObject, JsonValue
from badger.verify.errors import CheckFailed

MAX_TYPES = 8
MAX_ENDORSEMENTS = 16
MAX_ENDORSEMENT_DEPTH = 2
_LINKS = frozenset(("id", "url", "targetUrl"))
_ACTIVE_SCHEMES = ("javascript:", "vbscript:", "file:", "blob:")
# A proof is read strictly by its own step, where "not signed" is the clearer answer (D01).
_OTHERS_MATTER = "proof"
_PLAIN = (bool, int, float)


def check_shape(document: JsonObject) -> None:
    """Refuse every second spelling of the same statements, and too many endorsements.

    Raises: CheckFailed "structure.shape" (facts: path, rule), "structure.endorsements".
    """
    graphs = [(document, 0)]
    for graph, depth in graphs:
        if len(graphs) > MAX_ENDORSEMENTS + 1 or depth > MAX_ENDORSEMENT_DEPTH:
            raise CheckFailed("structure.endorsements", limit=MAX_ENDORSEMENTS)
        graphs.extend((nested, depth + 1) for nested in _Graph(document, graph).check())


class _Graph:
    """The walk through the nodes of one graph; an embedded endorsement is a graph of its own."""

    __slots__ = ("document", "graph", "identified", "nested", "pending")

    def __init__(self, document: JsonObject, graph: JsonObject) -> None:
        self.document = document
        self.graph = graph
        self.identified: dict[str, JsonObject] = {}
        self.nested: list[JsonObject] = []
        self.pending = [graph]

    def check(self) -> list[JsonObject]:
        """Check every node of the graph; return the embedded endorsements, not yet checked."""
        while self.pending:
            node = self.pending.pop()
            if "id" in node:
                self._refuse_second_node(node)
            for member, value in node.items():
                if not member.isidentifier() and not (member == "@context" and node is self.graph):
                    raise self._wrong(node, member, rule="member")
                if isinstance(value, str):
                    if member in _LINKS and value.lower().startswith(_ACTIVE_SCHEMES):
                        raise self._wrong(node, member, rule="active_link")
                elif not isinstance(value, _PLAIN) and member != _OTHERS_MATTER:
                    self._look_into(node, member, value)
        return self.nested

    def _look_into(
        self, node: JsonObject, member: str, value: "list[JsonValue] | JsonObject | None"
    ) -> None:
        inside = self.nested if member == "endorsement" else self.pending
        if isinstance(value, dict):
            inside.append(value)
            return
        if value is None:
            raise self._wrong(node, member, rule="null")
        rule = _array_rule(member, value)
        if rule is not None:
            raise self._wrong(node, member, rule=rule)
        inside.extend(item for item in value if isinstance(item, dict))

    def _refuse_second_node(self, node: JsonObject) -> None:
        """Refuse two nodes of one id that say different things.

        Both would be one node in the signed graph, where a value can move from one to the
        other without breaking the signature. Equal values are common (issuer and creator),
        save for the credential itself: no member of it may stand elsewhere.
        """
        name = node["id"]
        if not isinstance(name, str):
            raise self._wrong(node, "id", rule="id")
        first = self.identified.setdefault(name, node)
        if first is node:
            return
        if first is self.graph:
            raise self._wrong(node, "id", rule="same_id")
        for member in first.keys() & node.keys():
            if first[member] != node[member] and member != "type":
                raise self._wrong(node, member, rule="same_id")

    def _wrong(self, node: JsonObject, member: str, *, rule: str) -> CheckFailed:
        path = next((path for path, found in _nodes(self.document, "") if found is node), "")
        return CheckFailed("structure.shape", path=f"{path}/{member}"[:200], rule=rule)


def _array_rule(member: str, value: list[JsonValue]) -> str | None:
    """Name the rule that an array breaks; None when it breaks none."""
    if not value:
        return "empty_array"
    if None in value:
        return "null"
    if any(isinstance(item, list) for item in value):
        return "nested_array"
    if member == "type" and len(value) > MAX_TYPES:
        return "too_many_types"
    if member in ("type", "@context") and len(set(map(repr, value))) != len(value):
        return "duplicate"
    return None


def _nodes(value: JsonValue, path: str) -> Iterator[tuple[str, JsonObject]]:
    """Yield every object with its JSON pointer; only when something is wrong: it is slow."""
    if isinstance(value, dict):
        yield path, value
        for member, inside in value.items():
            yield from _nodes(inside, f"{path}/{member}")
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            yield from _nodes(inside, f"{path}/{index}")
