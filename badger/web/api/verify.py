"""`POST /api/v1/verify`: a badge in, the report out; the same as `badger verify --json`."""

import json
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request

from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import DEFAULT_LIMITS, parse_object
from badger.json_value import JsonObject, JsonValue
from badger.sentences import sentence
from badger.verify import Question, UnreadableInput, to_json
from badger.web.own_badges import own_badge
from badger.web.services import services

blueprint = Blueprint("verify_api", __name__)

# The envelope `{"credential": …}` takes one level, a few members and a few bytes of its own.
ENVELOPE_LIMITS: Final = replace(
    DEFAULT_LIMITS,
    max_bytes=DEFAULT_LIMITS.max_bytes + 4_096,
    max_depth=DEFAULT_LIMITS.max_depth + 1,
    max_keys=DEFAULT_LIMITS.max_keys + 3,
)
MAX_ADDRESS_LETTERS: Final = 2_048
TOO_LARGE: Final = frozenset(("input.too_large", "json.too_large", "image.too_large"))


@blueprint.post("/api/v1/verify")
def verify_credential() -> Response:
    """Answer 200 with the report, whatever the verdict; 4xx when there is nothing to verify."""
    try:
        found = services().judge.answer(_question())
    except UnreadableInput as error:
        return _problem(error)
    return _answer(to_json(found.report), status=200, kind="application/json")


def _question() -> Question:
    """Read what was sent, and whom the sender expects the badge to be about."""
    if request.mimetype == "multipart/form-data":
        file = request.files.get("file") or next(iter(request.files.values()), None)
        if file is None:
            raise UnreadableInput("input.missing")
        with file.stream as stream:
            data = stream.read()
        return _about(data, recipient=request.form.get("recipient") or None)
    data = request.get_data(cache=False)
    if not data.strip():
        raise UnreadableInput("input.missing")
    if request.mimetype != "application/json":
        return _about(data)
    return _enclosed(_envelope(data))


def _about(data: bytes, *, address: str = "", recipient: str | None = None) -> Question:
    here = services()
    return Question(data=data, address=address, policy=here.policy(recipient), now=here.clock())


def _envelope(data: bytes) -> JsonObject:
    try:
        return parse_object(data, limits=ENVELOPE_LIMITS)
    except CredentialError as error:
        raise UnreadableInput(error.reason, **error.facts) from error


def _enclosed(envelope: JsonObject) -> Question:
    credential, url = envelope.get("credential"), _text(envelope.get("url"))
    recipient = _text(envelope.get("recipient"))
    if isinstance(credential, dict):
        return _about(json.dumps(credential, ensure_ascii=False).encode(), recipient=recipient)
    if isinstance(credential, str):
        return _about(credential.encode(), recipient=recipient)
    if url is None:
        raise UnreadableInput("input.missing")
    address = url[:MAX_ADDRESS_LETTERS]
    own = own_badge(address)
    return _about(own or b"", address="" if own else address, recipient=recipient)


def _text(value: JsonValue) -> str | None:
    return value if isinstance(value, str) and value else None


def _problem(error: UnreadableInput) -> Response:
    """Say why there is nothing to verify, as RFC 9457 asks."""
    status = 413 if error.reason in TOO_LARGE else 422
    problem: JsonObject = {
        "type": f"urn:badger:problem:{error.reason}",
        "title": sentence("input.unreadable"),
        "status": status,
        "code": error.reason,
        "detail": sentence(error.reason, error.facts),
    }
    return _answer(problem, status=status, kind="application/problem+json")


def _answer(content: JsonObject, *, status: int, kind: str) -> Response:
    answer = Response(json.dumps(content), status=status, content_type=kind)
    answer.headers["Cache-Control"] = "no-store"
    return answer
