"""Error pages: a sentence in the page's language, a number to quote, no inside detail (W13)."""

import secrets
from http import HTTPStatus
from typing import Final

import structlog
from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]
from werkzeug.exceptions import HTTPException, InternalServerError

from badger.errors import BadgerError
from badger.web.presenters.spoken_findings import say

log = structlog.get_logger("badger.web")

API_PATHS: Final = ("/api/", "/wallet/")
SPOKEN: Final = (400, 401, 403, 404, 405, 413, 415, 429, 500, 503)

# Everything else that an error of the product may mean is a request that cannot be done.
STATUS_OF_CODE: Final = {
    "database.unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "clock.behind": HTTPStatus.SERVICE_UNAVAILABLE,
    "keys.locked": HTTPStatus.SERVICE_UNAVAILABLE,
    "keys.token_away": HTTPStatus.SERVICE_UNAVAILABLE,
    "keys.token_key": HTTPStatus.SERVICE_UNAVAILABLE,
    "keys.token_library": HTTPStatus.SERVICE_UNAVAILABLE,
    "keys.token_pin": HTTPStatus.SERVICE_UNAVAILABLE,
    "person_keys.away": HTTPStatus.SERVICE_UNAVAILABLE,
    "person_keys.locked": HTTPStatus.SERVICE_UNAVAILABLE,
    "person_keys.unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "person_keys.missing": HTTPStatus.SERVICE_UNAVAILABLE,
    "person_keys.damaged": HTTPStatus.SERVICE_UNAVAILABLE,
    "settings.missing": HTTPStatus.SERVICE_UNAVAILABLE,
    "archive.busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "photo.busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "verify.busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "verify.many_at_once": HTTPStatus.TOO_MANY_REQUESTS,
    "tries.quarter_hour": HTTPStatus.TOO_MANY_REQUESTS,
    "tries.hour": HTTPStatus.TOO_MANY_REQUESTS,
    "tries.day": HTTPStatus.TOO_MANY_REQUESTS,
    "web.signed_out": HTTPStatus.FORBIDDEN,
    "photo.unreadable": HTTPStatus.UNPROCESSABLE_ENTITY,
    "photo.too_many_pixels": HTTPStatus.UNPROCESSABLE_ENTITY,
    "picture.missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "device_batch.unreadable": HTTPStatus.UNPROCESSABLE_ENTITY,
    "device_batch.too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "charter.unsigned": HTTPStatus.FORBIDDEN,
    "api.body": HTTPStatus.UNPROCESSABLE_ENTITY,
    "api.body_unreadable": HTTPStatus.BAD_REQUEST,
    "api.key": HTTPStatus.BAD_REQUEST,
    "api_token.missing": HTTPStatus.UNAUTHORIZED,
    "api_token.refused": HTTPStatus.UNAUTHORIZED,
    "api_token.scope": HTTPStatus.FORBIDDEN,
    "internal.error": HTTPStatus.INTERNAL_SERVER_ERROR,
}
STATUS_OF_REASON: Final = {
    "not_found": HTTPStatus.NOT_FOUND,
    "unknown": HTTPStatus.NOT_FOUND,
    "code_unknown": HTTPStatus.NOT_FOUND,
    "list_unknown": HTTPStatus.NOT_FOUND,
    "not_allowed": HTTPStatus.FORBIDDEN,
}


def install_errors(app: Flask) -> None:
    """Answer every error of `app` in French, as a page or as problem+json."""
    app.before_request(give_number)
    app.register_error_handler(CSRFError, answer_csrf)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(BadgerError, answer_badger)
    app.register_error_handler(Exception, answer_bug)


def give_number() -> None:
    """Give the request the number that the page shows and the log holds."""
    g.correlation_id = secrets.token_hex(6)


def answer_csrf(_error: CSRFError) -> tuple[Response | str, int]:
    """Answer a form whose token is missing or old: 403, nothing was done."""
    return _answer(403, code="web.csrf")


def answer_http(error: HTTPException) -> tuple[Response | str, int]:
    """Answer an error that Flask or a view raised."""
    status = error.code or 500
    if isinstance(error, InternalServerError) and error.original_exception is not None:
        return answer_bug(error.original_exception)
    return _answer(status, code=f"http.{status if status in SPOKEN else 400}")


def answer_badger(error: BadgerError) -> tuple[Response | str, int]:
    """Answer a deliberate error that no view has caught."""
    _, _, reason = error.reason.partition(".")
    status = STATUS_OF_CODE.get(error.reason) or STATUS_OF_REASON.get(reason, HTTPStatus.CONFLICT)
    text = say(error.reason, error.facts)
    back = str(error.facts.get("next", "")) if error.reason == "web.signed_out" else ""
    return _answer(status, code=error.reason, text=text, sign_in_for=back)


def answer_bug(error: BaseException) -> tuple[Response | str, int]:
    """Answer a defect of ours: the log holds the trace, the page a number."""
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    log.error("bug", number=_number(), endpoint=request.endpoint, exc_info=error)
    return _answer(500, code="http.500")


def _answer(
    status: int, *, code: str, text: str = "", sign_in_for: str = ""
) -> tuple[Response | str, int]:
    text = text or say(code)
    if request.path.startswith(API_PATHS):
        return problem(status, code=code, text=text), status
    if status >= 500:
        # What failed may be the database: the page about it must not ask it who is looking.
        g.viewer = None
    page = render_template(
        "errors/error.html", status=status, text=text, number=_number(), sign_in_for=sign_in_for
    )
    return page, status


def problem(status: int, *, code: str, text: str) -> Response:
    """Compose application/problem+json (RFC 9457)."""
    answer = jsonify(
        type=f"urn:badger:problem:{code}",
        title=say(f"http.{status}") if status in SPOKEN else text,
        status=int(status),
        code=code,
        detail=text,
        instance=f"urn:badger:request:{_number()}",
    )
    answer.content_type = "application/problem+json"
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _number() -> str:
    number: str = g.get("correlation_id", "")
    return number
