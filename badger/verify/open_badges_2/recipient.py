"""Steps 4, 7 and 8 for Open Badges 2: nothing newer, the person, endorsements by name only."""

import re

from badger.credentials.identity import EMAIL, matches_identity
from badger.credentials.openbadges_v2 import Recipient
from badger.json_value import JsonObject
from badger.verify.case import Answer, Case, not_applicable, passed
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.open_badges_2.assertions import judged
from badger.verify.open_badges_2.parties import chain_of

_HASH = re.compile(r"sha256\$[0-9a-fA-F]{64}|md5\$[0-9a-fA-F]{32}", re.ASCII)


def check_refresh(case: Case) -> Answer:  # noqa: ARG001 - a step takes the case.
    """Say that the format knows no newer versions (step 4)."""
    return not_applicable("refresh.none")


def check_recipient(case: Case) -> Answer:
    """Compare the identifier that the reader knows with the recipient's (step 7)."""
    expected = case.policy.recipient
    if expected is None:
        return not_applicable("recipient.not_asked")
    recipient = judged(case).assertion.recipient
    if recipient.hashed and not _HASH.fullmatch(recipient.identity):
        method = recipient.identity.partition("$")[0]
        raise Undetermined("recipient.unsupported_hash", method=method[:20])
    if recipient.type != "email" and "@" in expected:
        raise Undetermined("recipient.no_address")
    if not matches_identity(identity_of(recipient), expected):
        raise CheckFailed("recipient.other_person")
    return passed("recipient.matches")


def identity_of(recipient: Recipient) -> JsonObject:
    """Write a recipient as an IdentityObject of Open Badges 3."""
    return {
        "type": "IdentityObject",
        "hashed": recipient.hashed,
        "identityHash": recipient.identity,
        "identityType": EMAIL,
        "salt": recipient.salt,
    }


def check_endorsements(case: Case) -> Answer:
    """Say how many endorsements are named; they stand elsewhere and are not fetched (step 8)."""
    chain = chain_of(case)
    total = (
        judged(case).assertion.endorsements
        + chain.badge_class.endorsements
        + chain.profile.endorsements
    )
    if total:
        return not_applicable("endorsements.not_followed", total=total)
    return not_applicable("endorsements.none")
