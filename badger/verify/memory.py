"""What one verifier remembers between verifications: keys read, lists verified, list ages."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from badger.credentials.did import VerificationMethod
from badger.credentials.status_entries import StatusList
from badger.json_value import JsonObject
from badger.verify.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryLimits:
    """How much is remembered: counts, and bytes where one entry can be large."""

    methods: int = 1_024
    lists: int = 1_024
    list_bytes: int = 32 * 1024 * 1024
    list_ages: int = 10_000
    documents: int = 1_024
    document_bytes: int = 16 * 1024 * 1024


LIMITS = MemoryLimits()


class Signed(Protocol):
    """What a verified proof says of itself: one inside the document, or a token around it."""

    @property
    def cryptosuite(self) -> str:
        """Name of the recipe or the algorithm."""
        ...

    @property
    def verification_method(self) -> str:
        """Address of the key, as the proof gives it."""
        ...

    @property
    def created(self) -> datetime | None:
        """When it was signed, by its own word."""
        ...


@dataclass(frozen=True, slots=True)
class Seal:
    """A proof whose signature was verified, and the issuer's key that verified it."""

    proof: Signed
    method: VerificationMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownList:
    """A status list whose signature was verified.

    data:     its bytes, as they were had: other bytes are another list.
    document: what was read from them and verified.
    seals:    its proofs, with the issuer's keys that verified them, as published then.
    content:  what it says of itself; bits: its expanded bitstring.
    """

    data: bytes
    document: JsonObject
    seals: tuple[Seal, ...]
    content: StatusList
    bits: bytes
    period: Period


class Memory:
    """Bounded, shared by threads; forgetting costs time and never changes an answer, save
    that a rollback of a forgotten list is no longer seen. Nothing is kept on disk: a process
    that starts anew believes the first list that it sees (ADR 0016)."""

    def __init__(self, limits: MemoryLimits = LIMITS) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self._methods: OrderedDict[tuple[str, str], tuple[JsonObject, VerificationMethod]]
        self._methods = OrderedDict()
        self._lists: OrderedDict[str, KnownList] = OrderedDict()
        self._list_bytes = 0
        self._newest: OrderedDict[str, datetime] = OrderedDict()

    def method(self, document: JsonObject, url: str) -> VerificationMethod | None:
        """Return what was read under `url` in this very document object."""
        known = self._methods.get((str(document.get("id")), url))
        return known[1] if known is not None and known[0] is document else None

    def keep_method(self, document: JsonObject, url: str, *, method: VerificationMethod) -> None:
        """Remember what was read under `url` in `document`."""
        with self._lock:
            self._methods[str(document.get("id")), url] = (document, method)
            if len(self._methods) > self.limits.methods:
                self._methods.popitem(last=False)

    def known_list(self, url: str, data: bytes) -> KnownList | None:
        """Return the verified list of `url` when it was read from these bytes."""
        known = self._lists.get(url)
        return known if known is not None and known.data == data else None

    def keep_list(self, url: str, known: KnownList) -> None:
        """Remember a verified list; the oldest go when all together are too large."""
        with self._lock:
            self._forget(url)
            self._lists[url] = known
            self._list_bytes += len(known.bits) + len(known.data)
            while self._is_full():
                self._forget(next(iter(self._lists)))

    def newest(self, url: str) -> datetime | None:
        """Return the latest `validFrom` that a verified list of `url` has had."""
        return self._newest.get(url)

    def keep_newest(self, url: str, valid_from: datetime) -> None:
        """Remember the `validFrom` of a verified list."""
        with self._lock:
            self._newest[url] = max(valid_from, self._newest.get(url, valid_from))
            self._newest.move_to_end(url)
            if len(self._newest) > self.limits.list_ages:
                self._newest.popitem(last=False)

    def _is_full(self) -> bool:
        limits = self.limits
        return self._list_bytes > limits.list_bytes or len(self._lists) > limits.lists

    def _forget(self, url: str) -> None:
        known = self._lists.pop(url, None)
        if known is not None:
            self._list_bytes -= len(known.bits) + len(known.data)
