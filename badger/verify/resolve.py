"""Where the documents of others come from: computed, a folder, our own, the network."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from badger.credentials.did import did_key_document
from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import DEFAULT_LIMITS, JsonLimits, parse_object
from badger.json_value import JsonObject
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.memory import Memory

# A list of 131,072 dense bits is 22 kB of base64, one of 16 MiB packed to 2 MiB is refused
# by the limit on what may be fetched (hardening, section 4).
LIST_LIMITS = JsonLimits(max_bytes=1_048_576, max_string_bytes=1_048_576)
MAX_PARSED = 512


class Source(Protocol):
    """A place where documents of issuers are kept under their id or address."""

    def read(self, address: str) -> bytes | None:
        """Return the bytes kept under a did: or https: address; None when it is not ours.

        Raises: Undetermined (it should be there and cannot be had now).
        """
        ...


@dataclass(frozen=True, slots=True)
class _Parsed:
    data: bytes
    document: JsonObject


class Resolver:
    """Finds what a verification needs and the badge itself cannot be trusted to bring.

    did:key is computed; everything else is asked of the sources, in their order. What was
    parsed is kept as long as the bytes stay the same, so that equal bytes give the same
    object and what is remembered about it stays true.
    """

    def __init__(self, *sources: Source, memory: Memory | None = None) -> None:
        self._sources: Sequence[Source] = sources
        self.memory = Memory() if memory is None else memory
        self._parsed: dict[str, _Parsed] = {}
        self._lock = threading.Lock()

    def controller_document(self, identifier: str) -> JsonObject:
        """Return the issuer's own document, that the caller must not change.

        identifier: issuer id: did:key, did:web or https.
        Raises: Undetermined (it cannot be had now), CheckFailed (it cannot be one).
        """
        if identifier.startswith("did:key:"):
            return self._computed(identifier)
        return self._document(identifier, DEFAULT_LIMITS, unreadable="issuer.unreadable")

    def status_list(self, url: str) -> JsonObject:
        """Return the unverified status list credential that `url` names.

        Raises: Undetermined.
        """
        return self._document(url, LIST_LIMITS, unreadable="status.unreadable")

    def _computed(self, identifier: str) -> JsonObject:
        known = self._parsed.get(identifier)
        if known is not None:
            return known.document
        try:
            document = did_key_document(identifier)
        except CredentialError as error:
            raise CheckFailed(error.reason, **error.facts) from error
        return self._remember(identifier, _Parsed(b"", document))

    def _document(self, address: str, limits: JsonLimits, *, unreadable: str) -> JsonObject:
        data = self._bytes(address)
        known = self._parsed.get(address)
        if known is not None and known.data == data:
            return known.document
        try:
            document = parse_object(data, limits=limits)
        except CredentialError as error:
            raise Undetermined(unreadable, address=address, cause=error.reason) from error
        return self._remember(address, _Parsed(data, document))

    def _bytes(self, address: str) -> bytes:
        for source in self._sources:
            data = source.read(address)
            if data is not None:
                return data
        raise Undetermined("fetch.not_found", address=address)

    def _remember(self, address: str, parsed: _Parsed) -> JsonObject:
        with self._lock:
            if len(self._parsed) >= MAX_PARSED:
                self._parsed.pop(next(iter(self._parsed)))
            self._parsed[address] = parsed
        return parsed.document
