"""One spelling for one meaning: what is checked on the JSON before it is canonicalized.

JSON-LD gives many spellings the same signed meaning (a null, an empty array, a member named
by its IRI, a second node with the same id); software that reads the JSON reads them
differently. One spelling is accepted, so that a policy value cannot hide (hardening L02 to
L05, L09).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from badger.json_value import JsonObject, JsonValue
from badger.verify.errors import CheckFailed

MAX_TYPES = 8
MAX_ENDORSEMENTS = 16
MAX_ENDORSEMENT_DEPTH = 2
# Texts that are more than a text: links, and endorsements.
_WATCHED = frozenset(("id", "url", "targetUrl", "endorsementJwt"))
_ACTIVE_SCHEMES = ("javascript:", "vbscript:", "file:", "blob:")
# A proof is read strictly by its own step, where "not signed" is the clearer answer (D01).
_OTHER_GRAPHS = frozenset(("endorsement", "proof"))
_SETS = frozenset(("@context", "type"))
_SPECIAL_LISTS = _SETS | _OTHER_GRAPHS | {"endorsementJwt"}
_PLAIN = frozenset((bool, int, float))
# Names that most badges have, each of them an identifier: they need no second look.
_USUAL = frozenset(
    (
        *("id", "type", "name", "description", "image", "caption", "url", "tag", "version"),
        *("issuer", "credentialSubject", "achievement", "identifier", "evidence", "proof"),
        *("validFrom", "validUntil", "awardedDate", "credentialStatus", "credentialSchema"),
        *("criteria", "narrative", "achievementType", "inLanguage", "creator", "alignment"),
        *("targetName", "targetUrl", "targetCode", "targetFramework", "targetDescription"),
        *("result", "resultDescription", "resultType", "value", "achievedLevel", "status"),
        *("requiredValue", "requiredLevel", "rubricCriterionLevel", "level", "points"),
        *("hashed", "identityHash", "identityType", "salt", "genre", "audience"),
        *("activityStartDate", "activityEndDate", "role", "source", "endorsement"),
        *("statusPurpose", "statusListIndex", "statusListCredential", "statusReference"),
        *("cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"),
    )
)


@dataclass(frozen=True, slots=True)
class Endorsed:
    """What was seen on the way through a document.

    embedded: embedded endorsements, each with the node that it stands on.
    in_jwt:   endorsements as JWT, likewise.
    has_twins: an id is described in more than one place.
    """

    embedded: tuple[tuple[JsonObject, JsonObject], ...]
    in_jwt: tuple[tuple[JsonObject, JsonValue], ...]
    has_twins: bool = False


NOT_ENDORSED = Endorsed((), ())


def check_shape(document: JsonObject) -> Endorsed:
    """Refuse every second spelling of the same statements, and too many endorsements.

    Returns what endorses the document itself, since it was seen on the way.
    Raises: CheckFailed "structure.shape" (facts: path, rule), "structure.endorsements".
    """
    own = _checked(document, document)
    count, level = 0, [own]
    for _ in range(MAX_ENDORSEMENT_DEPTH):
        count += sum(graph.endorsements for graph in level)
        if count > MAX_ENDORSEMENTS:
            raise CheckFailed("structure.endorsements", limit=MAX_ENDORSEMENTS)
        level = [_checked(document, inner) for graph in level for _, inner in graph.nested]
    if any(graph.endorsements for graph in level):
        raise CheckFailed("structure.endorsements", limit=MAX_ENDORSEMENTS)
    return Endorsed(tuple(own.nested), tuple(own.in_jwt), own.has_twins)


def _checked(document: JsonObject, graph: JsonObject) -> "_Graph":
    found = _Graph(document, graph)
    found.check()
    return found


class _Graph:
    """The walk through the nodes of one graph; an embedded endorsement is a graph of its own."""

    __slots__ = ("document", "graph", "has_twins", "identified", "in_jwt", "nested", "pending")

    def __init__(self, document: JsonObject, graph: JsonObject) -> None:
        self.document = document
        self.graph = graph
        self.identified: dict[str, JsonObject] = {}
        self.nested: list[tuple[JsonObject, JsonObject]] = []
        self.in_jwt: list[tuple[JsonObject, JsonValue]] = []
        self.has_twins = False
        self.pending: list[JsonObject] = [graph]

    @property
    def endorsements(self) -> int:
        """How many endorsements stand in the graph, of both kinds."""
        return len(self.nested) + len(self.in_jwt)

    def check(self) -> None:
        """Check every node of the graph; embedded endorsements are gathered, not checked."""
        pending = self.pending
        while pending:
            node = pending.pop()
            # A node without an id has itself for one, which no JSON has.
            name = node.get("id", node)
            if name is not node:
                self._refuse_second_node(node, name)
            if not node.keys() <= _USUAL and not all(map(str.isidentifier, node)):
                self._refuse_member(node)
            # Written flat: these lines see every value of every document.
            for member, value in node.items():
                if type(value) is str:
                    if member in _WATCHED:
                        if member == "endorsementJwt":
                            self.in_jwt.append((node, value))
                        elif not value.startswith("https://"):
                            self._refuse_active_link(node, member, value)
                elif type(value) is dict and member not in _OTHER_GRAPHS:
                    pending.append(value)
                elif type(value) is list and value and member not in _SPECIAL_LISTS:
                    for item in value:
                        if type(item) is dict:
                            pending.append(item)
                        elif type(item) is not str:
                            self._refuse_item(node, member, item)
                elif type(value) is list and len(value) == 1 and type(value[0]) is str:
                    if member == "endorsementJwt":
                        self.in_jwt.append((node, value[0]))
                elif type(value) not in _PLAIN and member != "proof":
                    self._look_into(node, member, value)

    def _refuse_member(self, node: JsonObject) -> None:
        for member in node:
            if not member.isidentifier() and (member != "@context" or node is not self.graph):
                raise self._wrong(node, member, rule="member")

    def _look_into(self, node: JsonObject, member: str, value: JsonValue) -> None:
        items: list[JsonValue] = value if isinstance(value, list) else [value]
        if not items:
            raise self._wrong(node, member, rule="empty_array")
        if member == "endorsementJwt":
            self.in_jwt += [(node, item) for item in items]
        elif len(items) > 1 and member in _SETS:
            self._look_at_set(node, member, items)
        for item in items:
            if type(item) is str:
                continue
            if isinstance(item, dict):
                if member == "endorsement":
                    self.nested.append((node, item))
                elif member != "@context" or node is not self.graph:
                    # Contexts are no nodes: `contexts.py` says which may stand there.
                    self.pending.append(item)
            else:
                self._refuse_item(node, member, item)

    def _refuse_item(self, node: JsonObject, member: str, item: JsonValue) -> None:
        if item is None:
            raise self._wrong(node, member, rule="null")
        if isinstance(item, list):
            raise self._wrong(node, member, rule="nested_array")

    def _look_at_set(self, node: JsonObject, member: str, items: list[JsonValue]) -> None:
        if len(set(map(repr, items))) != len(items):
            raise self._wrong(node, member, rule="duplicate")
        if member == "type" and len(items) > MAX_TYPES:
            raise self._wrong(node, member, rule="too_many_types")

    def _refuse_active_link(self, node: JsonObject, member: str, value: str) -> None:
        if value.lower().startswith(_ACTIVE_SCHEMES):
            raise self._wrong(node, member, rule="active_link")

    def _refuse_second_node(self, node: JsonObject, name: JsonValue) -> None:
        """Refuse two nodes of one id that say different things.

        Both would be one node in the signed graph, where a value can move from one to the
        other without breaking the signature. Equal values are common (issuer and creator),
        save for the credential itself: no member of it may stand elsewhere.
        """
        if not isinstance(name, str):
            raise self._wrong(node, "id", rule="id")
        first = self.identified.setdefault(name, node)
        if first is node:
            return
        self.has_twins = True
        if first is self.graph:
            raise self._wrong(node, "id", rule="same_id")
        for member in first.keys() & node.keys():
            if first[member] != node[member] and member != "type":
                raise self._wrong(node, member, rule="same_id")

    def _wrong(self, node: JsonObject, member: str, *, rule: str) -> CheckFailed:
        path = next((path for path, found in _nodes(self.document, "") if found is node), "")
        return CheckFailed("structure.shape", path=f"{path}/{member}"[:200], rule=rule)


def _nodes(value: JsonValue, path: str) -> Iterator[tuple[str, JsonObject]]:
    """Yield every object with its JSON pointer; only when something is wrong: it is slow."""
    if isinstance(value, dict):
        yield path, value
        for member, inside in value.items():
            yield from _nodes(inside, f"{path}/{member}")
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            yield from _nodes(inside, f"{path}/{index}")
