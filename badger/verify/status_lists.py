"""Status lists of issuers: fetched, verified like any credential, remembered.

A list is believed when it is signed by the issuer of the badge, carries the address that the
badge names, is within its dates, is no older than one that was seen before, and was had from
there within the time that it may be kept.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from badger.credentials.datetimes import format_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.status_entries import CREDENTIAL_TYPE_2021, StatusEntry, read_status_list
from badger.credentials.status_list import expand_list
from badger.credentials.strict_json import parse_object
from badger.json_value import JsonObject
from badger.schemas import conforms
from badger.verify.case import STATUS_LIST, Case, issuer_id, list_of
from badger.verify.contexts import check_contexts, refuse_other_formats
from badger.verify.errors import CheckFailed, Undetermined, UnreadableInput
from badger.verify.issuer import check_authority
from badger.verify.issuer_keys import method_for
from badger.verify.jwt_credentials import present_jwt
from badger.verify.memory import KnownList
from badger.verify.period import read_period, require_current
from badger.verify.presented import Presented
from badger.verify.proof import verified_seals
from badger.verify.resolve import LIST_LIMITS, Copy
from badger.verify.shape import check_shape

_CODES = {
    "status_list.entry": "status.malformed_entry",
    "status_list.length": "status.length",
    "status_list.malformed": "status.malformed",
    "status_list.range": "status.range",
    "status_list.unsupported_type": "status.unsupported_type",
}
# A host that says "keep it for no time at all" is not asked more often than this.
SHORTEST_TTL_S = 10.0


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list that may be believed now.

    age_s:      see `list_age_s`.
    copy_age_s: how long ago it was fetched; None for a saved one.
    stale:      why it is too old for anything but a revocation, which stays; None: it is not.
    """

    known: KnownList
    age_s: int | None
    copy_age_s: float | None
    stale: Undetermined | None


def status_error(error: CredentialError) -> Undetermined:
    """Say in the words of the status step why a list or an entry cannot be used."""
    return Undetermined(_CODES.get(error.reason, "status.malformed"), **error.facts)


def verified_list(case: Case, entry: StatusEntry) -> ReadList:
    """Return the list that an entry names, verified now or before and still good now.

    Raises: Undetermined.
    """
    copy, stale = case.resolver.copy_of(entry.list_url, budget=case.budget), None
    known = _believed(case, copy, entry)
    if not _may_be_kept(known, copy):
        try:
            newer = _newer_copy(case, known, entry)
            known, copy = _believed(case, newer, entry), newer
        except Undetermined as error:
            stale = _stale(error, known, copy)
    _refuse_rollback(case, known, entry.list_url)
    return ReadList(known, list_age_s(known.period.start, copy, now=case.now), copy.age_s, stale)


def list_age_s(start: datetime | None, copy: Copy, *, now: datetime) -> int | None:
    """Say how many seconds ago what a copy says was the newest.

    As old as the copy itself; a saved one, whose age nobody knows, is as old as its date.
    """
    if copy.age_s is not None:
        return int(copy.age_s)
    return None if start is None else max(0, int((now - start).total_seconds()))


def _believed(case: Case, copy: Copy, entry: StatusEntry) -> KnownList:
    url = entry.list_url
    known = case.resolver.memory.known_list(url, copy.data)
    try:
        if known is not None:
            _refuse_stranger(known.document, case, url)
        if known is None or not _keys_are_unchanged(case, known):
            known = _verify(case, copy.data, url)
        _refuse_other_list(known, entry)
        check_authority(known.seals, now=case.now)
        require_current(known.period, now=case.now, skew_s=case.policy.skew_s)
    except CheckFailed as error:
        raise Undetermined("status.list_refused", url=url, cause=error.reason) from error
    return known


def _verify(case: Case, data: bytes, url: str) -> KnownList:
    presented = _presented(data, url)
    document = presented.document or {}
    _refuse_stranger(document, case, url)
    list_case = replace(
        case, document=document, jws=presented.jws, kind=STATUS_LIST, seals=(), unbound=None
    )
    _check_structure(document)
    seals = verified_seals(list_case)
    try:
        content = read_status_list(document)
        bits = expand_list(content)
    except CredentialError as error:
        raise status_error(error) from error
    known = KnownList(
        data=data,
        document=document,
        seals=seals,
        content=replace(content, encoded=""),
        bits=bits,
        period=read_period(document),
    )
    case.resolver.memory.keep_list(url, known)
    return known


