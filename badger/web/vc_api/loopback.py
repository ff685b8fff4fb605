"""Documents and status lists of other programs on this machine, for the test mode alone.

Everywhere else an address of this machine is refused (hardening F01). The suites start several
implementations side by side, each with a certificate of its own that nobody vouches for.
"""

import http.client
import re
import ssl
from urllib.parse import urlsplit

from badger.credentials.did import did_web_url
from badger.credentials.errors import CredentialError
from badger.verify import Undetermined
from badger.verify.budget import Budget
from badger.verify.resolve import Copy

MAX_BYTES = 1_048_576
HOST = "127.0.0.1"
_ADDRESS = re.compile(r"https?://(127\.0\.0\.1|localhost)(:[1-9][0-9]{0,4})?(/[!-~]*)?", re.ASCII)


class LoopbackSource:
    """Reads from this machine, whatever certificate it shows, and from nowhere else."""

    def read(self, address: str, *, budget: Budget) -> bytes | None:
        """Return what stands at an address of this machine; None for every other address.

        Raises: Undetermined.
        """
        copy = self.read_copy(address, budget=budget)
        return None if copy is None else copy.data

    def read_copy(
        self,
        address: str,
        *,
        budget: Budget,
        max_age_s: float | None = None,  # noqa: ARG002
    ) -> Copy | None:
        """Return the same; it is never kept, so that it has no age.

        Raises: Undetermined.
        """
        url = _url_of(address)
        if url is None:
            return None
        return Copy(budget.spend(lambda left: _fetch(url, timeout_s=left), url), 0.0)


def _url_of(address: str) -> str | None:
    url = address
    if address.startswith("did:web:"):
        try:
            url = did_web_url(address)
        except CredentialError:
            return None
    return url if _ADDRESS.fullmatch(url) else None


def _fetch(url: str, *, timeout_s: float) -> bytes:
    parts = urlsplit(url)
    connection = _connection(parts.scheme, parts.port, timeout_s=timeout_s)
    try:
        connection.request("GET", f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
        answer = connection.getresponse()
        body = answer.read(MAX_BYTES + 1)
    except (OSError, http.client.HTTPException) as error:
        raise Undetermined("fetch.connection", host=parts.netloc) from error
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise Undetermined("fetch.status", host=parts.netloc, status=answer.status)
    if len(body) > MAX_BYTES:
        raise Undetermined("fetch.too_large", host=parts.netloc, limit_in_words="1 Mio")
    return body


def _connection(scheme: str, port: int | None, *, timeout_s: float) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(HOST, port or 80, timeout=timeout_s)
    tls = ssl.create_default_context()
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(HOST, port or 443, timeout=timeout_s, context=tls)
