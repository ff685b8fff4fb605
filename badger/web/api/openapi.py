"""The OpenAPI description, made from the routes themselves: path, method, what the view says.

Only what machines read stands in it. A test fails where an address of the API, of the badges or
of the documents is left out, and holds real answers against the schemas.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Response, current_app
from werkzeug.routing import Rule

from badger import __version__
from badger.json_value import JsonObject, JsonValue
from badger.web.api.partner_schema import ACHIEVEMENTS, AWARD, AWARD_REQUEST, OBSERVERS
from badger.web.api.report_schema import OBJECT, PROBLEM, REPORT, TEXT, VERDICT, closed
from badger.web.security.permissions import API_SCOPES

blueprint = Blueprint("openapi", __name__)

VC_TYPES: Final = (
    "application/vc",
    "application/vc+ld+json",
    "application/ld+json",
    "application/json",
)
HTML: Final = "text/html"
PLAIN: Final = "text/plain"
DID_JSON: Final = "application/did+json"


@dataclass(frozen=True, slots=True)
class Operation:
    """What the route itself does not tell.

    answers: schema of the answer by media type; the schema None is any text or picture.
    refused: the other statuses; their body is a problem (RFC 9457) or a page.
    status:  of the answer where nothing is refused.
    keyed:   whether each request has a key of its own (Idempotency-Key).
    """

    answers: dict[str, str | None]
    refused: tuple[int, ...] = (404,)
    request: str | None = None
    status: int = 200
    keyed: bool = False


OPERATIONS: Final[dict[str, Operation]] = {
    "verify_api.verify_credential": Operation(
        {"application/json": "Answer"}, refused=(413, 422, 429), request="VerifyRequest"
    ),
    "partner_api.achievements": Operation(
        {"application/json": "Achievements"}, refused=(401, 403, 409, 429)
    ),
    "partner_api.observers": Operation(
        {"application/json": "Observers"}, refused=(401, 403, 409, 429)
    ),
    "partner_api.bring": Operation(
        {"application/json": "Award"},
        refused=(400, 401, 403, 409, 413, 415, 422, 429),
        request="AwardRequest",
        status=201,
        keyed=True,
    ),
    "partner_api.award": Operation(
        {"application/json": "Award"}, refused=(401, 403, 404, 409, 429)
    ),
    "openapi.describe": Operation({"application/json": "Document"}, refused=()),
    "badges.show": Operation({HTML: None} | dict.fromkeys(VC_TYPES, "Document")),
    "badges.document": Operation({"application/json": "Document"}),
    "badges.png": Operation({"image/png": None}),
    "badges.svg": Operation({"image/svg+xml": None}),
    "badges.picture": Operation({"image/svg+xml": None}),
    "badges.qr": Operation({"image/svg+xml": None}),
    "documents.did": Operation({DID_JSON: "Document"}),
    "documents.territory": Operation({DID_JSON: "Document"}, refused=()),
    "documents.territory_below_a_path": Operation({DID_JSON: "Document"}, refused=()),
    "documents.trust_list": Operation({"application/json": "Document"}),
    "documents.issuer": Operation({HTML: None, DID_JSON: "Document"}),
    "documents.achievement": Operation({HTML: None, "application/ld+json": "Document"}),
    "documents.picture": Operation({"image/svg+xml": None}),
    "documents.status": Operation({"application/vc": "Document"}),
    "documents.endorsement": Operation({HTML: None, "application/vc": "Document"}),
    "documents.endorsement_document": Operation({"application/vc": "Document"}),
    "documents.register": Operation({"application/json": "Document"}),
    "documents.suspensions": Operation({"application/vc": "Document"}),
    "documents.health": Operation({PLAIN: None}, refused=()),
    "documents.ready": Operation({PLAIN: None}, refused=(503,)),
}

# Exactly one of the two says what to verify; a file comes as multipart/form-data.
VERIFY_REQUEST: Final[JsonObject] = {
    "type": "object",
    "properties": {
        "credential": {"type": ["object", "string"]},
        "url": {"type": "string", "format": "uri"},
        "recipient": {"type": "string", "format": "email"},
    },
    "oneOf": [{"required": ["credential"]}, {"required": ["url"]}],
}
VERIFY_UPLOAD: Final[JsonObject] = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}, "recipient": TEXT},
    "required": ["file"],
}
ANSWER: Final[JsonObject] = {
    "oneOf": [
        {"$ref": "#/components/schemas/Report"},
        {"$ref": "#/components/schemas/Presentation"},
    ]
}
PRESENTATION: Final = closed(
    {
        "presentation": closed({"proof": {"const": "not_checked"}, "verdict": VERDICT}),
        "reports": {"type": "array", "items": {"$ref": "#/components/schemas/Report"}},
    }
)
SCHEMAS: Final[JsonObject] = {
    "Report": REPORT,
    "Presentation": PRESENTATION,
    "Answer": ANSWER,
    "Problem": PROBLEM,
    "Document": OBJECT,
    "Achievements": ACHIEVEMENTS,
    "Observers": OBSERVERS,
    "AwardRequest": AWARD_REQUEST,
    "Award": AWARD,
    "VerifyRequest": VERIFY_REQUEST,
}
UPLOADS: Final[dict[str, JsonObject]] = {
    "VerifyRequest": {"multipart/form-data": {"schema": VERIFY_UPLOAD}}
}
KEY: Final[JsonObject] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
}
BEARER: Final[JsonObject] = {"type": "http", "scheme": "bearer"}
PLACEHOLDER: Final = re.compile(r"<(?:(\w+):)?(\w+)>")
KINDS: Final = {"": "string", "int": "integer"}


@blueprint.get("/api/v1/openapi.json")
def describe() -> Response:
    """Describe what machines may ask of this installation."""
    text = json.dumps(description(), ensure_ascii=False)
    answer = Response(text, content_type="application/json")
    answer.headers["Cache-Control"] = "public, max-age=300"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def description() -> JsonObject:
    """Return the OpenAPI 3.1 description of the application that runs."""
    paths: dict[str, JsonValue] = {}
    for rule in current_app.url_map.iter_rules():
        operation = OPERATIONS.get(rule.endpoint)
        if operation is not None:
            paths[_path(rule)] = {_method(rule): _operation(rule, operation)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "badger", "version": __version__},
        "paths": paths,
        "components": {"schemas": SCHEMAS, "securitySchemes": {"token": BEARER}},
    }


def _path(rule: Rule) -> str:
    return PLACEHOLDER.sub(r"{\2}", rule.rule)


def _method(rule: Rule) -> str:
    return "post" if "POST" in (rule.methods or ()) else "get"


def _operation(rule: Rule, operation: Operation) -> JsonObject:
    view: Callable[..., Any] = current_app.view_functions[rule.endpoint]
    described: JsonObject = {
        "operationId": rule.endpoint,
        "summary": (view.__doc__ or "").partition("\n")[0],
        "parameters": _parameters(rule) + ([KEY] if operation.keyed else []),
        "responses": _responses(rule, operation=operation),
    }
    if scope := API_SCOPES.get(rule.endpoint):
        described["security"] = [{"token": []}]
        described["description"] = f"Scope: {scope}"
    if operation.request:
        described["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {"schema": _reference(operation.request)},
                **UPLOADS.get(operation.request, {}),
            },
        }
    return described


def _parameters(rule: Rule) -> list[JsonValue]:
    found = PLACEHOLDER.findall(rule.rule)
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": KINDS[converter]}}
        for converter, name in found
    ]


def _responses(rule: Rule, *, operation: Operation) -> JsonObject:
    content: JsonObject = {
        kind: {"schema": _reference(name) if name else TEXT}
        for kind, name in operation.answers.items()
    }
    responses: JsonObject = {str(operation.status): {"description": "OK", "content": content}}
    # The API answers machines; the other addresses also serve people, who get a page.
    # Where a machine asks for a plain word, it is refused with one.
    page: JsonObject = {PLAIN if PLAIN in operation.answers else HTML: {"schema": TEXT}}
    problem: JsonObject = {"application/problem+json": {"schema": _reference("Problem")}}
    refusal = problem if rule.rule.startswith("/api/") else page
    for status in operation.refused:
        responses[str(status)] = {"description": "Problem", "content": refusal}
    return responses


def _reference(name: str) -> JsonObject:
    return {"$ref": f"#/components/schemas/{name}"}
