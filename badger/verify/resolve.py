"""Finds the documents of issuers: the badge itself cannot be trusted to bring them."""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, cast, runtime_checkable

from badger.credentials.did import did_key_document
from badger.credentials.did_jwk import did_jwk_document
from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import DEFAULT_LIMITS, JsonLimits, parse_object
from badger.json_value import JsonObject
from badger.verify.budget import Budget
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.memory import Memory

# A list of 131,072 dense bits is 22 kB of base64; the limit is what may be fetched at all.
LIST_LIMITS = JsonLimits(max_bytes=1_048_576, max_string_bytes=1_048_576)
# Identifiers that are keys, by their first eight letters: their documents are computed.
_COMPUTED: Mapping[str, Callable[[str], JsonObject]] = MappingProxyType(
    {"did:key:": did_key_document, "did:jwk:": did_jwk_document}
)
_DID_METHOD = re.compile(r"did:[a-z0-9]{1,40}:", re.ASCII)


class Source(Protocol):
    """A place where documents of issuers are kept under their id or address."""

    def read(self, address: str, *, budget: Budget) -> bytes | None:
        """Return the bytes kept under a did: or https: address; None when it is not ours.

        Raises: Undetermined (it should be there and cannot be had now).
        """
        ...


@dataclass(frozen=True, slots=True)
class Copy:
    """What a source holds of an address.

    age_s: seconds since it was had from there; None where nobody knows, as for saved documents.
    """

    data: bytes
    age_s: float | None


@runtime_checkable
class AgedSource(Source, Protocol):
    """A source that knows how old its copies are."""

    def read_copy(
        self, address: str, *, budget: Budget, max_age_s: float | None = None
    ) -> Copy | None:
        """Return what `read` would, with its age; None where it is not ours.

        max_age_s: an older copy will not do: get another one, or leave it to the next source.
        Raises:    Undetermined.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Parsed:
    data: bytes
    document: JsonObject


class Resolver:
    """Computes did:key and did:jwk, asks the sources for the rest, in their order.

    What was parsed is kept as long as the bytes stay the same: equal bytes give the same
    object, and what is remembered about that object stays true. One resolver serves many
    verifications and threads.
    """

    def __init__(self, *sources: Source, memory: Memory | None = None) -> None:
        self._sources = sources
        # Asked once: to compare an object with a protocol takes as long as to read a date.
        self._aged = tuple(isinstance(source, AgedSource) for source in sources)
        self.memory = Memory() if memory is None else memory
        self._parsed: OrderedDict[str, _Parsed] = OrderedDict()
        self._parsed_bytes = 0
        self._lock = threading.Lock()

    def controller_document(self, identifier: str, *, budget: Budget) -> JsonObject:
        """Return the issuer's own document, which the caller must not change.

        identifier: issuer id: did:key, did:jwk, did:web or https.
        Raises: Undetermined (it cannot be had now), CheckFailed (there can be none).
        """
        compute = _COMPUTED.get(identifier[:8])
        if compute is not None:
            return self._computed(identifier, compute)
        try:
            return self._document(identifier, DEFAULT_LIMITS, budget=budget)
        except Undetermined as error:
            method = _DID_METHOD.match(identifier)
            if method is None or method[0] == "did:web:":
                raise
            # Somebody may have saved such a document; nobody here knows where else to look.
            raise Undetermined("issuer.unsupported_method", method=method[0][:-1]) from error

    def published(
        self, address: str, *, budget: Budget, limits: JsonLimits = DEFAULT_LIMITS
    ) -> JsonObject:
        """Return the JSON that stands at an https address, which the caller must not change.

        Raises: Undetermined.
        """
        return self._document(address, limits, budget=budget)

    def copy_of(self, address: str, *, budget: Budget, max_age_s: float | None = None) -> Copy:
        """Return what stands at an address, unread: a status list, a newer badge.

        max_age_s: as in `AgedSource.read_copy`.
        Raises:    Undetermined.
        """
        for source, is_aged in zip(self._sources, self._aged, strict=True):
            if is_aged:
                aged = cast("AgedSource", source)
                copy = aged.read_copy(address, budget=budget, max_age_s=max_age_s)
            else:
                data = source.read(address, budget=budget)
                copy = None if data is None else Copy(data, None)
            if copy is not None:
                return copy
        raise Undetermined("fetch.not_found", address=address)

    def _computed(self, identifier: str, compute: Callable[[str], JsonObject]) -> JsonObject:
        known = self._parsed.get(identifier)
        if known is not None:
            return known.document
        try:
            document = compute(identifier)
        except CredentialError as error:
            raise CheckFailed(error.reason, **error.facts) from error
        return self._remember(identifier, _Parsed(b"", document))

    def _document(self, address: str, limits: JsonLimits, *, budget: Budget) -> JsonObject:
        data = self._bytes(address, budget)
        known = self._parsed.get(address)
        if known is not None and known.data == data:
            return known.document
        try:
            document = parse_object(data, limits=limits)
        except CredentialError as error:
            raise Undetermined("fetch.unreadable", address=address, cause=error.reason) from error
        return self._remember(address, _Parsed(data, document))

    def _bytes(self, address: str, budget: Budget) -> bytes:
        for source in self._sources:
            data = source.read(address, budget=budget)
            if data is not None:
                return data
        raise Undetermined("fetch.not_found", address=address)

    def _remember(self, address: str, parsed: _Parsed) -> JsonObject:
        with self._lock:
            self._forget(address)
            self._parsed[address] = parsed
            self._parsed_bytes += len(parsed.data)
            while self._is_full():
                self._forget(next(iter(self._parsed)))
        return parsed.document

    def _is_full(self) -> bool:
        limits = self.memory.limits
        return self._parsed_bytes > limits.document_bytes or len(self._parsed) > limits.documents

    def _forget(self, address: str) -> None:
        known = self._parsed.pop(address, None)
        if known is not None:
            self._parsed_bytes -= len(known.data)
