"""No two words of a pinned context mean the same property.

The walk relies on it: two members of one node would give the same statement twice, and RDFC-1.0
hashes sets of statements.
"""

from collections import Counter

import pytest

from badger.credentials.canonical_errors import ContextNotAllowed
from badger.credentials.context_tables import ContextBeyondTables, Term
from badger.credentials.scopes import Scope, root_scope
from badger.schemas import context, known_contexts

VC = "https://www.w3.org/ns/credentials/v2"
DEEPEST = 3


def scope_below(scope: Scope, name: str, term: Term) -> Scope | None:
    """The scope that a word opens; None where the contexts forbid it, so that nothing is read."""
    try:
        return scope.below(name, term) if name in scope.words else scope.new_kind(name).scope
    except ContextNotAllowed:
        return None


def repeated(scope: Scope, depth: int) -> set[str]:
    """IRIs that several words of a scope, or of one below it, stand for."""
    counts = Counter(term.iri for term in scope.words.values())
    found = {iri for iri, count in counts.items() if count > 1}
    for name, term in scope.table.items():
        below = scope_below(scope, name, term) if depth < DEEPEST and term.scoped else None
        if below is not None:
            found |= repeated(below, depth + 1)
    return found


@pytest.mark.parametrize("url", sorted(known_contexts() - {VC}))
def test_no_two_words_of_a_scope_stand_for_one_property(url):
    try:
        scope = root_scope((VC, url), context)
    except (ContextBeyondTables, ContextNotAllowed):
        scope = root_scope((url,), context)
    assert set() == repeated(scope, 0)
