"""The verifier's one function: what was presented -> a report."""

from datetime import datetime

from badger.verify.case import BADGE, Case
from badger.verify.intake import Presented
from badger.verify.policy import VerificationPolicy
from badger.verify.report import Report
from badger.verify.resolve import Resolver
from badger.verify.steps import gates_passed, other_format, run_steps
from badger.verify.trust import trust_in
from badger.verify.verified import verified_credential


def verify(
    presented: Presented, policy: VerificationPolicy, resolver: Resolver, now: datetime
) -> Report:
    """Judge what was presented, by the steps of Open Badges 3.0, section "Verification".

    policy:   what the reader asks for.
    resolver: where issuers' documents and status lists come from; it may be shared.
    now:      aware time that the badge is judged at.
    """
    if presented.document is None:
        return Report(findings=other_format("JWT"), checked_at=now)
    case = Case(
        document=presented.document,
        kind=BADGE,
        policy=policy,
        resolver=resolver,
        now=now,
        judge=run_steps,
    )
    findings = run_steps(case)
    if not gates_passed(findings):
        return Report(findings=findings, checked_at=now)
    credential = verified_credential(case)
    trust = trust_in(credential.issuer.id, policy.trust, now=now)
    return Report(findings=findings, checked_at=now, trust=trust, credential=credential)
