"""One verification under way: what is judged, by which rules, and what was established."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from badger.credentials.did import VerificationMethod
from badger.credentials.proof import ProofOptions
from badger.json_value import JsonObject, JsonValue
from badger.verify.policy import VerificationPolicy
from badger.verify.report import Finding, Outcome
from badger.verify.resolve import Resolver


@dataclass(frozen=True, slots=True)
class SealedBy:
    """A proof whose signature was verified, and the key that verified it."""

    proof: ProofOptions
    method: VerificationMethod


@dataclass(slots=True, kw_only=True)
class Case:
    """What the steps share.

    document: the presented JSON.
    kind:     "OpenBadgeCredential" or "EndorsementCredential": the schema that it must meet.
    judge:    runs all steps on another case: an embedded endorsement is judged by the same.
    seals:    written by the proof step, read by the issuer step.
    """

    document: JsonObject
    kind: str
    policy: VerificationPolicy
    resolver: Resolver
    now: datetime
    judge: "Callable[[Case], tuple[Finding, ...]]"
    seals: tuple[SealedBy, ...] = ()


Answer = tuple[Outcome, str, Mapping[str, JsonValue]]


def passed(code: str, **facts: JsonValue) -> Answer:
    """Say that the check was made and found nothing wrong."""
    return Outcome.PASSED, code, facts


def not_applicable(code: str, **facts: JsonValue) -> Answer:
    """Say that there is nothing to check."""
    return Outcome.NOT_APPLICABLE, code, facts
