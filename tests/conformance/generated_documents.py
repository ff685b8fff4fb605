"""Documents for the oracles: drawn from the tables of the pinned contexts, then spoilt.

Everything follows from the seed. A document is made of the words that its contexts define, in
places where they belong and where they do not, with values of every JSON type.
"""

import random
from typing import Any

from badger.credentials.canonical_errors import ContextNotAllowed, DataLoss
from badger.credentials.context_tables import ContextBeyondTables
from badger.credentials.scopes import Scope, root_scope
from badger.schemas import context

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
OB1, OB2, OB3 = (f"{OB}context-3.0.{number}.json" for number in (1, 2, 3))
EXTENSIONS = f"{OB}extensions.json"
INTEGRITY = "https://w3id.org/security/data-integrity/v2"
MULTIKEY = "https://w3id.org/security/multikey/v1"
DID = "https://www.w3.org/ns/did/v1"
ED2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
JWS2020 = "https://w3id.org/security/suites/jws-2020/v1"

CONTEXTS = (
    *[(V2, OB3)] * 6,
    (V2, OB3, EXTENSIONS),
    (V2, OB2),
    (V2, OB1),
    (V1, OB1, INTEGRITY),
    (V1, OB2, ED2020),
    (V1, OB3),
    (V2,),
    (OB3, V2),
    (DID, MULTIKEY),
    (V2, MULTIKEY, EXTENSIONS),
    (DID, JWS2020),
    (OB1,),
)

SNIPPETS = (
    "Esprit d'équipe", "a", "", " ", "é\u00a0ü", "\"cité\"", "C:\\chemin", "ligne\nligne", "\t",
    "\r\n", "\b\f", "\x00", "\x0b\x1f", "\x7f", "\U0001f3c6", "مرحبا", "\u202e", "\u0085", "<b>",
    "^^<urn:x>", "@fr", "_:c14n0", "e\u0301", "true", "7", "https://a.example/b",
)  # fmt: skip
IRIS = (
    "https://a.example/1", "https://a.example/2", "https://a.example/é?x=[1]#y", "urn:uuid:0f",
    "did:web:a.example", "did:key:z6Mk#z6Mk", "mailto:a@b.example", "data:image/png;base64,AA==",
    "tag:a.example,2026:x", "ex:thing", "xsd:string", "cred:x", "sec:y",
)  # fmt: skip
BAD_IRIS = (
    "../x", "x", "", "#k", "//a.example/x", "urn:a b", "<script>", "_:b0", "@id", "@none", "1:x",
    "urn:{x}", "https://a.example/\\x", "https://a.example/\u0001", "a^:b", "é:x", ":x", "?q",
)  # fmt: skip
NUMBERS = (
    0, 1, -1, 7, 7.5, -0.0, 1.0, 0.1, 12345678901234, 2**53 - 1, -(2**53) + 1, 3.141592653589793,
    0.30000000000000004, 123456.789, 9007199254740990.0, -12.5, 66.66666666666667, 100,
)  # fmt: skip
BAD_NUMBERS = (1e-7, 5e-324, 1.5e300, 2**53, 1e21, 1e22, 10**30, 1.25e20, -(2**53))
PROOFS = ("DataIntegrityProof", "Ed25519Signature2020", "Ed25519Signature2018")
LANGUAGES = ("fr", "fr-FR", "EN", "zh-Hans", "ar-EG")


