"""What a fetch is for the verifier; how it is done over the network is `fetch.py`'s matter."""

from typing import Protocol

from badger.verify.budget import FETCH_TIMEOUT_S
from badger.verify.errors import Undetermined


class Fetcher(Protocol):
    """Gets bytes from https addresses under the limits of docs/verification.md."""

    def fetch(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Return the body behind `url`, within `timeout_s` seconds in all.

        Raises: Undetermined, whose code says why there is none.
        """
        ...


class OfflineFetcher:
    """Fetches nothing: for `--offline`, and for installations that allow no outbound call."""

    def fetch(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:  # noqa: ARG002
        """Refuse.

        Raises: Undetermined.
        """
        raise Undetermined("fetch.offline", address=url)
