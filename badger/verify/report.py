"""What a verification answers: findings, the verdict derived from them, what was verified."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum

from badger.credentials.datetimes import format_timestamp
from badger.json_value import JsonObject, JsonValue
from badger.verify.achievement import VerifiedAchievement, achievement_json

STEP_NAMES = (
    "structure",
    "proof",
    "issuer",
    "refresh",
    "status",
    "validity",
    "recipient",
    "endorsements",
)
# Codes of a proof step that passed without any signature.
HOSTED_PROOFS = frozenset(("proof.hosted", "proof.hosted_otherwise"))


class Outcome(StrEnum):
    """How one check ended."""

    PASSED = "passed"
    FAILED = "failed"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    NOT_RUN = "not_run"


class Verdict(StrEnum):
    """The conclusion of a report."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Finding:
    """One point that was checked.

    step:  name from STEP_NAMES.
    code:  `subject.reason`; its French sentence is in `badger.sentences`.
    facts: JSON-able details.
    """

    step: str
    outcome: Outcome
    code: str
    facts: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """One list that names the issuer.

    list:      its name; kind: "territory", "imported" or "local".
    name:      what the list calls the issuer, who calls herself in the badge as she likes.
    since, until: first and last day of the mandate (ISO 8601), None where it is open.
    list_date: when the list was signed; None for a list that nobody signed.
    covers_award, covers_now: whether the mandate held on the day of the award, and holds now.
    """

    list: str
    kind: str
    name: str
    since: str | None
    until: str | None
    list_date: str | None
    covers_award: bool
    covers_now: bool


@dataclass(frozen=True, slots=True)
class Trust:
    """Whether the issuer is known: said beside the verdict, never mixed into it.

    state: "recognised" (mandated on the day of the award and now), "recognised_until" (on the
           day of the award, no longer now), "self_asserted" (did:key: nobody vouches for its
           name) or "unknown".
    list, name, since, until: of the first recognition that counts; `name` is the issuer's.
    as_of: day of the award that mandates were compared with.
    lookalike: name of a recognised issuer that the name or the domain of this one imitates.
    warnings: codes of what is odd about the issuer's name ("issuer_name.…").
    """

    state: str
    list: str | None = None
    name: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    lookalike: str | None = None
    warnings: tuple[str, ...] = ()
    recognitions: tuple[Recognition, ...] = ()


