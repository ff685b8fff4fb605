"""What a fetch is for the verifier; how it is done over the network is `fetch.py`'s matter."""

from typing import Protocol

from badger.verify.budget import FETCH_TIMEOUT_S
from badger.verify.errors import Undetermined


class AnyHost(Protocol):
    """Gets what an address shows, wherever it is redirected to."""

    def fetch(self, url: str) -> bytes:
        """Return the body behind `url`.

        Raises: Undetermined, whose code says why there is none.
        """
        ...


class Fetcher(Protocol):
    """Gets bytes from https addresses under the limits of docs/verification.md."""

    def fetch(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Return the body behind `url`, wherever it is redirected to.

        timeout_s: for everything together.
        Raises:    Undetermined, whose code says why there is none.
        """
        ...

    def fetch_on_host(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Return the body behind `url`, if the host of `url` itself gives it.

        For what issuers publish: an open redirect on a host must not let others speak for it.
        Raises: Undetermined, "fetch.other_host" for a redirect to another host.
        """
        ...


class OfflineFetcher:
    """Fetches nothing: for `--offline`, and for installations that allow no outbound call."""

    def fetch(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:  # noqa: ARG002
        """Refuse.

        Raises: Undetermined.
        """
        raise Undetermined("fetch.offline", address=url)

    def fetch_on_host(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Refuse as well.

        Raises: Undetermined.
        """
        return self.fetch(url, timeout_s=timeout_s)
