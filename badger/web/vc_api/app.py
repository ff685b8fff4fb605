"""The VC-API as the W3C's test suites drive it: `badger vc-api`, and nothing else.

Source: VC-API, sections "Issuer Coordinator", "Verifier Coordinator"; RFC 9457 for problems.
"""

import json
from collections.abc import Mapping

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from badger.credentials.strict_json import parse_object
from badger.errors import BadgerError
from badger.json_value import JsonObject
from badger.sentences import sentence
from badger.verify import Outcome, Report, to_json
from badger.web.vc_api.desk import Desk, Malformed, is_base, is_verified

MAX_BYTES = 1024 * 1024
_DATA_MODEL = "https://www.w3.org/TR/vc-data-model#"
_SECURITY = "https://w3id.org/security#"
# By the subject of our codes.
_TYPES = {
    "json": f"{_DATA_MODEL}PARSING_ERROR",
    "proof": f"{_SECURITY}PROOF_VERIFICATION_ERROR",
    "key": f"{_SECURITY}INVALID_VERIFICATION_METHOD",
    "issuer": f"{_SECURITY}INVALID_VERIFICATION_METHOD",
    "validity": f"{_DATA_MODEL}RANGE_ERROR",
}


def create_test_app(desk: Desk) -> Flask:
    """Make the application of the test mode: its own routes, no page, no database, no session."""
    app = Flask("badger-vc-api", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES

    @app.post("/credentials/issue")
    def issue() -> Response:
        """Sign the credential of the request."""
        body, options = _asked()
        signed = desk.issue(body.get("credential"), options)
        return _answer({"verifiableCredential": signed}, status=201)

    @app.post("/credentials/derive")
    def derive() -> Response:
        """Show a part of the credential of the request."""
        body, options = _asked()
        shown = desk.derive(body.get("verifiableCredential"), options)
        return _answer({"verifiableCredential": shown}, status=201)

    @app.post("/credentials/verify")
    def verify_credential() -> Response:
        """Judge the credential of the request."""
        body, _ = _asked()
        return _verdict(desk.verified(body.get("verifiableCredential")))

    app.register_error_handler(BadgerError, _refuse)
    app.register_error_handler(HTTPException, _refuse_request)
    return app


def _asked() -> tuple[JsonObject, JsonObject]:
    """Read the request strictly: its body, and the options in it."""
    body = parse_object(request.get_data(cache=False))
    options = body.get("options", {})
    if not isinstance(options, dict):
        raise Malformed(member="options")
    return body, options


def _verdict(report: Report) -> Response:
    if is_verified(report):
        return _answer({"verified": True, "problemDetails": [], "report": to_json(report)})
    problems = [
        _problem(finding.code, finding.facts)
        for finding in report.findings
        if finding.outcome in (Outcome.FAILED, Outcome.UNDETERMINED)
    ]
    if is_base(report):
        problems.append(_problem("vc_api.base_proof", {}))
    document: JsonObject = {
        **problems[0],
        "status": 400,
        "verified": False,
        "problemDetails": [*problems],
        "report": to_json(report),
    }
    return _answer(document, status=400, kind="application/problem+json")


def _refuse(error: BadgerError) -> Response:
    problem = _problem(error.reason, error.facts)
    document: JsonObject = {**problem, "status": 400, "problemDetails": [problem]}
    return _answer(document, status=400, kind="application/problem+json")


def _refuse_request(error: HTTPException) -> Response:
    status = error.code or 400
    problem = _problem("vc_api.malformed", {"member": error.name})
    return _answer({**problem, "status": status}, status=status, kind="application/problem+json")


def _problem(code: str, facts: Mapping[str, object]) -> JsonObject:
    """Name a problem by the types of the W3C, and by our own code beside them."""
    cause = str(facts.get("cause", code)) if code == "vc_api.not_issued" else code
    return {
        "type": _type_of(cause),
        "title": code,
        "detail": sentence(cause, dict(facts)),
        "code": cause,
    }


def _type_of(code: str) -> str:
    return _TYPES.get(code.partition(".")[0], f"{_DATA_MODEL}MALFORMED_VALUE_ERROR")


def _answer(document: JsonObject, *, status: int = 200, kind: str = "application/json") -> Response:
    data = json.dumps(document, ensure_ascii=False)
    return Response(data, status=status, content_type=kind, headers={"Cache-Control": "no-store"})
