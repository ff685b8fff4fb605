"""Our own verifier must accept what we are about to hand over; it reads nothing but bytes."""

from collections.abc import Mapping
from datetime import datetime

from badger.issuer.errors import IssuerError
from badger.verify import Resolver, Verdict, VerificationPolicy, read_presented, verify
from badger.verify.policy import JUDGED
from badger.verify.sources import OwnDocuments


class SignatureRefused(IssuerError):
    """Our own verifier does not accept what was just signed: nothing of it is kept."""

    code = "award.signature_refused"


OWN_KINDS = VerificationPolicy(kinds=JUDGED)


class SelfCheck:
    """Verifies fresh credentials of one issuer against what it publishes.

    documents: the issuer's document by its DID, its status lists by their address.
    """

    def __init__(self, documents: Mapping[str, bytes]) -> None:
        self._resolver = Resolver(OwnDocuments(documents.get))

    def require_verified(self, signed: bytes, *, now: datetime) -> None:
        """Verify the very bytes that will be stored. Raises: SignatureRefused."""
        report = verify(read_presented(signed), OWN_KINDS, self._resolver, now)
        if report.verdict is not Verdict.VERIFIED:
            open_points = [
                f.code for f in report.findings if f.outcome in ("failed", "undetermined")
            ]
            raise SignatureRefused(findings=", ".join(open_points))
