"""JSON-LD contexts read into tables: for each term its IRI, coercion, container and scope.

Only what the pinned contexts use is read; anything else raises `ContextBeyondTables`, and the
document takes the slower road (`expansion_fallback.py`). See docs/adr/0002.
Source: JSON-LD 1.1 Processing Algorithms and API, 5.1 Context Processing, 5.2 Create Term
Definition, 6.3 IRI Expansion.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from badger.credentials.canonical_errors import ContextNotAllowed
from badger.credentials.rdf_dataset import XSD
from badger.json_value import JsonObject, JsonValue

Load = Callable[[str], JsonObject]

_CONTAINERS = frozenset({"@list", "@set", "@graph"})
_TERM_KEYS = frozenset({"@id", "@type", "@container", "@context", "@protected"})
_CONTEXT_KEYS = frozenset({"@version", "@protected", "@vocab"})
_GENERAL_DELIMITERS = (":", "/", "?", "#", "[", "]", "@")
ALIASES = {"id": "@id", "type": "@type"}
# Where a table keeps its vocabulary: no term has such a name.
VOCABULARY = "@vocab"

# Shapes: a text is a literal; is an IRI or a word; and what needs more than a look.
LITERAL, REFERENCE, LIST, GRAPH, JSON = range(5)
_SHAPES = {None: LITERAL, "@id": REFERENCE, "@vocab": REFERENCE, "@json": JSON}


class ContextBeyondTables(Exception):
    """A context uses a part of JSON-LD that the tables do not hold."""


@dataclass(frozen=True, slots=True)
class Term:
    """What one word of a context means.

    iri:       IRI, or "@id" or "@type" for their aliases.
    coercion:  "@id", "@vocab", "@json", the IRI of a datatype, or None.
    container: names in order, "" when there is none ("@graph @set").
    scoped:    (context,) to apply below this term, or () when there is none.
    prefix:    may begin a compact IRI.
    head:      the IRI as a predicate, " <iri> ".
    suffix:    what follows a quoted text, "" or "^^<datatype>".
    shape:     what a walk has to do, one of the constants above.
    """

    iri: str
    coercion: str | None
    container: str
    scoped: tuple[JsonValue, ...]
    prefix: bool
    protected: bool = field(compare=False)
    head: str = field(compare=False)
    suffix: str = field(compare=False)
    shape: int = field(compare=False)


Table: TypeAlias = dict[str, Term]
"""The terms of an active context, and its vocabulary under VOCABULARY when it has one."""


def word_of(vocabulary: Term, name: str) -> Term:
    """Give what a word means that no term defines, in a context with a vocabulary."""
    return _plain_term(vocabulary.iri + name)


def read_contexts(active: Table, contexts: Iterable[JsonValue], *, load: Load) -> Table:
    """Apply contexts in order, as the @context of a node does.

    Raises: ContextBeyondTables, ContextNotAllowed, and what `load` raises.
    """
    for context in contexts:
        active = _Reader(load).read(active, context)
    return active


def read_property_scoped(active: Table, term: Term, *, load: Load) -> Table:
    """Apply the context of a property; it may redefine protected terms (5.1, step 5).

    Raises: ContextBeyondTables.
    """
    for context in term.scoped:
        active = _Reader(load, overrides=True).read(active, context)
    return active


class _Reader:
    """One context being read into a copy of the active table."""

    __slots__ = ("load", "local", "overrides", "pending", "protected", "terms")

    def __init__(self, load: Load, *, overrides: bool = False) -> None:
        self.load = load
        self.overrides = overrides

    def read(self, active: Table, context: JsonValue) -> Table:
        if isinstance(context, str):
            return self.read(active, self.load(context).get("@context"))
        if isinstance(context, list):
            for one in context:
                active = _Reader(self.load, overrides=self.overrides).read(active, one)
            return active
        if context is None:
            return self._forget()
        if not isinstance(context, dict):
            raise ContextBeyondTables(type(context).__name__)
        self.local: JsonObject = context
        self.protected = _flag(context, "@protected", default=False)
        self.terms = dict(active)
        self.pending = {name for name in context if not name.startswith("@")}
        unknown = context.keys() - self.pending - _CONTEXT_KEYS
        if unknown or context.get("@version", 1.1) != 1.1:
            raise ContextBeyondTables(str(unknown))
        if VOCABULARY in context:
            self._set_vocabulary(context[VOCABULARY])
        for name in context:
            self._define(name)
        return self.terms

    def _set_vocabulary(self, iri: JsonValue) -> None:
        """Say what words mean that no term defines (5.1, step 5.8)."""
        self.terms.pop(VOCABULARY, None)
        if iri is None:
            return
        prefix = iri.partition(":")[0] if isinstance(iri, str) else ""
        if not isinstance(iri, str) or ":" not in iri or prefix in {"_", *self.terms}:
            raise ContextBeyondTables(VOCABULARY)
        self.terms[VOCABULARY] = _plain_term(iri)

    def _forget(self) -> Table:
        if not self.overrides:
            # A context that takes protected words away (5.1, step 5.1.1); none pinned does.
            raise ContextBeyondTables("null")
        return {}

    def _define(self, name: str) -> None:
        """Create a term definition (5.2), once, before whatever depends on it."""
        if name not in self.pending:
            return
        self.pending.discard(name)
        known = self.terms.pop(name, None)
        term = self._term(name)
        if known is not None and known.protected and not self.overrides:
            if term != known:
                raise ContextNotAllowed(path="@context", why="protected", term=name)
            term = known
        self.terms[name] = term

    def _term(self, name: str) -> Term:
        value = self.local[name]
        simple = isinstance(value, str)
        definition: JsonValue = {"@id": value} if isinstance(value, str) else value
        if not isinstance(definition, dict) or definition.keys() - _TERM_KEYS or not name:
            raise ContextBeyondTables(name)
        iri = self._iri(definition.get("@id", name), defining=name)
        if iri.startswith("@") and ALIASES.get(name) != iri:
            raise ContextBeyondTables(name)
        coercion = self._coercion(definition)
        container = _container(definition)
        return Term(
            iri=iri,
            coercion=coercion,
            container=container,
            scoped=(definition["@context"],) if "@context" in definition else (),
            prefix=simple and not {":", "/"} & set(name) and iri.endswith(_GENERAL_DELIMITERS),
            protected=_flag(definition, "@protected", default=self.protected),
            head=f" <{iri}> ",
            suffix=f"^^<{coercion}>" if coercion not in _SHAPES else "",
            shape=_shape(coercion, container),
        )

    def _coercion(self, definition: JsonObject) -> str | None:
        kind = definition.get("@type")
        if kind is None or kind == "@vocab" or kind == "@json":
            return kind
        datatype = self._iri(kind, defining="")
        if datatype == f"{XSD}string":
            # Texts would lose this datatype in N-Quads and numbers keep it; nobody pins that.
            raise ContextBeyondTables(datatype)
        return datatype

    def _iri(self, value: JsonValue, *, defining: str) -> str:
        """Expand a term, a compact IRI or an IRI inside a context (6.3)."""
        if not isinstance(value, str):
            raise ContextBeyondTables(repr(value))
        if value in ALIASES.values():
            return value
        if value != defining:
            self._define(value)
            if value in self.terms:
                return self.terms[value].iri
        prefix, colon, suffix = value.partition(":")
        if not colon and VOCABULARY in self.terms and not ("/" in value or value.startswith("@")):
            return self.terms[VOCABULARY].iri + value
        if not colon or value.startswith(("@", "_:")):
            raise ContextBeyondTables(value)
        if not suffix.startswith("//"):
            self._define(prefix)
            known = self.terms.get(prefix)
            if known is not None and known.prefix:
                return known.iri + suffix
        return value


def _plain_term(iri: str) -> Term:
    return Term(
        iri=iri,
        coercion=None,
        container="",
        scoped=(),
        prefix=False,
        protected=False,
        head=f" <{iri}> ",
        suffix="",
        shape=LITERAL,
    )


def _flag(holder: JsonObject, name: str, *, default: bool) -> bool:
    value = holder.get(name, default)
    if not isinstance(value, bool):
        raise ContextBeyondTables(name)
    return value


def _container(definition: JsonObject) -> str:
    named = definition.get("@container")
    names = named if isinstance(named, list) else [] if named is None else [named]
    kinds = {name for name in names if isinstance(name, str)}
    if len(kinds) != len(names) or kinds - _CONTAINERS or len(kinds - {"@set"}) > 1:
        raise ContextBeyondTables(repr(named))
    return " ".join(sorted(kinds))


def _shape(coercion: str | None, container: str) -> int:
    if "@list" in container or "@graph" in container:
        return LIST if "@list" in container else GRAPH
    return _SHAPES.get(coercion, LITERAL)
