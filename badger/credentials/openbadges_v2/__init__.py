"""Open Badges 2.0 and 2.1: typed values, read strictly. Fetching them is the verifier's matter."""

from badger.credentials.old_contexts import CONTEXTS, is_open_badges_1
from badger.credentials.openbadges_v2.members import MalformedOpenBadge, Reference
from badger.credentials.openbadges_v2.model import (
    HOSTED,
    SIGNED,
    Alignment,
    Assertion,
    BadgeClass,
    CryptographicKey,
    Evidence,
    Profile,
    Recipient,
    RevocationList,
    differing,
)
from badger.credentials.openbadges_v2.read import (
    read_assertion,
    read_badge_class,
    read_cryptographic_key,
    read_profile,
    read_revocation_list,
    require_context,
)

__all__ = [
    "CONTEXTS",
    "HOSTED",
    "SIGNED",
    "Alignment",
    "Assertion",
    "BadgeClass",
    "CryptographicKey",
    "Evidence",
    "MalformedOpenBadge",
    "Profile",
    "Recipient",
    "Reference",
    "RevocationList",
    "differing",
    "is_open_badges_1",
    "read_assertion",
    "read_badge_class",
    "read_cryptographic_key",
    "read_profile",
    "read_revocation_list",
    "require_context",
]
