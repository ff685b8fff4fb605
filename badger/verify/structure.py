"""Step 1: is this a badge that we can read, with one meaning only?"""

import re
from collections.abc import Iterator

from badger.json_value import JsonObject, JsonValue
from badger.schemas import conforms, first_conformity_error
from badger.verify.case import BADGE, Answer, Case, issuer_id, passed
from badger.verify.contexts import check_contexts, refuse_other_formats
from badger.verify.errors import CheckFailed
from badger.verify.period import read_period
from badger.verify.shape import check_shape

MAX_STATUS_ENTRIES = 8
_BADGE_TYPES = frozenset(("AchievementCredential", "OpenBadgeCredential"))
_ABSOLUTE_URL = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]{1,2000}", re.ASCII)
_KNOWN_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/"


def check_structure(case: Case) -> Answer:
    """Check format, contexts, spelling, schema and limits (step 1)."""
    document = case.document
    refuse_other_formats(document)
    case.endorsed = check_shape(document)
    check_contexts(document)
    if case.kind == BADGE:
        _require_badge_type(document)
    require_schema(document, case.kind)
    require_issuer(document)
    if case.kind == BADGE:
        _require_subject(document)
    case.period = read_period(document)
    return _answer(document)


def require_schema(document: JsonObject, kind: str) -> None:
    """Refuse a document that does not meet our JSON Schema of its kind.

    The proof is left out: its own step reads it strictly, and says more. Several status
    entries are judged one by one: the published schema knows one only, while the standard's
    own validator, and many issuers, use several (standards 3.6).
    Raises: CheckFailed "structure.schema" (facts: path, rule).
    """
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    for single in _with_single_entry(unsigned):
        if not conforms(single, kind):
            error = first_conformity_error(single, kind)
            raise CheckFailed("structure.schema", path=error.path, rule=error.rule)


def require_issuer(document: JsonObject) -> None:
    """Require an issuer with an absolute URL: it is where the key will be looked for.

    Raises: CheckFailed "structure.issuer".
    """
    if not _ABSOLUTE_URL.fullmatch(issuer_id(document)):
        raise CheckFailed("structure.issuer")


def _with_single_entry(document: JsonObject) -> Iterator[JsonObject]:
    entries = document.get("credentialStatus")
    if not isinstance(entries, list):
        yield document
        return
    if not 1 < len(entries) <= MAX_STATUS_ENTRIES or _some_are_equal(entries):
        raise CheckFailed("structure.shape", path="/credentialStatus", rule="entries")
    for entry in entries:
        yield {**document, "credentialStatus": entry}


def _some_are_equal(entries: list[JsonValue]) -> bool:
    return any(entry in entries[:index] for index, entry in enumerate(entries))


def _require_badge_type(document: JsonObject) -> None:
    types = document.get("type")
    names = types if isinstance(types, list) else [types]
    if not any(name in _BADGE_TYPES for name in names if isinstance(name, str)):
        raise CheckFailed("structure.not_a_badge")


def _require_subject(document: JsonObject) -> None:
    """Require somebody whom the badge is about (Open Badges 3.0, verification, step 1)."""
    subject = document["credentialSubject"]
    if not isinstance(subject, dict) or not ("id" in subject or "identifier" in subject):
        raise CheckFailed("structure.subject")


def _answer(document: JsonObject) -> Answer:
    """Say so when the badge brings a schema of its own: it is never fetched nor run (L15)."""
    schemas = document.get("credentialSchema", [])
    listed = schemas if isinstance(schemas, list) else [schemas]
    unknown: list[JsonValue] = [
        str(schema.get("id"))
        for schema in listed
        if isinstance(schema, dict) and not str(schema.get("id")).startswith(_KNOWN_SCHEMA)
    ]
    if unknown:
        return passed("structure.schema_not_checked", schemas=unknown[:4])
    return passed("structure.conforms")
