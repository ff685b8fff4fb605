"""The JSON Schema of the report, as the API and `badger verify --json` answer it."""

from typing import Final

from badger.json_value import JsonObject
from badger.verify.achievement import NATURES
from badger.verify.report import STEP_NAMES, Outcome, Verdict

TEXT: Final[JsonObject] = {"type": "string"}
TEXT_OR_NULL: Final[JsonObject] = {"type": ["string", "null"]}
OBJECT: Final[JsonObject] = {"type": "object"}
TIME: Final[JsonObject] = {"type": "string", "format": "date-time"}


def closed(members: JsonObject, *, nullable: bool = False) -> JsonObject:
    """Describe an object that has just these members, all of them."""
    return {
        "type": ["object", "null"] if nullable else "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def _list_of(item: JsonObject) -> JsonObject:
    return {"type": "array", "items": item}


FINDING: Final = closed(
    {
        "step": {"enum": list(STEP_NAMES)},
        "outcome": {"enum": [outcome.value for outcome in Outcome]},
        "code": TEXT,
        "facts": OBJECT,
    }
)

RECOGNITION: Final = closed(
    {
        "list": TEXT,
        "kind": {"enum": ["territory", "imported", "local"]},
        "name": TEXT,
        "since": TEXT_OR_NULL,
        "until": TEXT_OR_NULL,
        "list_date": TEXT_OR_NULL,
        "covers_award": {"type": "boolean"},
        "covers_now": {"type": "boolean"},
    }
)

TRUST: Final = closed(
    {
        "state": {"enum": ["recognised", "recognised_until", "unknown", "self_asserted"]},
        "list": TEXT_OR_NULL,
        "name": TEXT_OR_NULL,
        "since": TEXT_OR_NULL,
        "until": TEXT_OR_NULL,
        "as_of": TEXT_OR_NULL,
        "lookalike": TEXT_OR_NULL,
        "warnings": _list_of({"enum": ["issuer_name.invisible", "issuer_name.mixed_scripts"]}),
        "recognitions": _list_of(RECOGNITION),
    }
)

CREDENTIAL: Final = closed(
    {
        "id": TEXT,
        "issuer": closed({"id": TEXT, "name": TEXT_OR_NULL}),
        "achievement": closed(
            {
                "id": TEXT,
                "name": TEXT,
                "description": TEXT,
                "criteria": OBJECT,
                "achievementType": TEXT_OR_NULL,
                "nature": {"enum": list(NATURES)},
            }
        ),
        "subject": OBJECT,
        "results": _list_of(OBJECT),
        "evidence": _list_of(OBJECT),
        "validFrom": TIME,
        "validUntil": {"type": ["string", "null"], "format": "date-time"},
    },
    nullable=True,
)

ENDORSEMENT: Final = closed(
    {
        "id": TEXT,
        "issuer": closed({"id": TEXT, "name": TEXT_OR_NULL}),
        "endorsed": TEXT,
        "comment": TEXT_OR_NULL,
    },
    nullable=True,
)

VERDICT: Final[JsonObject] = {"enum": [verdict.value for verdict in Verdict]}
REPORT: Final = closed(
    {
        "verdict": VERDICT,
        "trust": TRUST,
        "checked_at": TIME,
        "findings": _list_of(FINDING),
        "credential": CREDENTIAL,
        "endorsement": ENDORSEMENT,
    }
)

_PROBLEM: Final[JsonObject] = {
    "type": TEXT,
    "title": TEXT,
    "status": {"type": "integer"},
    "code": TEXT,
    "detail": TEXT,
}
# `instance` numbers the request where the answer is an error of the server's own.
PROBLEM: Final = {**closed(_PROBLEM), "properties": {**_PROBLEM, "instance": TEXT}}
