"""Copies of what was fetched: kept a few minutes, one fetch at a time, few for one host.

Whoever shows us a thousand badges of one host makes us fetch no thousand documents from it
(hardening F08): equal addresses share one fetch, a host has few at a time and few a minute.
"""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from badger.verify.budget import Budget
from badger.verify.errors import Undetermined
from badger.verify.resolve import Copy

# A revocation is seen after five minutes at the latest; a dead host is asked twice a minute.
MAX_AGE_S = 300.0
FAILURE_AGE_S = 30.0
MAX_COPIES = 512
MAX_COPY_BYTES = 32 * 1024 * 1024
# One host: fetches at the same time, and in a minute.
HOST_AT_ONCE = 2
HOST_PER_MINUTE = 60
MAX_HOSTS = 1_024
_MINUTE_S = 60.0

Fetch = Callable[[float], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of an address.

    name:      what the copy is kept under.
    max_age_s: an older copy will not do; None: the usual age.
    """

    name: str
    url: str
    max_age_s: float | None = None


@dataclass(frozen=True, slots=True)
class _Copy:
    """What a fetch gave: bytes, or the failure that stands in for them for a while."""

    at: float
    data: bytes
    failure: Undetermined | None = None
    failed_at: float = 0.0


@dataclass(frozen=True, slots=True)
class _Host:
    """Who is asking a host now, and when it was asked last."""

    turns: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(HOST_AT_ONCE))
    times: deque[float] = field(default_factory=lambda: deque(maxlen=HOST_PER_MINUTE))


class Copies:
    """Shared by threads; how a document is fetched is said each time, by whoever needs it."""

    def __init__(
        self,
        *,
        max_age_s: float = MAX_AGE_S,
        failure_age_s: float = FAILURE_AGE_S,
        max_copies: int = MAX_COPIES,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._max_age_s = max_age_s
        self._failure_age_s = failure_age_s
        self._max_copies = max_copies
        self._monotonic = monotonic
        self._copies: OrderedDict[str, _Copy] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._turns = tuple(threading.Lock() for _ in range(64))
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    def get(self, wanted: Wanted, fetch: Fetch, *, budget: Budget) -> Copy:
        """Return a copy that is young enough, or a new one.

        fetch:  gets the body, told how many seconds are left.
        Raises: Undetermined; its fact `age_s` is the age of the last good copy, if any.
        """
        copy = self._copies.get(wanted.name)
        if copy is None or not self._is_fresh(copy, wanted):
            copy = self._fetch_in_turn(wanted, fetch, budget)
        if copy.failure is not None:
            raise copy.failure
        return Copy(copy.data, self._monotonic() - copy.at)

    def fresh_s(self, copy: Copy) -> float:
        """Tell for how many seconds `copy` will do for whoever wants the usual age."""
        return max(0.0, self._max_age_s - (copy.age_s or 0.0))

    def _fetch_in_turn(self, wanted: Wanted, fetch: Fetch, budget: Budget) -> _Copy:
        turn = self._turns[hash(wanted.name) % len(self._turns)]
        budget.wait_for(turn, wanted.url)
        try:
            # Whoever had the turn before may have fetched it.
            copy = self._copies.get(wanted.name)
            if copy and self._is_fresh(copy, wanted):
                return copy
            return self._fetch(wanted, fetch, budget)
        finally:
            turn.release()

    def _is_fresh(self, copy: _Copy, wanted: Wanted) -> bool:
        now = self._monotonic()
        if copy.failure is not None:
            return now - copy.failed_at < self._failure_age_s
        max_age_s = self._max_age_s
        if wanted.max_age_s is not None:
            max_age_s = min(max_age_s, wanted.max_age_s)
        return now - copy.at < max_age_s

    def _fetch(self, wanted: Wanted, fetch: Fetch, budget: Budget) -> _Copy:
        name, url = wanted.name, wanted.url
        last = self._copies.get(name)
        host = self._host_of(url)
        budget.wait_for(host.turns, url)
        try:
            self._count(host, url)
            copy = _Copy(self._monotonic(), budget.spend(fetch, url))
        except Undetermined as error:
            copy = self._failed(error, last)
            if error.reason in ("fetch.budget", "fetch.host_budget"):
                return copy
        finally:
            host.turns.release()
        self._keep(name, copy)
        return copy

    def _host_of(self, url: str) -> _Host:
        try:
            name = urlsplit(url).netloc.lower()
        except ValueError:
            name = ""
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
            self._hosts.move_to_end(name)
            if len(self._hosts) > MAX_HOSTS:
                self._hosts.popitem(last=False)
        return host

    def _count(self, host: _Host, url: str) -> None:
        now = self._monotonic()
        with self._lock:
            if len(host.times) == HOST_PER_MINUTE and now - host.times[0] < _MINUTE_S:
                raise Undetermined("fetch.host_budget", address=url[:200])
            host.times.append(now)

    def _failed(self, error: Undetermined, last: _Copy | None) -> _Copy:
        now = self._monotonic()
        if last is None or (last.failure is not None and "age_s" not in last.failure.facts):
            return _Copy(now, b"", error, now)
        error.facts["age_s"] = round(now - last.at)
        return _Copy(last.at, last.data, error, now)

    def _keep(self, name: str, copy: _Copy) -> None:
        with self._lock:
            self._forget(name)
            self._copies[name] = copy
            self._bytes += len(copy.data)
            while self._bytes > MAX_COPY_BYTES or len(self._copies) > self._max_copies:
                self._forget(next(iter(self._copies)))

    def _forget(self, name: str) -> None:
        copy = self._copies.pop(name, None)
        if copy is not None:
            self._bytes -= len(copy.data)
