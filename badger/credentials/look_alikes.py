"""The screen before the expensive part of RDFC-1.0: blank nodes that nothing tells apart.

Blank nodes with the same first degree hash are told apart by their neighbours, step by step
(colour refinement). What is left alike costs RDFC-1.0 the factorial of its number, so that more
than a few are refused before any of that work is done (hardening L10).
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from badger.credentials.canonical_errors import TooComplex
from badger.credentials.rdf_dataset import Link

# Looks at one alike blank node, on average: a chain of alike nodes needs one per member.
MAX_LOOKS = 16
SPARE_LOOKS = 2000


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
    looks = SPARE_LOOKS + MAX_LOOKS * len(colours)
    classes, largest = len(tied), max(map(len, tied))
    while largest > max_alike:
        looks -= len(colours)
        finer = _refine(links, colours)
        sizes = Counter(finer.values())
        largest = max(sizes.values())
        alone = sum(size == 1 for size in sizes.values())
        if looks < 0 or (len(sizes) == classes and not alone):
            raise TooComplex(alike=largest)
        # Who is alone in its class is told apart, and helps to tell its neighbours apart.
        colours = {blank: colour for blank, colour in finer.items() if sizes[colour] > 1}
        classes = len(sizes) - alone


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
