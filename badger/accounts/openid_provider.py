"""The other site that lets people in: what it publishes is read, kept for an hour, read again."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, Protocol

from badger.accounts.openid import (
    Endpoints,
    Identity,
    OpenIdQuestion,
    OpenIdRefused,
    authorization_address,
    read_endpoints,
    read_identity,
    token_request,
)
from badger.json_value import JsonObject
from badger.settings import OpenIdSettings

KEPT_FOR_S: Final = 3_600.0
DISCOVERY: Final = "/.well-known/openid-configuration"


class Site(Protocol):
    """Whoever asks the other site."""

    def get(self, url: str) -> JsonObject:
        """Return the JSON object behind `url`. Raises: OpenIdUnreachable."""

    def post(self, url: str, *, headers: Mapping[str, str], body: str) -> JsonObject:
        """Send a form; return the JSON object of the answer. Raises: OpenIdUnreachable."""


class Provider:
    """One other site, asked through `site`.

    back: where a visitor returns to, as it is registered there.
    """

    def __init__(
        self,
        settings: OpenIdSettings,
        site: Site,
        *,
        back: str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._site = site
        self._back = back
        self._monotonic = monotonic
        self._endpoints: tuple[float, Endpoints] | None = None
        self._keys: tuple[float, JsonObject] | None = None

    @property
    def name(self) -> str:
        """Return what people call it."""
        return self._settings.name

    @property
    def issuer(self) -> str:
        """Return what it calls itself."""
        return self._settings.issuer

    def address_for(self, question: OpenIdQuestion) -> str:
        """Return where a visitor goes to be let in. Raises: OpenIdUnreachable, OpenIdRefused."""
        return authorization_address(
            self._where(), self._settings, question=question, back=self._back
        )

    def require_issuer(self, said: str) -> None:
        """Refuse an answer that another site gave (RFC 9207).

        Raises: OpenIdUnreachable, OpenIdRefused.
        """
        if said != self._settings.issuer and (said or self._where().says_issuer):
            raise OpenIdRefused(part="iss")

    def identity_for(self, code: str, *, question: OpenIdQuestion, now: datetime) -> Identity:
        """Return whom the other site let in. Raises: OpenIdUnreachable, OpenIdRefused."""
        address, headers, body = token_request(
            self._where(), self._settings, code=code, question=question, back=self._back
        )
        tokens = self._site.post(address, headers=headers, body=body)
        try:
            return self._read(tokens, question, now)
        except OpenIdRefused:
            # The other site may have changed its keys since they were read.
            if not self._kept_keys():
                raise
            self._keys = None
            return self._read(tokens, question, now)

    def _read(self, tokens: JsonObject, question: OpenIdQuestion, now: datetime) -> Identity:
        was_kept = self._kept_keys()
        keys = was_kept or self._site.get(self._where().keys)
        found = read_identity(tokens, keys, settings=self._settings, question=question, now=now)
        if not was_kept:
            self._keys = self._monotonic(), keys
        return found

    def _kept_keys(self) -> JsonObject | None:
        kept = self._keys
        return kept[1] if kept and self._monotonic() - kept[0] < KEPT_FOR_S else None

    def _where(self) -> Endpoints:
        kept = self._endpoints
        if kept and self._monotonic() - kept[0] < KEPT_FOR_S:
            return kept[1]
        document = self._site.get(self._settings.issuer.rstrip("/") + DISCOVERY)
        endpoints = read_endpoints(document, self._settings)
        self._endpoints = self._monotonic(), endpoints
        return endpoints