def _presented(data: bytes, url: str) -> Presented:
    """Read a list that came as JSON or as a signed token (`application/vc+jwt`)."""
    text = data.strip()
    try:
        if text[:1] != b"{":
            return present_jwt(text, limits=LIST_LIMITS)
        return Presented(data=data, document=parse_object(data, limits=LIST_LIMITS))
    except (CredentialError, UnreadableInput) as error:
        raise Undetermined("fetch.unreadable", address=url, cause=error.reason) from error


def _check_structure(document: JsonObject) -> None:
    refuse_other_formats(document)
    check_shape(document)
    check_contexts(document, open_badges=False)
    _require_schema(document)


def _require_schema(document: JsonObject) -> None:
    """Nobody reads where a list breaks its schema, and to find out costs a second once.

    Lists of 2021 have none: `read_status_list` takes or refuses all that is used of them.
    """
    if CREDENTIAL_TYPE_2021 in list_of(document.get("type")):
        return
    if not conforms(document, STATUS_LIST):
        raise CheckFailed("structure.schema")


def _refuse_stranger(document: JsonObject, case: Case, url: str) -> None:
    """Refuse the list of somebody else before any of its signatures is looked at."""
    if document.get("id") != url:
        raise Undetermined("status.other_list", url=url)
    if issuer_id(document) != issuer_id(case.document):
        raise Undetermined("status.other_issuer", url=url, issuer=issuer_id(document)[:200])


def _refuse_other_list(known: KnownList, entry: StatusEntry) -> None:
    """Refuse a list that is not the badge's: of another kind or purpose."""
    if known.content.entry_type != entry.type:
        raise Undetermined("status.malformed", url=entry.list_url)
    if entry.purpose not in known.content.purposes:
        raise Undetermined("status.purpose", purpose=entry.purpose[:64], url=entry.list_url)


def _keys_are_unchanged(case: Case, known: KnownList) -> bool:
    """Tell whether the issuer of both still publishes, unchanged, the keys that signed a list."""
    for seal in known.seals:
        method = method_for(case, seal.proof.verification_method)
        # Mostly it is the same object, and comparing all that is in it would be waste.
        if method is not seal.method and method != seal.method:
            return False
    return True


def _may_be_kept(known: KnownList, copy: Copy) -> bool:
    """Tell whether a copy is young enough for its `ttl`, which is about copies of the network.

    What somebody saved, or what is our own, is taken with the date that it has.
    """
    ttl_s = _ttl_s(known)
    return ttl_s is None or copy.age_s is None or copy.age_s <= ttl_s


def _newer_copy(case: Case, known: KnownList, entry: StatusEntry) -> Copy:
    return case.resolver.copy_of(entry.list_url, budget=case.budget, max_age_s=_ttl_s(known))


def _stale(error: Undetermined, known: KnownList, copy: Copy) -> Undetermined:
    """Say that the time of a list is over, and why it could not be had anew."""
    facts = {"url": known.document["id"], "age_s": int(copy.age_s or 0), "ttl_s": _ttl_s(known)}
    return Undetermined("status.stale", cause=error.reason, **facts)


def _ttl_s(known: KnownList) -> float | None:
    ttl_ms = known.content.ttl_ms
    return None if ttl_ms is None else max(ttl_ms / 1000, SHORTEST_TTL_S)


def _refuse_rollback(case: Case, known: KnownList, url: str) -> None:
    """Refuse a list that is older than one seen before: a revocation may be missing in it."""
    newest = case.resolver.memory.newest(url)
    start = known.period.start
    if newest is not None and (start is None or start < newest):
        raise Undetermined("status.rollback", url=url, newest=format_timestamp(newest))
    if start is not None:
        case.resolver.memory.keep_newest(url, start)
