"""Cross-site request forgery: a token in every form, and the browser's own word for it."""

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFProtect, generate_csrf  # type: ignore[import-untyped]

from badger.web.security.permissions import STATELESS


def install_csrf(app: Flask) -> None:
    """Refuse with 403 every POST without token, except the stateless ones.

    The token lives as long as the browser session: an observer keeps a page open all day.
    Our pages send no referrer, so the referrer is not asked for; Sec-Fetch-Site is.
    """
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    app.before_request(refuse_other_sites)
    app.before_request(refuse_nameless_fields)
    protect = CSRFProtect()
    for endpoint in STATELESS & set(app.view_functions):
        protect.exempt(app.view_functions[endpoint])
    protect.init_app(app)


def form_token() -> str:
    """Return the token that the forms of this visitor's page hold."""
    return str(generate_csrf())


def refuse_other_sites() -> None:
    """Refuse a POST that the browser says comes from another site."""
    if request.method == "POST" and request.endpoint not in STATELESS:
        came_from = request.headers.get("Sec-Fetch-Site", "same-origin")
        if came_from not in ("same-origin", "none"):
            abort(403)


def refuse_nameless_fields() -> None:
    """Refuse a form with a field that has no name, which nothing after this expects (P08)."""
    if request.method == "POST" and request.endpoint not in STATELESS:
        names: list[str | None] = [*request.form, *request.files]
        if None in names:
            abort(400)
