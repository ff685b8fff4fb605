"""RDF Dataset Canonicalization (RDFC-1.0) with bounded work.

Blocks carry the numbers of the standard's steps: "4.4" is the Canonicalization Algorithm, "4.6"
Hash First Degree Quads, "4.7" Hash Related Blank Node, "4.8" Hash N-Degree Quads.
Source: https://www.w3.org/TR/rdf-canon/
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from badger.credentials.canonical_errors import TooComplex
from badger.credentials.look_alikes import neighbours, refuse_look_alikes
from badger.credentials.rdf_dataset import Dataset, Link

Issued = dict[int, str]
"""Labels in the order of issue ("_:c14n0"), by blank node."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much work a dataset may cause.

    max_alike:  blank nodes that neither their statements nor their neighbours' tell apart.
    max_steps:  runs of Hash N-Degree Quads and permutations tried, besides `steps_per_blank`.
    max_depth:  blank nodes between one and the farthest that must be looked at.
    max_cpu_s:  CPU time of the thread.
    """

    max_alike: int = 5
    max_steps: int = 500
    steps_per_blank: int = 4
    max_depth: int = 100
    max_cpu_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Canonical:
    """Sorted canonical N-Quads, and the label of each blank node."""

    nquads: str
    labels: Issued


def canonicalize(dataset: Dataset, limits: Limits, *, hash_name: str = "sha256") -> Canonical:
    """Give the canonical form of a dataset that holds each statement once.

    Raises: TooComplex as soon as a limit is passed.
    """
    labels: Issued = {}
    if len(dataset.facts) > 1:
        labels = _Run(dataset, limits, hash_name=hash_name).labels()
    elif dataset.facts:
        # One blank node, as in the options of a proof, has the first label whatever its hash.
        labels = {0: "_:c14n0"}
    return Canonical("".join(sorted_statements(dataset, labels)), labels)


def sorted_statements(dataset: Dataset, labels: Issued) -> list[str]:
    """Write a dataset as sorted N-Quads, one text for each.

    labels: of every blank node, each its own.
    """
    # Labels differ, so that statements that differ still do: no line comes twice.
    lines = list(dataset.ground)
    for blank, tails in enumerate(dataset.facts):
        label = labels[blank]
        lines += [label + tail for tail in tails]
    lines += [_statement(link, labels.__getitem__) for link in dataset.links]
    lines.sort()
    return lines


def _statement(link: Link, label_of: Callable[[int], str]) -> str:
    subject, head, value, graph = link
    if type(subject) is int:
        subject = label_of(subject)
    if type(value) is int:
        value = label_of(value)
    if type(graph) is int:
        graph = f" {label_of(graph)}"
    return f"{subject}{head}{value}{graph} .\n"


def _statement_beside(link: Link, blank: int) -> str:
    """Write a statement as the first degree hash of one of its blank nodes sees it."""
    subject, head, value, graph = link
    if type(subject) is int:
        subject = "_:a" if subject == blank else "_:z"
    if type(value) is int:
        value = "_:a" if value == blank else "_:z"
    if type(graph) is int:
        graph = " _:a" if graph == blank else " _:z"
    return f"{subject}{head}{value}{graph} .\n"


class _Run:
    """The canonicalization state (4.2) of one dataset."""

    __slots__ = ("canonical", "dataset", "first", "hash", "limits", "links", "steps", "stop_s")

    def __init__(self, dataset: Dataset, limits: Limits, *, hash_name: str) -> None:
        self.dataset = dataset
        self.limits = limits
        self.hash: Callable[[str], str] = lambda text: hashlib.new(
            hash_name, text.encode()
        ).hexdigest()
        if hash_name == "sha256":
            self.hash = lambda text: hashlib.sha256(text.encode()).hexdigest()
        self.links = _links_by_blank(dataset)
        self.canonical: Issued = {}
        self.first: list[str] = []
        self.steps = limits.max_steps + limits.steps_per_blank * len(dataset.facts)
        self.stop_s = time.thread_time() + limits.max_cpu_s

    def labels(self) -> Issued:
        """Issue a canonical label to every blank node (4.4, steps 3 to 6)."""
        self.first = [self._hash_first_degree(blank) for blank in range(len(self.links))]
        if len(set(self.first)) == len(self.first):
            order = sorted(range(len(self.first)), key=self.first.__getitem__)
            return {blank: f"_:c14n{rank}" for rank, blank in enumerate(order)}
        groups: dict[str, list[int]] = {}
        for blank, digest in enumerate(self.first):
            groups.setdefault(digest, []).append(blank)
        tied = []
        for _, blanks in sorted(groups.items()):
            if len(blanks) == 1:
                self._issue(self.canonical, blanks[0])
            else:
                tied.append(blanks)
        refuse_look_alikes(self.links, tied, max_alike=self.limits.max_alike)
        for blanks in tied:
            self._issue_tied(blanks)
        return self.canonical

    def _issue(self, issued: Issued, blank: int) -> str:
        label = issued.get(blank)
        if label is None:
            prefix = "_:c14n" if issued is self.canonical else "_:b"
            label = issued[blank] = f"{prefix}{len(issued)}"
        return label

    def _issue_tied(self, blanks: list[int]) -> None:
        """Label blank nodes that their first degree hash cannot tell apart (4.4, step 5)."""
        paths = []
        for blank in blanks:
            if blank not in self.canonical:
                issued = {blank: "_:b0"}
                paths.append(self._hash_n_degree(blank, issued, depth=0))
        for _, issued in sorted(paths, key=lambda path: path[0]):
            for blank in issued:
                self._issue(self.canonical, blank)

    def _hash_first_degree(self, blank: int) -> str:
        lines = ["_:a" + tail for tail in self.dataset.facts[blank]]
        lines += [_statement_beside(link, blank) for link in self.links[blank]]
        lines.sort()
        return self.hash("".join(lines))

    def _hash_related(self, related: int, issued: Issued, *, place: str) -> str:
        label = self.canonical.get(related) or issued.get(related) or self.first[related]
        return self.hash(place + label)

    def _related_by_hash(self, blank: int, issued: Issued) -> dict[str, list[int]]:
        """Group the blank nodes beside one (4.8, steps 1 to 3)."""
        groups: dict[str, list[int]] = {}
        for link in self.links[blank]:
            for place, other in neighbours(link, blank):
                digest = self._hash_related(other, issued, place=place)
                groups.setdefault(digest, []).append(other)
        return groups

    def _hash_n_degree(self, blank: int, issued: Issued, *, depth: int) -> tuple[str, Issued]:
        self._count_step()
        if depth > self.limits.max_depth:
            raise TooComplex()
        data = []
        for digest, related in sorted(self._related_by_hash(blank, issued).items()):
            path, issued = self._best_path(related, issued, depth=depth)
            data += [digest, path]
        return self.hash("".join(data)), issued

    def _best_path(self, related: list[int], issued: Issued, *, depth: int) -> tuple[str, Issued]:
        """Choose the least path over all orders of `related` (4.8, step 5)."""
        best: tuple[str, Issued] | None = None
        for order in distinct_orders(related):
            self._count_step()
            found = self._path(order, dict(issued), best=best[0] if best else "", depth=depth)
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        # A group has at least one order, and the first one is never worse than none.
        return best or ("", issued)

    def _path(
        self, order: tuple[int, ...], issued: Issued, *, best: str, depth: int
    ) -> tuple[str, Issued] | None:
        """Follow one order, or give None when the path is worse than `best` (5.4)."""
        path, unseen = "", []
        for blank in order:
            if blank in self.canonical:
                path += self.canonical[blank]
            else:
                if blank not in issued:
                    unseen.append(blank)
                path += self._issue(issued, blank)
            if best and len(path) >= len(best) and path > best:
                return None
        for blank in unseen:
            digest, deeper = self._hash_n_degree(blank, issued, depth=depth + 1)
            path += f"{self._issue(issued, blank)}<{digest}>"
            issued = deeper
            if best and len(path) >= len(best) and path > best:
                return None
        return path, issued

    def _count_step(self) -> None:
        self.steps -= 1
        if self.steps < 0 or (self.steps & 63 == 0 and time.thread_time() > self.stop_s):
            raise TooComplex()


def distinct_orders(blanks: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield every order of a list once, in lexicographic order.

    A blank node stands as often in the list as statements relate it: a proof of ten statements
    names its graph ten times, and 10! equal orders would be looked at otherwise.
    """
    order = sorted(blanks)
    while True:
        yield tuple(order)
        pivot = len(order) - 2
        while pivot >= 0 and order[pivot] >= order[pivot + 1]:
            pivot -= 1
        if pivot < 0:
            return
        successor = len(order) - 1
        while order[successor] <= order[pivot]:
            successor -= 1
        order[pivot], order[successor] = order[successor], order[pivot]
        order[pivot + 1 :] = reversed(order[pivot + 1 :])


def _links_by_blank(dataset: Dataset) -> list[list[Link]]:
    found: list[list[Link]] = [[] for _ in dataset.facts]
    for link in dataset.links:
        subject, _, value, graph = link
        # Once for each blank node, though it may stand in several places of a statement.
        if type(subject) is int:
            found[subject].append(link)
        if type(value) is int and value != subject:
            found[value].append(link)
        if type(graph) is int and graph not in (subject, value):
            found[graph].append(link)
    return found
