"""Step 5 for Open Badges 2: was the badge withdrawn?

A hosted assertion says so itself. A signed one is looked up in the list of the issuer's profile;
what cannot be looked up is UNDETERMINED and never "not withdrawn".
"""

from badger.credentials.openbadges_v2 import (
    HOSTED,
    Assertion,
    MalformedOpenBadge,
    Profile,
    RevocationList,
    read_revocation_list,
)
from badger.credentials.strict_json import JsonLimits
from badger.verify.case import Answer, Case, not_applicable, passed
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.open_badges_2.assertions import MAX_REASON, judged, withdrawn
from badger.verify.open_badges_2.hosting import host_of, hosted
from badger.verify.open_badges_2.parties import chain_of

_LIST_LIMITS = JsonLimits(max_bytes=1_048_576, max_keys=100_000, max_items=50_000)


def check_status(case: Case) -> Answer:
    """Look whether the issuer withdrew the badge (step 5)."""
    assertion = judged(case).assertion
    if assertion.revoked:
        raise withdrawn(assertion.document)
    if assertion.verification.way == HOSTED:
        return passed("status.hosted", host=host_of(assertion.id))
    profile = chain_of(case).profile
    if not profile.revocation_list:
        return not_applicable("status.none")
    _refuse_listed(_list_of(case, profile), assertion)
    return passed("status.clear_undated", entries=1)


def _refuse_listed(listed: RevocationList, assertion: Assertion) -> None:
    for name in (assertion.id, assertion.uid):
        if name and name in listed.revoked:
            raise CheckFailed("status.revoked", reason=listed.revoked[name][:MAX_REASON])


def _list_of(case: Case, profile: Profile) -> RevocationList:
    url = profile.revocation_list
    document = hosted(case, url, limits=_LIST_LIMITS)
    try:
        listed = read_revocation_list(document)
    except MalformedOpenBadge as error:
        raise Undetermined("status.malformed", url=url) from error
    if listed.id not in ("", url):
        raise Undetermined("status.other_list", url=url)
    if listed.issuer not in ("", profile.id) or not (listed.issuer or _same_host(url, profile.id)):
        raise Undetermined("status.other_issuer", url=url, issuer=listed.issuer[:200])
    return listed


def _same_host(first: str, second: str) -> bool:
    return host_of(first) == host_of(second)
