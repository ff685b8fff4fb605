"""Where a resolver looks: a folder of saved documents, this installation, the network."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from badger.credentials.did import did_web_url
from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import parse_object
from badger.verify.budget import Budget
from badger.verify.errors import Undetermined
from badger.verify.fetching import Fetcher
from badger.verify.resolve import LIST_LIMITS

# A revocation is seen after five minutes at the latest; a dead host is asked twice a minute.
MAX_AGE_S = 300.0
FAILURE_AGE_S = 30.0
MAX_COPIES = 512
MAX_COPY_BYTES = 32 * 1024 * 1024


class OwnDocuments:
    """The documents of the issuers of this installation: no network.

    lookup: returns the bytes for a did: or https: address, None when it is not ours.
    """

    def __init__(self, lookup: Callable[[str], bytes | None]) -> None:
        self._lookup = lookup

    def read(self, address: str, *, budget: Budget) -> bytes | None:  # noqa: ARG002
        """Return our own document, as it is now."""
        return self._lookup(address)


class DocumentsFolder:
    """Documents and status lists saved earlier: every `*.json` of a folder, by its `id`.

    Files that are no JSON objects with an `id` are passed over: what they should have held
    is then missing, which makes a verification inconclusive and never positive. So does an
    `id` that two files give different documents: nobody says which one still holds.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents: Mapping[str, frozenset[bytes]] | None = None

    def read(self, address: str, *, budget: Budget) -> bytes | None:  # noqa: ARG002
        """Return the saved document whose `id` is `address`.

        Raises: Undetermined "fetch.ambiguous".
        """
        if self._documents is None:
            self._documents = MappingProxyType(_by_id(_saved_documents(self._folder)))
        versions = self._documents.get(address, frozenset())
        if len(versions) > 1:
            raise Undetermined("fetch.ambiguous", address=address[:200])
        return next(iter(versions), None)


def _by_id(saved: Iterable[tuple[str, bytes]]) -> dict[str, frozenset[bytes]]:
    documents: dict[str, frozenset[bytes]] = {}
    for name, data in saved:
        documents[name] = documents.get(name, frozenset()) | {data}
    return documents


def _saved_documents(folder: Path) -> "list[tuple[str, bytes]]":
    found = []
    for path in sorted(folder.glob("*.json")):
        if not path.is_file() or path.stat().st_size > LIST_LIMITS.max_bytes:
            continue
        data = path.read_bytes()
        try:
            name = parse_object(data, limits=LIST_LIMITS).get("id")
        except CredentialError:
            continue
        if isinstance(name, str):
            found.append((name, data))
    return found


@dataclass(frozen=True, slots=True)
class _Copy:
    """What a fetch gave: bytes, or the failure that stands in for them for a while."""

    at: float
    data: bytes | None
    failure: Undetermined | None = None
    failed_at: float = 0.0


class Fetched:
    """Documents over the network, kept for a few minutes; one fetch at a time per address."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        max_age_s: float = MAX_AGE_S,
        failure_age_s: float = FAILURE_AGE_S,
        max_copies: int = MAX_COPIES,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetcher = fetcher
        self._max_age_s = max_age_s
        self._failure_age_s = failure_age_s
        self._max_copies = max_copies
        self._monotonic = monotonic
        self._copies: OrderedDict[str, _Copy] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._turns = tuple(threading.Lock() for _ in range(64))

    def read(self, address: str, *, budget: Budget) -> bytes | None:
        """Return a copy that is young enough, or a new one.

        Raises: Undetermined; its fact `age_s` is the age of the last good copy, if any.
        """
        url = _url_of(address)
        copy = self._copies.get(url)
        if copy is None or not self._is_fresh(copy):
            copy = self._fetch_in_turn(url, budget)
        if copy.failure is not None:
            raise copy.failure
        return copy.data

    def _fetch_in_turn(self, url: str, budget: Budget) -> _Copy:
        turn = self._turns[hash(url) % len(self._turns)]
        budget.wait_for(turn, url)
        try:
            # Whoever had the turn before may have fetched it.
            copy = self._copies.get(url)
            return copy if copy and self._is_fresh(copy) else self._fetch(url, copy, budget)
        finally:
            turn.release()

    def _is_fresh(self, copy: _Copy) -> bool:
        now = self._monotonic()
        if copy.failure is not None:
            return now - copy.failed_at < self._failure_age_s
        return now - copy.at < self._max_age_s

    def _fetch(self, url: str, last: _Copy | None, budget: Budget) -> _Copy:
        def fetch(seconds: float) -> bytes:
            return self._fetcher.fetch_on_host(url, timeout_s=seconds)

        try:
            copy = _Copy(self._monotonic(), budget.spend(fetch, url))
        except Undetermined as error:
            copy = self._failed(error, last)
            if error.reason == "fetch.budget":
                return copy
        self._keep(url, copy)
        return copy

    def _failed(self, error: Undetermined, last: _Copy | None) -> _Copy:
        now = self._monotonic()
        if last is None or last.data is None:
            return _Copy(now, None, error, now)
        error.facts["age_s"] = round(now - last.at)
        return _Copy(last.at, last.data, error, now)

    def _keep(self, url: str, copy: _Copy) -> None:
        with self._lock:
            self._forget(url)
            self._copies[url] = copy
            self._bytes += len(copy.data or b"")
            while self._bytes > MAX_COPY_BYTES or len(self._copies) > self._max_copies:
                self._forget(next(iter(self._copies)))

    def _forget(self, url: str) -> None:
        copy = self._copies.pop(url, None)
        if copy is not None:
            self._bytes -= len(copy.data or b"")


def _url_of(address: str) -> str:
    if not address.startswith("did:"):
        return address
    try:
        return did_web_url(address)
    except CredentialError as error:
        raise Undetermined("fetch.address", address=address[:200]) from error
