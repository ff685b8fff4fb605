"""How often one address may ask: sign-in codes and verifications (hardening 4, A10)."""

from collections.abc import Callable
from typing import Final

from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from badger.settings import Settings

SIGN_IN: Final = "10 per 15 minutes"
SIGN_IN_VIEWS: Final = ("signin.enter",)
VERIFY_VIEWS: Final = ("verify.answer", "verify_api.verify_credential")


def install_limits(app: Flask, *, settings: Settings) -> Limiter:
    """Count requests by address in memory; a 429 page or problem answers the rest."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=False)
    verifications = f"{settings.verify_per_minute} per minute"
    for endpoint in SIGN_IN_VIEWS:
        # People of one house share an address: only codes that were refused count.
        _limit(app, endpoint, limiter=limiter, rate=SIGN_IN, counts=_refused)
    for endpoint in VERIFY_VIEWS:
        _limit(app, endpoint, limiter=limiter, rate=verifications, counts=_always)
    return limiter


def _refused(response: Response) -> bool:
    return response.status_code >= 400


def _always(_response: Response) -> bool:
    return True


def _limit(
    app: Flask,
    endpoint: str,
    *,
    limiter: Limiter,
    rate: str,
    counts: Callable[[Response], bool],
) -> None:
    view = app.view_functions.get(endpoint)
    if view is not None:
        # The library keeps the type of what it wraps, which mypy does not follow.
        app.view_functions[endpoint] = limiter.limit(rate, deduct_when=counts)(view)  # type: ignore[assignment]
