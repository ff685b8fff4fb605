"""How often one address may have something verified, and how much at once (hardening 4, A14)."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Final

from flask import Flask, make_response, request
from flask.wrappers import Response
from limits import parse
from limits.strategies import FixedWindowRateLimiter, RateLimiter

from badger.errors import BadgerError
from badger.settings import Settings
from badger.web.security.counts import Counts
from badger.web.security.tries import Count, count_tries, install_tries, remote_address

# Codes of invitations hold 100 random bits, links for feedback 128: this only keeps the noise
# down (hardening A10).
OPENED_BY_CODE: Final = (
    "invitations.open",
    "invitations.accept",
    "feedback.show",
    "feedback.answer",
)
# Whoever reads the whole directory again and again reads it for another reason.
SEARCHED: Final = "60 per 15 minutes"
OPENED: Final = "60 per 15 minutes"
# A class behind one address of a school fetches its badges in one lesson.
WALLET_VIEWS: Final = ("wallet.offer", "wallet.token", "wallet.nonce", "wallet.credential")
WALLETS: Final = "120 per 15 minutes"
# A share's page verifies each badge that it shows, and its code of 128 bits may be guessed at.
VERIFY_VIEWS: Final = (
    "verify.answer",
    "verify.receipt",
    "verify_api.verify_credential",
    "shared.show",
    "share_contact.ask",
    "share_contact.send",
    "shared.picture",
    "shared.embed",
    "shared.file",
    "my_archive.bring",
    "my_imports.look",
    "my_imports.keep",
    "my_imports.check",
)
# A link with an address in it verifies; the empty form does not (`verify.ask`).
LINK_VIEW: Final = "verify.ask"
# Guessing whose badge it is: an address typed by the visitor is compared (hardening H07).
COMPARISONS: Final = "10 per minute"
# Half of the threads of a web process: whoever is slow on purpose leaves the other half.
AT_ONCE: Final = 4


class ManyAtOnce(BadgerError):
    """One address has several verifications under way; the next one has to wait for them."""

    code = "verify.many_at_once"


class Places:
    """Counts what one address has under way in this web process."""

    def __init__(self, most: int = AT_ONCE) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def one_for(self, address: str) -> Iterator[None]:
        """Hold a place. Raises: ManyAtOnce."""
        with self._lock:
            if self._taken[address] >= self._most:
                raise ManyAtOnce
            self._taken[address] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[address] -= 1
                # What is counted down to nothing is forgotten: addresses are many.
                self._taken += Counter()


def install_limits(app: Flask, *, settings: Settings) -> RateLimiter:
    """Count requests in memory; a 429 page or problem answers the rest."""
    limiter = FixedWindowRateLimiter(Counts())
    install_tries(app, limiter)
    rate = f"{settings.verify_per_minute} per minute"
    for endpoint in VERIFY_VIEWS:
        _limit(app, endpoint, limiter=limiter, rate=rate)
    for endpoint in OPENED_BY_CODE:
        _limit(app, endpoint, limiter=limiter, rate=OPENED)
    _limit(app, "directory.index", limiter=limiter, rate=SEARCHED)
    for endpoint in WALLET_VIEWS:
        _limit(app, endpoint, limiter=limiter, rate=WALLETS)
    _limit(app, LINK_VIEW, limiter=limiter, rate=rate, unless=_asks_nothing)
    _limit(app, "verify.answer", limiter=limiter, rate=COMPARISONS, unless=_compares_nobody)
    places = Places()
    for endpoint in (*VERIFY_VIEWS, LINK_VIEW):
        _give_places(app, endpoint, places=places)
    return limiter


def _give_places(app: Flask, endpoint: str, *, places: Places) -> None:
    view = app.view_functions.get(endpoint)
    if view is None:
        return

    @wraps(view)
    def view_in_place(**values: object) -> Response:
        with places.one_for(remote_address()):
            response: Response = make_response(view(**values))
        return response

    app.view_functions[endpoint] = view_in_place


def _asks_nothing() -> bool:
    return not request.args.get("url", "").strip()


def _compares_nobody() -> bool:
    return not request.form.get("recipient", "").strip()


def _limit(
    app: Flask,
    endpoint: str,
    *,
    limiter: RateLimiter,
    rate: str,
    unless: Callable[[], bool] | None = None,
) -> None:
    """Count what one address asks of one view, each limit of it by itself."""
    count = Count(parse(rate), f"{endpoint} {rate}", remote_address, unless=unless)
    count_tries(app, endpoint, limiter=limiter, counts=(count,))
