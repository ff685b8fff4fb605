"""Canonical N-Quads of many documents that differ in a few texts: computed once, filled often.

A template is exact or it is not used: whatever could make a filled document differ from what
`canonical_nquads` gives, or make that refuse it, gives None, and the caller takes the general
path. See docs/adr/0010.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeAlias

from badger.credentials.canonical import canonical_nquads
from badger.credentials.context_tables import ContextBeyondTables
from badger.credentials.context_urls import context_urls
from badger.credentials.nquads import bracket, quote
from badger.credentials.rdf_dataset import Dataset, Link, Node
from badger.credentials.scopes import root_scope
from badger.credentials.walk import walk
from badger.errors import BadgerError
from badger.json_value import JsonObject
from badger.schemas import context

Path: TypeAlias = tuple[str | int, ...]
"""Where a text stands in a document: names of members and places in arrays."""

# Addresses in a slot keep their beginning, so that no context reads one as a short form.
_PREFIX = re.compile("https?://|urn:uuid:")
_MARK = "badger-slot-"
_SLOT = re.compile(rf'([<"])(?:{_PREFIX.pattern})?{_MARK}(\d+)-end[>"]')
_IRI = re.compile("<[^>]*>")
# Around the number of a hole: canonical N-Quads and JSON both escape it in what they quote.
_HOLE = "\x00"


@dataclass(frozen=True, slots=True)
class Filled:
    """One document made from a template.

    document: its JSON without spaces, members in the order of the example.
    nquads:   the same as `canonical_nquads` gives for it.
    """

    document: str
    nquads: str


@dataclass(frozen=True, slots=True)
class _Slot:
    """A text that differs.

    prefix: how an address begins; "" where the slot is a literal.
    names:  whether it is the `id` of a node, and not a mere reference or literal.
    """

    prefix: str
    names: bool

    def render(self, value: str) -> str:
        if not self.prefix:
            return quote(value)
        if not value.startswith(self.prefix):
            raise _Unfit
        return bracket(value)


class _Unfit(Exception):
    """The template cannot tell what the general path would say."""


class _Text:
    """A text with holes, filled by position."""

    __slots__ = ("_constants", "_pick")

    def __init__(self, text: str) -> None:
        parts = text.split(_HOLE)
        self._constants = parts[::2]
        count = len(self._constants)
        order = [count + int(part) if index % 2 else index // 2 for index, part in enumerate(parts)]
        # One pass in C over constants and fillings; with one index alone it gives the text.
        self._pick: Callable[[Sequence[str]], Any] = itemgetter(*order)

    def fill(self, holes: Sequence[str]) -> str:
        return "".join(self._pick((*self._constants, *holes)))


class DocumentTemplate:
    """A document with slots; made by `template_of`.

    context: value of `@context` of all its documents.
    """

    __slots__ = (
        "_hashes",
        "_json",
        "_moved",
        "_moving",
        "_near",
        "_slots",
        "_static",
        "_taken",
        "context",
    )

    def __init__(self, marked: JsonObject, dataset: Dataset, *, paths: Sequence[Path]) -> None:
        text = _Shape(dataset, slots=len(paths))
        prefixes = _prefixes(text.everything, count=len(paths))
        self._slots = [
            _Slot(prefix, path[-1] == "id") for prefix, path in zip(prefixes, paths, strict=True)
        ]
        self.context = marked["@context"]
        self._json = _Text(_with_holes(_json(marked)))
        self._static = sorted(line for line in text.lines if _HOLE not in line)
        self._moved = _Text("\n".join(line for line in text.lines if _HOLE in line))
        self._taken = frozenset(_IRI.findall(text.everything))
        # First degree hashes of blank nodes beside no slot are always the same.
        self._moving = [blank for blank, near in enumerate(text.near) if _HOLE in near]
        self._near = _Text("\n\n".join(text.near[blank] for blank in self._moving))
        self._hashes = [_first_degree(near) for near in text.near]

    def fill(self, values: Sequence[str]) -> Filled | None:
        """Fill the slots, one value each in the order of their paths.

        Gives None where only the general path can tell what the document says.
        """
        try:
            rendered = [slot.render(text) for slot, text in zip(self._slots, values, strict=True)]
            nquads = self._nquads(rendered)
        except (BadgerError, _Unfit):
            return None
        texts = [json.dumps(value, ensure_ascii=False) for value in values]
        return Filled(self._json.fill(texts), nquads)

    def _nquads(self, rendered: list[str]) -> str:
        self._require_own_names(rendered)
        holes = (*rendered, *self._labels(rendered))
        lines = self._static + self._moved.fill(holes).split("\n")
        lines.sort()
        _require_all_different(lines)
        lines.append("")
        return "\n".join(lines)

    def _require_own_names(self, rendered: list[str]) -> None:
        """A node named like another would be merged with it (see `same_nodes.py`)."""
        for slot, text in zip(self._slots, rendered, strict=True):
            if slot.names and (text in self._taken or rendered.count(text) > 1):
                raise _Unfit

    def _labels(self, rendered: list[str]) -> list[str]:
        """Issue canonical labels by first degree hashes (RDFC-1.0, 4.4, step 4)."""
        hashes = self._hashes.copy()
        nears = self._near.fill(rendered).split("\n\n")
        for blank, near in zip(self._moving, nears, strict=False):
            hashes[blank] = _first_degree(near)
        # Blank nodes that are told apart only by their neighbours are left to the general path.
        _require_all_different(hashes)
        labels = [""] * len(hashes)
        for rank, blank in enumerate(sorted(range(len(hashes)), key=hashes.__getitem__)):
            labels[blank] = f"_:c14n{rank}"
        return labels


def template_of(document: JsonObject, paths: Sequence[Path]) -> DocumentTemplate | None:
    """Make a template of an example, whose texts at `paths` may be replaced by others.

    Each template is compared with the general path, on its example, before it is given.
    Gives None for a document that has no template: contexts beyond our tables, texts that are
    not written whole, blank nodes that look alike, or a document that cannot be signed at all.
    """
    if not paths or _MARK in _json(document):
        return None
    values = [str(_at(document, path)) for path in paths]
    marked = deepcopy(document)
    for number, (path, value) in enumerate(zip(paths, values, strict=True)):
        _at(marked, path[:-1])[path[-1]] = _marker(number, value)
    try:
        dataset = walk(marked, root_scope(context_urls(marked), context))
        template = DocumentTemplate(marked, dataset, paths=paths)
        expected = Filled(_json(document), canonical_nquads(document))
    except (BadgerError, ContextBeyondTables, _Unfit):
        return None
    return template if template.fill(values) == expected else None


class _Shape:
    """The statements of a marked document, as texts with holes.

    lines:      of the whole document; hole `slots + n` is the label of blank node n.
    near:       for each blank node, the lines that its first degree hash is taken over.
    everything: all lines in one text, before slots became holes.
    """

    __slots__ = ("everything", "lines", "near")

    def __init__(self, dataset: Dataset, *, slots: int) -> None:
        def label(blank: int) -> str:
            return f"{_HOLE}{slots + blank}{_HOLE}"

        lines = [line[:-1] for line in dataset.ground]
        near = [[f"_:a{tail[:-1]}" for tail in tails] for tails in dataset.facts]
        for blank, tails in enumerate(dataset.facts):
            lines += [label(blank) + tail[:-1] for tail in tails]
        for link in dataset.links:
            lines.append(_line(link, label))
            for blank in _blanks(link):
                near[blank].append(_line(link, _Beside(blank)))
        self.everything = "\n".join(lines)
        self.lines = _with_holes(self.everything).split("\n")
        self.near = [_with_holes("\n".join(some)) for some in near]


@dataclass(frozen=True, slots=True)
class _Beside:
    """Labels as the first degree hash of one blank node sees them."""

    blank: int

    def __call__(self, other: int) -> str:
        return "_:a" if other == self.blank else "_:z"


def _blanks(link: Link) -> set[int]:
    return {node for node in (link.subject, link.value, link.graph) if isinstance(node, int)}


def _line(link: Link, label: Callable[[int], str]) -> str:
    def text(node: Node) -> str:
        return label(node) if isinstance(node, int) else node

    graph = f" {label(link.graph)}" if isinstance(link.graph, int) else link.graph
    return f"{text(link.subject)}{link.head}{text(link.value)}{graph} ."


def _with_holes(text: str) -> str:
    return _SLOT.sub(lambda found: f"{_HOLE}{found[2]}{_HOLE}", text)


def _prefixes(text: str, *, count: int) -> list[str]:
    """Tell how each slot is written; a mark that is no whole term is no slot."""
    prefixes: dict[int, str] = {}
    for found in _SLOT.finditer(text):
        prefixes[int(found[2])] = found[0][1:].partition(_MARK)[0] if found[1] == "<" else ""
    if len(prefixes) != count or _MARK in _SLOT.sub("", text):
        raise _Unfit
    return [prefixes[number] for number in range(count)]


def _marker(number: int, value: str) -> str:
    prefix = _PREFIX.match(value)
    return f"{prefix.group() if prefix else ''}{_MARK}{number}-end"


def _first_degree(near: str) -> bytes:
    """Hash First Degree Quads (RDFC-1.0, 4.6), over lines without their ends."""
    lines = sorted(near.split("\n"))
    lines.append("")
    return hashlib.sha256("\n".join(lines).encode()).digest()


def _require_all_different(values: Sequence[object]) -> None:
    if len(set(values)) != len(values):
        raise _Unfit


def _at(document: JsonObject, path: Path) -> Any:
    found: Any = document
    for step in path:
        found = found[step]
    return found


def _json(document: JsonObject) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
