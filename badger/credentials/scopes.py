"""Active contexts as a walk uses them: words, kinds of node, and what applies below each.

Every answer is computed once and kept. Two threads may compute the same one at once: both are
equal, and the last one stays.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from badger.credentials.canonical_errors import DataLoss
from badger.credentials.context_tables import (
    ALIASES,
    VOCABULARY,
    Load,
    Table,
    Term,
    read_contexts,
    read_property_scoped,
    word_of,
)
from badger.credentials.nquads import bracket
from badger.credentials.rdf_dataset import RDF, require_distinct

Types: TypeAlias = str | tuple[str, ...]

MAX_TYPES = 8
# Sets of types (or contexts) kept for one scope; strangers choose them, so they are bounded.
MAX_KEPT = 256

_RDF_TYPE = f" <{RDF}type> "


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What the types of a node say: its scope, and ' <rdf:type> <iri> .\\n' for each."""

    scope: "Scope"
    statements: tuple[str, ...]


class _OpenWords(dict[str, Term]):
    """The words of a context with a vocabulary: what no term defines is a word of it.

    closed: what terms define otherwise, as classes and aliases.
    """

    def __init__(self, words: dict[str, Term], *, table: Table) -> None:
        super().__init__(words)
        self._closed = table
        self._vocabulary = table[VOCABULARY]

    def get(self, key: str, default: Any = None) -> Any:
        term = super().get(key)
        if term is not None or key in self._closed or not _may_be_word(key):
            return default if term is None else term
        return word_of(self._vocabulary, key)


def _may_be_word(key: str) -> bool:
    return key[:1].islower() and ":" not in key


class Scope:
    """One active context.

    words: terms that may stand as a member of a node; classes and aliases may not.
    aliases: those of "id" and "type" that the context defines.
    outer: the scope of a node below, where the context of types has ended.
    kinds: kinds computed so far, by the value of `type` (an array as a tuple).
    documents: scopes of embedded documents computed so far, by their contexts.
    """

    __slots__ = (
        "_below",
        "_inside",
        "_load",
        "_prefixes",
        "aliases",
        "documents",
        "has_id",
        "has_type",
        "kinds",
        "outer",
        "table",
        "untyped",
        "words",
    )

    def __init__(self, table: Table, load: Load, *, outer: "Scope | None" = None) -> None:
        self.table = table
        words = {name: term for name, term in table.items() if not _names_class(name, term)}
        self.words = _OpenWords(words, table=table) if VOCABULARY in table else words
        self.outer = outer or self
        self.kinds: dict[Types, Kind] = {}
        self.untyped = Kind(self, ())
        self.aliases = frozenset(ALIASES).intersection(table)
        self.has_id = "id" in table
        self.has_type = "type" in table
        self._load = load
        self._prefixes = {name: term for name, term in table.items() if term.prefix}
        self._below: dict[str, Scope] = {}
        self._inside: dict[str, Scope] = {}
        self.documents: dict[tuple[str, ...], Scope] = {}

    def new_kind(self, types: Types) -> Kind:
        """Compute what `types` mean here, and keep it.

        Raises: DataLoss for words unknown here, repeated or too many; InvalidIri.
        """
        names = [types] if isinstance(types, str) else list(types)
        require_distinct(names)
        if len(names) > MAX_TYPES:
            raise DataLoss(why="too_many")
        statements = dict.fromkeys(f"{_RDF_TYPE}{self._class(name)} .\n" for name in names)
        table = self.table
        for name in sorted(names):
            if name in self.table:
                table = read_contexts(table, self.table[name].scoped, load=self._load)
        scope = self if table is self.table else Scope(table, self._load, outer=self.outer)
        kind = Kind(scope, tuple(statements))
        if len(self.kinds) >= MAX_KEPT:
            self.kinds.clear()
        self.kinds[types] = kind
        return kind

    def below(self, name: str, term: Term) -> "Scope":
        """Give the scope of a node that is the value of a property."""
        if not term.scoped:
            return self.outer
        scope = self._below.get(name)
        if scope is None:
            table = read_property_scoped(self.outer.table, term, load=self._load)
            scope = self._below[name] = Scope(table, self._load)
        return scope

    def inside(self, name: str, term: Term) -> "Scope":
        """Give the scope of a text that is the value of a property: nothing ends here."""
        if not term.scoped:
            return self
        scope = self._inside.get(name)
        if scope is None:
            table = read_property_scoped(self.table, term, load=self._load)
            scope = self._inside[name] = Scope(table, self._load)
        return scope

    def new_document(self, urls: tuple[str, ...]) -> "Scope":
        """Compute the scope of an embedded document that names its contexts, and keep it.

        Raises: ContextNotAllowed, and what loading raises.
        """
        table = read_contexts(self.table, urls, load=self._load)
        scope = self if table == self.table else Scope(table, self._load)
        if len(self.documents) >= MAX_KEPT:
            self.documents.clear()
        self.documents[urls] = scope
        return scope

    def reference(self, text: str) -> str:
        """Give the IRI that a text stands for, as N-Quads write it.

        Raises: InvalidIri.
        """
        if self._prefixes:
            prefix, _, suffix = text.partition(":")
            if prefix in self._prefixes and not suffix.startswith("//"):
                return bracket(self._prefixes[prefix].iri + suffix)
        return bracket(text)

    def word(self, text: str) -> str:
        """Give the IRI of a word of the vocabulary, or of an IRI.

        Raises: DataLoss, InvalidIri.
        """
        term = self.table.get(text)
        if term is not None and text != VOCABULARY:
            return f"<{term.iri}>" if not term.iri.startswith("@") else bracket("")
        if ":" not in text:
            return self._vocabulary_word(text)
        return self.reference(text)

    def _vocabulary_word(self, text: str) -> str:
        vocabulary = self.table.get(VOCABULARY)
        if vocabulary is None or not text or text.startswith("@"):
            raise DataLoss(why="undefined")
        return bracket(vocabulary.iri + text)

    def _class(self, name: str) -> str:
        iri = self.word(name)
        known = self.table.get(name)
        if known is None and any(iri == f"<{term.iri}>" for term in self.table.values()):
            # A class spelled by its IRI would escape whoever reads it by its name (L04).
            raise DataLoss(why="iri")
        if known is None and ":" not in name and name[0].islower():
            raise DataLoss(why="class")
        if known is not None and not _names_class(name, known):
            raise DataLoss(why="class")
        return iri


def _names_class(name: str, term: Term) -> bool:
    # Contexts write classes with a capital or a digit ("1EdTechRevocationList"). Several share
    # their IRI with a property, so that one spelled for the other would go unnoticed (L04).
    return term.iri.startswith("@") or name[0].isupper() or name[0].isdigit() or name[0] == "@"


@lru_cache(maxsize=64)
def root_scope(urls: tuple[str, ...], load: Load) -> Scope:
    """Give the scope of a document with these contexts.

    Raises: ContextBeyondTables, ContextNotAllowed, and what `load` raises.
    """
    return Scope(read_contexts({}, urls, load=load), load)
