"""What a program sends to `POST /api/v1/awards`, read strictly against its own description."""

import hashlib
import json
import re
from datetime import date
from typing import Any, Final

from flask import request

from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import JsonLimits, parse_object
from badger.errors import BadgerError
from badger.issuer.elsewhere.awards import BroughtAward, SeenNumber
from badger.issuer.elsewhere.situations import Situation
from badger.issuer.recognition.rules import Level
from badger.json_value import JsonObject
from badger.schemas.given import GivenSchema
from badger.web.api.partner_schema import AWARD_REQUEST

MAX_BODY_BYTES: Final = 256 * 1024
KEY: Final = re.compile(r"[!-~]{1,100}")
SCHEMA: Final = GivenSchema(AWARD_REQUEST)
DAY: Final = "day"


class KeyMissing(BadgerError):
    """A request has no key of its own, or one that is none."""

    code = "api.key"


class BodyUnreadable(BadgerError):
    """The body is no JSON object, or too large."""

    code = "api.body_unreadable"


class BodyWrong(BadgerError):
    """The body does not keep to the description; the fact `path` says where."""

    code = "api.body"


def request_key() -> str:
    """Return the key that the program chose for its request. Raises: KeyMissing."""
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        raise KeyMissing
    return key


def award_body() -> JsonObject:
    """Return the body. Raises: BodyUnreadable, BodyWrong."""
    data = request.stream.read(MAX_BODY_BYTES + 1)
    try:
        body = parse_object(data, limits=JsonLimits(max_bytes=MAX_BODY_BYTES, max_depth=8))
    except CredentialError as error:
        raise BodyUnreadable(limit=MAX_BODY_BYTES) from error
    path = SCHEMA.misfit(body)
    if path is not None:
        raise BodyWrong(path=path[:80])
    return body


def digest_of_body(body: JsonObject) -> str:
    """Return what tells two requests apart by what they say, however they are written."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def brought_award(body: dict[str, Any]) -> BroughtAward:
    """Read a body that keeps the schema (Any: its members are checked). Raises: BodyWrong."""
    recipient = body["recipient"]
    evidence = tuple(
        (_situation(one), tuple(_seen(seen) for seen in one["observations"]))
        for one in body["evidence"]
    )
    return BroughtAward(
        achievement_id=body["achievement"],
        version=int(body["version"]),
        person_id=recipient.get("id"),
        new_name=recipient.get("name", ""),
        evidence=evidence,
    )


def _situation(one: dict[str, Any]) -> Situation:
    try:
        day = date.fromisoformat(one[DAY])
    except ValueError:
        raise BodyWrong(path=DAY) from None
    hours = one.get("hours")
    return Situation(
        title=one["name"],
        situation=one["narrative"],
        family=one["family"],
        day=day,
        place=one["place"],
        commune=one["commune"],
        activity=one.get("activity"),
        hours=None if hours is None else int(hours),
        full_day=one.get("full_day", False),
    )


def _seen(one: dict[str, Any]) -> SeenNumber:
    return SeenNumber(
        criterion=int(one["criterion"]),
        observer_id=one["observer"],
        role=one["role"],
        level=Level(int(one["level"])),
        note=one.get("note", ""),
    )
