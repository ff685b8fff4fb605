"""The verifier's one function: what was presented -> a report."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from badger.late import LateModule
from badger.verify.budget import Budget
from badger.verify.case import BADGE, CREDENTIAL, ENDORSEMENT, Case
from badger.verify.endorsements import lone_endorsement
from badger.verify.formats import Format, format_of
from badger.verify.intake import Presented
from badger.verify.policy import VerificationPolicy
from badger.verify.recognition import trust_in_issuer, with_trust, with_trust_in_endorsers
from badger.verify.report import Report, VerifiedCredential
from badger.verify.resolve import Resolver
from badger.verify.steps import STEPS, Step, gates_passed, other_format, run_steps
from badger.verify.verified import verified_credential

if TYPE_CHECKING:
    from badger.verify import open_badges_2
else:
    open_badges_2 = LateModule("badger.verify.open_badges_2")


@dataclass(frozen=True, slots=True)
class Way:
    """How documents of one format are judged.

    steps: the checks, under the names of STEPS and in their order.
    show:  what pages may show when the gates passed; None: only the verdict.
    kind:  whose rules the document must meet (`Case.kind`).
    """

    steps: tuple[Step, ...]
    show: Callable[[Case], VerifiedCredential] | None
    kind: str = BADGE


OPEN_BADGES_3 = Way(STEPS, verified_credential)
AN_ENDORSEMENT = Way(STEPS, None, ENDORSEMENT)
ANY_CREDENTIAL = Way(STEPS, None, CREDENTIAL)
_BADGES = frozenset((Format.OPEN_BADGES_3, Format.OPEN_BADGES_3_VC_1))
_CREDENTIALS = _BADGES | {Format.CREDENTIAL, Format.ENDORSEMENT}


def verify(
    presented: Presented,
    policy: VerificationPolicy,
    resolver: Resolver,
    now: datetime,
    *,
    budget: Budget | None = None,
) -> Report:
    """Judge what was presented, by the steps of Open Badges 3.0, section "Verification".

    policy:   what the reader asks for.
    resolver: where issuers' documents and status lists come from; it may be shared.
    now:      aware time that the badge is judged at.
    budget:   what is left of fetches and seconds, where some were spent on this badge already.
    """
    if presented.document is None and not presented.address:
        return Report(findings=other_format("SD-JWT"), checked_at=now)
    document = presented.document or {}
    way = open_badges_2_way() if presented.address else way_of(format_of(document), policy)
    case = Case(
        document=document,
        jws=presented.jws,
        address=presented.address,
        kind=way.kind,
        policy=policy,
        resolver=resolver,
        now=now,
        judge=run_steps,
        budget=budget or Budget(),
    )
    findings = run_steps(case, way.steps)
    if not gates_passed(findings):
        return Report(findings=findings, checked_at=now)
    if way.kind == ENDORSEMENT:
        shown = lone_endorsement(document, findings)
        report = Report(findings=findings, checked_at=now, endorsement=shown)
        return with_trust(report, policy.trust, now=now)
    if way.show is None:
        return Report(findings=findings, checked_at=now)
    credential = with_trust_in_endorsers(way.show(case), policy.trust, now=now)
    trust = trust_in_issuer(credential, policy.trust, now=now)
    return Report(findings=findings, checked_at=now, trust=trust, credential=credential)


def way_of(found: Format, policy: VerificationPolicy) -> Way:
    """Choose how a format is judged, among the kinds that the reader asks for."""
    if found in _BADGES and BADGE in policy.kinds:
        return OPEN_BADGES_3
    if ENDORSEMENT in policy.kinds and found is Format.ENDORSEMENT:
        return AN_ENDORSEMENT
    if CREDENTIAL in policy.kinds and found in _CREDENTIALS:
        return ANY_CREDENTIAL
    # Any other format goes the way of Open Badges 3, whose first step refuses it by name.
    return open_badges_2_way() if found is Format.OPEN_BADGES_2 else OPEN_BADGES_3


@cache
def open_badges_2_way() -> Way:
    """Give the way of Open Badges 2, which is loaded with the first of them."""
    return Way(open_badges_2.STEPS_OB2, open_badges_2.verified_open_badge_2)
