"""The JSON Schemas of what partners' programs send and are answered.

One and the same schema describes a request (OpenAPI) and refuses what does not keep to it.
"""

from typing import Final

from badger.issuer.elsewhere.situations import FAMILIES_ELSEWHERE
from badger.issuer.people import MAX_NAME_CHARACTERS
from badger.issuer.recognition.observations import MAX_NOTE_CHARACTERS
from badger.issuer.recognition.rules import LEVELS
from badger.issuer.recognition.sessions import OBSERVER_ROLES
from badger.json_value import JsonObject, JsonValue
from badger.web.api.report_schema import TEXT, TEXT_OR_NULL, closed

MAX_EVIDENCE: Final = 10
MAX_OBSERVATIONS: Final = 100
# Nothing that cannot be seen, save tabulators and new lines; what has to be there begins with it.
VISIBLE: Final = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
SOMETHING: Final = r"^[^\s\x00-\x1f\x7f-\x9f][^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
NUMBER: Final[JsonObject] = {"type": "integer", "minimum": 1, "maximum": 1_000_000}
ID: Final[JsonObject] = {"type": "string", "pattern": "^[A-Za-z0-9-]{1,64}$"}


def _text(longest: int, *, blank: bool = False) -> JsonObject:
    return {
        "type": "string",
        "maxLength": longest,
        "pattern": VISIBLE if blank else SOMETHING,
    }


def _list(item: JsonObject, *, most: int) -> JsonObject:
    return {"type": "array", "items": item, "minItems": 1, "maxItems": most}


def _with(members: JsonObject, **optional: JsonValue) -> JsonObject:
    """Describe an object that may have more members than it must."""
    described = closed(members)
    described["properties"] = {**members, **optional}
    return described


OBSERVATION: Final = _with(
    {
        "criterion": NUMBER,
        "level": {"enum": [int(level) for level in LEVELS]},
        "observer": ID,
        "role": {"enum": list(OBSERVER_ROLES)},
    },
    note=_text(MAX_NOTE_CHARACTERS, blank=True),
)
EVIDENCE: Final = _with(
    {
        "name": _text(200),
        "narrative": _text(1000),
        "family": {"enum": list(FAMILIES_ELSEWHERE)},
        "day": {"type": "string", "format": "date", "pattern": "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"},
        "place": _text(200),
        "commune": _text(200),
        "observations": _list(OBSERVATION, most=MAX_OBSERVATIONS),
    },
    activity=_text(200),
    hours=NUMBER,
    full_day={"type": "boolean"},
)
AWARD_REQUEST: Final = closed(
    {
        "achievement": ID,
        "version": NUMBER,
        "recipient": {
            "oneOf": [closed({"id": ID}), closed({"name": _text(MAX_NAME_CHARACTERS)})],
        },
        "evidence": _list(EVIDENCE, most=MAX_EVIDENCE),
    }
)
AWARD: Final = closed(
    {
        "id": TEXT,
        "achievement": TEXT,
        "version": NUMBER,
        "recipient": TEXT,
        "state": {"enum": ["not_yet", "proposed", "issued", "revoked"]},
        "missing": {"type": "array", "items": TEXT},
        "credential": TEXT_OR_NULL,
    }
)
ACHIEVEMENTS: Final = closed(
    {
        "achievements": {
            "type": "array",
            "items": closed(
                {
                    "id": TEXT,
                    "code": TEXT,
                    "version": NUMBER,
                    "name": TEXT,
                    "url": TEXT,
                    "criteria": {
                        "type": "array",
                        "items": closed({"number": NUMBER, "sentence": TEXT}),
                    },
                }
            ),
        }
    }
)
OBSERVERS: Final = closed(
    {"observers": {"type": "array", "items": closed({"id": TEXT, "name": TEXT})}}
)
