"""Status lists of issuers: fetched, verified like any credential, remembered.

A list is believed when it is signed by the issuer of the badge, carries the address that the
badge names, is within its dates, and is no older than one that was seen before.
"""

from dataclasses import replace

from badger.credentials.datetimes import format_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.status_entries import read_status_list
from badger.credentials.status_list import expand_bitstring
from badger.json_value import JsonObject
from badger.schemas import conforms
from badger.verify.case import STATUS_LIST, Case, issuer_id
from badger.verify.contexts import check_contexts, refuse_other_formats
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.issuer import check_authority
from badger.verify.issuer_keys import method_in
from badger.verify.memory import KnownList
from badger.verify.period import read_period, require_current
from badger.verify.proof import verified_seals
from badger.verify.shape import check_shape

_CODES = {
    "status_list.entry": "status.malformed_entry",
    "status_list.length": "status.length",
    "status_list.malformed": "status.malformed",
    "status_list.range": "status.range",
    "status_list.unsupported_type": "status.unsupported_type",
}


def status_error(error: CredentialError) -> Undetermined:
    """Say in the words of the status step why a list or an entry cannot be used."""
    return Undetermined(_CODES.get(error.reason, "status.malformed"), **error.facts)


def verified_list(case: Case, url: str) -> KnownList:
    """Return the list that `url` names, verified now or before and still good now.

    Raises: Undetermined.
    """
    document = case.resolver.status_list(url, budget=case.budget)
    _refuse_other_list(document, case, url)
    known = case.resolver.memory.known_list(url, document)
    try:
        if known is None or not _keys_are_unchanged(case, known):
            known = _verify(case, document, url)
        check_authority(known.seals, now=case.now)
        require_current(known.period, now=case.now, skew_s=case.policy.skew_s)
    except CheckFailed as error:
        raise Undetermined("status.list_refused", url=url, cause=error.reason) from error
    _refuse_rollback(case, known, url)
    return known


def _verify(case: Case, document: JsonObject, url: str) -> KnownList:
    list_case = replace(case, document=document, jws=None, kind=STATUS_LIST, seals=(), unbound=None)
    refuse_other_formats(document)
    check_shape(document)
    check_contexts(document, open_badges=False)
    _require_schema(document)
    seals = verified_seals(list_case)
    try:
        content = read_status_list(document)
        bits = expand_bitstring(content.encoded)
    except CredentialError as error:
        raise status_error(error) from error
    known = KnownList(
        document=document,
        seals=seals,
        bits=bits,
        purposes=content.purposes,
        period=read_period(document),
    )
    case.resolver.memory.keep_list(url, known)
    return known


def _require_schema(document: JsonObject) -> None:
    """Nobody reads where a list breaks its schema, and to find out costs a second once."""
    if not conforms(document, STATUS_LIST):
        raise CheckFailed("structure.schema")


def _refuse_other_list(document: JsonObject, case: Case, url: str) -> None:
    if document.get("id") != url:
        raise Undetermined("status.other_list", url=url)
    if issuer_id(document) != issuer_id(case.document):
        raise Undetermined("status.other_issuer", url=url, issuer=issuer_id(document)[:200])


def _keys_are_unchanged(case: Case, known: KnownList) -> bool:
    """Tell whether the issuer still publishes, unchanged, the keys that signed the list."""
    issuer = issuer_id(known.document)
    own = case.resolver.controller_document(issuer, budget=case.budget)
    memory = case.resolver.memory
    return all(method_in(own, seal.method.id, memory=memory) == seal.method for seal in known.seals)


def _refuse_rollback(case: Case, known: KnownList, url: str) -> None:
    """Refuse a list that is older than one seen before: a revocation may be missing in it."""
    newest = case.resolver.memory.newest(url)
    start = known.period.start
    if newest is not None and (start is None or start < newest):
        raise Undetermined("status.rollback", url=url, newest=format_timestamp(newest))
    if start is not None:
        case.resolver.memory.keep_newest(url, start)
