"""`POST /api/v1/verify`: a badge in, the report out; the same as `badger verify --json`."""

import json
from typing import Final

from flask import Blueprint, Response, request

from badger.json_value import JsonObject
from badger.sentences import sentence
from badger.verify import Question, UnreadableInput
from badger.verify.judge import answer_json
from badger.web.services import services

blueprint = Blueprint("verify_api", __name__)

TOO_LARGE: Final = frozenset(
    ("input.too_large", "json.too_large", "jwt.too_large", "image.too_large")
)


@blueprint.post("/api/v1/verify")
def verify_credential() -> Response:
    """Answer 200 with the report, whatever the verdict; 4xx when there is nothing to verify."""
    try:
        found = services().judge.answer(_question())
    except UnreadableInput as error:
        return _problem(error)
    return _answer(answer_json(found), status=200, kind="application/json")


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
    return _about(data, is_envelope=request.mimetype == "application/json")


def _about(data: bytes, *, recipient: str | None = None, is_envelope: bool = False) -> Question:
    here = services()
    policy, now = here.policy(recipient), here.clock()
    return Question(data=data, policy=policy, now=now, is_envelope=is_envelope)


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
