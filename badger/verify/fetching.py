"""What a fetch is for the verifier; how it is done over the network is `fetch.py`'s matter."""

from typing import Protocol

from badger.verify.errors import Undetermined


class Fetcher(Protocol):
    """Gets bytes from https addresses under the limits of docs/verification.md."""

    def fetch(self, url: str) -> bytes:
        """Return the body behind `url`.

        Raises: Undetermined, whose code says why there is none.
        """
        ...


class OfflineFetcher:
    """Fetches nothing: for `--offline`, and for installations that allow no outbound call."""

    def fetch(self, url: str) -> bytes:
        """Refuse.

        Raises: Undetermined.
        """
        raise Undetermined("fetch.offline", url=url)
