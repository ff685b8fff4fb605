"""Step 1: is this a badge that we can read, with one meaning only?"""

import re
from collections.abc import Iterator

from badger.json_value import JsonObject, JsonValue
from badger.verify.case import BADGE, CREDENTIAL, ENDORSEMENT, Answer, Case, issuer_id, passed
from badger.verify.contexts import check_contexts, is_vc_1, refuse_other_formats
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.formats import BADGE_TYPES, texts_of
from badger.verify.named_schemas import require_conformity, unchecked_schemas
from badger.verify.period import read_period
from badger.verify.plain_spelling import spelt_plainly
from badger.verify.related_resources import MEMBER, check_related_resources
from badger.verify.shape import check_shape

MAX_STATUS_ENTRIES = 8
_TYPE = re.compile(r"[!-~]{1,100}", re.ASCII)
_ABSOLUTE_URL = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]{1,2000}", re.ASCII)


def check_structure(case: Case) -> Answer:
    """Check format, contexts, spelling, schema and limits (step 1)."""
    document = case.document
    refuse_other_formats(document)
    if case.kind == BADGE:
        _require_badge_type(document)
    case.endorsed = check_shape(spelt_plainly(document) if case.kind == CREDENTIAL else document)
    check_contexts(document, open_badges=case.kind != CREDENTIAL)
    require_schema(document, case.kind)
    require_issuer(document)
    if MEMBER in document:
        check_related_resources(document)
    if case.kind == BADGE:
        _require_subject(document)
    case.period = read_period(document)
    return _answer(document, case.kind)


def require_schema(document: JsonObject, kind: str) -> None:
    """Refuse a document that does not meet our JSON Schema of its kind.

    The proof is left out: its own step reads it strictly, and says more. Several status
    entries are judged one by one: the published schema knows one only, while the standard's
    own validator, and many issuers, use several (standards 3.6).
    Raises: CheckFailed "structure.schema" (facts: path, rule).
    """
    for single in _with_single_entry(_unsigned(document)):
        require_conformity(single, kind)


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
    """Name what is another credential: it may be authentic, and these rules are not its own."""
    types = texts_of(document.get("type"))
    if BADGE_TYPES.intersection(types):
        return
    if CREDENTIAL in types:
        # Nothing is signed yet: whatever is no name of a type is not repeated (hardening H04).
        named = (name if _TYPE.fullmatch(name) else "?" for name in types if name != CREDENTIAL)
        kind = ", ".join(named)
        raise Undetermined("structure.not_a_badge", kind=kind[:200] or CREDENTIAL)
    raise CheckFailed("structure.type")


def _require_subject(document: JsonObject) -> None:
    """Require somebody whom the badge is about (Open Badges 3.0, verification, step 1)."""
    subject = document["credentialSubject"]
    if not isinstance(subject, dict) or not ("id" in subject or "identifier" in subject):
        raise CheckFailed("structure.subject")


def _unsigned(document: JsonObject) -> JsonObject:
    return {name: value for name, value in document.items() if name != "proof"}


def _answer(document: JsonObject, kind: str) -> Answer:
    """Say what was read, and which schemas the document names that were not run (L15)."""
    if "credentialSchema" in document:
        schemas: list[JsonValue] = [*unchecked_schemas(_unsigned(document), kind)]
        if schemas:
            return passed("structure.schema_not_checked", schemas=schemas[:4])
    if kind == CREDENTIAL:
        return passed("structure.credential_conforms")
    if kind == ENDORSEMENT:
        return passed("structure.endorsement_conforms")
    return passed("structure.conforms_vc_1" if is_vc_1(document) else "structure.conforms")
