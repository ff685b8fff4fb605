"""Step 8: who else stands behind the badge, its model or its issuer?

Each endorsement, embedded or as JWT, is judged alone, by the same steps, and shown with its own
issuer. One that fails takes nothing from the badge: it simply does not count (hardening D18).
They come last and share the badge's budget, so that they cannot take a fetch away from it.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from badger.json_value import JsonObject, JsonValue
from badger.verify.case import ENDORSEMENT, Answer, Case, issuer_id, not_applicable, passed
from badger.verify.errors import UnreadableInput
from badger.verify.jwt_credentials import present_jwt
from badger.verify.period import ALWAYS
from badger.verify.presented import Presented
from badger.verify.report import Finding, Outcome, Verdict, VerifiedEndorsement, verdict_of
from badger.verify.shape import MAX_ENDORSEMENT_DEPTH, NOT_ENDORSED

_EMBEDDED = b""
# The node that an endorsement stands on, and the endorsement.
_Pair = TypeVar("_Pair", bound=tuple[JsonObject, JsonValue])


def check_endorsements(case: Case) -> Answer:
    """Judge every endorsement (step 8); `structure.py` has bounded their number."""
    endorsed = case.endorsed
    if not endorsed.embedded and not endorsed.in_jwt:
        return not_applicable("endorsements.none")
    case.endorsements = (
        *(
            _judge(case, Presented(data=_EMBEDDED, document=inside), holder)
            for holder, inside in _once(endorsed.embedded)
        ),
        *(_judge_jwt(case, token, holder) for holder, token in _once(endorsed.in_jwt)),
    )
    verified = sum(one.verdict is Verdict.VERIFIED for one in case.endorsements)
    facts: dict[str, JsonValue] = {
        "verified": verified,
        "total": len(case.endorsements),
        "endorsements": [_facts(one) for one in case.endorsements],
    }
    if verified == facts["total"]:
        return passed("endorsements.verified", **facts)
    return not_applicable("endorsements.not_all_verified", **facts)


def lone_endorsement(document: JsonObject, findings: tuple[Finding, ...]) -> VerifiedEndorsement:
    """Keep what may be shown of an endorsement that was presented by itself.

    Nothing says whose badge it stands on, so who endorses is told and never compared.
    """
    subject = document["credentialSubject"]
    verdict = verdict_of(findings)
    return _shown(
        document,
        subject if isinstance(subject, dict) else {},
        verdict=verdict,
        code="structure.endorsement_conforms",
    )


def _once(pairs: tuple[_Pair, ...]) -> Iterator[_Pair]:
    """Leave out what stands there again: one who says the same twice supports once."""
    for place, pair in enumerate(pairs):
        if pair not in pairs[:place]:
            yield pair


def _judge_jwt(case: Case, token: JsonValue, endorsed: JsonObject) -> VerifiedEndorsement:
    """Read an endorsement that came as a token, then judge it like the others."""
    try:
        presented = present_jwt(str(token).encode())
    except UnreadableInput as error:
        return _shown({}, endorsed, verdict=Verdict.INCONCLUSIVE, code=error.reason)
    return _judge(case, presented, endorsed)


def _judge(case: Case, presented: Presented, endorsed: JsonObject) -> VerifiedEndorsement:
    endorsement = presented.document or {}
    if case.depth >= MAX_ENDORSEMENT_DEPTH or case.allowance.left <= 0:
        # Tokens inside of tokens are seen only now: how deep they go, and how many they are.
        return _shown(
            endorsement, endorsed, verdict=Verdict.INCONCLUSIVE, code="endorsements.too_many"
        )
    case.allowance.left -= 1
    findings = case.judge(_case_of(case, presented))
    subject = endorsement.get("credentialSubject")
    target = subject.get("id") if isinstance(subject, dict) else None
    verdict, code = _conclusion(case, endorsement, findings)
    if verdict is Verdict.VERIFIED and (target is None or target != endorsed.get("id")):
        verdict, code = Verdict.NOT_VERIFIED, "endorsements.other_subject"
    if verdict is Verdict.VERIFIED and target not in _supported_in(case.document):
        verdict, code = Verdict.NOT_VERIFIED, "endorsements.of_another"
    return _shown(endorsement, endorsed, verdict=verdict, code=code)


def _case_of(case: Case, presented: Presented) -> Case:
    """Make the case of an endorsement: nobody is asked for, nothing newer is looked for."""
    return replace(
        case,
        document=presented.document or {},
        jws=presented.jws,
        kind=ENDORSEMENT,
        policy=replace(case.policy, recipient=None, refresh=False),
        depth=case.depth + 1,
        endorsed=NOT_ENDORSED,
        period=ALWAYS,
        seals=(),
        unbound=None,
        endorsements=(),
    )


def _conclusion(
    case: Case, endorsement: JsonObject, findings: tuple[Finding, ...]
) -> tuple[Verdict, str]:
    """Conclude like for a badge; praise of oneself is named as such."""
    verdict = verdict_of(findings)
    if verdict is not Verdict.VERIFIED:
        worst = Outcome.FAILED if verdict is Verdict.NOT_VERIFIED else Outcome.UNDETERMINED
        return verdict, next(finding.code for finding in findings if finding.outcome is worst)
    return verdict, _relation(case.document, endorsement)


def _relation(document: JsonObject, endorsement: JsonObject) -> str:
    """Say who endorses: the issuer, the person whom the badge is about, or somebody else."""
    subject = document.get("credentialSubject")
    holder = subject.get("id") if isinstance(subject, dict) else None
    endorser = issuer_id(endorsement)
    if endorser == issuer_id(document):
        return "endorsements.by_the_issuer"
    return "endorsements.by_the_holder" if endorser == holder else "endorsements.by_another"


def _supported_in(document: JsonObject) -> tuple[JsonValue, ...]:
    """Return the ids of what a support of a document may stand on: itself, its issuer, its model.

    Anybody may name a well-known party as creator or source, and put there what others truly
    said of that party: it says nothing about this badge (hardening H02).
    """
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    model = achievement.get("id") if isinstance(achievement, dict) else None
    return document.get("id"), issuer_id(document), model


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
