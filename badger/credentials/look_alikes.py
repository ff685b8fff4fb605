"""The screen before the expensive part of RDFC-1.0: blank nodes that nothing tells apart.

Blank nodes with the same first degree hash are told apart by their neighbours, step by step
(colour refinement). What is left alike costs RDFC-1.0 the factorial of its number, so that more
than a few are refused before any of that work is done (hardening L10).
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from badger.credentials.canonical_errors import TooComplex
from badger.credentials.rdf_dataset import Link

# Times that an alike blank node may be looked at; a chain of alike nodes needs one per member.
MAX_ROUNDS = 64


def neighbours(link: Link, blank: int) -> Iterator[tuple[str, int]]:
    """Yield the blank nodes that stand beside `blank` in a statement, and where.

    The place is what Hash Related Blank Node (RDFC-1.0, 4.7) hashes before the label:
    "s<predicate>", "o<predicate>" or "g".
    """
    subject, head, value, graph = link
    predicate = head[1:-1]
    if type(subject) is int and subject != blank:
        yield f"s{predicate}", subject
    if type(value) is int and value != blank:
        yield f"o{predicate}", value
    if type(graph) is int and graph != blank:
        yield "g", graph


def refuse_look_alikes(
    links: Sequence[Sequence[Link]], tied: Sequence[Sequence[int]], *, max_alike: int
) -> None:
    """Refuse a dataset in which too many blank nodes cannot be told apart.

    links: for each blank node, the links that name it.
    tied:  groups of blank nodes with the same first degree hash.
    Raises: TooComplex.
    """
    colours = {blank: -1 - number for number, group in enumerate(tied) for blank in group}
    largest = max(map(len, tied))
    for _ in range(MAX_ROUNDS):
        if largest <= max_alike:
            return
        finer = _refine(links, colours)
        largest = max(Counter(finer.values()).values())
        if len(set(finer.values())) == len(set(colours.values())):
            break
        colours = finer
    if largest > max_alike:
        raise TooComplex(alike=largest)


def _refine(links: Sequence[Sequence[Link]], colours: dict[int, int]) -> dict[int, int]:
    """Tell blank nodes apart by the colours of their neighbours."""
    numbers: dict[object, int] = {}
    finer = {}
    for blank, colour in colours.items():
        beside = sorted(
            # A neighbour that is not tied is its own colour.
            (place, colours.get(other, other))
            for link in links[blank]
            for place, other in neighbours(link, blank)
        )
        signature = (colour, tuple(beside))
        finer[blank] = -1 - numbers.setdefault(signature, len(numbers))
    return finer
