"""The guard before every view for partners' programs: the token, its scope, and how often.

A token is all that is asked: no cookie is read, so there is nothing to forge.
"""

from typing import Final

from flask import Flask, abort, g, request
from limits import parse
from limits.strategies import RateLimiter

from badger.here import here_on
from badger.issuer.api_tokens import (
    Caller,
    ScopeMissing,
    TokenMissing,
    note_use,
    standing_token,
)
from badger.web.security.permissions import API_SCOPES
from badger.web.services import services

SCHEME: Final = "bearer "


def install_tokens(app: Flask, limiter: RateLimiter, *, per_minute: int) -> None:
    """Ask for the token before each view of `app` that has a scope."""
    rate = parse(f"{per_minute} per minute")

    def require_token() -> None:
        scope = API_SCOPES.get(request.endpoint or "")
        if scope is None:
            return
        g.caller = _caller()
        if not limiter.hit(rate, "api", g.caller.token_id):
            abort(429)
        if scope not in g.caller.scopes:
            raise ScopeMissing(scope=scope)

    app.before_request(require_token)


def caller() -> Caller:
    """Return the program that asks, in a view that has a scope."""
    found: Caller = g.caller
    return found


def _caller() -> Caller:
    """Find whose token was sent. Raises: TokenMissing, TokenRefused."""
    sent = request.headers.get("Authorization", "")
    if sent[: len(SCHEME)].lower() != SCHEME:
        raise TokenMissing
    now = services().clock()
    with services().reading() as db:
        row = standing_token(db, sent[len(SCHEME) :].strip(), now=now)
        found = Caller(row.id, row.partner_id, frozenset(row.scopes))
        used_today = row.last_used_on == here_on(now)
    if not used_today:
        with services().writing() as db:
            note_use(db, found.token_id, now=now)
    return found
