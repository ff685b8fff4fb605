"""What the person who verifies asks for: a value of its own, the same for a whole run."""

from dataclasses import dataclass, field
from typing import Final

from badger.verify.trust import TrustList

# The recipient of a fresh badge may have a clock that runs a little behind (hardening T08).
SKEW_S = 300
# What readers show us: badges, and endorsements by themselves.
JUDGED: Final = frozenset(("OpenBadgeCredential", "EndorsementCredential"))


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationPolicy:
    """How a credential is judged, apart from what it says itself.

    trust:     lists of recognised issuers, the one that counts most first.
    recipient: whom the badge should belong to: an e-mail address, the subject's id, or any other
               identifier that the badge may hold; None: not asked. Never written anywhere.
    refresh:   follow the badge's own refresh service, once, and judge the newer badge.
    kinds:     which credentials are judged: "OpenBadgeCredential", "EndorsementCredential" by
               itself and, for tests of the W3C, "VerifiableCredential" (any). Another kind is
               named, and not judged.
    challenge: what a presentation must have signed, where the holder was asked to; None: nothing.
    domain:    for whom the holder must have signed it; None: not asked.
    skew_s:    seconds by which `validFrom` and `created` may lie ahead of now.
    """

    trust: tuple[TrustList, ...] = ()
    recipient: str | None = field(default=None, repr=False)
    refresh: bool = True
    kinds: frozenset[str] = frozenset(("OpenBadgeCredential",))
    challenge: str | None = None
    domain: str | None = None
    skew_s: int = SKEW_S