class DocumentMaker:
    """A source of documents that only depends on its seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - tests must be repeatable
        self.urls: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """Make one document."""
        choose = self.random
        self.urls = urls = choose.choice(CONTEXTS)
        try:
            scope = root_scope(urls, context)
        except ContextNotAllowed:
            return {"@context": list(urls), "type": "VerifiableCredential", "name": "x"}
        node = self._node(scope, depth=0, types=self._root_types(scope))
        return {"@context": list(urls) if choose.random() < 0.98 else urls[0], **node}

    def _root_types(self, scope: Scope) -> list[str]:
        wanted = ("VerifiableCredential", self.random.choice(("OpenBadgeCredential", "Evidence")))
        return [name for name in wanted if name in scope.table] or [
            name for name in ("Multikey", "JsonWebKey2020") if name in scope.table
        ]

    def _node(self, scope: Scope, *, depth: int, types: list[str] | None = None) -> dict[str, Any]:
        choose = self.random
        node: dict[str, Any] = {}
        if choose.random() < 0.5:
            node["id"] = choose.choice(IRIS) if choose.random() < 0.1 else self._fresh_iri()
        names = types or self._types(scope)
        if names:
            node["type"] = names if choose.random() < 0.7 else names[0]
            try:
                scope = scope.new_kind(tuple(names)).scope
            except (DataLoss, ContextNotAllowed, ContextBeyondTables):
                return node
        words = sorted(scope.words)
        for word in choose.sample(words, min(len(words), choose.choice((1, 2, 3, 4)))):
            node[word] = self._value(scope, word, depth=depth)
        return node

    def _types(self, scope: Scope) -> list[str]:
        classes = sorted(
            name for name in scope.table if name not in scope.words and name not in ("id", "type")
        )
        return self.random.sample(
            classes, min(self.random.choice((0, 1, 1, 1, 1, 1, 1, 1, 1, 2)), len(classes))
        )

    def _fresh_iri(self) -> str:
        return f"urn:uuid:{self.random.getrandbits(64):016x}"

    def text(self) -> str:
        """Make a text, sometimes an odd one."""
        choose = self.random
        if choose.random() < 0.5:
            return f"texte {choose.randrange(10**6)}"
        return "".join(choose.choice(SNIPPETS) for _ in range(choose.choice((1, 1, 2, 3))))

    def scalar(self) -> Any:
        """Make a value that is neither an array nor an object."""
        kind = self.random.random()
        if kind < 0.6:
            return self.text()
        if kind < 0.75:
            return self.random.choice(IRIS)
        return self.random.choice(NUMBERS) if kind < 0.9 else self.random.random() < 0.5

    def _value(self, scope: Scope, word: str, *, depth: int) -> Any:
        choose = self.random
        term = scope.words[word]
        if choose.random() < 0.25:
            number = choose.randrange(1, 4)
            return [self._one(scope, word, depth=depth) for _ in range(number)]
        if term.coercion == "@json":
            return choose.choice(({"b": [1, {}], "a": "é\n"}, "x", 1.5, True, {"A": "\U0001f3c6"}))
        return self._one(scope, word, depth=depth)

    def _one(self, scope: Scope, word: str, *, depth: int) -> Any:
        choose = self.random
        term = scope.words[word]
        if "@graph" in term.container:
            node = self._node(
                scope.below(word, term), depth=depth + 1, types=["DataIntegrityProof"]
            )
            return node | {"created": self.text(), "proofValue": self.text()}
        if depth < 3 and choose.random() < (0.5 if term.suffix == "" else 0.05):
            below = scope.below(word, term)
            node = self._node(below, depth=depth + 1)
            if word == "endorsement" and choose.random() < 0.5:
                node = {"@context": list(self.urls), **node}
            return node
        if term.coercion == "@id":
            return choose.choice(IRIS)
        if term.coercion == "@vocab":
            return choose.choice(("assertionMethod", "authentication", *IRIS))
        if choose.random() < 0.06:
            return self._value_object()
        return self.scalar()

    def _value_object(self) -> dict[str, Any]:
        choose = self.random
        value: dict[str, Any] = {"@value": self.scalar()}
        if choose.random() < 0.5 and isinstance(value["@value"], str):
            value["@language"] = choose.choice(LANGUAGES)
        elif choose.random() < 0.3:
            value["@type"] = choose.choice((*IRIS, "@json"))
        return value