UNKNOWN_ISSUER = Trust("unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedIssuer:
    """Who signed; `name` is what they call themselves in the signed document."""

    id: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedEndorsement:
    """One endorsement, embedded or presented by itself, judged alone.

    endorsed: id of the credential, achievement or profile that it stands on.
    comment:  None unless the endorsement itself was verified.
    """

    id: str
    issuer: str
    issuer_name: str | None
    endorsed: str
    verdict: Verdict
    code: str
    comment: str | None
    trust: Trust = UNKNOWN_ISSUER


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedCredential:
    """What the signature covers and nothing else; only `verify/` builds it.

    subject:  the standard's credentialSubject without `achievement` and `result`.
    results:  one object for each Result, with `name` and `level` read from the achievement's
              ResultDescription; sorted, because the signature does not cover their order.
    document: the verified document, for pages that show more (alignments, languages).
    """

    id: str
    issuer: VerifiedIssuer
    achievement: VerifiedAchievement
    subject: JsonObject
    results: tuple[JsonObject, ...]
    evidence: tuple[JsonObject, ...]
    valid_from: datetime
    valid_until: datetime | None
    document: JsonObject
    endorsements: tuple[VerifiedEndorsement, ...] = ()

    @property
    def seen(self) -> tuple[JsonObject, ...]:
        """Return the results of what was seen, without those under way or not reached."""
        return tuple(one for one in self.results if one.get("status", "Completed") == "Completed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings, in the order of STEP_NAMES, and when the checks were made.

    credential:  None unless the gates (structure, proof, issuer) passed.
    endorsement: likewise, where an endorsement was presented by itself; `trust` is then what is
                 known of who endorses.
    """

    findings: tuple[Finding, ...]
    checked_at: datetime
    trust: Trust = UNKNOWN_ISSUER
    credential: VerifiedCredential | None = None
    endorsement: VerifiedEndorsement | None = None

    @property
    def verdict(self) -> Verdict:
        """Return the conclusion: any FAILED, or no finding, is not verified."""
        return verdict_of(self.findings)

    @property
    def attested_by(self) -> str:
        """Return the host that shows a badge which nobody signed, "" for every other badge."""
        hosts = (one.facts.get("host") for one in self.findings if one.code in HOSTED_PROOFS)
        return str(next(hosts, ""))

    @property
    def is_shown_in_part(self) -> bool:
        """Tell whether a holder chose what is shown: the rest is not in the document."""
        return any(one.facts.get("selective") == "derived" for one in self.findings)

    def finding(self, step: str) -> Finding:
        """Return the finding of one step of STEP_NAMES."""
        return next(finding for finding in self.findings if finding.step == step)


def verdict_of(findings: tuple[Finding, ...]) -> Verdict:
    """Derive the verdict: any FAILED, or no finding, is not verified; else any
    UNDETERMINED is inconclusive; else verified."""
    outcomes = {finding.outcome for finding in findings}
    if not outcomes or Outcome.FAILED in outcomes:
        return Verdict.NOT_VERIFIED
    if Outcome.UNDETERMINED in outcomes:
        return Verdict.INCONCLUSIVE
    return Verdict.VERIFIED


def worst_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict on several documents shown together: that of the worst of them.

    Of none at all nothing was verified.
    """
    found = frozenset(verdicts) or {Verdict.NOT_VERIFIED}
    order = (Verdict.NOT_VERIFIED, Verdict.INCONCLUSIVE, Verdict.VERIFIED)
    return next(worst for worst in order if worst in found)


def to_json(report: Report) -> JsonObject:
    """Return the report as JSON, the same for the API and `badger verify --json`.

    Source: docs/verification.md, "The report".
    """
    return {
        "verdict": report.verdict.value,
        "trust": _trust_json(report.trust),
        "checked_at": format_timestamp(report.checked_at),
        "findings": [_finding_json(finding) for finding in report.findings],
        "credential": _credential_json(report.credential),
        "endorsement": _endorsement_json(report.endorsement),
    }


def _trust_json(trust: Trust) -> JsonObject:
    return {
        "state": trust.state,
        "list": trust.list,
        "name": trust.name,
        "since": trust.since,
        "until": trust.until,
        "as_of": trust.as_of,
        "lookalike": trust.lookalike,
        "warnings": list(trust.warnings),
        "recognitions": [asdict(recognition) for recognition in trust.recognitions],
    }


def _finding_json(finding: Finding) -> JsonObject:
    return {
        "step": finding.step,
        "outcome": finding.outcome.value,
        "code": finding.code,
        "facts": dict(finding.facts),
    }


def _credential_json(credential: VerifiedCredential | None) -> "JsonObject | None":
    if credential is None:
        return None
    until = credential.valid_until
    return {
        "id": credential.id,
        "issuer": {"id": credential.issuer.id, "name": credential.issuer.name},
        "achievement": achievement_json(credential.achievement),
        "subject": credential.subject,
        "results": list(credential.results),
        "evidence": list(credential.evidence),
        "validFrom": format_timestamp(credential.valid_from),
        "validUntil": None if until is None else format_timestamp(until),
    }


def _endorsement_json(endorsement: VerifiedEndorsement | None) -> "JsonObject | None":
    if endorsement is None:
        return None
    return {
        "id": endorsement.id,
        "issuer": {"id": endorsement.issuer, "name": endorsement.issuer_name},
        "endorsed": endorsement.endorsed,
        "comment": endorsement.comment,
    }
