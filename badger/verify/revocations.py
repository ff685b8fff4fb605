"""1EdTechRevocationList: a list without signature, believed from the issuer's own host alone.

Who serves the issuer's own document there could publish any key: the list is as good as that.
On any other host it is the word of a stranger, and the status stays open (hardening S06, S13).
"""

from badger.credentials.did import did_web_url
from badger.credentials.errors import CredentialError
from badger.credentials.revocation_list import is_revoked, revocation_list_url
from badger.credentials.strict_json import parse_object
from badger.json_value import JsonObject
from badger.verify.case import Case, issuer_id
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.resolve import LIST_LIMITS
from badger.verify.status_lists import list_age_s, status_error
from badger.verify.targets import read_target


def look_up_revocation(case: Case, entry: JsonObject) -> int | None:
    """Look a badge up in the revocation list of its issuer, and return the age of the copy.

    Raises: CheckFailed "status.revoked", Undetermined.
    """
    url = _url(case, entry)
    copy = case.resolver.copy_of(url, budget=case.budget)
    try:
        revocations = parse_object(copy.data, limits=LIST_LIMITS)
    except CredentialError as error:
        raise Undetermined("fetch.unreadable", address=url, cause=error.reason) from error
    _refuse_other(revocations, case, url)
    try:
        revoked = is_revoked(revocations, str(case.document.get("id")))
    except CredentialError as error:
        raise status_error(error) from error
    if revoked:
        raise CheckFailed("status.revoked", url=url)
    return list_age_s(None, copy, now=case.now)


def _url(case: Case, entry: JsonObject) -> str:
    try:
        url = revocation_list_url(entry)
    except CredentialError as error:
        raise status_error(error) from error
    if not _is_issuers_host(url, issuer_id(case.document)):
        raise Undetermined("status.unsigned_elsewhere", url=url[:200])
    return url


def _is_issuers_host(url: str, issuer: str) -> bool:
    """Compare hosts as a fetch would understand them; a did:key has none."""
    try:
        own = did_web_url(issuer) if issuer.startswith("did:") else issuer
        return read_target(url).authority == read_target(own).authority
    except (CredentialError, Undetermined):
        return False


def _refuse_other(revocations: JsonObject, case: Case, url: str) -> None:
    if revocations.get("id") != url:
        raise Undetermined("status.other_list", url=url)
    issuer = issuer_id(revocations)
    if issuer != issuer_id(case.document):
        raise Undetermined("status.other_issuer", url=url, issuer=issuer[:200])
