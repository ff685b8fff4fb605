"""The public verifier: a library that needs no database, no Flask and no network.

    report = verify(read_presented(data), VerificationPolicy(), Resolver(), now)

docs/verification.md explains the steps, the report and the documents that a resolver reads.
"""

from badger.verify.errors import CheckFailed, Undetermined, UnreadableInput
from badger.verify.intake import Presented, fetch_presented, read_presented
from badger.verify.judge import Answer, Judge, LocalJudge, Question
from badger.verify.policy import VerificationPolicy
from badger.verify.presenting import (
    PresentationReport,
    verify_presentation,
    verify_unsigned_presentation,
)
from badger.verify.recognition import with_trust
from badger.verify.report import (
    Finding,
    Outcome,
    Recognition,
    Report,
    Trust,
    Verdict,
    VerifiedCredential,
    to_json,
)
from badger.verify.resolve import Resolver
from badger.verify.signed_lists import read_signed_list
from badger.verify.trust import TrustList, read_trust_list
from badger.verify.verification import verify

__all__ = [
    "Answer",
    "CheckFailed",
    "Finding",
    "Judge",
    "LocalJudge",
    "Outcome",
    "PresentationReport",
    "Presented",
    "Question",
    "Recognition",
    "Report",
    "Resolver",
    "Trust",
    "TrustList",
    "Undetermined",
    "UnreadableInput",
    "Verdict",
    "VerificationPolicy",
    "VerifiedCredential",
    "fetch_presented",
    "read_presented",
    "read_signed_list",
    "read_trust_list",
    "to_json",
    "verify",
    "verify_presentation",
    "verify_unsigned_presentation",
    "with_trust",
]
