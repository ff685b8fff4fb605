"""Step 8: who else stands behind the badge, its model or its issuer?

Each embedded endorsement is judged alone, by the same steps, and shown with its own issuer.
One that fails takes nothing from the badge: it simply does not count (hardening D18).
"""

from dataclasses import replace

from badger.json_value import JsonObject, JsonValue
from badger.verify.case import ENDORSEMENT, Answer, Case, issuer_id, not_applicable, passed
from badger.verify.report import Finding, Outcome, Verdict, VerifiedEndorsement, verdict_of


def check_endorsements(case: Case) -> Answer:
    """Judge every embedded endorsement (step 8); `structure.py` has bounded their number."""
    found, in_jwt = case.endorsed.embedded, case.endorsed.in_jwt
    if not found and not in_jwt:
        return not_applicable("endorsements.none")
    case.endorsements = tuple(_judge(case, inside, holder) for holder, inside in found)
    verified = sum(one.verdict is Verdict.VERIFIED for one in case.endorsements)
    facts: dict[str, JsonValue] = {
        "verified": verified,
        "total": len(found) + in_jwt,
        "endorsements": [_facts(one) for one in case.endorsements],
    }
    if verified == facts["total"]:
        return passed("endorsements.verified", **facts)
    return not_applicable("endorsements.not_all_verified", **facts)


def _judge(case: Case, endorsement: JsonObject, endorsed: JsonObject) -> VerifiedEndorsement:
    inner = replace(
        case,
        document=endorsement,
        jws=None,
        kind=ENDORSEMENT,
        policy=replace(case.policy, recipient=None),
        seals=(),
        unbound=None,
        endorsements=(),
    )
    findings = case.judge(inner)
    subject = endorsement.get("credentialSubject")
    target = subject.get("id") if isinstance(subject, dict) else None
    verdict, code = _conclusion(case, endorsement, findings)
    if verdict is Verdict.VERIFIED and (target is None or target != endorsed.get("id")):
        verdict, code = Verdict.NOT_VERIFIED, "endorsements.other_subject"
    return _shown(endorsement, endorsed, verdict=verdict, code=code)


def _conclusion(
    case: Case, endorsement: JsonObject, findings: tuple[Finding, ...]
) -> tuple[Verdict, str]:
    """Conclude like for a badge; praise of oneself is named as such."""
    verdict = verdict_of(findings)
    if verdict is not Verdict.VERIFIED:
        worst = Outcome.FAILED if verdict is Verdict.NOT_VERIFIED else Outcome.UNDETERMINED
        return verdict, next(finding.code for finding in findings if finding.outcome is worst)
    if issuer_id(endorsement) == issuer_id(case.document):
        return verdict, "endorsements.by_the_issuer"
    return verdict, "endorsements.by_another"


def _shown(
    endorsement: JsonObject, endorsed: JsonObject, *, verdict: Verdict, code: str
) -> VerifiedEndorsement:
    """Keep what may be shown: words of an endorsement that was not verified never are."""
    is_verified = verdict is Verdict.VERIFIED
    issuer, subject = endorsement.get("issuer"), endorsement.get("credentialSubject")
    name = issuer.get("name") if isinstance(issuer, dict) else None
    comment = subject.get("endorsementComment") if isinstance(subject, dict) else None
    return VerifiedEndorsement(
        id=str(endorsement.get("id", ""))[:500],
        issuer=issuer_id(endorsement)[:500],
        issuer_name=name if is_verified and isinstance(name, str) else None,
        endorsed=str(endorsed.get("id", "")),
        verdict=verdict,
        code=code,
        comment=comment if is_verified and isinstance(comment, str) else None,
    )


def _facts(one: VerifiedEndorsement) -> JsonObject:
    return {
        "id": one.id,
        "issuer": {"id": one.issuer, "name": one.issuer_name},
        "endorsed": one.endorsed,
        "verdict": one.verdict.value,
        "code": one.code,
        "comment": one.comment,
    }
