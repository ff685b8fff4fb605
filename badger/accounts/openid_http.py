"""Asks the one other site that the operator has chosen, and nobody else. Door to httpcore.

No redirect is followed, no cookie or proxy takes part; time and bytes are bounded.
"""

import json
from collections.abc import Mapping
from typing import Final

import httpcore

from badger.errors import BadgerError
from badger.json_value import JsonObject

TIMEOUT_S: Final = 5.0
MAX_BODY_BYTES: Final = 262_144


class OpenIdUnreachable(BadgerError):
    """The other site does not answer, or not what was asked."""

    code = "openid.unreachable"


class JsonSite:
    """Asks for JSON, and reads nothing else."""

    def __init__(self, *, timeout_s: float = TIMEOUT_S) -> None:
        """Keep how long each step may take."""
        self._timeouts = dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)

    def get(self, url: str) -> JsonObject:
        """Return the JSON object behind `url`. Raises: OpenIdUnreachable."""
        return self._ask("GET", url, headers={}, body=b"")

    def post(self, url: str, *, headers: Mapping[str, str], body: str) -> JsonObject:
        """Send a form; return the JSON object of the answer. Raises: OpenIdUnreachable."""
        return self._ask("POST", url, headers=headers, body=body.encode())

    def _ask(self, method: str, url: str, *, headers: Mapping[str, str], body: bytes) -> JsonObject:
        try:
            with httpcore.ConnectionPool() as pool:
                return self._read(pool, method, url, headers=headers, body=body)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise OpenIdUnreachable from error
        except (ValueError, RecursionError, httpcore.UnsupportedProtocol) as error:
            raise OpenIdUnreachable from error

    def _read(
        self,
        pool: httpcore.ConnectionPool,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        body: bytes,
    ) -> JsonObject:
        said = [("Accept", "application/json"), ("Accept-Encoding", "identity"), *headers.items()]
        with pool.stream(
            method, url, headers=said, content=body, extensions={"timeout": self._timeouts}
        ) as answer:
            if answer.status != 200:
                raise OpenIdUnreachable(status=answer.status)
            read = bytearray()
            for part in answer.iter_stream():
                read += part
                if len(read) > MAX_BODY_BYTES:
                    raise OpenIdUnreachable(limit=MAX_BODY_BYTES)
        document = json.loads(read)
        if not isinstance(document, dict):
            raise OpenIdUnreachable
        return document
