"""The VC-API as the W3C's test suites drive it: `badger vc-api`, and nothing else.

Source: VC-API, sections "Issuer Coordinator", "Verifier Coordinator"; RFC 9457 for problems.
"""

import json

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, NotFound

from badger.credentials.strict_json import parse_object
from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue
from badger.verify import PresentationReport, to_json
from badger.web.vc_api.checker import Judgement, problems_of
from badger.web.vc_api.desk import Desk
from badger.web.vc_api.errors import Malformed
from badger.web.vc_api.problems import problem, refusal
from badger.web.vc_api.status_lists import PATH

MAX_BYTES = 1024 * 1024


def create_test_app(desk: Desk) -> Flask:
    """Make the application of the test mode: its own routes, no page, no database, no session."""
    app = Flask("badger-vc-api", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES
    _add_issuer(app, desk)
    _add_verifier(app, desk)
    app.register_error_handler(BadgerError, _refuse)
    app.register_error_handler(HTTPException, _refuse_request)
    return app


def _add_issuer(app: Flask, desk: Desk) -> None:
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

    @app.post("/credentials/status")
    def update_status() -> Response:
        """Set or clear a status of a credential."""
        body, _ = _asked()
        desk.lists.update(body)
        return _answer({})

    @app.get(f"{PATH}<purpose>")
    def status_list(purpose: str) -> Response:
        """Show the signed list of a purpose."""
        data = desk.lists.lookup_purpose(purpose)
        if data is None:
            raise NotFound
        return Response(data, content_type="application/json", headers=_FRESH)


def _add_verifier(app: Flask, desk: Desk) -> None:
    @app.post("/credentials/verify")
    def verify_credential() -> Response:
        """Judge the credential of the request."""
        body, options = _asked()
        judged = desk.checker.credential(body.get("verifiableCredential"), options)
        return _verdict(list(judged.problems), _result(judged))

    @app.post("/presentations/verify")
    def verify_presentation() -> Response:
        """Judge the presentation of the request, and each credential in it."""
        body, options = _asked()
        return _presented(desk.checker.presentation(body, options))


_FRESH = {"Cache-Control": "no-store"}


def _asked() -> tuple[JsonObject, JsonObject]:
    """Read the request strictly: its body, and the options in it."""
    body = parse_object(request.get_data(cache=False))
    options = body.get("options", {})
    if not isinstance(options, dict):
        raise Malformed(member="options")
    return body, options


def _result(judged: Judgement) -> JsonObject:
    return {"report": to_json(judged.report)}


def _presented(judged: PresentationReport) -> Response:
    """Answer about a presentation: it is verified when it is, and all in it."""
    own = [*problems_of(judged.own)]
    each = [Judgement(report, problems_of(report)) for report in judged.reports]
    results: list[JsonValue] = [
        {"verified": not one.problems, "problemDetails": [*one.problems], **_result(one)}
        for one in each
    ]
    problems = [*own, *(found for one in each for found in one.problems)]
    details: JsonObject = {
        "presentationResult": {
            "verified": not own,
            "problemDetails": [*own],
            "report": to_json(judged.own),
        },
        "credentialResults": results,
    }
    return _verdict(problems, details)


def _verdict(problems: list[JsonObject], details: JsonObject) -> Response:
    if not problems:
        return _answer({"verified": True, "problemDetails": [], **details})
    document: JsonObject = {
        **problems[0],
        "status": 400,
        "verified": False,
        "problemDetails": [*problems],
        **details,
    }
    return _answer(document, status=400, kind="application/problem+json")


def _refuse(error: BadgerError) -> Response:
    found = refusal(error)
    document: JsonObject = {**found, "status": 400, "verified": False, "problemDetails": [found]}
    return _answer(document, status=400, kind="application/problem+json")


def _refuse_request(error: HTTPException) -> Response:
    status = error.code or 400
    found = problem("vc_api.malformed", {"member": error.name})
    return _answer({**found, "status": status}, status=status, kind="application/problem+json")


def _answer(document: JsonObject, *, status: int = 200, kind: str = "application/json") -> Response:
    data = json.dumps(document, ensure_ascii=False)
    return Response(data, status=status, content_type=kind, headers=_FRESH)
